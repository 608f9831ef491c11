"""The keeper in the process of the pages: answers the relay of the same installation, over lines that it opens."""

import logging
import socket
import threading
from contextlib import suppress
from typing import Any, BinaryIO

from advocacy.keystore import secret
from advocacy.live.keeper import Keeper
from advocacy.live.relay.asking import APART, HEARD, LENGTH, packed, threads_apart, unpacked
from advocacy.live.tokens import KEY
from config import Config

log = logging.getLogger("mawqif.live")


class House:
    """Serves as many lines as are opened, each until its end, in a thread that reads and writes the log.

    What is asked apart has threads of its own: nobody's update waits for that.
    """

    def __init__(self, keeper: Keeper, config: Config) -> None:
        self._keeper = keeper
        self._apart = threads_apart()
        self._lines: set[socket.socket] = set()
        self._writing = threading.Lock()
        self._known = {"tells": keeper.listen(self._heard), "installation": (config, secret(KEY))}
        self._apart[APART["may"]].submit(self._make_ready)

    def _make_ready(self) -> None:
        """Ask once what is asked when a text is opened: the first time takes twenty times as long."""
        person, text_id = self._keeper.answer("somebody", ())
        self._keeper.answer("may", [{(person, text_id)}])
        self._keeper.answer("packed", [text_id])
        self._keeper.answer("open", [text_id])

    def serve(self, line: socket.socket) -> None:
        """Answer what is asked over this line."""
        line.setblocking(True)
        self._lines.add(line)
        threading.Thread(target=self._read, args=(line,), name="live line", daemon=True).start()

    def _read(self, line: socket.socket) -> None:
        with suppress(OSError), line, line.makefile("rb") as come:
            while question := _message(come):
                if question[1] in APART:
                    self._apart[APART[question[1]]].submit(self._answer, line, *question)
                else:
                    self._answer(line, *question)
        self._lines.discard(line)

    def _answer(self, line: socket.socket, number: int, what: str, facts: tuple[Any, ...]) -> None:
        try:
            found = self._known[what] if what in self._known else self._keeper.answer(what, facts)
            is_answer = True
        except Exception as error:
            log.exception("the keeper of the texts could not answer")
            found, is_answer = type(error).__name__, False
        self._send(line, packed((number, is_answer, found)))

    def _heard(self) -> None:
        for line in list(self._lines):
            self._send(line, packed((HEARD, True, None)))

    def _send(self, line: socket.socket, message: bytes) -> None:
        with suppress(OSError), self._writing:  # a relay that has ended needs no answer
            line.sendall(message)


def _message(come: BinaryIO) -> Any:
    """The next message; None at the end, and when the end came in its middle."""
    length = int.from_bytes(come.read(LENGTH), "big")
    body = come.read(length)
    return unpacked(body) if length and len(body) == length else None
