"""What a bounded process may not do: reach the network, start programs, outlive its keeper, use more than its share."""

import ctypes
import os
import resource
import signal
import sys
from typing import Any

_NEW_USER, _NEW_NET = 0x10000000, 0x40000000
_PARENT_DEATH, _NO_NEW_PRIVILEGES = 1, 38
_MOST_FILE = 256 << 20
_REFUSED = (
    *(f"socket.{act}" for act in ("connect", "bind", "sendto", "sendmsg", "getaddrinfo", "gethostby", "getnameinfo")),
    *("subprocess.", "os.system", "os.exec", "os.posix_spawn", "os.fork", "os.kill", "urllib.", "pty."),
)
_LIBC = ctypes.CDLL(None, use_errno=True)


def leave_network() -> bool:
    """Move into a network of our own with nothing in it; False where the machine does not allow that.

    Then `refuse_calls` is what is left: it stops Python code, not a taken-over library.
    """
    alone = _LIBC.unshare(_NEW_NET) == 0 or _LIBC.unshare(_NEW_USER | _NEW_NET) == 0
    return bool(alone)


def end_with(parent: int) -> None:
    """End when the process that forked us ends: at once, if it is gone already.

    Linux watches the thread that forked, so this is for children of a process with one thread.
    """
    _LIBC.prctl(_PARENT_DEATH, signal.SIGKILL, 0, 0, 0)
    if os.getppid() != parent:
        os._exit(1)


def confine() -> None:
    """Gain no rights by any program, leave no core file behind; children inherit both."""
    _LIBC.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def limit(seconds: int, megabytes: int) -> None:
    """Take at most so much time (on the wall and of the processor) and memory, and write no large file."""
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
    resource.setrlimit(resource.RLIMIT_AS, (megabytes << 20, megabytes << 20))
    resource.setrlimit(resource.RLIMIT_FSIZE, (_MOST_FILE, _MOST_FILE))


def refuse_calls() -> None:
    """From now on, Python code of this process opens no line to anywhere and starts no program."""
    own = os.getpid()

    def refuse(event: str, _arguments: tuple[Any, ...]) -> None:
        if event.startswith(_REFUSED) and os.getpid() == own:
            raise PermissionError(f"Not in a bounded process: {event}")

    sys.addaudithook(refuse)
