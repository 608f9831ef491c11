"""Writes a document in a process of its own that may use only so much time and memory.

A text is somebody's input: one of ten thousand pages must not stop the worker. The child begins anew (no threads, no
database handle inherited), takes its limits before it reads anything, and is killed when its time is over. It costs
about a second; warm processes that print many letters call `papers.write.pdf` directly.
"""

import pickle
import resource
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from papers.write.pdf import decision_pdf, letter_pdf, to_bilingual_pdf, to_pdf

WRITERS: dict[str, Callable[..., bytes]] = {
    "to_pdf": to_pdf,
    "to_bilingual_pdf": to_bilingual_pdf,
    "letter_pdf": letter_pdf,
    "decision_pdf": decision_pdf,
}
_ROOT = Path(__file__).resolve().parent.parent.parent


class OutOfBounds(RuntimeError):
    """The document needed more time or memory than it may have, or its writing broke; `str()` says which."""


def run_bounded(writer: str, payload: tuple[Any, ...], *, seconds: int = 60, megabytes: int = 1024) -> bytes:
    """Call one of `WRITERS` with the payload (papers, editions, letters) and return its bytes.

    KeyError for another name; OutOfBounds when the child was stopped or failed.
    """
    asked = pickle.dumps((WRITERS[writer].__name__, payload))
    command = [sys.executable, "-m", "papers.write.bounded", str(seconds), str(megabytes)]
    try:
        child = subprocess.run(  # noqa: S603 - our own interpreter and module, two whole numbers
            command, input=asked, capture_output=True, timeout=seconds + 5, check=False, cwd=_ROOT
        )
    except subprocess.TimeoutExpired as late:
        raise OutOfBounds(f"The document was not finished within {seconds} seconds.") from late
    if child.returncode != 0:
        raise OutOfBounds(_reason(child.returncode, child.stderr))
    return child.stdout


def _reason(code: int, told: bytes) -> str:
    last = told.decode(errors="replace").strip().splitlines()[-1:] or [""]
    return f"The document could not be written (exit {code}): {last[0]}"


def _limit(seconds: int, megabytes: int) -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_AS, (megabytes << 20, megabytes << 20))


def _serve() -> None:
    """The child's whole life. What it unpickles comes from our own parent process alone."""
    _limit(int(sys.argv[1]), int(sys.argv[2]))
    writer, payload = pickle.load(sys.stdin.buffer)  # noqa: S301
    sys.stdout.buffer.write(WRITERS[writer](*payload))


if __name__ == "__main__":
    _serve()
