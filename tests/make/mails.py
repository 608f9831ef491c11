"""Mails on their way."""

from itertools import count

from advocacy.database import transaction
from advocacy.outbox.actions import Enclosure, post
from advocacy.outbox.models import Message

_numbers = count(1)


def mail_to(to: str = "rim@org.example", *, key: str = "", enclosures: tuple[Enclosure, ...] = ()) -> int:
    """Post one Arabic mail and return its id."""
    with transaction():
        message: Message = post(
            key or f"key{next(_numbers)}",
            to=to,
            lang="ar",
            subject="ورقة بانتظاركم",
            body="السلام عليكم،\nhttps://mawqif.example/s/ABC\n",
            enclosures=enclosures,
        )
    return message.id
