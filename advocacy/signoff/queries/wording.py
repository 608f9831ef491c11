"""Reads about calls on a wording: whose silence counts, and what came late."""

from sqlalchemy import select

from advocacy.database import session
from advocacy.outbox.models import MailState, Message
from advocacy.signoff.models import Asked, Call, Invitation, LateObjection, Purpose
from advocacy.signoff.rules import Seat

LINK = "signoff.link:"


def seats_in(call: Call) -> dict[int, Seat]:
    """The roll as the rules read it: votes and standing instructions of the day on which the call was opened."""
    roll = session.scalars(select(Asked).where(Asked.call_id == call.id).order_by(Asked.id)).all()
    told = told_in_time(call) if call.purpose is Purpose.WORDING else frozenset()
    return {line.organisation_id: Seat(line.votes, line.organisation_id in told, line.accepts_silence) for line in roll}


def told_in_time(call: Call) -> frozenset[int]:
    """Organisations for which a notice demonstrably left before the end: the proof that their silence needs."""
    invited = session.execute(
        select(Invitation.id, Asked.organisation_id).join(Asked).where(Asked.call_id == call.id)
    ).all()
    keys = {f"{LINK}{number}": organisation_id for number, organisation_id in invited}
    left = select(Message.key).where(
        Message.key.in_(list(keys)), Message.state == MailState.SENT, Message.sent_at < call.closes_at
    )
    return frozenset(keys[key] for key in session.scalars(left))


def late_objections_of(call: Call) -> list[LateObjection]:
    """Objections that came too late to count, in the order in which they came."""
    return list(
        session.scalars(select(LateObjection).where(LateObjection.call_id == call.id).order_by(LateObjection.id))
    )
