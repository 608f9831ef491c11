"""Putting a mail on its way: a row now, in the transaction of the fact; the worker does the rest."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from flask_babel import lazy_gettext as _
from sqlalchemy import select

from advocacy import chance, clock, keystore
from advocacy.database import session
from advocacy.errors import RuleBroken
from advocacy.ledger.actions import append
from advocacy.outbox.models import Attachment, Attempt, Hold, MailState, Message
from advocacy.outbox.queries import current_hold


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
    is_new: bool = False,
) -> Message:
    """Post one plain-text mail to one address. The same `key` again changes nothing and returns the first message.

    `subject` has no line break; `body` is finished text with isolates where directions mix. None for `due_at` is now.
    `is_new` says that the key names a row of this transaction, so that no such mail is looked for; the database
    refuses a second one anyway.
    """
    if not is_new:
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
    _write(message, " ".join(subject.split()), body)
    message.attachments.extend(
        Attachment(sha256=enclosure.sha256, name=enclosure.name, media_type=enclosure.media_type)
        for enclosure in enclosures
    )
    session.add(message)
    if not is_new:
        session.flush()
    return message


def cancel(message: Message) -> None:
    """Take back a mail that has not left; one that has left, or may have, stays as it is."""
    if message.state is MailState.WAITING:
        message.state = MailState.CANCELLED
        message.subject = message.body = None


def send_again(message: Message, *, by: int | None) -> None:
    """Somebody has looked: a doubtful or failed mail goes out once more, under the same Message-ID."""
    _refuse_unless_open(message)
    message.state, message.due_at, message.attempts = MailState.WAITING, clock.now(), 0
    append("outbox.sent_again", message, by=by)


def mark_sent(message: Message, *, by: int | None) -> None:
    """Somebody has looked: a doubtful mail did arrive."""
    _refuse_unless_open(message)
    settle_sent(message, "marked by hand")
    append("outbox.marked_sent", message, by=by)


def settle_sent(message: Message, detail: str = "") -> None:
    """The mail is out: note when, and forget what it said."""
    message.state, message.lease_until, message.sent_at, message.last_error = MailState.SENT, None, clock.now(), ""
    message.subject = message.body = None
    note(message, "sent", detail)


def note(message: Message, outcome: str, detail: str) -> None:
    """Write one line of the send log. `detail` is what the server said, cut to 500 characters."""
    message.tries.append(Attempt(at=clock.now(), outcome=outcome, detail=detail[:500]))


def hold_mail() -> None:
    """From now on no mail leaves; once is enough."""
    if current_hold() is None:
        session.add(Hold(since=clock.now()))


def release_mail() -> bool:
    """Let mail leave again; False when it was not held."""
    hold = current_hold()
    if hold is None:
        return False
    hold.released_at = clock.now()
    return True


def encrypt_anew() -> int:
    """Encrypt the words of mails that still have them under the newest field key; returns how many there were."""
    kept = session.scalars(select(Message).where(Message.body.is_not(None)).with_for_update()).all()
    for message in kept:
        _write(message, subject_of(message), body_of(message))
    return len(kept)


def _write(message: Message, subject: str, body: str) -> None:
    message.subject = keystore.encrypt(f"outbox_message.subject:{message.key}", subject)
    message.body = keystore.encrypt(f"outbox_message.body:{message.key}", body)


def _refuse_unless_open(message: Message) -> None:
    if message.state not in (MailState.DOUBTFUL, MailState.FAILED):
        raise RuleBroken(_("Somebody has dealt with this mail meanwhile. Reload the page."))


def subject_of(message: Message) -> str:
    """The subject in clear; empty after it was wiped."""
    return keystore.decrypt(f"outbox_message.subject:{message.key}", message.subject) if message.subject else ""


def body_of(message: Message) -> str:
    """The body in clear; empty after it was wiped."""
    return keystore.decrypt(f"outbox_message.body:{message.key}", message.body) if message.body else ""
