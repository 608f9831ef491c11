"""A line that begins at a number: an editor that has just loaded the text is told only what came after that.

Without a number Yjs tells all that was ever deleted when a line opens, which may be more than the text.
"""

from advocacy.live import document
from advocacy.live.relay import frames
from advocacy.live.relay.connections import Connection, Refused
from advocacy.live.relay.frames import Sync
from advocacy.live.relay.hub import Hub
from advocacy.live.relay.rooms import Room
from advocacy.live.update import Foreign, read_update

MOST = 2_000
"""Updates that are told one after the other; who is further behind is told of the difference."""


async def caught_up(hub: Hub, room: Room, whose: Connection, since: int | None) -> bool:
    """Send the editor what the log holds after that number; False if it must ask for the difference as if it had said
    none: the number is older than is worth it, or newer than this room, which has not seen it yet.

    To be called when the editor is in the room, so that whatever comes meanwhile is told on its line anyway.
    """
    if since is None or not 0 <= room.seen - since <= MOST:
        return False
    known = dict(room.known)
    if since < room.seen or room.pending:
        try:
            missed = document.merged(await hub.ask("updates", room.text_id, room.epoch, since))
            begins = read_update(missed).clients
        except Refused as refusal:
            whose.cut(refusal)
            return True
        except (Foreign, document.Unreadable):
            return False
        whose.send(frames.sync(Sync.UPDATE, missed))
        known.update({client: start for client, (start, _end) in begins.items()})
    whose.holds = known
    return True
