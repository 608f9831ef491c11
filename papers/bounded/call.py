"""Asks the keeper for one call and waits for its answer."""

import atexit
import contextlib
import os
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from papers.bounded.parcel import BadParcel, unwrap, wrap
from papers.errors import BadPaper

_ROOT = Path(__file__).resolve().parent.parent.parent
_PIECE = 1 << 16
_GRACE = 10


@dataclass(frozen=True, slots=True)
class Bounds:
    """What one call may use: seconds on the wall and of the processor, megabytes of address space."""

    seconds: int = 60
    megabytes: int = 1536


class OutOfBounds(RuntimeError):
    """The call was stopped before it had an answer.

    `code` is "too_slow" (time), "too_big" (memory) or "broke" (anything else); `str()` says it in English.
    """

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


def call(door: str, *payload: Any, bounds: Bounds) -> Any:
    """What the door gives for the payload. BadPaper as the door raises it; OutOfBounds when the call was stopped."""
    frame = _asked(wrap((bounds.seconds, bounds.megabytes, door, payload)), bounds)
    try:
        answer = unwrap(frame)
    except BadParcel as cut:
        raise OutOfBounds("broke", str(cut)) from cut
    match answer:
        case ("done", value):
            return value
        case ("refused", code, message, where, names):
            raise BadPaper(code, message, where=where, names=names)
        case ("memory",):
            raise OutOfBounds("too_big", f"More than {bounds.megabytes} megabytes were needed.")
        case ("killed", number):
            raise _killed(number, bounds)
        case ("broke", told):
            raise OutOfBounds("broke", told)
    raise OutOfBounds("broke", "The answer has no known form.")


def warm() -> None:
    """Start the keeper now, so that the first caller does not wait for the engine to load (about a second)."""
    _KEEPER.control()


def _killed(number: int, bounds: Bounds) -> OutOfBounds:
    if number in (signal.SIGALRM, signal.SIGXCPU):
        return OutOfBounds("too_slow", f"It was not finished within {bounds.seconds} seconds.")
    return OutOfBounds("broke", f"The process was stopped by signal {number}.")


def _asked(frame: bytes, bounds: Bounds) -> bytes:
    """The answer to a frame; empty when the process or its keeper went away."""
    with _KEEPER.line() as line:
        line.settimeout(bounds.seconds + _GRACE)
        with contextlib.suppress(OSError):  # it ended before it heard us out: then the reason waits to be read
            line.sendall(frame)
            line.shutdown(socket.SHUT_WR)
        return b"".join(_pieces(line))


def _pieces(line: socket.socket) -> Iterator[bytes]:
    """What comes until the other side ends, or until the line breaks or is silent beyond the process's own alarm."""
    with contextlib.suppress(OSError):
        while piece := line.recv(_PIECE):
            yield piece


class _Keeper:
    """The keeper of this process: begun when first needed, begun again when it is gone or when we are a fork."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._control: socket.socket | None = None
        self._process: subprocess.Popen[bytes] | None = None
        self._owner = 0

    def line(self) -> socket.socket:
        """A line to a new bounded process."""
        ours, theirs = socket.socketpair()
        with theirs:
            try:
                socket.send_fds(self.control(), [b"."], [theirs.fileno()])
            except OSError:
                self._end()
                socket.send_fds(self.control(), [b"."], [theirs.fileno()])
        return ours

    def control(self) -> socket.socket:
        with self._lock:
            if self._control is None or self._owner != os.getpid():
                self._begin()
            assert self._control is not None
            return self._control

    def _begin(self) -> None:
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with theirs:
            command = [sys.executable, "-m", "papers.bounded.keeper", str(theirs.fileno())]
            self._process = subprocess.Popen(  # noqa: S603 - our own interpreter and module, one whole number
                command, cwd=_ROOT, pass_fds=[theirs.fileno()], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL
            )
        self._control, self._owner = ours, os.getpid()

    def _end(self) -> None:
        with self._lock:
            if self._control is not None and self._owner == os.getpid():
                self._control.close()
                self._reap()
            self._control = self._process = None

    def _reap(self) -> None:
        if self._process is not None:
            with contextlib.suppress(subprocess.TimeoutExpired):
                self._process.wait(_GRACE)

    def close(self) -> None:
        """End the keeper with us; it would end by itself as soon as the line is cut."""
        self._end()


_KEEPER = _Keeper()
atexit.register(_KEEPER.close)
