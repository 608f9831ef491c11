"""Personal links: made here, mailed, and kept as a hash only."""

from datetime import datetime, timedelta

from flask_babel import lazy_gettext as _
from sqlalchemy import select

from advocacy import addresses, chance, clock
from advocacy.accounts.models import Person
from advocacy.coalition.models import Organisation
from advocacy.coalition.queries import mandate_for, signatories_of
from advocacy.database import session
from advocacy.errors import RuleBroken
from advocacy.ledger.actions import append
from advocacy.outbox.actions import post
from advocacy.signoff import letters
from advocacy.signoff.models import Asked, Call, Invitation, Reminder
from advocacy.signoff.queries import (
    accepted_seals,
    asked,
    awaiting_confirmation,
    half_signed,
    is_over,
    is_unconfirmed,
    open_dispute,
    standing_answer,
    token_hash,
    waiting_use,
)

NOT_OFTENER_THAN = timedelta(minutes=10)
"""How soon somebody can have another link; so that nobody's mailbox is filled by somebody else."""
REMIND_AGAIN_AFTER = timedelta(hours=1)


def invite(line: Asked) -> list[Invitation]:
    """Mail a personal link to everybody who may sign this text for the organisation today; [] if nobody may."""
    return mail_links(line, letters.invitation)


def mail_links(line: Asked, write: letters.LinkLetter, *, expires_at: datetime | None = None) -> list[Invitation]:
    """Mail everybody who may sign for the organisation today a letter with a link of their own; [] if nobody may.

    None for `expires_at` is the end of the call.
    """
    found = signatories_of(line.organisation, line.call.dossier, clock.now().date())
    return [_mail_link(line, person, write, expires_at) for person, _mandate in found]


def mail_link(line: Asked, person: Person, write: letters.LinkLetter) -> Invitation:
    """Mail one person a letter with a link of their own."""
    return _mail_link(line, person, write)


def remind(call: Call, organisation: Organisation, *, by: Person | None) -> int:
    """Mail a reminder with a fresh link to everybody who may sign for it; returns how many mails were posted.

    `by` None is the plan. RuleBroken when there is nothing to remind of, or the last reminder is hardly an hour old.
    """
    session.refresh(call, with_for_update=True)
    line = asked(call, organisation)
    if line is None or is_over(call):
        raise RuleBroken(_("This call no longer waits for an answer of this organisation."))
    standing = standing_answer(call, organisation)
    if standing is not None and not awaiting_confirmation(call, standing):
        raise RuleBroken(_("This organisation has answered meanwhile."))
    if open_dispute(call, organisation) is not None:
        raise RuleBroken(_("Two people of this organisation have answered differently; they have been told."))
    if waiting_use(call, organisation) is not None:
        raise RuleBroken(_("This organisation signs by standing instruction; its 24 hours are running."))
    now = clock.now()
    if by is not None:
        _refuse_to_pester(call, organisation)
        session.add(Reminder(call_id=call.id, organisation_id=organisation.id, due_at=now, sent_at=now))
    done = _who_has_signed(call, organisation)
    found = [person for person, _mandate in signatories_of(organisation, call.dossier, now.date()) if person.id != done]
    for person in found:
        _mail_link(line, person, letters.reminder)
    append(
        "signoff.reminded",
        call,
        by=by.id if by else None,
        dossier=call.dossier_id,
        organisation=organisation.id,
        mails=len(found),
    )
    return len(found)


def send_new_link(invitation: Invitation) -> bool:
    """Mail a fresh link to the person of an old one, if they may still sign and the call is open.

    Returns whether a mail was posted; whoever asked is not told, because they may not be that person.
    """
    line = invitation.asked
    session.refresh(line.call, with_for_update=True)
    now = clock.now()
    if is_over(line.call) or mandate_for(invitation.person, line.organisation, line.call.dossier, now.date()) is None:
        return False
    recent = select(Invitation.id).where(
        Invitation.asked_id == line.id,
        Invitation.person_id == invitation.person_id,
        Invitation.made_at > now - NOT_OFTENER_THAN,
    )
    if session.scalars(recent.limit(1)).first() is not None:
        return False
    fresh = _mail_link(line, invitation.person, letters.invitation)
    append("signoff.link_renewed", fresh, by=None, dossier=line.call.dossier_id, organisation=line.organisation_id)
    return True


def _mail_link(
    line: Asked, person: Person, write: letters.LinkLetter, expires_at: datetime | None = None
) -> Invitation:
    token = chance.token()
    invitation = Invitation(
        person_id=person.id,
        token_hash=token_hash(token),
        made_at=clock.now(),
        expires_at=expires_at or line.call.closes_at,
    )
    line.invitations.append(invitation)
    session.flush()
    letter = write(line, person, addresses.public(f"/s/{token}"))
    post(f"signoff.link:{invitation.id}", to=person.email, lang=person.lang, subject=letter.subject, body=letter.body)
    return invitation


def _who_has_signed(call: Call, organisation: Organisation) -> int | None:
    """The person whose first signature, to the text as it is now, waits for the second one."""
    half = half_signed(call, organisation)
    return half.first.person_id if half and not is_unconfirmed(half.first, accepted_seals(call)) else None


def _refuse_to_pester(call: Call, organisation: Organisation) -> None:
    last = session.scalars(
        select(Reminder.sent_at)
        .where(Reminder.call_id == call.id, Reminder.organisation_id == organisation.id, Reminder.sent_at.is_not(None))
        .order_by(Reminder.sent_at.desc())
        .limit(1)
    ).first()
    if last is not None and clock.now() < last + REMIND_AGAIN_AFTER:
        raise RuleBroken(_("A reminder went out less than an hour ago. Ring them up, or wait a little."))
