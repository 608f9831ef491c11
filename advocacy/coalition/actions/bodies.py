"""Forming bodies and working groups, and who serves in them from when to when."""

from datetime import date, timedelta
from typing import Any

from flask_babel import lazy_gettext as _
from sqlalchemy import select

from advocacy import clock
from advocacy.accounts.models import Person
from advocacy.coalition.models import (
    Affiliation,
    Body,
    BodyRole,
    BodyTerm,
    Group,
    GroupRole,
    GroupSeat,
    GroupTerm,
    Organisation,
)
from advocacy.database import session
from advocacy.errors import BadInput, RuleBroken
from advocacy.ledger import actions as ledger
from advocacy.policy import Office

Service = BodyTerm | GroupTerm | GroupSeat | Affiliation
"""What somebody has from a day to a day."""


def form_body(
    *,
    code: str,
    name_ar: str,
    name_en: str = "",
    name_fr: str = "",
    office: Office | None = None,
    description: str = "",
    by: Person | None,
) -> Body:
    """Form an organ of the coalition. `office` is the right that every term in it gives; None gives none."""
    _refuse_known_code(Body, code)
    body = Body(
        code=code,
        name_ar=name_ar,
        name_en=name_en,
        name_fr=name_fr,
        office=office.value if office else "",
        description=description,
    )
    session.add(body)
    session.flush()
    ledger.append("coalition.body_formed", body, by=by.id if by else None, code=code, office=body.office)
    return body


def appoint_to_body(
    body: Body,
    person: Person,
    *,
    role: BodyRole = BodyRole.MEMBER,
    since: date | None = None,
    until: date | None = None,
    by: Person | None,
) -> BodyTerm:
    """A person serves in a body from a day (None: today) until a day (None: open)."""
    since = _checked(since, until)
    if any(term.person_id == person.id and _overlap(term, since, until) for term in body.terms):
        raise RuleBroken(_("This person serves there already in that time."))
    term = BodyTerm(person_id=person.id, role=role, since=since, until=until)
    body.terms.append(term)
    session.flush()
    ledger.append("coalition.body_appointed", term, by=by.id if by else None, body=body.id, person=person.id, role=role)
    return term


def form_group(*, code: str, name_ar: str, name_en: str = "", name_fr: str = "", by: Person | None) -> Group:
    """Form a working group."""
    _refuse_known_code(Group, code)
    group = Group(code=code, name_ar=name_ar, name_en=name_en, name_fr=name_fr)
    session.add(group)
    session.flush()
    ledger.append("coalition.group_formed", group, by=by.id if by else None, code=code)
    return group


def seat_in_group(
    group: Group,
    organisation: Organisation,
    *,
    since: date | None = None,
    until: date | None = None,
    by: Person | None,
) -> GroupSeat:
    """An organisation takes a seat in a working group."""
    since = _checked(since, until)
    if any(seat.organisation_id == organisation.id and _overlap(seat, since, until) for seat in group.seats):
        raise RuleBroken(_("This organisation has a seat there already in that time."))
    seat = GroupSeat(organisation_id=organisation.id, since=since, until=until)
    group.seats.append(seat)
    session.flush()
    ledger.append(
        "coalition.group_seated", seat, by=by.id if by else None, organisation=organisation.id, group=group.id
    )
    return seat


def appoint_to_group(
    group: Group,
    person: Person,
    *,
    role: GroupRole = GroupRole.MEMBER,
    since: date | None = None,
    until: date | None = None,
    by: Person | None,
) -> GroupTerm:
    """A person works in a working group: as rapporteur (leads its papers), writing member or translator."""
    since = _checked(since, until)
    if any(term.person_id == person.id and term.role is role and _overlap(term, since, until) for term in group.terms):
        raise RuleBroken(_("This person serves there already in that time."))
    term = GroupTerm(person_id=person.id, role=role, since=since, until=until)
    group.terms.append(term)
    session.flush()
    ledger.append(
        "coalition.group_appointed", term, by=by.id if by else None, group=group.id, person=person.id, role=role
    )
    return term


def affiliate(
    person: Person,
    organisation: Organisation,
    *,
    since: date | None = None,
    until: date | None = None,
    by: Person | None,
) -> Affiliation:
    """A person belongs to an organisation; that alone gives no right to sign for it."""
    since = _checked(since, until)
    known = session.scalars(
        select(Affiliation).where(Affiliation.person_id == person.id, Affiliation.organisation_id == organisation.id)
    )
    if any(_overlap(affiliation, since, until) for affiliation in known):
        raise RuleBroken(_("This person belongs to the organisation already in that time."))
    affiliation = Affiliation(person_id=person.id, organisation_id=organisation.id, since=since, until=until)
    session.add(affiliation)
    session.flush()
    ledger.append(
        "coalition.affiliated", affiliation, by=by.id if by else None, organisation=organisation.id, person=person.id
    )
    return affiliation


def end_term(term: Service, *, until: date | None = None, by: Person | None) -> None:
    """End a term, a seat or an affiliation with a day, its last one; None: now, in this moment (decision 0035).

    Then today is its last day, because what was done this morning was done under it, and the moment is kept beside it.
    """
    now = clock.now()
    last = until or max(now.date(), term.since)
    if last < term.since:
        raise BadInput({"until": _("The last day cannot come before the first.")})
    if _has_ended(term, last if until else now.date() - timedelta(days=1)):
        raise RuleBroken(_("This has ended already."))
    term.until, term.ended_at = last, None if until else now
    facts: dict[str, Any] = {} if until else {"at": now.isoformat()}
    ledger.append("coalition.term_ended", term, by=by.id if by else None, until=last.isoformat(), **facts)


def _has_ended(term: Service, last: date) -> bool:
    """Whether it ended in some moment, or ends with that day or one before."""
    return term.ended_at is not None or (term.until is not None and term.until <= last)


def _checked(since: date | None, until: date | None) -> date:
    since = since or clock.now().date()
    if until is not None and until < since:
        raise BadInput({"until": _("The last day cannot come before the first.")})
    return since


def _overlap(term: Service, since: date, until: date | None) -> bool:
    """Whether both would hold on some day. What was ended at once makes room on that very day."""
    if term.ended_at is not None and term.ended_at.date() <= since:
        return False
    return (until is None or term.since <= until) and (term.until is None or since <= term.until)


def _refuse_known_code(kind: type[Body] | type[Group], code: str) -> None:
    if session.scalars(select(kind).where(kind.code == code)).first() is not None:
        raise BadInput({"code": _("This code is taken; choose another.")})
