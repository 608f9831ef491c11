"""Links that let somebody in once: sent by mail, kept as digests, bound to a person."""

import hashlib
from datetime import timedelta

from flask_babel import force_locale
from flask_babel import gettext as _
from sqlalchemy import select, update

from advocacy import chance, clock
from advocacy.accounts.actions.people import add_person
from advocacy.accounts.models import EntryLink, Person
from advocacy.accounts.rules import INVITATION_LIFE, LINK_LIFE, safe_target
from advocacy.database import session
from advocacy.ledger import actions as ledger
from advocacy.outbox import actions as outbox


def send_entry_link(person: Person, *, base_url: str, after: str = "") -> None:
    """Mail a person a link that works once within 15 minutes. Subject and text name nobody and nothing."""
    with force_locale(person.lang):
        words = _("This link opens your account once, within 15 minutes. If you did not ask for it, do nothing.")
        _send(person, LINK_LIFE, words, base_url, after)


def invite_person(
    *, login: str, name_ar: str, email: str, name_en: str = "", lang: str = "ar", base_url: str, by: Person
) -> Person:
    """Open an account and mail its owner the first link, which works once within three days."""
    person = add_person(login=login, name_ar=name_ar, name_en=name_en, email=email, lang=lang, by=by)
    with force_locale(person.lang):
        words = _("An account was opened for you. This link opens it once, within three days.")
        _send(person, INVITATION_LIFE, words, base_url, "/account/profile")
    return person


def use_entry_link(token: str) -> Person | None:
    """The person whom the link lets in, and the link is used up; None for an unknown, used or old one."""
    now = clock.now()
    link = session.scalars(select(EntryLink).where(EntryLink.token_sha256 == _digest(token))).one_or_none()
    if link is None or link.expires_at <= now:
        return None
    taken = session.execute(
        update(EntryLink).where(EntryLink.id == link.id, EntryLink.used_at.is_(None)).values(used_at=now)
    )
    person = session.get(Person, link.person_id)
    if taken.rowcount != 1 or person is None or not person.active:  # type: ignore[attr-defined]
        return None
    ledger.append("accounts.entered_by_link", link, by=person.id)
    return person


def _send(person: Person, life: timedelta, words: str, base_url: str, after: str) -> None:
    token, now = chance.token(), clock.now()
    link = EntryLink(person_id=person.id, token_sha256=_digest(token), created_at=now, expires_at=now + life)
    session.add(link)
    session.flush()
    address = f"{base_url}/account/link/{token}"
    if target := safe_target(after):
        address += f"?after={target}"
    outbox.post(
        f"accounts.entry_link:{link.id}",
        to=person.email,
        lang=person.lang,
        subject=_("Your link"),
        body=f"{words}\n\n{address}\n",
    )


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
