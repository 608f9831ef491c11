"""Two processes on one port: a line goes to the one that serves what it asks for, together with what it has said.

The pages open the door. Whoever asks them for a shared text is passed to the relay, and whoever asks the relay for a
page is passed back: a browser uses one line for both. A line is passed between two requests, as an open file over a
pair of sockets (SCM_RIGHTS); its other end notices nothing.
"""

import asyncio
import logging
import os
import socket
from collections.abc import Callable

log = logging.getLogger("mawqif.lines")
LIVE = b"/live/"
"""How the paths begin that the relay serves."""
_LONGEST_METHOD = 16
_LINE, _HOUSE = b"l", b"h"
Take = Callable[[socket.socket, bytes], None]
"""Takes a line and what has come over it."""


class Door:
    """One end of the pair: `serves_live` says which side this is. What is passed while the other process is being
    started again waits for it.
    """

    def __init__(self, end: socket.socket, *, serves_live: bool) -> None:
        self._pair, self._serves_live = end, serves_live
        end.setblocking(False)

    def is_ours(self, come: bytes) -> bool | None:
        """Whether the request that begins so is for this process; None while too little has come to tell."""
        method, space, path = come[: _LONGEST_METHOD + len(LIVE) + 1].partition(b" ")
        if not space:
            return None if len(method) <= _LONGEST_METHOD else True
        if len(path) < len(LIVE) and LIVE.startswith(path):
            return None
        return path.startswith(LIVE) is self._serves_live

    def pass_on(self, line: int, come: bytes) -> None:
        """Give an open line to the other process. Raises OSError when too many wait there."""
        said = os.memfd_create("line")
        try:
            with os.fdopen(os.dup(said), "wb") as file:
                file.write(come)
            socket.send_fds(self._pair, [_LINE], [line, said])
        finally:
            os.close(said)

    def call_house(self) -> socket.socket:
        """A line to the house, whose process may only be starting."""
        mine, theirs = socket.socketpair()
        with theirs:
            socket.send_fds(self._pair, [_HOUSE], [theirs.fileno()])
        return mine

    def open(self, take: Take, serve: Callable[[socket.socket], None] | None = None) -> None:
        """Take what the other process passes, in the running loop; `serve` takes its lines to the house."""
        asyncio.get_running_loop().add_reader(self._pair.fileno(), self._receive, take, serve)

    def close(self) -> None:
        """Take nothing any more."""
        asyncio.get_running_loop().remove_reader(self._pair.fileno())

    def _receive(self, take: Take, serve: Callable[[socket.socket], None] | None) -> None:
        try:
            kind, files, _, _ = socket.recv_fds(self._pair, 1, 2, socket.MSG_CMSG_CLOEXEC)
        except BlockingIOError:
            return
        if not kind:  # the other process and who started it are gone
            self.close()
            return
        if kind == _LINE and len(files) == 2:
            with os.fdopen(files[1], "rb") as file:
                file.seek(0)
                take(socket.socket(fileno=files[0]), file.read())
        elif kind == _HOUSE and len(files) == 1 and serve:
            serve(socket.socket(fileno=files[0]))
        else:
            log.error("something came through the door that is no line")
            for one in files:
                os.close(one)


def pair() -> tuple[socket.socket, socket.socket]:
    """Two ends for two doors."""
    return socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
