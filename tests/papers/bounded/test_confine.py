import subprocess
import sys

import pytest

TRY = """
import socket, sys
from papers.bounded.confine import confine, leave_network, limit, refuse_calls
{before}
try:
    {act}
except BaseException as error:
    print(type(error).__name__, error)
else:
    print("done")
"""


def tried(before: str, act: str) -> tuple[str, int]:
    """What a fresh process prints, and how it ended."""
    command = [sys.executable, "-c", TRY.format(before=before, act=act)]
    run = subprocess.run(command, capture_output=True, text=True, timeout=30, check=False)
    return run.stdout, run.returncode


@pytest.mark.parametrize(
    "act",
    [
        "socket.create_connection(('127.0.0.1', 9), timeout=1)",
        "socket.getaddrinfo('localhost', 80)",
        "__import__('subprocess').run(['true'])",
        "__import__('os').system('true')",
        "__import__('os').fork()",
        "__import__('urllib.request').request.urlopen('http://127.0.0.1:9/')",
    ],
)
def test_a_bounded_process_reaches_nothing_and_starts_nothing(act: str) -> None:
    assert tried("refuse_calls()", act)[0].startswith("PermissionError")


def test_no_network_is_there_even_for_a_library_that_python_does_not_see() -> None:
    dial = "s = socket.create_connection(('127.0.0.1', server.getsockname()[1]), timeout=1)"
    server = "server = socket.create_server(('127.0.0.1', 0))"
    assert tried(server, dial) == ("done\n", 0)
    away = f"{server}\nif not leave_network(): print('unsupported'); sys.exit()"
    assert tried(away, dial)[0].split()[0] in ("OSError", "unsupported")


def test_a_process_that_thinks_too_long_is_ended() -> None:
    said, code = tried("limit(1, 4096)", "sum(iter(int, 1))")
    assert said == ""
    assert code < 0


def test_a_process_that_takes_too_much_memory_hears_it() -> None:
    assert tried("limit(9, 200)", "b'x' * (400 << 20)")[0].startswith("MemoryError")
