"""The database behind the relay: one thread that writes in groups, and looks what other processes have written."""

import asyncio
import logging
import queue
import threading
import time
from collections import defaultdict
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, Protocol

import psycopg
from flask import Flask

from advocacy.database import db, transaction
from advocacy.live import actions, queries
from advocacy.live.actions.log import CHANNEL
from advocacy.live.relay.rooms import Pending, Room

log = logging.getLogger("mawqif.live")
GROUP = 2_000
"""Updates after which a commit waits no longer."""
GATHER_SECONDS = 0.02
"""How long a commit waits for more updates. Nobody waits with it: the others have read them already."""
BETWEEN_SECONDS = 0.2
"""How far apart commits begin while people write: each costs as much as passing on some updates."""
LOOK_SECONDS = 0.2
"""How often SQLite is asked whether another process has written; PostgreSQL tells it, and is asked for safety."""
LOOK_RARELY = 2.0


class Hub(Protocol):
    """What the store tells the relay, always in the thread of its loop."""

    def kept(self, room: Room, pending: list[Pending], number: int) -> None: ...
    def lost(self, room: Room) -> None: ...
    def news(self, room: Room, updates: list[bytes], number: int, pens: dict[int, int | None]) -> None: ...
    def epoch_over(self, room: Room) -> None: ...


@dataclass
class _Task:
    """Something that the thread does for somebody who waits."""

    do: Callable[[], Any]
    done: "asyncio.Future[Any]"


class Store:
    """Hands rooms their log. Everything that touches the database runs in its own thread, with a context of its own."""

    def __init__(self, app: Flask, hub: Hub) -> None:
        self._app, self._hub = app, hub
        self._queue: queue.SimpleQueue[Any] = queue.SimpleQueue()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._thread: threading.Thread | None = None
        self._ear: threading.Thread | None = None
        self._rooms: dict[int, Room] = {}
        self._seen: dict[int, int] = {}
        self._gathered: list[tuple[Room, Pending]] = []
        self._due: asyncio.TimerHandle | None = None
        self._handed = 0.0
        self._listens = False
        self._looked = 0.0

    def start(self, loop: asyncio.AbstractEventLoop) -> None:
        """Begin to write."""
        self._loop = loop
        self._thread = threading.Thread(target=self._run, name="live store", daemon=True)
        self._thread.start()
        with self._app.app_context():
            url = db.engine.url
        if url.get_backend_name() == "postgresql":
            address = url.set(drivername="postgresql").render_as_string(hide_password=False)
            self._listens = True
            self._ear = threading.Thread(target=self._listen, args=(address,), name="live ear", daemon=True)
            self._ear.start()

    def stop(self) -> None:
        """Write what was handed over, then end. To be called in another thread, when nobody appends any more."""
        self._queue.put(None)
        if self._thread:
            self._thread.join(15)

    def append(self, room: Room, pending: Pending) -> None:
        """Put an update on its way, with the next commit."""
        self._gathered.append((room, pending))
        if len(self._gathered) >= GROUP:
            self.hand_over()
        elif self._due is None and self._loop:
            wait = max(GATHER_SECONDS, self._handed + BETWEEN_SECONDS - self._loop.time())
            self._due = self._loop.call_later(wait, self.hand_over)

    def hand_over(self) -> None:
        """Give the thread what was gathered; whatever it is asked afterwards, it has written that before."""
        if self._due is not None:
            self._due.cancel()
            self._due = None
        if self._gathered and self._loop:
            gathered, self._gathered, self._handed = self._gathered, [], self._loop.time()
            self._queue.put(gathered)

    def soon(self, do: Callable[[], None]) -> None:
        """Do something in the thread of the loop, in its next turn."""
        if self._loop:
            self._loop.call_soon(do)

    async def ask(self, do: Callable[[], Any]) -> Any:
        """What a function finds in the database."""
        self.hand_over()
        done: asyncio.Future[Any] = asyncio.get_running_loop().create_future()
        self._queue.put(_Task(do, done))
        return await done

    def watch(self, room: Room) -> None:
        """Look from now on for what others write into this text. To be called inside `ask`."""
        self._rooms[room.text_id], self._seen[room.text_id] = room, room.seen

    def forget(self, room: Room) -> None:
        """Look no more."""
        self.hand_over()
        self._queue.put(("forget", room))

    # --- in the thread ----------------------------------------------------------------------------------------------

    def _run(self) -> None:
        pause = LOOK_RARELY if self._listens else LOOK_SECONDS
        running = True
        while running:
            taken = self._take(pause if self._rooms else None)
            running = None not in taken
            with self._app.app_context():
                self._work([one for one in taken if one is not None])

    def _take(self, timeout: float | None) -> list[Any]:
        try:
            taken = [self._queue.get(timeout=timeout)]
        except queue.Empty:
            return ["look"]
        with suppress(queue.Empty):
            while True:
                taken.append(self._queue.get_nowait())
        return taken

    def _work(self, taken: list[Any]) -> None:
        writes: dict[int, list[tuple[Room, Pending]]] = defaultdict(list)
        for one in taken:
            match one:
                case _Task():
                    self._write(writes)
                    writes.clear()
                    self._do(one)
                case ("forget", Room() as room):
                    if self._rooms.get(room.text_id) is room:
                        del self._rooms[room.text_id], self._seen[room.text_id]
                case list() as gathered:
                    for room, pending in gathered:
                        writes[room.text_id].append((room, pending))
        self._write(writes)
        if "look" in taken or time.monotonic() - self._looked > LOOK_SECONDS:
            self._looked = time.monotonic()
            try:
                self._look()
            except Exception:
                log.exception("cannot look for what others wrote")

    def _do(self, task: _Task) -> None:
        try:
            found = task.do()
        except Exception as error:
            self._tell(_fail, task.done, error)
        else:
            self._tell(_answer, task.done, found)

    def _write(self, writes: dict[int, list[tuple[Room, Pending]]]) -> None:
        """One commit for everything that has come; texts in one order, so that no two relays wait for each other."""
        heads: dict[int, int] = {}
        over: list[Room] = []
        writes = {
            text_id: alive for text_id, all_ in writes.items() if (alive := [e for e in all_ if not e[0].is_dead])
        }
        if not writes:
            return
        try:
            with transaction():
                for text_id, entries in sorted(writes.items()):
                    room = entries[0][0]
                    try:
                        heads[text_id] = actions.append(text_id, room.epoch, [one.entry for _, one in entries])
                    except actions.EpochOver:
                        over.append(room)
                        continue
                    self._fetch(room, until=heads[text_id])
                actions.announce(heads)
        except Exception:
            log.exception("updates could not be kept")
            for entries in writes.values():
                entries[0][0].is_dead = True
                self._tell(self._hub.lost, entries[0][0])
            return
        for text_id, head in heads.items():
            entries = writes[text_id]
            number = head + len(entries)
            if text_id in self._rooms:
                self._seen[text_id] = number
            self._tell(self._hub.kept, entries[0][0], [one for _, one in entries], number)
        for room in over:
            room.is_dead = True
            self._tell(self._hub.epoch_over, room)

    def _look(self) -> None:
        """Find what others have written into the open texts."""
        if not self._rooms:
            return
        for text_id, (epoch, head) in queries.heads_of(self._rooms).items():
            room = self._rooms[text_id]
            if epoch != room.epoch:
                self._tell(self._hub.epoch_over, room)
            elif head > self._seen[text_id]:
                self._fetch(room, until=head)
                self._seen[text_id] = head

    def _fetch(self, room: Room, *, until: int) -> None:
        """Tell the room what others have written up to that number."""
        since = self._seen.get(room.text_id, until)
        if until > since:
            rows = queries.updates_since(room.text_id, room.epoch, since, until)
            pens = queries.pens_of(room.text_id, room.epoch)
            self._tell(self._hub.news, room, [row.data for row in rows], until, pens)

    def _tell(self, what: Callable[..., None], *facts: Any) -> None:
        if self._loop and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(what, *facts)

    # --- PostgreSQL tells -------------------------------------------------------------------------------------------

    def _listen(self, address: str) -> None:
        """Wake the thread whenever another process announces something; come back after a broken line."""
        while True:
            try:
                with psycopg.connect(address, autocommit=True) as line:
                    line.execute(f"LISTEN {CHANNEL}")
                    for _heard in line.notifies():
                        self._queue.put("look")
            except psycopg.Error:
                log.warning("the line to the database is broken", exc_info=True)
                threading.Event().wait(LOOK_RARELY)


def _answer(done: "asyncio.Future[Any]", found: Any) -> None:
    if not done.done():
        done.set_result(found)


def _fail(done: "asyncio.Future[Any]", error: Exception) -> None:
    if not done.done():
        done.set_exception(error)
