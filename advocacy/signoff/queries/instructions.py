"""Reads about standing instructions: which hold, where one is used, and from when it counts."""

from datetime import date, datetime

from sqlalchemy import func, select

from advocacy.accounts.models import Person
from advocacy.coalition.models import Mandate, Organisation
from advocacy.coalition.queries import mandate_for
from advocacy.database import session
from advocacy.drafting.models import Dossier
from advocacy.outbox.models import MailState, Message
from advocacy.signoff.models import Asked, Call, Instruction, Invitation, StandingUse
from advocacy.signoff.queries.tokens import token_hash
from advocacy.signoff.rules import standing as rules

COPY = "signoff.copy:{use}:house"
"""The key of the copy that goes to an organisation's own address."""


def instructions_of(organisation: Organisation) -> list[Instruction]:
    """All that were ever given, the newest first."""
    own = select(Instruction).where(Instruction.organisation_id == organisation.id)
    return list(session.scalars(own.order_by(Instruction.id.desc())))


def instruction_for(organisation: Organisation, kind: str, day: date) -> Instruction | None:
    """The instruction that covers this kind on that day: confirmed, not revoked, within its days; None without one."""
    return next(
        (
            one
            for one in instructions_of(organisation)
            if one.confirmed_at is not None
            and one.revoked_at is None
            and one.since <= day <= one.until
            and kind in one.kinds
        ),
        None,
    )


def instruction_by_token(token: str) -> Instruction | None:
    """The instruction to which the link in the organisation's mailbox belongs."""
    return session.scalars(select(Instruction).where(Instruction.token_hash == token_hash(token))).one_or_none()


def mandate_behind(instruction: Instruction, dossier: Dossier, day: date) -> tuple[Person, Mandate] | None:
    """Who of the two that gave it may still sign this text on that day; None when neither may."""
    people = filter(None, (instruction.given_by, instruction.confirmed_by))
    found = ((person, mandate_for(person, instruction.organisation, dossier, day)) for person in people)
    return next(((person, mandate) for person, mandate in found if mandate is not None), None)


def waiting_uses(call: Call) -> list[StandingUse]:
    """Instructions that apply to this call, do not count yet, and were not stopped."""
    waiting = select(StandingUse).where(
        StandingUse.call_id == call.id, StandingUse.answer_id.is_(None), StandingUse.ended_at.is_(None)
    )
    return list(session.scalars(waiting.order_by(StandingUse.id)))


def waiting_use(call: Call, organisation: Organisation) -> StandingUse | None:
    """The one of this organisation; None without one."""
    return next((use for use in waiting_uses(call) if use.organisation_id == organisation.id), None)


def counted_uses(call: Call) -> dict[int, StandingUse]:
    """Those that became answers, by the id of the answer."""
    found = select(StandingUse).where(StandingUse.call_id == call.id, StandingUse.answer_id.is_not(None))
    return {use.answer_id: use for use in session.scalars(found) if use.answer_id is not None}


def counts_from(use: StandingUse) -> datetime | None:
    """From when it counts: 24 hours after the copy demonstrably left; None while it has not, or when that is too late.

    The copy to the organisation's own address decides; where it has none, the first to a representative.
    """
    if use.organisation.mail:
        keys = [COPY.format(use=use.id)]
    else:
        made = (
            select(Invitation.id)
            .join(Asked)
            .where(
                Asked.call_id == use.call_id,
                Asked.organisation_id == use.organisation_id,
                Invitation.made_at >= use.copied_at,
            )
        )
        keys = [f"signoff.link:{number}" for number in session.scalars(made)]
    left = select(func.min(Message.sent_at)).where(Message.key.in_(keys), Message.state == MailState.SENT)
    return rules.counts_from(session.scalars(left).one(), use.call.closes_at)
