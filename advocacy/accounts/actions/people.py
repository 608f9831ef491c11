"""Adding people, changing what they say about themselves, and closing their accounts."""

import re
from collections.abc import Sequence

from flask_babel import lazy_gettext as _
from sqlalchemy.exc import IntegrityError

from advocacy import chance, clock
from advocacy.accounts.models import Person
from advocacy.accounts.queries import person_by_email, person_by_login
from advocacy.clock import time_zones
from advocacy.database import session
from advocacy.errors import BadInput, RuleBroken
from advocacy.ledger import actions as ledger

LANGUAGES = ("ar", "en", "fr")
_LOGIN = re.compile(r"[a-z][a-z0-9._-]{1,31}")


def add_person(
    *,
    login: str,
    name_ar: str,
    email: str,
    name_en: str = "",
    phone: str = "",
    lang: str = "ar",
    timezone: str = "Asia/Damascus",
    is_admin: bool = False,
    by: Person | None,
) -> Person:
    """Open an account without a password: its owner enters by a link and may set one (`set_password`)."""
    login = login.strip().lower()
    wrong: dict[str, object] = {}
    if not _LOGIN.fullmatch(login):
        wrong["login"] = _("Two to 32 small Latin letters, digits, dots or hyphens; the first a letter.")
    elif person_by_login(login) is not None:
        wrong["login"] = _("Somebody has this login already.")
    if person_by_email(email) is not None:
        wrong["email"] = _("Somebody has this address already.")
    if wrong := wrong | _wrong(name_ar, email, lang, timezone):
        raise BadInput(wrong)
    person = Person(
        login=login,
        name_ar=name_ar,
        name_en=name_en,
        email=email.strip(),
        phone=phone,
        lang=lang,
        timezone=timezone,
        is_admin=is_admin,
        created_at=clock.now(),
        fs_uniquifier=chance.token(),
    )
    session.add(person)
    try:
        session.flush()
    except IntegrityError as error:  # somebody else opened the same account in this very moment
        raise BadInput({"login": _("Somebody has this login already.")}) from error
    ledger.append("accounts.person_added", person, by=by.id if by else None)
    return person


def edit_profile(
    person: Person,
    *,
    name_ar: str,
    name_en: str,
    phone: str,
    lang: str,
    timezone: str,
    weekly: bool = False,
    tongues: Sequence[str] = (),
    by: Person | None,
) -> None:
    """Change how a person is called and reached, and the language and zone of their pages and mails."""
    if wrong := _wrong(name_ar, person.email, lang, timezone):
        raise BadInput(wrong)
    person.name_ar, person.name_en, person.phone = name_ar, name_en, phone
    person.lang, person.timezone, person.weekly, person.tongues = lang, timezone, weekly, list(tongues)
    ledger.append("accounts.profile_edited", person, by=by.id if by else None)


def sign_out_everywhere(person: Person) -> None:
    """End all sessions of a person: they hang on a mark that is now another one."""
    person.fs_uniquifier = chance.token()


def deactivate(person: Person, *, by: Person | None) -> None:
    """Close an account at once, on every device. Terms, mandates and what the person did stay."""
    if by is not None and by.id == person.id:
        raise RuleBroken(_("Nobody closes their own account; ask another coordinator."))
    person.active = False
    sign_out_everywhere(person)
    ledger.append("accounts.person_deactivated", person, by=by.id if by else None)


def reactivate(person: Person, *, by: Person | None) -> None:
    """Open a closed account again."""
    person.active = True
    ledger.append("accounts.person_reactivated", person, by=by.id if by else None)


def _wrong(name_ar: str, email: str, lang: str, timezone: str) -> dict[str, object]:
    wrong: dict[str, object] = {}
    if not name_ar:
        wrong["name_ar"] = _("This field is needed.")
    if "@" not in email:
        wrong["email"] = _("Write a mail address like name@example.org.")
    if lang not in LANGUAGES:
        wrong["lang"] = _("Choose one of the entries in the list.")
    if timezone not in time_zones():
        wrong["timezone"] = _("Choose one of the entries in the list.")
    return wrong
