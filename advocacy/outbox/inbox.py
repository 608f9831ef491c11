"""The local inbox: a real SMTP server on loopback that keeps mails as files, for development only."""

import email
import os
import signal
from collections.abc import Sequence
from dataclasses import dataclass
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path
from typing import Any

from aiosmtpd.controller import Controller

from config import Config


@dataclass(frozen=True, slots=True)
class Letter:
    """One mail that came, by its number in the order of arrival."""

    number: int
    mail: EmailMessage

    @property
    def words(self) -> str:
        """The plain text; empty when there is none."""
        body = self.mail.get_body(("plain",))
        return str(body.get_content()) if body else ""

    @property
    def lang(self) -> str:
        return str(self.mail.get("Content-Language", "ar"))

    @property
    def files(self) -> Sequence[EmailMessage]:
        return [part for part in self.mail.iter_attachments() if isinstance(part, EmailMessage)]


class Inbox:
    """A folder with one .eml file a mail, 00001.eml first, readable by its owner alone."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def keep(self, raw: bytes) -> int:
        """Keep one mail and return its number."""
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        number = max(self._numbers(), default=0) + 1
        while True:
            try:
                handle = os.open(self._path(number), os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            except FileExistsError:
                number += 1
                continue
            with os.fdopen(handle, "wb") as file:
                file.write(raw)
            return number

    def letters(self, limit: int = 200) -> Sequence[Letter]:
        """The newest mails, the newest first."""
        numbers = sorted(self._numbers(), reverse=True)[:limit]
        return [letter for number in numbers if (letter := self.letter(number))]

    def letter(self, number: int) -> Letter | None:
        raw = self.raw(number)
        if raw is None:
            return None
        return Letter(number, email.message_from_bytes(raw, _class=EmailMessage, policy=SMTP))

    def raw(self, number: int) -> bytes | None:
        """The mail as it came; None when there is none of that number."""
        path = self._path(number)
        return path.read_bytes() if path.exists() else None

    def _path(self, number: int) -> Path:
        return self._folder / f"{number:05}.eml"

    def _numbers(self) -> list[int]:
        return [int(path.stem) for path in self._folder.glob("*.eml") if path.stem.isdigit()]


class Keeper:
    """What the server does with a mail."""

    def __init__(self, inbox: Inbox) -> None:
        self._inbox = inbox

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802 (the library's name)
        self._inbox.keep(envelope.content)
        return "250 kept"


def serve(folder: Path, port: int) -> Controller:
    """Start the server in a thread of its own; `.stop()` ends it."""
    controller = Controller(
        Keeper(Inbox(folder)), hostname="127.0.0.1", port=port, enable_SMTPUTF8=True, data_size_limit=40_000_000
    )
    controller.start()
    return controller


def run(config: Config) -> None:
    """Keep mails until SIGTERM or Ctrl-C."""
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGTERM, signal.SIGINT})
    server = serve(config.instance / "inbox", config.inbox_port)
    signal.sigwait({signal.SIGTERM, signal.SIGINT})
    server.stop()


if __name__ == "__main__":
    run(Config.from_environment())
