"""A real SMTP server on loopback that does what a test tells it to."""

import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTP
from typing import Any

from aiosmtpd.controller import Controller


class Post:
    """The server's memory: `kept` mails in order. `meanwhile` is called while a mail is being handed over."""

    def __init__(self) -> None:
        self.kept: list[EmailMessage] = []
        self.answer = "250 kept"
        self.meanwhile: Callable[[str], None] = lambda _phase: None
        self.port = 0

    async def handle_RCPT(  # noqa: N802
        self, server: Any, session: Any, envelope: Any, address: str, options: list[str]
    ) -> str:
        self.meanwhile("rcpt")
        envelope.rcpt_tos.append(address)
        return "250 known"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802
        self.meanwhile("before keeping")
        if self.answer.startswith("250"):
            self.kept.append(message_from_bytes(envelope.content, _class=EmailMessage, policy=SMTP))
        self.meanwhile("after keeping")
        return self.answer


def free_port() -> int:
    """A port on loopback that nobody uses now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def post_office(port: int = 0) -> Iterator[Post]:
    """A server for the time of a test, on a free port unless one is given."""
    post = Post()
    post.port = port or free_port()
    controller = Controller(post, hostname="127.0.0.1", port=post.port)
    controller.start()
    try:
        yield post
    finally:
        controller.stop()
