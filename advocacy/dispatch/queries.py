"""Reads about packages and what has become of their parcels."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, or_, select

from advocacy import clock
from advocacy.contacts.models import Office
from advocacy.contacts.queries import holder_on
from advocacy.database import session
from advocacy.dispatch.models import Package, Parcel, ParcelState
from advocacy.outbox.models import Attempt, MailState, Message
from advocacy.publishing.models import Issue

IN_TRANSIT = {
    MailState.WAITING: "posted",
    MailState.SENDING: "posted",
    MailState.SENT: "sent",
    MailState.FAILED: "bounced",
    MailState.DOUBTFUL: "doubtful",
    MailState.CANCELLED: "cancelled",
}


@dataclass(frozen=True, slots=True)
class Contact:
    """When an office last received something, and under which reference."""

    at: datetime
    reference: str


def packages() -> Sequence[Package]:
    """All packages, the newest first."""
    return session.scalars(select(Package).order_by(Package.prepared_at.desc(), Package.id.desc())).all()


def get_package(package_id: int) -> Package | None:
    return session.get(Package, package_id)


def get_parcel(parcel_id: int) -> Parcel | None:
    return session.get(Parcel, parcel_id)


def packages_of_issue(issue: Issue) -> Sequence[Package]:
    return session.scalars(select(Package).where(Package.issue_id == issue.id).order_by(Package.id)).all()


def fate_of(parcel: Parcel) -> str:
    """What has become of a parcel, in one word: its own state, or what the outbox knows of its mail."""
    if parcel.state is ParcelState.WAITING and parcel.package.stopped_at is not None:
        return "stopped"
    if parcel.state is ParcelState.POSTED and parcel.message is not None:
        return IN_TRANSIT[parcel.message.state]
    return str(parcel.state.value)


def is_put_off(parcel: Parcel) -> bool:
    """Whether the server said «later» to its mail: it waits for another try."""
    mail = parcel.message
    return (
        parcel.state is ParcelState.POSTED and mail is not None and mail.state is MailState.WAITING and bool(mail.tries)
    )


def tries_of(parcel: Parcel) -> list[tuple[str, Attempt]]:
    """Every attempt to hand a mail of this letter over, to whatever address, in order of time."""
    own = f"dispatch.parcel:{parcel.id}"
    mails = session.scalars(select(Message).where(or_(Message.key == own, Message.key.like(f"{own}:%"))))
    found = [(mail.recipient, one) for mail in mails for one in mail.tries]
    return sorted(found, key=lambda pair: (pair[1].at, pair[1].id))


def has_new_holder(parcel: Parcel) -> bool:
    """Whether somebody else holds the office today than when the letter was addressed."""
    holder = holder_on(parcel.office, clock.now().date())
    return (holder.id if holder else None) != parcel.holder_id


def counts(package: Package) -> dict[str, int]:
    """How many parcels have met which fate."""
    tally: dict[str, int] = {}
    for parcel in package.parcels:
        fate = fate_of(parcel)
        tally[fate] = tally.get(fate, 0) + 1
    return tally


def made_of(package: Package) -> int:
    """How many files of a package are made."""
    return sum(parcel.pdf_sha256 is not None for parcel in package.parcels)


def last_contacts(offices: Sequence[Office]) -> dict[int, Contact]:
    """The newest parcel that reached each office, by office id: nobody should write twice without knowing."""
    sent = (
        select(Parcel.office_id, func.coalesce(Message.sent_at, Parcel.handed_at).label("at"), Issue.reference)
        .join(Package, Parcel.package_id == Package.id)
        .join(Issue, Package.issue_id == Issue.id)
        .outerjoin(Message, Parcel.message_id == Message.id)
        .where(Parcel.office_id.in_([office.id for office in offices]))
    )
    newest: dict[int, Contact] = {}
    for office_id, at, reference in session.execute(sent):
        if at is not None and (office_id not in newest or newest[office_id].at < at):
            newest[office_id] = Contact(at, reference)
    return newest
