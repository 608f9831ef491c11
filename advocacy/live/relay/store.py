"""The log behind the relay: written in groups, and looked into for what other processes have written."""

import asyncio
import logging
from collections import defaultdict
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, Protocol

from advocacy.live.kept import Batch, News
from advocacy.live.relay.asking import Asking, KeeperGone
from advocacy.live.relay.rooms import Pending, Room

log = logging.getLogger("mawqif.live")
GROUP = 2_000
"""Updates after which a commit waits no longer."""
GATHER_SECONDS = 0.02
"""How long a commit waits for more updates. Nobody waits with it: the others have read them already."""
BETWEEN_SECONDS = 0.2
"""How far apart commits begin while a few people write: each costs as much as passing on some updates."""
MANY = 10
"""Updates of that time from which on many people write; then commits begin AMONG_MANY_SECONDS apart."""
AMONG_MANY_SECONDS = 0.5
LOOK_SECONDS = 0.6
"""How often SQLite is asked whether another process has written; PostgreSQL tells it, and is asked for safety."""
LOOK_RARELY = 2.0
STOP_SECONDS = 15


class Hub(Protocol):
    """What the store tells the relay."""

    def kept(self, room: Room, pending: list[Pending], number: int) -> None: ...
    def lost(self, room: Room) -> None: ...
    def news(self, room: Room, news: News) -> None: ...
    def epoch_over(self, room: Room) -> None: ...


@dataclass
class _Question:
    """Something that somebody wants to know from the keeper."""

    what: str
    facts: tuple[Any, ...]
    answer: "asyncio.Future[Any]"


class Store:
    """Hands rooms their log. One task does everything in its order, and waits for the keeper meanwhile."""

    def __init__(self, keeper: Asking, hub: Hub) -> None:
        self._keeper, self._hub = keeper, hub
        self._loop: asyncio.AbstractEventLoop | None = None
        self._clerk: asyncio.Task[None] | None = None
        self._rooms: dict[int, Room] = {}
        self._seen: dict[int, int] = {}
        self._looked: dict[int, float] = {}
        self._gathered: list[tuple[Room, Pending]] = []
        self._due: asyncio.TimerHandle | None = None
        self._handed = 0.0
        self._waiting: list[Any] = []
        self._news = asyncio.Event()
        self._times_heard = 0

    def start(self) -> None:
        """Begin to write."""
        self._loop = asyncio.get_running_loop()
        self._clerk = self._loop.create_task(self._run())

    async def stop(self) -> None:
        """Write what was handed over, then end. To be called when nobody appends any more."""
        self._put(None)
        if self._clerk:
            await asyncio.wait({self._clerk}, timeout=STOP_SECONDS)
            self._clerk.cancel()
        self._keeper.stop()

    def append(self, room: Room, pending: Pending) -> None:
        """Put an update on its way, with the next commit."""
        self._gathered.append((room, pending))
        if len(self._gathered) >= GROUP:
            self.hand_over()
        elif self._due is None and self._loop:
            wait = max(GATHER_SECONDS, self._handed + BETWEEN_SECONDS - self._loop.time())
            self._due = self._loop.call_later(wait, self._is_time)

    def _is_time(self) -> None:
        """Hand over what was gathered, unless there is so much that it can well wait for more."""
        if self._loop and len(self._gathered) > MANY:
            wait = self._handed + AMONG_MANY_SECONDS - self._loop.time()
            if wait > 0:
                self._due = self._loop.call_later(wait, self.hand_over)
                return
        self.hand_over()

    def hand_over(self) -> None:
        """Hand over what was gathered; whatever is asked afterwards, it has been written before that."""
        if self._due is not None:
            self._due.cancel()
            self._due = None
        if self._gathered and self._loop:
            gathered, self._gathered, self._handed = self._gathered, [], self._loop.time()
            self._put(gathered)

    def soon(self, do: Callable[[], None]) -> None:
        """Do something in the next turn of the loop."""
        if self._loop:
            self._loop.call_soon(do)

    async def ask(self, what: str, *facts: Any) -> Any:
        """What the keeper answers, after everything that was gathered has been written."""
        self.hand_over()
        question = _Question(what, facts, asyncio.get_running_loop().create_future())
        self._put(question)
        return await question.answer

    async def ask_apart(self, what: str, *facts: Any) -> Any:
        """What the keeper answers to one of the questions of APART; nobody's update waits for it."""
        return await self._keeper.ask(what, *facts)

    async def open(self, text_id: int) -> tuple[Any, int]:
        """What the keeper answers to "open", and how often it had told of news when it was asked."""
        heard = self._times_heard
        return await self.ask("open", text_id), heard

    def watch(self, room: Room, heard: int) -> None:
        """Look from now on for what others write into this text; at once if there was news since it was asked for."""
        self._rooms[room.text_id], self._seen[room.text_id] = room, room.seen
        if heard == self._times_heard and self._loop:
            self._looked[room.text_id] = self._loop.time()
        self._news.set()

    def forget(self, room: Room) -> None:
        """Look no more."""
        self.hand_over()
        self._put(("forget", room))

    # --- the clerk --------------------------------------------------------------------------------------------------

    def _put(self, what: Any) -> None:
        self._waiting.append(what)
        self._news.set()

    async def _run(self) -> None:
        pause = await self._pause()
        running = True
        while running:
            with suppress(TimeoutError):
                await asyncio.wait_for(self._news.wait(), pause if self._rooms else None)
            self._news.clear()
            taken, self._waiting = self._waiting, []
            running = None not in taken
            try:
                await self._work([one for one in taken if one is not None])
                await self._look()
            except Exception:
                log.exception("what the keeper said cannot be told")

    async def _pause(self) -> float:
        """Seconds after which the log is looked into even if nothing was heard."""
        while True:
            try:
                return LOOK_RARELY if await self._keeper.listen(self.heard) else LOOK_SECONDS
            except KeeperGone:
                log.warning("the keeper of the texts was gone before it had said anything")

    def heard(self) -> None:
        """Somebody has written something: look at once."""
        self._times_heard += 1
        self._looked.clear()
        self._news.set()

    async def _work(self, taken: list[Any]) -> None:
        writes: dict[int, list[tuple[Room, Pending]]] = defaultdict(list)
        for one in taken:
            match one:
                case _Question():
                    await self._write(writes)
                    writes.clear()
                    await self._answer(one)
                case ("forget", Room() as room):
                    if self._rooms.get(room.text_id) is room:
                        del self._rooms[room.text_id], self._seen[room.text_id]
                case list() as gathered:
                    for room, pending in gathered:
                        writes[room.text_id].append((room, pending))
        await self._write(writes)

    async def _answer(self, question: _Question) -> None:
        try:
            found = await self._keeper.ask(question.what, *question.facts)
        except Exception as error:
            if not question.answer.done():
                question.answer.set_exception(error)
        else:
            if not question.answer.done():
                question.answer.set_result(found)

    async def _write(self, writes: dict[int, list[tuple[Room, Pending]]]) -> None:
        """One commit for everything that has come."""
        writes = {
            text_id: alive for text_id, all_ in writes.items() if (alive := [e for e in all_ if not e[0].is_dead])
        }
        if not writes:
            return
        batches = [
            Batch(text_id, entries[0][0].epoch, self._seen_by(entries[0][0]), [one.entry for _, one in entries])
            for text_id, entries in writes.items()
        ]
        try:
            written = await self._keeper.ask("write", batches)
        except Exception:
            log.exception("updates could not be kept")
            for entries in writes.values():
                entries[0][0].is_dead = True
                self._hub.lost(entries[0][0])
            return
        for text_id, entries in writes.items():
            room, done = entries[0][0], written[text_id]
            if done is None:
                room.is_dead = True
                self._hub.epoch_over(room)
                continue
            if done.news:
                self._hub.news(room, done.news)
            self._saw(room, done.number)
            self._hub.kept(room, [one for _, one in entries], done.number)

    async def _look(self) -> None:
        """Find what others have written into the open texts; into one that was written just now they have not."""
        if not self._loop:
            return
        late = self._loop.time() - LOOK_SECONDS
        asked = {text_id: room for text_id, room in self._rooms.items() if self._looked.get(text_id, 0.0) <= late}
        if not asked:
            return
        seen = {text_id: (room.epoch, self._seen[text_id]) for text_id, room in asked.items()}
        try:
            found = await self._keeper.ask("look", seen)
        except KeeperGone:
            log.warning("the keeper of the texts is gone")
            found = {}
        except Exception:
            log.exception("cannot look for what others wrote")
            found = {}
        for text_id, room in asked.items():
            news = found.get(text_id)
            self._saw(room, news.number if news else seen[text_id][1])
            if news:
                self._hub.news(room, news)
            elif text_id in found:
                self._hub.epoch_over(room)

    def _seen_by(self, room: Room) -> int | None:
        return self._seen[room.text_id] if self._rooms.get(room.text_id) is room else None

    def _saw(self, room: Room, number: int) -> None:
        if self._loop and self._rooms.get(room.text_id) is room:
            self._seen[room.text_id], self._looked[room.text_id] = number, self._loop.time()
