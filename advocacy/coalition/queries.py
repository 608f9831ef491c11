"""Reads about the coalition: who it is, who belongs to it, who may sign, and what a person may stand for today."""

from collections.abc import Callable, Collection, Sequence
from datetime import date
from typing import Any

from sqlalchemy import bindparam, literal, select, union_all
from sqlalchemy.orm import selectinload

from advocacy import clock
from advocacy.accounts.models import Person
from advocacy.coalition.models import (
    Absence,
    Affiliation,
    Body,
    BodyTerm,
    Campaign,
    Coalition,
    Group,
    GroupRole,
    GroupTerm,
    Mandate,
    Organisation,
    Status,
    StatusChange,
)
from advocacy.coalition.rules import Standing, Text, holds, may_sign, standing_of
from advocacy.coalition.sealed import likeness
from advocacy.database import session
from advocacy.policy import NOBODY, Actor, Office
from papers.arabic import fold_loose, sort_key


def the_coalition() -> Coalition | None:
    """The coalition of this installation; None before it was set up."""
    return session.scalars(select(Coalition).order_by(Coalition.id).limit(1)).one_or_none()


def status_on(organisation: Organisation, day: date) -> Status | None:
    """The organisation's status on that day; None before its first one."""
    known = [change for change in organisation.history if change.since <= day]
    return max(known, key=lambda change: (change.since, change.id)).status if known else None


def organisations(lang: str = "ar") -> list[Organisation]:
    """All organisations that ever were, in the alphabetical order of a language, with their status history."""
    found = session.scalars(select(Organisation).options(selectinload(Organisation.history)))
    return sorted(found, key=lambda organisation: sort_key(organisation.name_in(lang), lang))


def members_on(day: date) -> list[Organisation]:
    """The member organisations of that day, in the order in which they were admitted."""
    found = session.scalars(select(Organisation).options(selectinload(Organisation.history)).order_by(Organisation.id))
    return [organisation for organisation in found if status_on(organisation, day) is Status.MEMBER]


def partners_on(day: date, lang: str) -> list[Organisation]:
    """The partners from outside of that day, in the alphabetical order of a language."""
    ever = select(StatusChange.organisation_id).where(StatusChange.status == Status.PARTNER)
    found = session.scalars(
        select(Organisation).where(Organisation.id.in_(ever)).options(selectinload(Organisation.history))
    )
    partners = [organisation for organisation in found if status_on(organisation, day) is Status.PARTNER]
    return sorted(partners, key=lambda organisation: sort_key(organisation.name_in(lang), lang))


def organisation_named_like(name: str, *, other_than: Organisation | None = None) -> Organisation | None:
    """An organisation whose Arabic name differs from this one at most in hamza, tashkeel, spacing, punctuation or the
    article: readers take the two for one (hard case N11). The nearest first.
    """
    alike = select(Organisation).where(Organisation.likeness == likeness(name)).order_by(Organisation.id)
    if other_than is not None:
        alike = alike.where(Organisation.id != other_than.id)
    return session.scalars(alike.limit(1)).one_or_none() or _named_loosely_like(name, other_than)


def _named_loosely_like(name: str, other_than: Organisation | None) -> Organisation | None:
    loose = fold_loose(name)
    known = session.scalars(select(Organisation).order_by(Organisation.id)).all() if loose else []
    others = (one for one in known if other_than is None or one.id != other_than.id)
    return next((one for one in others if fold_loose(one.name_ar) == loose), None)


STANDING_IN: list[Callable[[Mandate, Text], bool | None]] = []
"""What the rooms above know of an alternate and a text: whether they may act instead; None when they cannot say."""


def may_stand_in(mandate: Mandate, text: Text, day: date) -> bool:
    """Whether a mandate can be used now: one of its own always, an alternate's while its principal is away, or when a
    room above says that the principal's time is over. Never when a room above says that the principal has acted.
    """
    if mandate.alternate_for_id is None:
        return True
    said = [offer(mandate, text) for offer in STANDING_IN]
    return False not in said and (True in said or is_away(mandate.alternate_for_id, mandate.organisation_id, day))


def is_away(person_id: int, organisation_id: int, day: date) -> bool:
    """Whether a representative of an organisation is marked away on that day."""
    return any(absence.person_id == person_id for absence in absences_on(organisation_id, day))


def absences_on(organisation_id: int, day: date) -> list[Absence]:
    """Who of an organisation is marked away on that day."""
    wanted = select(Absence).where(
        Absence.organisation_id == organisation_id,
        Absence.since <= day,
        Absence.until >= day,
        Absence.ended_at.is_(None),
    )
    return list(session.scalars(wanted.order_by(Absence.id)))


def absences_of(organisation: Organisation, day: date) -> list[Absence]:
    """Who of an organisation is away on that day or will be."""
    wanted = select(Absence).where(
        Absence.organisation_id == organisation.id, Absence.until >= day, Absence.ended_at.is_(None)
    )
    return list(session.scalars(wanted.order_by(Absence.since, Absence.id)))


def principals_of(organisation: Organisation, day: date) -> list[Person]:
    """Who may sign for it themselves on that day, whatever the text: each can have an alternate, and can be away."""
    own = (m for m in organisation.mandates if m.alternate_for_id is None and standing_of(m, day) is Standing.VALID)
    return list(dict.fromkeys(mandate.person for mandate in own))


def alternates_of(organisation: Organisation, principal: Person, day: date) -> list[Person]:
    """Who may act in this person's place on that day, should they be away."""
    instead = (m for m in organisation.mandates if m.alternate_for_id == principal.id and m.person.active)
    return list(dict.fromkeys(m.person for m in instead if standing_of(m, day) is Standing.VALID))


def mandate_for(person: Person, organisation: Organisation, text: Text, day: date) -> Mandate | None:
    """The mandate by which this person may sign this text for this organisation on that day; None if there is none.

    To be asked inside the transaction that records the signature.
    """
    if not person.active:
        return None
    status = status_on(organisation, day)
    own = (mandate for mandate in organisation.mandates if mandate.person_id == person.id)
    # a mandate of one's own comes before one as an alternate
    ordered = sorted(own, key=lambda mandate: (mandate.alternate_for_id is not None, mandate.id))
    return next((m for m in ordered if may_sign(m, text, day, status) and may_stand_in(m, text, day)), None)


def signatories_of(organisation: Organisation, text: Text, day: date) -> list[tuple[Person, Mandate]]:
    """Everybody who may sign this text for this organisation on that day, each once with the mandate that lets them."""
    people = dict.fromkeys(mandate.person for mandate in organisation.mandates)
    found = ((person, mandate_for(person, organisation, text, day)) for person in people)
    return [(person, mandate) for person, mandate in found if mandate is not None]


def affiliations_of(organisation: Organisation) -> list[Affiliation]:
    """Everybody who belongs or belonged to the organisation, the earliest first."""
    own = select(Affiliation).where(Affiliation.organisation_id == organisation.id)
    return list(session.scalars(own.order_by(Affiliation.since, Affiliation.id)))


def bodies() -> list[Body]:
    """The organs of the coalition, as they were formed."""
    return list(session.scalars(select(Body).options(selectinload(Body.terms)).order_by(Body.id)))


def groups() -> list[Group]:
    """The working groups, as they were formed."""
    return list(session.scalars(select(Group).options(selectinload(Group.terms)).order_by(Group.id)))


def campaigns() -> list[Campaign]:
    """The campaigns, the newest last."""
    return list(session.scalars(select(Campaign).order_by(Campaign.id)))


def people(lang: str = "ar") -> list[Person]:
    """Everybody with an account in use, in the alphabetical order of a language."""
    found = session.scalars(select(Person).where(Person.active))
    return sorted(found, key=lambda person: sort_key(person.name_in(lang), lang))


def _held(kind: str, row: type[BodyTerm | GroupTerm | Affiliation | Mandate], of: Any, word: Any, ended_at: Any) -> Any:
    """What a person holds of one kind: for what (an id), with which word, and from when to when."""
    said = (literal(kind).label("kind"), of.label("of"), word.label("word"))
    held = select(*said, row.since, row.until, ended_at.label("ended_at"))
    return held.where(row.person_id == bindparam("person_id"))


_STANDING = union_all(
    _held("body", BodyTerm, BodyTerm.body_id, Body.office, BodyTerm.ended_at).join(Body),
    _held("group", GroupTerm, GroupTerm.group_id, GroupTerm.role, GroupTerm.ended_at),
    _held("home", Affiliation, Affiliation.organisation_id, literal(""), Affiliation.ended_at),
    _held("mandate", Mandate, Mandate.organisation_id, literal(""), Mandate.revoked_at).where(
        Mandate.revoked_at.is_(None)
    ),
)
"""All that a person stands for, in one statement: every page asks it."""
_KINDS = ("body", "group", "home", "mandate")


def actor_of(person: Person | None) -> Actor:
    """What the policy knows of a person now. Terms, affiliations and mandates count on the day they hold."""
    if person is None or not person.active:
        return NOBODY
    today = clock.now().date()
    rows: Sequence[Any] = session.execute(_STANDING, {"person_id": person.id}).all()
    held = {kind: [row for row in rows if row.kind == kind and holds(row, today)] for kind in _KINDS}
    homes = frozenset(row.of for row in held["home"])
    offices = {Office(row.word) for row in held["body"] if row.word}
    standings = _statuses_on(homes, today)
    if standings & {Status.MEMBER, Status.SUSPENDED}:
        offices.add(Office.MEMBER)
    elif Status.PARTNER in standings:
        offices.add(Office.OBSERVER)
    if person.is_admin:
        offices.add(Office.ADMIN)
    return Actor(
        person_id=person.id,
        offices=frozenset(offices),
        leads=frozenset(row.of for row in held["group"] if row.word == GroupRole.RAPPORTEUR),
        writes=frozenset(row.of for row in held["group"]),
        represents=frozenset(row.of for row in held["mandate"]),
        belongs=homes,
    )


def _statuses_on(organisations: Collection[int], day: date) -> set[Status]:
    """The statuses that these organisations have on that day."""
    if not organisations:
        return set()
    columns = (StatusChange.organisation_id.label("of"), StatusChange.status)
    known = select(*columns).where(StatusChange.organisation_id.in_(organisations), StatusChange.since <= day)
    changes = session.execute(known.order_by(StatusChange.since, StatusChange.id))
    return set({change.of: change.status for change in changes}.values())  # the newest of each one stays
