"""Alternates: whether somebody may act in a representative's place in the call that is open now."""

from sqlalchemy import select

from advocacy import clock
from advocacy.accounts.models import Person
from advocacy.coalition import queries as coalition
from advocacy.coalition.models import Mandate
from advocacy.coalition.queries import mandate_for, signatories_of
from advocacy.coalition.rules import Text
from advocacy.database import session
from advocacy.policy import Actor
from advocacy.signoff.models import Answer, Asked, Call, Invitation
from advocacy.signoff.queries.more_time import own_day


def may_act_instead(mandate: Mandate, text: Text) -> bool | None:
    """What the open call of a paper says about an alternate: yes once the member's own day has passed and the principal
    has not answered, no when the principal has. None while it cannot say, or without an open call.
    """
    call = session.scalars(select(Call).where(Call.dossier_id == text.id, Call.outcome.is_(None))).one_or_none()
    if call is None or mandate.alternate_for_id is None:
        return None
    said = select(Answer.id).where(
        Answer.call_id == call.id,
        Answer.organisation_id == mandate.organisation_id,
        Answer.person_id == mandate.alternate_for_id,
        Answer.undone_at.is_(None),
    )
    if session.scalars(said.limit(1)).first() is not None:
        return False
    return True if clock.now() >= own_day(call, mandate.organisation) else None


coalition.STANDING_IN.append(may_act_instead)


def alternates_to_ask() -> list[tuple[Asked, Person]]:
    """Alternates who may act now in an open call, whose organisation has not answered, and who have no link yet."""
    now = clock.now()
    organisations = select(Mandate.organisation_id).where(
        Mandate.alternate_for_id.is_not(None), Mandate.revoked_at.is_(None)
    )
    lines = session.scalars(
        select(Asked)
        .join(Asked.call)
        .where(Call.outcome.is_(None), Call.closes_at > now, Asked.organisation_id.in_(organisations))
        .order_by(Asked.id)
    )
    return [(line, person) for line in lines for person in _to_ask(line)]


def _to_ask(line: Asked) -> list[Person]:
    answered = select(Answer.id).where(
        Answer.call_id == line.call_id, Answer.organisation_id == line.organisation_id, Answer.standing
    )
    if session.scalars(answered.limit(1)).first() is not None:
        return []
    invited = set(session.scalars(select(Invitation.person_id).where(Invitation.asked_id == line.id)))
    found = signatories_of(line.organisation, line.call.dossier, clock.now().date())
    return [person for person, mandate in found if mandate.alternate_for_id is not None and person.id not in invited]


def must_wait(actor: Actor, line: Asked) -> bool:
    """Whether this person would act for the organisation only as an alternate, and may not do so now."""
    own = [mandate for mandate in line.organisation.mandates if mandate.person_id == actor.person_id]
    if not own or any(mandate.alternate_for_id is None for mandate in own):
        return False
    return mandate_for(own[0].person, line.organisation, line.call.dossier, clock.now().date()) is None
