"""The keeper: a process that has loaded the engine and forks once for every call.

It has one thread, no network and no handle of its parent's but one line. For each line that it is handed it makes a
child, which takes its limits before it reads a byte, answers, and ends. It tells the caller when a child was killed,
clears away what a child left on the disk, and ends itself when its own line is cut, so that nothing outlives the
process that began it.
"""

import contextlib
import os
import select
import shutil
import signal
import socket
import sys
import tempfile
from pathlib import Path

from papers.bounded.confine import confine, leave_network
from papers.bounded.parcel import wrap

_FDS = 4
_PROCESS = os.getpid()


def keep(control: socket.socket, desk: Path) -> None:
    """Serve until the line is cut. Each child writes its temporary files into a folder of its own on the desk."""
    lines: dict[int, socket.socket] = {}
    woken, waker = socket.socketpair()
    waker.setblocking(False)
    signal.set_wakeup_fd(waker.fileno(), warn_on_full_buffer=False)
    signal.signal(signal.SIGCHLD, lambda *_: None)
    while True:
        ready, _, _ = select.select([control, woken], [], [])
        if woken in ready:
            woken.recv(4096)
            _reap(lines, desk)
        if control in ready and not _take(control, lines, desk):
            return


def _take(control: socket.socket, lines: dict[int, socket.socket], desk: Path) -> bool:
    """Make a child for the line that came; False when none will come any more."""
    message, fds, _flags, _address = socket.recv_fds(control, 1, _FDS)
    if not message:
        return False
    for fd in fds:
        line = socket.socket(fileno=fd)
        try:
            child = os.fork()
        except OSError:  # no process to be had now: the caller hears an end without an answer
            line.close()
            continue
        if child == 0:
            _close(control, *lines.values())
            _live(line, desk)
        lines[child] = line
    return True


def _close(*others: socket.socket) -> None:
    """A child holds no line but its own: a caller hears the end of a line when its last holder lets go."""
    for other in others:
        other.close()


def _live(line: socket.socket, desk: Path) -> None:
    """A child's whole life."""
    code = 1
    with contextlib.suppress(BaseException):
        signal.set_wakeup_fd(-1)
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        folder = desk / str(os.getpid())
        folder.mkdir()
        tempfile.tempdir = str(folder)
        from papers.bounded.child import answer

        line.sendall(answer(line, keeper=_PROCESS))
        code = 0
    os._exit(code)


def _reap(lines: dict[int, socket.socket], desk: Path) -> None:
    """Close the lines of the children that ended; who was killed could not answer, so the keeper says it."""
    while True:
        try:
            child, status = os.waitpid(-1, os.WNOHANG)
        except ChildProcessError:
            return
        if not child:
            return
        shutil.rmtree(desk / str(child), ignore_errors=True)
        with lines.pop(child) as line, contextlib.suppress(OSError):
            if os.WIFSIGNALED(status):
                line.setblocking(False)
                line.sendall(wrap(("killed", os.WTERMSIG(status))))


def main() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches all at a terminal; who began us cuts our line
    leave_network()
    confine()
    with tempfile.TemporaryDirectory(prefix="mawqif-") as desk:
        tempfile.tempdir = desk  # the faces, which every child reads, lie on the desk until the keeper ends
        from papers.bounded import child

        child.load()
        keep(socket.socket(fileno=int(sys.argv[1])), Path(desk))


if __name__ == "__main__":
    main()
