"""Reads about offices."""

from collections.abc import Sequence
from datetime import date, timedelta

from sqlalchemy import select

from advocacy.contacts import rules
from advocacy.contacts.models import FormOfAddress, Holder, Office
from advocacy.contacts.rules import Address
from advocacy.database import session
from papers.arabic import fold_loose, sort_key

STALE_AFTER = timedelta(days=90)
"""An office not checked for so long is shown as to be checked before use (HANDBOOK hard case N23)."""


def forms_of_address() -> Sequence[FormOfAddress]:
    """All forms of address."""
    return session.scalars(select(FormOfAddress).order_by(FormOfAddress.key)).all()


def offices(words: str = "", *, lang: str = "", way: str = "", tag: str = "", in_lang: str = "ar") -> list[Office]:
    """Offices whose names, notes or tags hold all words (folded), narrowed by language, way and tag, by name."""
    found = session.scalars(select(Office)).all()
    wanted = fold_loose(words).split()
    kept = [
        office
        for office in found
        if all(word in office.fold for word in wanted)
        and (not lang or office.lang == lang)
        and (not way or office.way == way)
        and (not tag or tag in office.tags.split())
    ]
    return sorted(kept, key=lambda office: sort_key(office.name_in(in_lang), in_lang))


def tags() -> list[str]:
    """Every tag that an office bears."""
    return sorted({tag for tags in session.scalars(select(Office.tags)) for tag in tags.split()})


def get_office(office_id: int) -> Office | None:
    return session.get(Office, office_id)


def office_of_code(code: str) -> Office | None:
    return session.scalars(select(Office).where(Office.code == code)).one_or_none()


def holder_on(office: Office, day: date) -> Holder | None:
    """Who holds the office on that day; None when nobody is known to."""
    holding = [h for h in office.holders if h.since <= day and (h.until is None or day <= h.until)]
    return holding[-1] if holding else None


def address_of(office: Office, lang: str, day: date) -> Address:
    """How the office is addressed in that language (ar, en or fr) on that day."""
    holder = holder_on(office, day)
    gender = holder.gender if holder else office.gender
    name = holder.name_in(lang) if holder else ""
    return rules.address(office.form, gender, lang, office.name_in(lang), name, office.address)


def is_silent(office: Office, day: date) -> bool:
    """Whether the office must not be contacted on that day."""
    return office.silent_until is not None and day <= office.silent_until


def is_stale(office: Office, day: date) -> bool:
    """Whether nobody has checked the office's data for long."""
    return office.checked_on is None or day - office.checked_on > STALE_AFTER
