"""How links open: the organisation chooses a factor, a link is made void."""

from flask_babel import lazy_gettext as _
from flask_security.utils import hash_password

from advocacy import clock
from advocacy.accounts.models import Person
from advocacy.coalition.models import Organisation
from advocacy.database import session
from advocacy.errors import BadInput, RuleBroken
from advocacy.ledger.actions import append
from advocacy.outbox.actions import post
from advocacy.signoff import letters, notices
from advocacy.signoff.actions.inviting import mail_links, send_new_link
from advocacy.signoff.models import Factor, Invitation, Lock
from advocacy.signoff.queries import coordinators, is_over, links_in_force, lock_of
from advocacy.signoff.rules.locks import PIN_LENGTH, digits_of, is_plain_pin


def choose_lock(organisation: Organisation, factor: Factor, *, always: bool, pin: str = "", by: Person) -> Lock:
    """Choose what is asked for beside the organisation's links, and whether for every text or only under an embargo.

    An empty `pin` keeps the one that there is. BadInput for a PIN that is too short, too plain, or missing. The
    organisation is told at its own address; the PIN itself is in no mail, no page and no ledger.
    """
    session.refresh(organisation, with_for_update=True)
    lock, pin = lock_of(organisation), digits_of(pin)
    if factor is Factor.PIN:
        _refuse_weak(pin, has_one=lock is not None and lock.pin_hash is not None)
    if lock is None:
        lock = Lock(organisation_id=organisation.id, pin_hash=None)
        session.add(lock)
    lock.factor, lock.always, lock.chosen_at, lock.chosen_by_id = factor, always, clock.now(), by.id
    if factor is Factor.MAIL:
        lock.pin_hash = None  # what is not used is not kept
    elif pin:
        lock.pin_hash = hash_password(pin)
    session.flush()
    entry = append(
        "signoff.lock_chosen",
        organisation,
        by=by.id,
        organisation=organisation.id,
        factor=factor.value,
        always=always,
        new_pin=bool(pin and factor is Factor.PIN),
    )
    if organisation.mail:
        letter = notices.lock_chosen(lock, organisation.lang)
        key = f"signoff.lock:{organisation.id}:{entry.number}"
        post(key, to=organisation.mail, lang=letter.lang, subject=letter.subject, body=letter.body)
    return lock


def void_link(invitation: Invitation, *, by: Person | None, tried: bool = False) -> None:
    """Let a link open nothing any more, and mail its person another one where that is possible.

    `by` None is whoever has the link: all that they gain is that it ends. `tried` says that it ends because of wrong
    codes or PINs; then the organisation and the coordinators are told too.
    """
    if invitation.revoked_at is not None:
        return
    invitation.revoked_at = clock.now()
    session.flush()
    line = invitation.asked
    append(
        "signoff.link_void",
        invitation,
        by=by.id if by else None,
        dossier=line.call.dossier_id,
        organisation=line.organisation_id,
        tried=tried,
    )
    has_new = send_new_link(invitation)
    if tried:
        _tell_of_tries(invitation, has_new=has_new)


def void_links(organisation: Organisation, *, by: Person) -> int:
    """Let every link of the organisation that is in force open nothing any more, and mail new ones; how many ended."""
    found = links_in_force(organisation)
    if not found:
        raise RuleBroken(_("No link of this organisation is in force."))
    lines = {}
    for invitation in found:
        session.refresh(invitation, with_for_update={"of": Invitation})
        invitation.revoked_at = clock.now()
        lines[invitation.asked_id] = invitation.asked
        append(
            "signoff.link_void",
            invitation,
            by=by.id,
            dossier=invitation.asked.call.dossier_id,
            organisation=organisation.id,
            tried=False,
        )
    session.flush()
    for line in lines.values():
        if not is_over(line.call):
            mail_links(line, letters.invitation)
    return len(found)


def _refuse_weak(pin: str, *, has_one: bool) -> None:
    if not pin and has_one:
        return
    if not pin:
        raise BadInput({"pin": _("Choose a PIN: 6 to 12 digits.")})
    if not (pin.isascii() and pin.isdecimal() and len(pin) in PIN_LENGTH):
        raise BadInput({"pin": _("A PIN has 6 to 12 digits and nothing else.")})
    if is_plain_pin(pin):
        raise BadInput({"pin": _("This PIN is among the first that anybody would try. Choose another.")})


def _tell_of_tries(invitation: Invitation, *, has_new: bool) -> None:
    organisation = invitation.asked.organisation
    told = {person.email: (person.lang, person.timezone) for person in coordinators(clock.now().date())}
    if organisation.mail:
        told[organisation.mail] = (organisation.lang, organisation.timezone)
    for number, (to, (lang, zone)) in enumerate(sorted(told.items())):
        letter = notices.link_tried(invitation, lang, zone, has_new=has_new)
        key = f"signoff.tried:{invitation.id}:{number}"
        post(key, to=to, lang=letter.lang, subject=letter.subject, body=letter.body)
