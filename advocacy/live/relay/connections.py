"""One editor at the other end of a line: what it may do, what it has sent, what waits for it."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass

from advocacy.live import rules
from advocacy.live.relay import frames
from advocacy.live.relay.limits import Allowance
from advocacy.live.relay.run import Run
from advocacy.live.relay.wire import Line, framed
from advocacy.live.rules import Mode
from advocacy.live.tokens import Token


class Refused(Exception):
    """What a connection sent will not do; it gets a notice with this code, and the line is cut."""

    def __init__(self, code: str, close: int = 1008) -> None:
        super().__init__(code)
        self.code, self.close = code, close


@dataclass
class Presence:
    """What an editor last told about itself."""

    clock: int
    state: str


class Connection:
    """Frames for one editor wait here until its line takes them.

    With a line of `advocacy.live.relay.wire` they are written to it at once, and only the end waits.
    `is_early` until it has answered what it has that we lack; updates that come before that are `held`. `holds` is how
    far it must know each client if it has all that it says (`advocacy.live.relay.since`); None if it says nothing.
    """

    def __init__(
        self, token: Token, mode: Mode, client: int, now: Callable[[], float], line: Line | None = None
    ) -> None:
        self._line = line
        self.token, self.mode, self.client = token, mode, client
        self.allowance = Allowance(now)
        self.presence: Presence | None = None
        self.closing: Refused | None = None
        self.renewing: asyncio.Future[None] | None = None
        self.is_early = False
        self.run: Run | None = None
        self.holds: dict[int, int] | None = None
        self.held: list[tuple[bytes, int]] = []
        self._waiting: list[bytes] = []
        self._size = 0
        self._received = self._kept = self._told = 0
        self._early: set[int] = set()
        self._news = asyncio.Event()
        self._is_closed = False

    @property
    def person(self) -> int:
        return self.token.person_id

    # --- out --------------------------------------------------------------------------------------------------------

    def send(self, frame: bytes) -> None:
        """Write a frame, or let it wait for the line. A reader that is too slow is cut off instead."""
        self.send_all([frame], framed(frame))

    def send_all(self, news: list[bytes], whole: bytes) -> None:
        """Send frames; `whole` is all of them as `wire.framed` makes them, put together once for many lines."""
        if self.closing:
            return
        line = self._line
        if line is not None:
            if not line.write(whole, rules.WAITING):
                self.cut(Refused("slow", 1013))
            return
        self._size += len(whole)
        if self._size > rules.WAITING:
            self.cut(Refused("slow", 1013))
            return
        self._waiting += news
        self._news.set()

    def cut(self, why: Refused) -> None:
        """Say why, and let the line be cut after that."""
        if not self.closing:
            self.closing = why
            self._news.set()

    async def news(self) -> list[bytes]:
        """What has come to wait, as soon as there is anything; the last words of a connection that is cut."""
        await self._news.wait()
        return self.rest()

    def rest(self) -> list[bytes]:
        """What waits now."""
        self._news.clear()
        taken, self._waiting, self._size = self._waiting, [], 0
        if self._kept > self._told:
            self._told = self._kept
            taken.append(frames.acknowledgement(self._told))
        if self.closing and not self._is_closed:
            self._is_closed = True
            taken.append(frames.notice(self.closing.code))
        return taken

    # --- in ---------------------------------------------------------------------------------------------------------

    def received(self) -> int:
        """Count an update that has come; returns its number."""
        self._received += 1
        return self._received

    def kept(self, *numbers: int) -> None:
        """The updates with these numbers need no more care; acknowledged are all up to the first that does, at once."""
        self._early.update(numbers)
        while self._kept + 1 in self._early:
            self._kept += 1
            self._early.remove(self._kept)
        if self._line is None:
            self._news.set()
        elif self._kept > self._told:
            self._told = self._kept
            self.send(frames.acknowledgement(self._told))

    @property
    def all_kept(self) -> bool:
        return self._kept == self._received
