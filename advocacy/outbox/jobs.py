"""Sending what is due, one mail at a time, so that a worker killed at any instant loses none."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import or_, select, update

from advocacy import clock, outside
from advocacy.database import session, transaction
from advocacy.leaving import HeldBack, let_mail_go
from advocacy.mail import MailInDoubt, MailRefused, MailUnreachable
from advocacy.outbox.actions import note, settle_sent
from advocacy.outbox.letters import letter_of
from advocacy.outbox.models import MailState, Message
from advocacy.outbox.queries import current_hold
from advocacy.outbox.rules import pause_after
from advocacy.work import LEASE, Work

AT_ONCE = 200


def due() -> Sequence[int]:
    """Mails to hand over, and mails whose worker died while it held them."""
    now = clock.now()
    abandoned = (Message.state == MailState.SENDING) & (Message.lease_until <= now)
    waiting = (Message.state == MailState.WAITING) & (Message.due_at <= now)
    what = abandoned if current_hold() else or_(abandoned, waiting)
    return session.scalars(select(Message.id).where(what).order_by(Message.due_at, Message.id).limit(AT_ONCE)).all()


def send(message_id: int) -> None:
    """Claim one mail, hand it over, mark it. A mail that may have arrived is never sent again by itself."""
    if not _claim(message_id):
        _doubt_if_abandoned(message_id)
        return
    message = session.get_one(Message, message_id)
    attempt, mailer = message.attempts, outside.current().mailer
    try:
        letter = letter_of(message, mailer.sender)
        let_mail_go(letter, to=message.recipient, enclosures=[file.sha256 for file in message.attachments])
        session.rollback()  # no database transaction stays open while a server takes its time
        mailer.send(letter)
    except MailInDoubt as error:
        _settle(message_id, attempt, MailState.DOUBTFUL, str(error))
    except MailUnreachable as error:
        _put_off(message_id, attempt, str(error))
    except MailRefused as refusal:
        if refusal.for_good:
            _settle(message_id, attempt, MailState.FAILED, refusal.detail)
        else:
            _put_off(message_id, attempt, refusal.detail)
    except HeldBack as held:
        _settle(message_id, attempt, MailState.FAILED, str(held))
    except (ValueError, KeyError) as error:  # its words or an enclosure cannot be read: no later try would help
        _settle(message_id, attempt, MailState.FAILED, f"{type(error).__name__}: {error}")
    else:
        _settle(message_id, attempt, MailState.SENT, "")


def _claim(message_id: int) -> bool:
    """Take the mail for LEASE, before anything is handed over; only one of many workers succeeds."""
    now = clock.now()
    with transaction():
        if current_hold():
            return False
        claimed = session.execute(
            update(Message)
            .where(Message.id == message_id, Message.state == MailState.WAITING, Message.due_at <= now)
            .values(state=MailState.SENDING, lease_until=now + LEASE, attempts=Message.attempts + 1)
        )
        return bool(claimed.rowcount == 1)  # type: ignore[attr-defined]


def _doubt_if_abandoned(message_id: int) -> None:
    """A worker died between claiming and marking: whether the mail left, only a human can find out."""
    with transaction():
        message = _locked(message_id)
        if message is None or message.state is not MailState.SENDING:
            return
        if message.lease_until is not None and message.lease_until <= clock.now():
            _end(message, MailState.DOUBTFUL, "the worker stopped while handing over")


def _settle(message_id: int, attempt: int, state: MailState, detail: str) -> None:
    with transaction():
        message = _locked(message_id)
        if message is None or message.attempts != attempt or message.state not in _OURS:
            return
        if state is MailState.SENT:
            settle_sent(message)
        else:
            _end(message, state, detail)


def _put_off(message_id: int, attempt: int, detail: str) -> None:
    """Nothing was handed over: try again after a pause, or give up after a day."""
    with transaction():
        message = _locked(message_id)
        if message is None or message.attempts != attempt or message.state not in _OURS:
            return
        pause = pause_after(attempt)
        if pause is None:
            _end(message, MailState.FAILED, detail)
            return
        _end(message, MailState.WAITING, detail, due_at=clock.now() + pause)


_OURS = (MailState.SENDING, MailState.DOUBTFUL)
"""A slow worker may find its mail already doubtful; what it knows for sure still counts."""


def _end(message: Message, state: MailState, detail: str, *, due_at: datetime | None = None) -> None:
    message.state, message.lease_until, message.last_error = state, None, detail[:500]
    message.due_at = due_at or message.due_at
    note(message, "put off" if state is MailState.WAITING else state.value, detail)


def _locked(message_id: int) -> Message | None:
    return session.scalars(select(Message).where(Message.id == message_id).with_for_update()).one_or_none()


WORK = (Work("outbox.send", due, send),)
