"""Reads about the coalition: who it is, who belongs to it, and what a person may stand for today."""

from datetime import date

from sqlalchemy import select

from advocacy import clock
from advocacy.accounts.models import Person
from advocacy.coalition.models import (
    Affiliation,
    BodyTerm,
    Coalition,
    GroupRole,
    GroupTerm,
    Mandate,
    Organisation,
    Status,
)
from advocacy.database import session
from advocacy.policy import NOBODY, Actor, Office


def the_coalition() -> Coalition | None:
    """The coalition of this installation; None before it was set up."""
    return session.scalars(select(Coalition).order_by(Coalition.id).limit(1)).one_or_none()


def status_on(organisation: Organisation, day: date) -> Status | None:
    """The organisation's status on that day; None before its first one."""
    known = [change for change in organisation.history if change.since <= day]
    return known[-1].status if known else None


def actor_of(person: Person | None) -> Actor:
    """What the policy knows of a person now. Terms, affiliations and mandates count on the day they hold."""
    if person is None or not person.active:
        return NOBODY
    today = clock.now().date()
    terms = [t for t in session.scalars(select(BodyTerm).where(BodyTerm.person_id == person.id)) if _holds(t, today)]
    groups = [t for t in session.scalars(select(GroupTerm).where(GroupTerm.person_id == person.id)) if _holds(t, today)]
    homes = [
        a for a in session.scalars(select(Affiliation).where(Affiliation.person_id == person.id)) if _holds(a, today)
    ]
    mandates = session.scalars(select(Mandate).where(Mandate.person_id == person.id, Mandate.revoked_at.is_(None)))
    offices = {Office(term.body.office) for term in terms if term.body.office}
    standings = {status_on(home.organisation, today) for home in homes}
    if standings & {Status.MEMBER, Status.SUSPENDED}:
        offices.add(Office.MEMBER)
    elif Status.PARTNER in standings:
        offices.add(Office.OBSERVER)
    if person.is_admin:
        offices.add(Office.ADMIN)
    return Actor(
        person_id=person.id,
        offices=frozenset(offices),
        leads=frozenset(term.group_id for term in groups if term.role is GroupRole.RAPPORTEUR),
        writes=frozenset(term.group_id for term in groups),
        represents=frozenset(mandate.organisation_id for mandate in mandates if _holds(mandate, today)),
        belongs=frozenset(home.organisation_id for home in homes),
    )


def _holds(term: BodyTerm | GroupTerm | Affiliation | Mandate, today: date) -> bool:
    return term.since <= today and (term.until is None or today <= term.until)
