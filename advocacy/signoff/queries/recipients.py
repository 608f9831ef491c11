"""Reads about «to this recipient only»: which offices can be chosen, and who has chosen which."""

from collections.abc import Sequence

from sqlalchemy import select

from advocacy.coalition.models import Visibility
from advocacy.database import session
from advocacy.signoff.models import Answer, Call, Recipient, ShownTo


def recipients_of(call: Call) -> Sequence[Recipient]:
    """The offices that a signatory of this call may choose, in the order in which they were offered."""
    return session.scalars(select(Recipient).where(Recipient.call_id == call.id).order_by(Recipient.id)).all()


def shown_to(answer: Answer) -> Sequence[Recipient]:
    """The recipients in whose edition alone the name under this answer stands; empty for every other answer."""
    chosen = select(Recipient).join(ShownTo).where(ShownTo.answer_id == answer.id)
    return session.scalars(chosen.order_by(Recipient.id)).all() if answer.visibility is Visibility.WITHHELD else ()


def answers_shown_to(call: Call, office_id: int, mail: str) -> Sequence[Answer]:
    """Standing answers whose name stands in the edition for this office, as long as it is reached at the address that
    they were told: a choice made for one address does not go to another.
    """
    chosen = select(Answer).join(ShownTo).join(Recipient).where(Recipient.office_id == office_id)
    chosen = chosen.where(Answer.call_id == call.id, Answer.standing, Answer.visibility == Visibility.WITHHELD)
    return session.scalars(chosen.where(Recipient.mail == mail).order_by(Answer.id)).all()


def chosen_ids(call: Call) -> set[int]:
    """Recipients that some answer, standing or not, has chosen."""
    chosen = select(ShownTo.recipient_id).join(Recipient).where(Recipient.call_id == call.id)
    return set(session.scalars(chosen))
