"""All open texts of one relay: opened on the first editor, closed after the last, asked again who may stay."""

import asyncio
import logging
import time
from collections.abc import Callable
from typing import Any

from advocacy import clock
from advocacy.live import rules
from advocacy.live.kept import News, Packed
from advocacy.live.relay.asking import Asking, KeeperGone
from advocacy.live.relay.connections import Connection, Refused
from advocacy.live.relay.frames import Hello
from advocacy.live.relay.limits import Allowance
from advocacy.live.relay.rooms import Pending, Room
from advocacy.live.relay.store import Store
from advocacy.live.relay.wire import Line
from advocacy.live.rules import Mode
from advocacy.live.tokens import Token

log = logging.getLogger("mawqif.live")
WEIGHT = {Mode.READ: 0, Mode.SUGGEST: 1, Mode.WRITE: 2}


class Hub:
    """The rooms, by the id of their text. Lives in one thread, that of the loop."""

    def __init__(self, keeper: Asking, now: Callable[[], float] = time.monotonic) -> None:
        self.now = now
        self.store = Store(keeper, self)
        self._rooms: dict[int, Room] = {}
        self._allowances: dict[int, Allowance] = {}
        self._opening: dict[int, asyncio.Lock] = {}
        self._resting: dict[int, asyncio.TimerHandle] = {}
        self._left: dict[int, asyncio.TimerHandle] = {}
        self._looking: asyncio.TimerHandle | None = None
        self._asked: dict[tuple[int, int], asyncio.Future[dict[tuple[int, int], Mode | None]]] = {}
        self._keeper: asyncio.Task[None] | None = None
        self.late = asyncio.Semaphore(1)
        self.is_closing = False

    def start(self) -> None:
        """Begin to serve."""
        self.store.start()
        self._keeper = asyncio.create_task(self._keep_asking())
        self._looking = asyncio.get_running_loop().call_later(rules.RENEW_SECONDS, self._look_for_old)

    async def stop(self) -> None:
        """Cut everybody off and write what waits."""
        self.is_closing = True
        for timer in (*self._resting.values(), *self._left.values(), self._looking):
            if timer:
                timer.cancel()
        if self._keeper:
            self._keeper.cancel()
        for room in list(self._rooms.values()):
            room.close(Refused("restart", 1012))
        self.store.hand_over()
        await self.store.stop()

    # --- coming and going -------------------------------------------------------------------------------------------

    async def mode_of(self, token: Token) -> Mode | None:
        """What the policy lets the bearer do now, never more than the token says. Raises Refused.

        Who asks while the same is being asked gets that answer: a page asks for the text and for a line at once.
        """
        pair = (token.person_id, token.text_id)
        if (asked := self._asked.get(pair)) is None:
            asked = self._asked[pair] = asyncio.ensure_future(self._policy({pair}))
            asked.add_done_callback(lambda done: (self._asked.pop(pair, None), done.cancelled() or done.exception()))
        mode = (await asyncio.shield(asked))[pair]
        return None if mode is None else min(mode, token.mode, key=WEIGHT.__getitem__)

    async def join(self, token: Token, mode: Mode, hello: Hello, line: Line | None = None) -> tuple[Room, Connection]:
        """Let an editor into a text. Raises Refused."""
        if sum(one.person == token.person_id for room in self._rooms.values() for one in room.connections) >= (
            rules.CONNECTIONS_PER_PERSON
        ):
            raise Refused("full", 1013)
        room = await self.room(token.text_id)
        connection = Connection(token, mode, hello.client, self.now, line)
        room.admit(hello, connection)
        return room, connection

    def allowance_of(self, person_id: int) -> Allowance:
        """What somebody may still send over HTTP, in however many requests."""
        if len(self._allowances) > 1_000:
            self._allowances.clear()
        return self._allowances.setdefault(person_id, Allowance(self.now))

    def leave(self, room: Room, connection: Connection) -> None:
        """An editor has gone; when the last one has been away for a while, the text is closed."""
        room.leave(connection)

    async def room(self, text_id: int) -> Room:
        """The open text. Raises Refused for one that does not exist."""
        if self.is_closing:
            raise Refused("restart", 1012)
        async with self._opening.setdefault(text_id, asyncio.Lock()):
            found = self._rooms.get(text_id)
            if found is None:
                found = self._rooms[text_id] = await self._open(text_id)
            found.touched = self.now()
            return found

    async def ask(self, what: str, *facts: Any) -> Any:
        """What the keeper answers, after everything that has come was written. Raises Refused when it is gone."""
        try:
            return await self.store.ask(what, *facts)
        except KeeperGone:
            raise Refused("restart", 1012) from None

    async def packed(self, text_id: int) -> Packed | None:
        """The text as it was made ready when it came to rest; None if more was written. Raises Refused."""
        if self.is_closing:
            raise Refused("restart", 1012)
        try:
            found: Packed | None = await self.store.ask_apart("packed", text_id)
        except KeeperGone:
            raise Refused("restart", 1012) from None
        room = self._rooms.get(text_id)
        if found and room and (room.pending or (room.epoch, room.seen) != (found.epoch, found.number)):
            return None  # also where the log is further than this room: what we send must be what the line goes on from
        return found

    def expect(self, text_id: int) -> None:
        """Somebody will open the text in a moment."""
        if text_id not in self._rooms:
            asyncio.ensure_future(self.room(text_id)).add_done_callback(_told)

    async def _open(self, text_id: int) -> Room:
        if (left := self._left.pop(text_id, None)) is not None:
            left.cancel()
        try:
            found, heard = await self.store.open(text_id)
        except KeeperGone:
            raise Refused("restart", 1012) from None
        if found is None:
            raise Refused("gone")
        loaded, pens = found
        # a long text takes a while to read; whoever writes in another one does not wait for it
        room = await asyncio.to_thread(Room.open, loaded, pens, self.store.append, self.now, self.store.soon)
        self.store.watch(room, heard)
        return room

    def _drop(self, room: Room) -> None:
        if self._rooms.get(room.text_id) is room:
            del self._rooms[room.text_id]
        self.store.forget(room)
        if room.since_snapshot > rules.SNAPSHOT_EVERY:
            self._compact(room)

    def _compact(self, room: Room) -> None:
        room.since_snapshot = 0
        asyncio.ensure_future(self.store.ask("compact", room.text_id)).add_done_callback(_told)

    def tidy(self, room: Room) -> None:
        """Whoever loads the text next finds it tidy and packed, if nobody writes now and it was not done already."""
        if room.text_id not in self._resting and not room.pending and room.tidied != room.seen:
            room.tidied, room.since_snapshot = room.seen, 0
            asyncio.ensure_future(self._tidied(room.text_id)).add_done_callback(_told)

    async def _tidied(self, text_id: int) -> None:
        await self.store.ask("compact", text_id)
        await self.store.ask_apart("pack", text_id)

    def _look_for_old(self) -> None:
        """Nobody comes back to many a text that was left when another relay ended."""
        asyncio.ensure_future(self.store.ask_apart("grown_old")).add_done_callback(self._found_old)

    def _found_old(self, found: "asyncio.Future[list[int]]") -> None:
        _told(found)
        if not found.cancelled() and not found.exception():
            for text_id in found.result():
                self._renew(text_id)

    def _renew(self, text_id: int) -> None:
        """A text that nobody has open sheds its past, if that is long."""
        self._left.pop(text_id, None)
        if text_id not in self._rooms:
            asyncio.ensure_future(self.store.ask_apart("renew", text_id)).add_done_callback(_told)

    # --- what the store tells ---------------------------------------------------------------------------------------

    def kept(self, room: Room, pending: list[Pending], number: int) -> None:
        """Updates are in the log."""
        try:
            room.kept(pending, number)
        except Refused:
            log.exception("what was typed does not fit into the document")
            self.lost(room)
            return
        if room.since_snapshot > rules.SNAPSHOT_EVERY:
            self._compact(room)
        if (resting := self._resting.pop(room.text_id, None)) is not None:
            resting.cancel()
        later = asyncio.get_running_loop().call_later
        self._resting[room.text_id] = later(rules.REST_SECONDS, self._rest, room)

    def _rest(self, room: Room) -> None:
        """Nobody writes: whoever opens the text next finds it tidy."""
        self._resting.pop(room.text_id, None)
        if self._rooms.get(room.text_id) is room and room.since_snapshot > rules.SNAPSHOT_AT_REST:
            self.tidy(room)

    def news(self, room: Room, news: News) -> None:
        """Another process has written."""
        try:
            room.receive(news.updates, news.number, news.pens)
        except Exception:
            log.exception("what another process wrote cannot be read")
            self.lost(room)

    def lost(self, room: Room) -> None:
        """What this room holds is not what the log says: everybody begins again from the log."""
        room.close(Refused("resync", 1012))
        self._drop(room)

    def epoch_over(self, room: Room) -> None:
        """The document of this room has ended."""
        room.close(Refused("epoch"))
        self._drop(room)

    # --- who may stay -----------------------------------------------------------------------------------------------

    async def _keep_asking(self) -> None:
        while True:
            await asyncio.sleep(rules.ASK_AGAIN_SECONDS)
            try:
                self._close_idle()
                await self.ask_again()
            except Exception:
                log.exception("cannot ask who may stay")

    def _close_idle(self) -> None:
        for room in list(self._rooms.values()):
            if not room.connections and not room.pending and self.now() - room.touched > rules.IDLE_SECONDS:
                if room.since_snapshot > 1:
                    self.tidy(room)
                self._drop(room)
                later = asyncio.get_running_loop().call_later
                self._left[room.text_id] = later(rules.RENEW_SECONDS, self._renew, room.text_id)

    async def ask_again(self) -> None:
        """Ask the policy about everybody here; whoever may no longer do what they came for is cut off."""
        here = [(room, one) for room in list(self._rooms.values()) for one in list(room.connections)]
        found = await self._policy({(one.person, room.text_id) for room, one in here})
        for room, one in here:
            mode = found[one.person, room.text_id]
            if mode is None or WEIGHT[mode] < WEIGHT[one.mode]:
                self._cut(room, one, "revoked")
            elif self._is_late(one):
                self._cut(room, one, "expired")

    async def _policy(self, asked: set[tuple[int, int]]) -> dict[tuple[int, int], Mode | None]:
        """What people may do in texts now."""
        if not asked:
            return {}
        try:
            found: dict[tuple[int, int], Mode | None] = await self.store.ask_apart("may", asked)
        except KeeperGone:
            raise Refused("restart", 1012) from None
        return found

    def _is_late(self, one: Connection) -> bool:
        return one.token.expires < clock.now().timestamp()

    def _cut(self, room: Room, one: Connection, why: str) -> None:
        room.leave(one)
        one.cut(Refused(why))


def _told(task: "asyncio.Future[Any]") -> None:
    if not task.cancelled() and task.exception():
        log.error("a text could not be tidied, renewed or opened: %s", type(task.exception()).__name__)
