"""The gate through which mails and files leave the house: what tells a name that its reader may not know stays here.

Whoever decides which names those are is a room above the outbox, so `create_app` hands it in.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from email.message import EmailMessage
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from papers.leaks import Place, Search

Secrets = Callable[[str, Sequence[str], str], "Search"]
"""From a recipient's address, the digests of what is enclosed and the mail's own words (which say what it is about) to
what this mail may not tell.
"""

_secrets: Secrets | None = None


class HeldBack(Exception):
    """Something was not let out. Its words name nobody: they say how often and where, for a log and a page."""

    def __init__(self, places: Sequence[Place] = (), *, unread: str = "") -> None:
        where = "; ".join(dict.fromkeys(place.where for place in places)) or unread
        super().__init__(f"held back, a withheld name stands in it: {where}" if places else f"held back: {where}")
        self.places = tuple(places)


def install(secrets: Secrets) -> None:
    """Let this process ask these secrets of every mail from now on."""
    global _secrets
    _secrets = secrets


def let_mail_go(mail: EmailMessage, *, to: str, enclosures: Sequence[str]) -> None:
    """HeldBack for a finished mail that tells its recipient a name, or encloses what cannot be searched."""
    from papers.errors import BadPaper
    from papers.leaks import places_in_mail

    if _secrets is None:
        raise RuntimeError("create_app() has not been called: nobody has said which names are secret")
    try:
        places = places_in_mail(mail, _secrets(to, enclosures, _words_of(mail)))
    except BadPaper as unread:
        raise HeldBack(unread=str(unread)) from unread
    if places:
        raise HeldBack(places)


def _words_of(mail: EmailMessage) -> str:
    """Subject and text of a mail, without what it encloses."""
    body = mail.get_body(("plain",))
    return f"{mail['Subject'] or ''}\n{body.get_content() if body is not None else ''}"


def let_file_go(data: bytes, name: str, search: Search) -> None:
    """HeldBack for a file that tells what is searched for, or that cannot be read to its end."""
    from papers.errors import BadPaper
    from papers.leaks import places_in

    try:
        places = places_in(data, name, search)
    except BadPaper as unread:
        raise HeldBack(unread=str(unread)) from unread
    if places:
        raise HeldBack(places)
