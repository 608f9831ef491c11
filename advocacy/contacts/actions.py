"""Keeping the register of offices."""

import json
from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from flask_babel import lazy_gettext as _
from sqlalchemy import select

from advocacy import clock
from advocacy.accounts.models import Person
from advocacy.contacts.models import FormOfAddress, Gender, Holder, Office, Way
from advocacy.database import session
from advocacy.errors import BadInput, RuleBroken
from advocacy.ledger import actions as ledger
from papers.arabic import fold_loose

FORMS_OF_ADDRESS = Path(__file__).parent / "data" / "forms_of_address.json"


def load_forms_of_address(*, by: Person | None) -> int:
    """Add the forms that ship with the application and are not there yet; returns how many."""
    known = set(session.scalars(select(FormOfAddress.key)))
    new = [form for form in json.loads(FORMS_OF_ADDRESS.read_text("utf-8"))["forms"] if form["key"] not in known]
    for form in new:
        session.add(FormOfAddress(**form))
    session.flush()
    return len(new)


def edit_form_of_address(form: FormOfAddress, words: Mapping[str, str], *, by: Person) -> None:
    """Change the words of a form: honorifics differ by country, and the desk knows better than a table."""
    for part in ("ar_m", "ar_f", "en_salutation", "en_envelope", "fr_m", "fr_f", "note"):
        if part in words:
            setattr(form, part, words[part])
    form.confidence = "S"


def register_office(
    *,
    code: str,
    name_ar: str,
    form_key: str,
    gender: Gender,
    lang: str,
    way: Way,
    by: Person | None,
    name_en: str = "",
    name_fr: str = "",
    mail: str = "",
    other_mail: str = "",
    timezone: str = "Europe/Zurich",
    address: str = "",
    note: str = "",
    tags: str = "",
    silent_until: date | None = None,
    checked_on: date | None = None,
    focal_organisation_id: int | None = None,
) -> Office:
    """Add an office; its code is unique."""
    if session.scalars(select(Office).where(Office.code == code)).one_or_none():
        raise BadInput({"code": _("Another office bears this code.")})
    office = Office(
        code=code,
        form_key=form_key,
        gender=gender,
        lang=lang,
        way=way,
        name_ar=name_ar,
        name_en=name_en,
        name_fr=name_fr,
        mail=mail,
        other_mail=other_mail,
        timezone=timezone,
        address=address,
        note=note,
        tags=tags,
        silent_until=silent_until,
        checked_on=checked_on or clock.now().date(),
        focal_organisation_id=focal_organisation_id,
        fold="",
    )
    _refold(office)
    _refuse_unreachable(office)
    session.add(office)
    session.flush()
    ledger.append("contacts.registered", office, by=by.id if by else None, code=code)
    return office


def edit_office(office: Office, changes: Mapping[str, Any], *, by: Person) -> None:
    """Change an office's data; to have looked at them is to have checked them."""
    for part, value in changes.items():
        setattr(office, part, value)
    office.checked_on = clock.now().date()
    _refold(office)
    _refuse_unreachable(office)
    ledger.append("contacts.edited", office, by=by.id, parts=sorted(changes))


def record_holder(
    office: Office,
    *,
    name_ar: str,
    gender: Gender,
    since: date,
    by: Person | None,
    name_en: str = "",
    name_fr: str = "",
) -> Holder:
    """Record who holds the office from a day on; the one before holds it until the day before."""
    before = office.holders[-1] if office.holders else None
    if before is not None and before.until is None:
        if since <= before.since:
            raise RuleBroken(_("The new holder must begin after the one before."))
        before.until = since - timedelta(days=1)
    holder = Holder(name_ar=name_ar, name_en=name_en, name_fr=name_fr, gender=gender, since=since)
    office.holders.append(holder)
    office.checked_on = clock.now().date()
    session.flush()
    ledger.append("contacts.holder_changed", office, by=by.id if by else None, since=since.isoformat())
    return holder


def _refold(office: Office) -> None:
    words = (
        office.code,
        office.name_ar,
        office.name_en,
        office.name_fr,
        office.note,
        office.tags,
        office.mail,
        office.other_mail,
    )
    office.fold = fold_loose(" ".join(word for word in words if word))


def _refuse_unreachable(office: Office) -> None:
    if office.way is Way.EMAIL and not office.mail:
        raise BadInput({"mail": _("An office that is reached by mail needs an address.")})
