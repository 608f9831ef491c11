"""Reads about calls on a wording: whose silence counts, and what came late."""

from sqlalchemy import String, cast, select

from advocacy.database import session
from advocacy.outbox.models import MailState, Message
from advocacy.signoff.models import Asked, Call, Invitation, LateObjection, Purpose
from advocacy.signoff.rules import Seat

LINK = "signoff.link:"


def seats_in(call: Call) -> dict[int, Seat]:
    """The roll as the rules read it: votes and standing instructions of the day on which the call was opened."""
    lines = select(Asked.organisation_id, Asked.votes, Asked.accepts_silence).where(Asked.call_id == call.id)
    told = told_in_time(call) if call.purpose is Purpose.WORDING else frozenset()
    return {
        organisation_id: Seat(votes, organisation_id in told, accepts)
        for organisation_id, votes, accepts in session.execute(lines.order_by(Asked.id))
    }


def told_in_time(call: Call) -> frozenset[int]:
    """Organisations for which a notice demonstrably left before the end: the proof that their silence needs."""
    told = (
        select(Asked.organisation_id)
        .join(Invitation, Invitation.asked_id == Asked.id)
        .join(Message, Message.key == LINK + cast(Invitation.id, String))
        .where(Asked.call_id == call.id, Message.state == MailState.SENT, Message.sent_at < call.closes_at)
    )
    return frozenset(session.scalars(told))


def late_objections_of(call: Call) -> list[LateObjection]:
    """Objections that came too late to count, in the order in which they came."""
    return list(
        session.scalars(select(LateObjection).where(LateObjection.call_id == call.id).order_by(LateObjection.id))
    )
