"""Reads about mails: how they stand, and which ones somebody must look at."""

from collections.abc import Sequence

from sqlalchemy import func, select

from advocacy.database import session
from advocacy.outbox.models import Hold, MailState, Message


def get_message(message_id: int) -> Message | None:
    """The mail of that id."""
    return session.get(Message, message_id)


def state_of(message_id: int) -> MailState | None:
    """How a mail stands; None when there is no such mail."""
    return session.scalars(select(Message.state).where(Message.id == message_id)).one_or_none()


def messages_to_look_at() -> Sequence[Message]:
    """Mails that wait for a human: in doubt or failed, the oldest first, at most 200."""
    return session.scalars(
        select(Message)
        .where(Message.state.in_((MailState.DOUBTFUL, MailState.FAILED)))
        .order_by(Message.created_at, Message.id)
        .limit(200)
    ).all()


def counts() -> dict[MailState, int]:
    """How many mails are in each state; every state is named."""
    found = dict.fromkeys(MailState, 0)
    for state, number in session.execute(_counted):
        found[state] = number
    return found


_counted = select(Message.state, func.count()).group_by(Message.state)


def current_hold() -> Hold | None:
    """The hold that is on; None when mail may leave."""
    return session.scalars(select(Hold).where(Hold.released_at.is_(None)).limit(1)).one_or_none()
