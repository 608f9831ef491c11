"""Reads about changed texts: which signatures hold, which wait, and until when a change can be raised."""

from collections.abc import Collection

from sqlalchemy import select

from advocacy import clock
from advocacy.database import session
from advocacy.ledger.models import Entry
from advocacy.outbox.models import MailState, Message
from advocacy.signoff.models import Answer, Asked, Call, Change, Choice, Invitation

SIGNING = (Choice.SIGN, Choice.SIGN_WITH_RESERVATION)


def changes_of(call: Call) -> list[Change]:
    """How the text of a call changed, the newest change first."""
    return list(session.scalars(select(Change).where(Change.call_id == call.id).order_by(Change.id.desc())))


def newest_change(call: Call) -> Change | None:
    """The latest change of the text of a call; None while it is the first text."""
    return next(iter(changes_of(call)), None)


def accepted_seals(call: Call) -> frozenset[str]:
    """The texts to which a signature counts: that of now, and those from which only editorial changes led to it."""
    seals = {call.seal}
    for change in changes_of(call):
        if not change.is_editorial:
            break
        seals.add(change.old.seal)
    return frozenset(seals)


def is_unconfirmed(answer: Answer, seals: Collection[str]) -> bool:
    """Whether a signature was given to a text that has changed since in substance. Other answers are none, and stay:
    nobody's objection is got rid of by a change.
    """
    return answer.choice in SIGNING and answer.seal not in seals


def awaiting_confirmation(call: Call, answer: Answer | None) -> bool:
    """Whether this answer waits for its organisation to say that it signs the changed text too."""
    return answer is not None and answer.standing and is_unconfirmed(answer, accepted_seals(call))


def running_window(call: Call) -> Change | None:
    """The editorial change that a signatory can still raise; None when there is none, or its time is over."""
    change = newest_change(call)
    if change is None or not change.is_editorial or change.window_until is None:
        return None
    return change if clock.now() < change.window_until else None


def carried_untold(call: Call) -> list[Answer]:
    """Signatures that an editorial change carried over although no notice of it has left for their organisation.

    Nobody is held to words of which they were not told: such a text is not issued (HANDBOOK 1.6).
    """
    carrying = [change for change in changes_of(call) if change.is_editorial]
    answers = session.scalars(select(Answer).where(Answer.call_id == call.id, Answer.standing).order_by(Answer.id))
    seals = accepted_seals(call)
    carried = [
        answer for answer in answers if answer.choice in SIGNING and answer.seal != call.seal and answer.seal in seals
    ]
    return [answer for answer in carried if not _was_told(answer, carrying[0])] if carrying else []


def is_issued(call: Call) -> bool:
    """Whether the text of this call was issued; the room above says so in the ledger, when it issues."""
    issued = select(Entry.number).where(
        Entry.kind == "publishing.issued", Entry.dossier_id == call.dossier_id, Entry.at >= call.opened_at
    )
    return session.scalars(issued.limit(1)).first() is not None


def _was_told(answer: Answer, change: Change) -> bool:
    made = (
        select(Invitation.id)
        .join(Asked)
        .where(
            Asked.call_id == answer.call_id,
            Asked.organisation_id == answer.organisation_id,
            Invitation.made_at >= change.made_at,
        )
    )
    keys = [f"signoff.link:{number}" for number in session.scalars(made)]
    left = select(Message.id).where(Message.key.in_(keys), Message.state == MailState.SENT)
    return session.scalars(left.limit(1)).first() is not None
