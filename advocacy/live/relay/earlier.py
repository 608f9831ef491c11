"""What comes late: words that were written in a document from which the text has gone on since.

A telephone that was away while the text was renewed holds them. It posts them as ever, with the epoch that it knows;
without an update it is told what that document has of them already. They are read and tried as if it were open still.
"""

import asyncio
import logging
from collections.abc import Sequence

from advocacy.live import document, rules
from advocacy.live.kept import Entry
from advocacy.live.relay.asking import KeeperGone
from advocacy.live.relay.connections import Connection, Refused
from advocacy.live.relay.frames import Hello
from advocacy.live.relay.hub import Hub
from advocacy.live.relay.rooms import Pending, Room
from advocacy.live.relay.socket import take

log = logging.getLogger("mawqif.live")


async def bring_late(hub: Hub, visitor: Connection, hello: Hello, posted: Sequence[bytes]) -> None:
    """Take what a visitor brings for an earlier epoch, all of it or nothing, and say how much is kept. Raises Refused.

    The updates of one request are one person's, and become one update.
    """
    if not visitor.allowance.spend(0, rules.EARLIER_MESSAGES):
        raise Refused("too_many")
    text_id = visitor.token.text_id
    try:
        async with hub.late:
            found = await hub.store.ask_apart("earlier", text_id, hello.epoch)
            if found is None:
                raise Refused("epoch")
            pending: list[Pending] = []
            loaded, pens = found
            room = await asyncio.to_thread(Room.open, loaded, pens, lambda _room, one: pending.append(one), hub.now)
            room.opened = float("-inf")  # what a relay that died had passed on was brought long ago
            room.admit(hello, visitor)
            room.welcome(visitor)
            visitor.is_early = False  # it need not answer first what we lack
            take(hub, room, visitor, posted)
            if visitor.closing or not pending:
                return
            whole = document.merged([one.entry.data for one in pending])
            clients = tuple({client for one in pending for client in one.entry.clients})
            if not await hub.store.ask_apart("carry", text_id, hello.epoch, Entry(whole, visitor.person, clients)):
                raise Refused("epoch")
    except KeeperGone:
        raise Refused("restart", 1012) from None
    except (
        document.Unreadable,
        RuntimeError,
    ):  # it does not fit what came late in this very moment, or the disk is full
        log.exception("late words could not be kept")
        raise Refused("resync") from None
    hub.store.heard()  # whoever has the new document open reads it before its writer comes back to it
    room.kept(pending, room.seen)
