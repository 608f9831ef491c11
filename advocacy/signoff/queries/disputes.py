"""Reads about answers that contradict each other."""

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from advocacy.coalition.models import Organisation
from advocacy.database import session
from advocacy.signoff.models import Answer, Call, Choice, Dispute, HouseLink, SetAside, SettledBy
from advocacy.signoff.queries.tokens import token_hash


def open_dispute(call: Call, organisation: Organisation) -> Dispute | None:
    """The dispute that keeps this organisation from being counted; None when there is none."""
    return session.scalars(
        select(Dispute).where(
            Dispute.call_id == call.id, Dispute.organisation_id == organisation.id, Dispute.settled_at.is_(None)
        )
    ).one_or_none()


def open_disputes(call: Call) -> list[Dispute]:
    """Those that keep somebody from being counted, the oldest first; in a closed call those that nobody settled."""
    found = select(Dispute).where(Dispute.call_id == call.id, Dispute.settled_at.is_(None))
    with_voices = selectinload(Dispute.spoken).joinedload(Answer.person)
    return list(session.scalars(found.order_by(Dispute.id).options(with_voices)))


def disputes_of(call: Call) -> list[Dispute]:
    """All of them, settled or not, the oldest first."""
    return list(session.scalars(select(Dispute).where(Dispute.call_id == call.id).order_by(Dispute.id)))


def last_word(call: Call, organisation: Organisation) -> Dispute | None:
    """The settlement by which the organisation itself, or arbitration, ended its latest dispute; None without one."""
    above = (SettledBy.HOUSE, SettledBy.ARBITRATION)
    return session.scalars(
        select(Dispute)
        .where(Dispute.call_id == call.id, Dispute.organisation_id == organisation.id, Dispute.settled_by.in_(above))
        .order_by(Dispute.id.desc())
        .limit(1)
    ).one_or_none()


def objections_of(call: Call) -> list[Answer]:
    """The objections that stand."""
    return list(
        session.scalars(
            select(Answer)
            .where(Answer.call_id == call.id, Answer.standing, Answer.choice == Choice.OBJECT)
            .order_by(Answer.id)
        )
    )


def set_aside_in(call: Call) -> dict[int, SetAside]:
    """Objections without blocking force, by the id of the answer."""
    found = select(SetAside).join(Answer, SetAside.answer_id == Answer.id).where(Answer.call_id == call.id)
    return {each.answer_id: each for each in session.scalars(found)}


def house_link_of(token: str) -> HouseLink | None:
    """The organisation's own link that this token belongs to, valid or not; None for one that we did not make."""
    return session.scalars(select(HouseLink).where(HouseLink.token_hash == token_hash(token))).one_or_none()
