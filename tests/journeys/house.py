"""A whole installation for the journeys: the real web server, worker and mail inbox, with the demo coalition."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from advocacy.outbox.inbox import Inbox, Letter
from tests.make.smtp import free_port

ROOT = Path(__file__).resolve().parents[2]
Found = TypeVar("Found")


class House:
    """What `make run` starts, on ports and in a folder of its own."""

    def __init__(self, folder: Path) -> None:
        self.port = free_port()
        self.address = f"http://127.0.0.1:{self.port}"
        self.folder = folder / "instance"
        self.inbox = Inbox(self.folder / "inbox")
        self._complaints = folder / "complaints.txt"
        self._settings = {
            **{name: value for name, value in os.environ.items() if not name.startswith("MAWQIF_")},
            "MAWQIF_MODE": "development",
            "MAWQIF_INSTANCE": str(self.folder),
            "MAWQIF_PORT": str(self.port),
            "MAWQIF_INBOX_PORT": str(free_port()),
            "DATABASE_URL": "",
            "FLASK_APP": "wsgi.py",
        }
        with self._complaints.open("w") as errors:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "advocacy.serve"],
                cwd=ROOT,
                env=self._settings,
                stdout=subprocess.PIPE,
                stderr=errors,
                text=True,
            )
        assert self._process.stdout
        assert any("Ctrl-C" in line for line in self._process.stdout), self.complaints()

    def complaints(self) -> str:
        """What the programs wrote to the terminal as errors."""
        return self._complaints.read_text()

    def command(self, *words: str) -> str:
        """What `flask …` says; it must succeed."""
        return self._run("-m", "flask", *words)

    def run(self, script: str) -> None:
        """Let another process of this installation do something; it must end well."""
        self._run("-c", script)

    def _run(self, *words: str) -> str:
        run = subprocess.run([sys.executable, *words], cwd=ROOT, env=self._settings, capture_output=True, text=True)
        assert run.returncode == 0, run.stdout + run.stderr
        return run.stdout

    def letters_to(self, recipient: str, since: int = 0) -> list[Letter]:
        """The mails to an address after that number, the oldest first."""
        found = [one for one in self.inbox.letters(2_000) if one.number > since and recipient in str(one.mail["To"])]
        return found[::-1]

    def newest(self) -> int:
        """The number of the newest mail; 0 when there is none."""
        return max((letter.number for letter in self.inbox.letters(1)), default=0)

    def stop(self) -> None:
        self._process.send_signal(signal.SIGTERM)
        self._process.communicate(timeout=60)


def until(look: Callable[[], Found], what: str, seconds: float = 60) -> Found:
    """What `look` finds as soon as it finds something: other processes work at their own pace."""
    end = time.monotonic() + seconds
    pause = threading.Event()
    while time.monotonic() < end:
        if found := look():
            return found
        pause.wait(0.3)
    raise AssertionError(f"waited {seconds} seconds in vain for {what}")
