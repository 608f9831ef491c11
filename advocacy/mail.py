"""Handing one finished mail to a server."""

import smtplib
import ssl
from collections.abc import Sequence
from contextlib import suppress
from email.message import EmailMessage
from typing import Protocol

from config import Smtp


class MailRefused(Exception):
    """The server said no. `for_good` means that trying again would be of no use (5xx)."""

    def __init__(self, detail: str, *, for_good: bool) -> None:
        super().__init__(detail)
        self.detail, self.for_good = detail, for_good


class MailUnreachable(Exception):
    """No server answered, or it did not let us in: nothing was handed over, and trying again is safe."""


class MailInDoubt(Exception):
    """The line broke while the mail was being handed over: the server may have kept it, or not."""


class Mailer(Protocol):
    """Something that takes a mail and either keeps it or raises one of the three above. `sender` is what From says."""

    sender: str

    def send(self, message: EmailMessage) -> None: ...


class SmtpMailer:
    """Mail over SMTP, one connection a mail: slow, and nothing is ever half sent."""

    def __init__(self, settings: Smtp, sender: str, *, timeout: float = 30) -> None:
        self.sender = sender
        self._settings, self._timeout = settings, timeout

    def send(self, message: EmailMessage) -> None:
        server = self._connect()
        try:
            server.send_message(message)
        except smtplib.SMTPRecipientsRefused as error:
            code, words = next(iter(error.recipients.values()))
            raise MailRefused(f"{code} {_readable(words)}", for_good=500 <= code < 600) from error
        except smtplib.SMTPResponseException as error:
            detail = f"{error.smtp_code} {_readable(error.smtp_error)}"
            raise MailRefused(detail, for_good=500 <= error.smtp_code < 600) from error
        except smtplib.SMTPNotSupportedError as error:
            raise MailRefused(str(error), for_good=True) from error
        except OSError as error:  # also a server that hung up: smtplib's exceptions are OSErrors
            raise MailInDoubt(type(error).__name__) from error
        finally:
            with suppress(OSError):  # what a server says to QUIT changes nothing about a mail that it has taken
                server.quit()

    def _connect(self) -> smtplib.SMTP:
        """An open line on which we have been let in."""
        settings, context = self._settings, ssl.create_default_context()
        try:
            if settings.security == "tls":
                server: smtplib.SMTP = smtplib.SMTP_SSL(
                    settings.host, settings.port, timeout=self._timeout, context=context
                )
            else:
                server = smtplib.SMTP(settings.host, settings.port, timeout=self._timeout)
        except OSError as error:
            raise MailUnreachable(f"{type(error).__name__}: {error}") from error
        try:
            if settings.security == "starttls":
                server.starttls(context=context)
            if settings.user:
                server.login(settings.user, settings.password)
        except OSError as error:
            server.close()
            raise MailUnreachable(f"{type(error).__name__}: {error}") from error
        return server


class KeptMail:
    """A mailer that keeps what it is given, in order; for tests. `refuse` holds answers for the next sendings."""

    def __init__(self) -> None:
        self.sender = "office@riwaq.example"
        self.sent: list[EmailMessage] = []
        self.refuse: list[Exception] = []

    def send(self, message: EmailMessage) -> None:
        if self.refuse:
            raise self.refuse.pop(0)
        self.sent.append(message)

    def to(self, address: str) -> Sequence[EmailMessage]:
        return [message for message in self.sent if address in str(message["To"])]


def _readable(words: bytes | str) -> str:
    return words.decode("utf-8", "replace") if isinstance(words, bytes) else words
