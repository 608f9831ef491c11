"""Standing before a link: asking for a code, showing it or the PIN, being known again, closing."""

import enum
import hashlib
import hmac
from datetime import timedelta

from flask_babel import lazy_gettext as _
from flask_security.utils import verify_password

from advocacy import chance, clock, keystore
from advocacy.database import session
from advocacy.errors import RuleBroken
from advocacy.ledger.actions import append
from advocacy.outbox.actions import post
from advocacy.signoff import notices
from advocacy.signoff.actions.locks import void_link
from advocacy.signoff.models import Device, Factor, Invitation
from advocacy.signoff.queries import (
    asked_since,
    browser_hash,
    device_at,
    devices_of,
    factor_of,
    is_open_for,
    is_taken,
    lock_of,
    page_hash,
    was_closed,
    wrong_tries,
)
from advocacy.signoff.rules.locks import (
    BROWSERS_AN_HOUR,
    CODE_AGAIN_AFTER,
    CODE_DIGITS,
    CODE_LIFE,
    CODES_AN_HOUR,
    KNOWN_FOR,
    OPEN_FOR,
    WRONG_PER_CODE,
    WRONG_PER_LINK,
    digits_of,
)


class Tried(enum.StrEnum):
    """What came of a code or a PIN. Only `OPENED` opens; a wrong one is kept, so nothing is raised."""

    OPENED = "opened"
    WRONG = "wrong"
    OLD = "old"  # the code has expired, was never asked for here, or was tried too often
    VOID = "void"  # too many wrong ones: the link itself has ended


def ask_to_open(invitation: Invitation, mark: str) -> Device:
    """Stand before the link with this browser; where a code is asked for, mail one to the person of the link.

    Pressed again within a minute it is the same code. RuleBroken (429) when the link has caused too many mails.
    """
    session.refresh(invitation, with_for_update={"of": Invitation})
    device, now = device_at(invitation, mark), clock.now()
    wants_code = factor_of(invitation.asked.organisation) is Factor.MAIL
    if device is not None and not (wants_code and now >= device.asked_at + CODE_AGAIN_AFTER):
        return device
    browsers, codes = asked_since(invitation, timedelta(hours=1))
    if codes >= CODES_AN_HOUR if wants_code else browsers >= BROWSERS_AN_HOUR:
        raise RuleBroken(_("This link has been asked for too often. Wait an hour, or ask for a new link."), status=429)
    is_new = device is None
    if device is None:
        device = Device(invitation_id=invitation.id, mark_hash=browser_hash(invitation, mark), codes=0)
        session.add(device)
    device.asked_at = now
    session.flush()
    if wants_code:
        _mail_code(device)
    if is_new:
        _write("signoff.link_asked", device)
    return device


def try_factor(invitation: Invitation, mark: str, typed: str) -> Tried:
    """Show the code or the PIN. The right one again, from a browser that did not hear the answer, opens again."""
    session.refresh(invitation, with_for_update={"of": Invitation})
    device = device_at(invitation, mark)
    if invitation.revoked_at is not None:
        return Tried.VOID
    if device is None:
        return Tried.OLD
    if is_open_for(device, strict=True):
        return Tried.OPENED
    factor = factor_of(invitation.asked.organisation)
    if factor is Factor.MAIL and not _has_code(device):
        return Tried.OLD
    if _is_right(device, factor, digits_of(typed)):
        _open(device, factor)
        return Tried.OPENED
    device.wrong += 1
    device.wrong_in_all += 1
    session.flush()
    _write("signoff.link_refused", device)
    if wrong_tries(invitation) >= WRONG_PER_LINK:
        void_link(invitation, by=None, tried=True)
        return Tried.VOID
    return Tried.WRONG if factor is Factor.PIN or _has_code(device) else Tried.OLD


def know_browser(invitation: Invitation, mark: str, *, again: bool = False, page: str = "") -> None:
    """Remember the browser that was there first: every other one shows a factor from now on.

    `again`: it has sent that very form once more, because it did not hear the reply. `page` is the key of the page that
    it has: by that it is known until its cookie has arrived.
    """
    session.refresh(invitation, with_for_update={"of": Invitation})
    if device_at(invitation, mark) is not None or (is_taken(invitation) and not again):
        return
    now = clock.now()
    session.add(
        Device(
            invitation_id=invitation.id,
            mark_hash=browser_hash(invitation, mark),
            asked_at=now,
            factor=Factor.ANSWER,
            opened_at=now,
            expires_at=now + KNOWN_FOR,
            page_hash=page_hash(invitation, page) if page else None,
        )
    )
    session.flush()


def close_here(invitation: Invitation, mark: str) -> None:
    """Close the link for this browser: going back shows nothing. A link that nobody used asks for a factor from now on.

    Somebody who only has the link closes it for nobody else.
    """
    session.refresh(invitation, with_for_update={"of": Invitation})
    device, now = device_at(invitation, mark), clock.now()
    if device is None and was_closed(invitation):
        return
    if device is None:
        device = Device(invitation_id=invitation.id, mark_hash=browser_hash(invitation, chance.token()), asked_at=now)
        session.add(device)
    device.closed_at, device.code_hash = device.closed_at or now, None
    session.flush()


def _has_code(device: Device) -> bool:
    """Whether the code that was mailed to this browser can still be used."""
    is_young = device.code_until is not None and clock.now() < device.code_until
    return device.code_hash is not None and is_young and device.wrong < WRONG_PER_CODE


def _is_right(device: Device, factor: Factor, typed: str) -> bool:
    if factor is Factor.MAIL:
        return hmac.compare_digest(device.code_hash or "", _code_hash(device, typed))
    lock = lock_of(device.invitation.asked.organisation)
    return bool(lock and lock.pin_hash and len(typed) <= 100 and verify_password(typed, lock.pin_hash))


def _open(device: Device, factor: Factor) -> None:
    now = clock.now()
    device.factor, device.opened_at, device.expires_at, device.closed_at = factor, now, now + OPEN_FOR, None
    device.code_hash, device.wrong = None, 0
    session.flush()
    _write("signoff.link_opened", device)


def _mail_code(device: Device) -> None:
    code = _digits(CODE_DIGITS)
    device.code_hash, device.code_until = _code_hash(device, code), clock.now() + CODE_LIFE
    device.codes, device.wrong = device.codes + 1, 0
    session.flush()
    person = device.invitation.person
    letter = notices.code_to_open(device.invitation, code, person.lang)
    key = f"signoff.code:{device.id}:{device.codes}"
    post(key, to=person.email, lang=letter.lang, subject=letter.subject, body=letter.body)


def _digits(count: int) -> str:
    """As many unpredictable digits, each as likely as the other."""
    digits = ""
    while len(digits) < count:
        digits += "".join(str(byte % 10) for byte in chance.some_bytes(count) if byte < 250)
    return digits[:count]


def _code_hash(device: Device, code: str) -> str:
    """A code has few digits: only a key that is not in the database keeps it from being guessed there."""
    words = f"{device.id}:{device.mark_hash}:{code}"
    return hmac.new(keystore.secret("signoff.code.key"), words.encode(), hashlib.sha256).hexdigest()


def _write(kind: str, device: Device) -> None:
    """The log of a link: which of its browsers did what. No name, no code, no address."""
    line, is_opened = device.invitation.asked, kind == "signoff.link_opened"
    append(
        kind,
        device,
        by=device.invitation.person_id if is_opened else None,
        dossier=line.call.dossier_id,
        organisation=line.organisation_id,
        factor=factor_of(line.organisation).value,
        browser=[one.id for one in devices_of(device.invitation)].index(device.id) + 1,
    )
