"""Admitting organisations, and what changes about them later."""

from datetime import date
from typing import Any

from flask_babel import lazy_gettext as _
from sqlalchemy import select

from advocacy import clock
from advocacy.accounts.models import Person
from advocacy.clock import time_zones
from advocacy.coalition.models import Coalition, Organisation, OrganisationKind, Status, StatusChange, Visibility
from advocacy.coalition.queries import organisation_named_like, status_on, the_coalition
from advocacy.coalition.sealed import opened, seal
from advocacy.database import session
from advocacy.errors import BadInput, RuleBroken
from advocacy.ledger import actions as ledger
from papers.arabic import fold_strict


def admit_organisation(
    *,
    name_ar: str,
    name_en: str = "",
    name_fr: str = "",
    kind: OrganisationKind = OrganisationKind.ORGANISATION,
    status: Status = Status.MEMBER,
    since: date | None = None,
    visibility: Visibility = Visibility.PUBLIC,
    number: str = "",
    registration: str = "",
    mail: str = "",
    lang: str = "ar",
    timezone: str = "Asia/Damascus",
    weekend: str = "",
    region: str = "",
    note: str = "",
    reason: str = "",
    despite_likeness: bool = False,
    by: Person | None,
) -> Organisation:
    """Admit an organisation with its first status, from `since` (None: today).

    An empty `number` gives it the next one. Registration is not asked for: initiatives without it are normal.
    BadInput for a name that another one bears but for its spelling, unless `despite_likeness`.
    """
    _one_at_a_time()
    _check_name(name_ar, despite_likeness=despite_likeness)
    if number and session.scalars(select(Organisation).where(Organisation.number == number)).first():
        raise BadInput({"number": _("Another organisation has this number.")})
    organisation = Organisation(
        number=number or _next_number(),
        kind=kind,
        visibility=visibility,
        name_ar=name_ar,
        name_en=name_en,
        name_fr=name_fr,
        registration=registration,
        mail=mail,
        lang=lang,
        timezone=timezone,
        weekend=weekend,
        region=region,
        note=note,
        created_at=clock.now(),
    )
    organisation.history.append(_change(status, since or clock.now().date(), reason, by))
    session.add(organisation)
    session.flush()
    _note("admitted", organisation, by, status=status, visibility=visibility)
    return organisation


def rename_organisation(
    organisation: Organisation,
    *,
    name_ar: str,
    name_en: str = "",
    name_fr: str = "",
    despite_likeness: bool = False,
    by: Person | None,
) -> None:
    """Give it other names. Texts issued before keep the names under which they were signed."""
    _one_at_a_time()
    before = (organisation.name_ar, organisation.name_en, organisation.name_fr)
    if before == (name_ar, name_en, name_fr):
        return
    _check_name(name_ar, other_than=organisation, despite_likeness=despite_likeness)
    organisation.name_ar, organisation.name_en, organisation.name_fr = name_ar, name_en, name_fr
    _note("renamed", organisation, by)


def edit_organisation(organisation: Organisation, *, by: Person | None, **fields: str) -> None:
    """Change any of registration, mail, lang, timezone, weekend, region, note."""
    if unknown := fields.keys() - {"registration", "mail", "lang", "timezone", "weekend", "region", "note", "kind"}:
        raise TypeError(f"cannot be edited: {sorted(unknown)}")
    if fields.get("timezone", "UTC") not in time_zones():
        raise BadInput({"timezone": _("Choose one of the entries in the list.")})
    changed = sorted(name for name, value in fields.items() if getattr(organisation, name) != value)
    for name in changed:
        setattr(organisation, name, OrganisationKind(fields[name]) if name == "kind" else fields[name])
    if changed:
        _note("edited", organisation, by, fields=changed)


def change_visibility(organisation: Organisation, visibility: Visibility, *, by: Person | None) -> None:
    """Say how its name may appear from now on; what was issued before stays as it was issued."""
    if organisation.visibility is visibility:
        return
    organisation.visibility = visibility
    _note("visibility_changed", organisation, by, visibility=visibility)


def change_status(
    organisation: Organisation, status: Status, *, since: date | None = None, reason: str = "", by: Person | None
) -> StatusChange:
    """From `since` on (None: today) it has this status. To suspend a membership, say why: the member will ask."""
    since = since or clock.now().date()
    if status is Status.SUSPENDED and not reason:
        raise BadInput({"reason": _("Say why: the organisation will ask, and the arbitration committee will read it.")})
    if status_on(organisation, since) is status:
        raise RuleBroken(_("It already has this status on that day."))
    change = _change(status, since, reason, by)
    organisation.history.append(change)
    session.flush()
    _note("status_changed", organisation, by, status=status, since=since.isoformat())
    return change


def seal_anew(*, by: Person | None) -> int:
    """Encrypt every organisation's fields under the newest field key; returns how many there are."""
    rows = session.scalars(select(Organisation).order_by(Organisation.id).with_for_update()).all()
    for row in rows:
        seal(row, opened(row))
    if house := the_coalition():
        ledger.append("coalition.sealed_anew", house, by=by.id if by else None, organisations=len(rows))
    return len(rows)


def _check_name(name_ar: str, *, other_than: Organisation | None = None, despite_likeness: bool) -> None:
    if not fold_strict(name_ar):
        raise BadInput({"name_ar": _("Write the name in Arabic.")})
    like = organisation_named_like(name_ar, other_than=other_than)
    if like is not None and not despite_likeness:
        message = _(
            "“%(name)s” (no. %(number)s) bears this name already. If this is another organisation, tick the box below.",
            name=like.name_ar,
            number=like.number,
        )
        raise BadInput({"name_ar": message})


def _one_at_a_time() -> None:
    """Two people who admit the same organisation at once must see each other."""
    session.scalars(select(Coalition).with_for_update()).first()


def _next_number() -> str:
    numbers = session.scalars(select(Organisation.number))
    return str(max((int(number) for number in numbers if number.isdecimal()), default=0) + 1)


def _change(status: Status, since: date, reason: str, by: Person | None) -> StatusChange:
    return StatusChange(
        status=status, since=since, reason=reason, recorded_by_id=by.id if by else None, recorded_at=clock.now()
    )


def _note(what: str, organisation: Organisation, by: Person | None, **facts: Any) -> None:
    ledger.append(
        f"coalition.organisation_{what}",
        organisation,
        by=by.id if by else None,
        organisation=organisation.id,
        **facts,
    )
