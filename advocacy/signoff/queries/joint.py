"""Reads about organisations for which two people sign."""

from sqlalchemy import or_, select
from sqlalchemy.orm import joinedload

from advocacy.coalition.models import Organisation
from advocacy.database import session
from advocacy.signoff.models import Answer, Call, JointAnswer

_WITH_FIRST = joinedload(JointAnswer.first).joinedload(Answer.person)


def half_signed(call: Call, organisation: Organisation) -> JointAnswer | None:
    """The first signature that waits for the second; None when none does."""
    return session.scalars(
        select(JointAnswer).where(
            JointAnswer.call_id == call.id,
            JointAnswer.organisation_id == organisation.id,
            JointAnswer.second_id.is_(None),
            JointAnswer.ended_at.is_(None),
        )
    ).one_or_none()


def half_signed_in(call: Call) -> list[JointAnswer]:
    """All first signatures that wait for the second, the oldest first."""
    waiting = select(JointAnswer).where(
        JointAnswer.call_id == call.id, JointAnswer.second_id.is_(None), JointAnswer.ended_at.is_(None)
    )
    return list(session.scalars(waiting.order_by(JointAnswer.id).options(_WITH_FIRST)))


def joint_of(answer: Answer) -> JointAnswer | None:
    """The two signatures of which this answer is one; None for an answer that one person gave alone."""
    return session.scalars(
        select(JointAnswer).where(or_(JointAnswer.first_id == answer.id, JointAnswer.second_id == answer.id))
    ).one_or_none()


def seconded_in(call: Call) -> dict[int, Answer]:
    """First signatures of complete pairs, by the id of the second answer, which is the one that stands."""
    joined = select(JointAnswer).where(JointAnswer.call_id == call.id, JointAnswer.second_id.is_not(None))
    joined = joined.options(_WITH_FIRST)
    return {pair.second_id: pair.first for pair in session.scalars(joined) if pair.second_id is not None}
