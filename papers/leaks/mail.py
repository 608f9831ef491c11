"""Secrets in a finished mail: its headers, its words, and everything enclosed."""

from collections.abc import Iterator
from email.message import EmailMessage

from papers.leaks.look import Place, Search
from papers.leaks.read import Piece, found_in, pieces_of, written


def places_in_mail(mail: EmailMessage, search: Search) -> list[Place]:
    """Where the mail tells a secret. `BadPaper` for an enclosure that cannot be read to its end."""
    return found_in(_pieces(mail), search)


def _pieces(mail: EmailMessage) -> Iterator[Piece]:
    for name, value in mail.items():
        yield f"header {name}", written(str(value))
    number = 0
    for part in mail.walk():
        if part.is_multipart():
            continue
        content, called = part.get_payload(decode=True), part.get_filename()
        data = content if isinstance(content, bytes) else b""
        number += called is not None
        for where, text in pieces_of(data, called or ""):
            yield (f"enclosure {number} {where}".strip() if called else f"body {where}".strip()), text
