"""How a relay asks its keeper (`advocacy.live.keeper`): in this process, or in another over a line."""

import asyncio
import itertools
import pickle
import socket
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Any, Protocol

HEARD = 0
"""The number of a message that answers nothing: another process has written something."""
LENGTH = 4
"""Bytes before every message that tell its length."""


APART = {"may": "policy", "packed": "policy"} | dict.fromkeys(
    ("pack", "grown_old", "renew", "earlier", "carry"), "packing"
)
"""Questions that wait for no other, and by which thread of the keeper each is answered."""


class KeeperGone(Exception):
    """The keeper's process has ended; whether it did what it was asked nobody knows."""


class Asking(Protocol):
    """Somebody who answers what `Keeper.answer` answers, question after question; those of APART wait for no other."""

    async def ask(self, what: str, *facts: Any) -> Any: ...

    async def listen(self, heard: Callable[[], None]) -> bool:
        """Call `heard` when another process has written; False where that is never told."""
        ...

    def stop(self) -> None: ...


class Answers(Protocol):
    """A keeper."""

    def answer(self, what: str, facts: Any) -> Any: ...
    def listen(self, heard: Callable[[], None]) -> bool: ...
    def stop(self) -> None: ...


class Near:
    """A keeper of this process. One thread reads and writes the log; what is asked apart has others."""

    def __init__(self, keeper: Answers) -> None:
        self._keeper = keeper
        self._log = ThreadPoolExecutor(1, thread_name_prefix="live log")
        self._apart = threads_apart()

    async def ask(self, what: str, *facts: Any) -> Any:
        thread = self._apart[APART[what]] if what in APART else self._log
        return await asyncio.get_running_loop().run_in_executor(thread, self._keeper.answer, what, facts)

    async def listen(self, heard: Callable[[], None]) -> bool:
        loop = asyncio.get_running_loop()

        def tell() -> None:
            if not loop.is_closed():
                loop.call_soon_threadsafe(heard)

        return self._keeper.listen(tell)

    def stop(self) -> None:
        for thread in (self._log, *self._apart.values()):
            thread.shutdown(wait=False)
        self._keeper.stop()


def threads_apart() -> dict[str, ThreadPoolExecutor]:
    """One thread for each kind of question of APART."""
    return {name: ThreadPoolExecutor(1, thread_name_prefix=f"live {name}") for name in set(APART.values())}


class Far:
    """A keeper in another process, which takes lines that `call` gives it; when one breaks, the next question opens
    another. What was asked over the broken one fails with KeeperGone.
    """

    def __init__(self, call: Callable[[], socket.socket]) -> None:
        self._call = call
        self._numbers = itertools.count(HEARD + 1)
        self._asked: dict[int, asyncio.Future[Any]] = {}
        self._writer: asyncio.StreamWriter | None = None
        self._reading: asyncio.Task[None] | None = None
        self._heard: Callable[[], None] = lambda: None
        self._opening = asyncio.Lock()

    async def ask(self, what: str, *facts: Any) -> Any:
        writer = await self._line()
        number = next(self._numbers)
        answer = self._asked[number] = asyncio.get_running_loop().create_future()
        try:
            writer.write(packed((number, what, facts)))
        except (OSError, RuntimeError):  # it broke a moment ago, and our reading has not heard of it yet
            del self._asked[number]
            raise KeeperGone from None
        return await answer

    async def listen(self, heard: Callable[[], None]) -> bool:
        self._heard = heard
        return bool(await self.ask("tells"))

    def stop(self) -> None:
        if self._reading:
            self._reading.cancel()
        if self._writer:
            self._writer.close()

    async def _line(self) -> asyncio.StreamWriter:
        async with self._opening:
            if self._writer is None:
                reader, self._writer = await asyncio.open_connection(sock=self._call())
                self._reading = asyncio.create_task(self._read(reader, self._writer))
            return self._writer

    async def _read(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while True:
                length = int.from_bytes(await reader.readexactly(LENGTH), "big")
                self._hear(*unpacked(await reader.readexactly(length)))
        except (OSError, asyncio.IncompleteReadError):
            self._writer = None
            writer.close()
            broken, self._asked = self._asked, {}
            for answer in broken.values():
                if not answer.done():
                    answer.set_exception(KeeperGone())

    def _hear(self, number: int, is_answer: bool, found: Any) -> None:
        if number == HEARD:
            self._heard()
            return
        answer = self._asked.pop(number)
        if answer.done():
            return
        if is_answer:
            answer.set_result(found)
        else:
            answer.set_exception(RuntimeError(found))


packed_body = partial(pickle.dumps, protocol=pickle.HIGHEST_PROTOCOL)


def packed(message: Any) -> bytes:
    """A message between our own processes, after its length."""
    body = packed_body(message)
    return len(body).to_bytes(LENGTH, "big") + body


def unpacked(body: bytes) -> Any:
    """The message again. Its writer is another process of ours, at the other end of a pair of sockets."""
    return pickle.loads(body)  # noqa: S301
