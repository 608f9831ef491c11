"""Whether a link alone is enough, and who has stood before it."""

import hashlib
from datetime import datetime, timedelta

from sqlalchemy import func, or_, select

from advocacy import clock
from advocacy.coalition.models import Organisation
from advocacy.database import session
from advocacy.signoff.models import Asked, Call, Device, Embargo, EmbargoChange, Factor, Invitation, Lock, Sent


def mark_hash(mark: str) -> str:
    """What is kept of a browser's mark or a form's key: both are long and random."""
    return hashlib.sha256(mark.encode()).hexdigest()


def browser_hash(invitation: Invitation, mark: str) -> str:
    """The mark of a browser before this link; the same mark before another link is another browser."""
    return mark_hash(f"{invitation.id}:{mark}")


def lock_of(organisation: Organisation) -> Lock | None:
    """What the organisation chose; None when it chose nothing."""
    return session.get(Lock, organisation.id)


def factor_of(organisation: Organisation) -> Factor:
    """What is asked for beside a link of this organisation, if anything is."""
    lock = lock_of(organisation)
    return lock.factor if lock else Factor.MAIL


def embargo_of(call: Call) -> datetime | None:
    """Until when the text is under embargo; None when it is not, or not any more."""
    found = session.get(Embargo, call.id)
    return found.until if found is not None and clock.now() < found.until else None


def embargo_changes(call: Call) -> list[EmbargoChange]:
    """Every other end that somebody wanted for it, in order."""
    return list(
        session.scalars(select(EmbargoChange).where(EmbargoChange.call_id == call.id).order_by(EmbargoChange.id))
    )


def waiting_change(call: Call) -> EmbargoChange | None:
    """The one that waits for a second person; None without one."""
    return next((one for one in embargo_changes(call) if one.confirmed_at is None and one.dropped_at is None), None)


def is_strict(line: Asked) -> bool:
    """Whether nothing may be seen through a link before a code or a PIN."""
    lock = lock_of(line.organisation)
    return bool(lock and lock.always) or embargo_of(line.call) is not None


def device_at(invitation: Invitation, mark: str) -> Device | None:
    """The browser with this mark before this link; None for an unknown one."""
    if not mark:
        return None
    return session.scalars(select(Device).where(Device.mark_hash == browser_hash(invitation, mark))).one_or_none()


def page_hash(invitation: Invitation, key: str) -> str:
    """What is kept of the key of a page that this link was shown in."""
    return mark_hash(f"{invitation.id}:page:{key}")


def device_of_page(invitation: Invitation, key: str) -> Device | None:
    """The browser that has this very page of the link; None for a page that nobody has touched."""
    if not key:
        return None
    return session.scalars(select(Device).where(Device.page_hash == page_hash(invitation, key))).one_or_none()


def is_taken(invitation: Invitation) -> bool:
    """Whether some browser has used the link, or closed it: from then on every other one shows a factor."""
    used = select(Device.id).where(
        Device.invitation_id == invitation.id, or_(Device.opened_at.is_not(None), Device.closed_at.is_not(None))
    )
    return session.scalars(used.limit(1)).first() is not None


def was_closed(invitation: Invitation) -> bool:
    """Whether somebody has closed the link anywhere: then a receipt in an address opens nothing any more."""
    closed = select(Device.id).where(Device.invitation_id == invitation.id, Device.closed_at.is_not(None))
    return session.scalars(closed.limit(1)).first() is not None


def is_open_for(device: Device | None, *, strict: bool) -> bool:
    """Whether this browser sees what is behind its link now."""
    if device is None or device.opened_at is None or device.closed_at is not None or device.expires_at is None:
        return False
    return clock.now() < device.expires_at and not (strict and device.factor is Factor.ANSWER)


def devices_of(invitation: Invitation) -> list[Device]:
    """Every browser that stood before this link, in their order."""
    return list(session.scalars(select(Device).where(Device.invitation_id == invitation.id).order_by(Device.id)))


def wrong_tries(invitation: Invitation) -> int:
    """How often a wrong code or PIN was typed at this link, by all browsers together."""
    return session.scalar(select(func.sum(Device.wrong_in_all)).where(Device.invitation_id == invitation.id)) or 0


def asked_since(invitation: Invitation, ago: timedelta) -> tuple[int, int]:
    """How many browsers asked at this link in that time, and how many codes they were sent."""
    recent = select(func.count(), func.sum(Device.codes)).where(
        Device.invitation_id == invitation.id, Device.asked_at > clock.now() - ago
    )
    browsers, codes = session.execute(recent).one()
    return browsers, codes or 0


def sent_before(call: Call, person_id: int, key: str) -> Sent | None:
    """The form with this key, if it has arrived before."""
    if not key:
        return None
    return session.scalars(
        select(Sent).where(Sent.call_id == call.id, Sent.person_id == person_id, Sent.key_hash == mark_hash(key))
    ).one_or_none()


def links_in_force(organisation: Organisation) -> list[Invitation]:
    """The personal links of this organisation that open something today, the newest first."""
    return list(
        session.scalars(
            select(Invitation)
            .join(Asked)
            .join(Call)
            .where(
                Asked.organisation_id == organisation.id,
                Call.outcome.is_(None),
                Invitation.revoked_at.is_(None),
                Invitation.expires_at > clock.now(),
            )
            .order_by(Invitation.id.desc())
        )
    )
