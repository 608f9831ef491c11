"""Putting a mail on its way: a row now, in the transaction of the fact; the worker does the rest."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from advocacy import chance, clock, keystore
from advocacy.database import session
from advocacy.outbox.models import Attachment, MailState, Message


@dataclass(frozen=True, slots=True)
class Enclosure:
    """A file for a mail: the digest of a kept blob and the name that the reader sees."""

    sha256: str
    name: str
    media_type: str


def post(
    key: str,
    *,
    to: str,
    lang: str,
    subject: str,
    body: str,
    enclosures: Sequence[Enclosure] = (),
    due_at: datetime | None = None,
) -> Message:
    """Post one plain-text mail to one address. The same `key` again changes nothing and returns the first message.

    `subject` has no line break; `body` is finished text with isolates where directions mix. None for `due_at` is now.
    """
    known = session.scalars(select(Message).where(Message.key == key)).one_or_none()
    if known is not None:
        return known
    now = clock.now()
    message = Message(
        key=key,
        recipient=to,
        lang=lang,
        message_id=f"{chance.code(24).lower()}@mawqif",
        state=MailState.WAITING,
        due_at=due_at or now,
        created_at=now,
    )
    message.subject = keystore.encrypt(f"outbox_message.subject:{key}", " ".join(subject.split()))
    message.body = keystore.encrypt(f"outbox_message.body:{key}", body)
    message.attachments.extend(
        Attachment(sha256=enclosure.sha256, name=enclosure.name, media_type=enclosure.media_type)
        for enclosure in enclosures
    )
    session.add(message)
    session.flush()
    return message


def subject_of(message: Message) -> str:
    """The subject in clear; empty after it was wiped."""
    return keystore.decrypt(f"outbox_message.subject:{message.key}", message.subject) if message.subject else ""


def body_of(message: Message) -> str:
    """The body in clear; empty after it was wiped."""
    return keystore.decrypt(f"outbox_message.body:{message.key}", message.body) if message.body else ""
