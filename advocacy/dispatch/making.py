"""Making the files of released parcels and putting their mails on the way, one parcel at a time."""

import logging
from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy import and_, or_, select, update

from advocacy import blobs, clock
from advocacy.contacts.models import Way
from advocacy.database import session, transaction
from advocacy.dispatch import letters
from advocacy.dispatch.models import Parcel, ParcelState
from advocacy.ledger import actions as ledger
from advocacy.outbox.actions import Enclosure, post
from advocacy.publishing.actions import register_file
from advocacy.work import LEASE

log = logging.getLogger(__name__)
MOST_ATTEMPTS = 6
PDF = "application/pdf"


def _is_due() -> object:
    now = clock.now()
    return and_(Parcel.state == ParcelState.WAITING, or_(Parcel.lease_until.is_(None), Parcel.lease_until <= now))


def due_parcels() -> Sequence[int]:
    """Released parcels whose files nobody is making."""
    return session.scalars(select(Parcel.id).where(_is_due()).order_by(Parcel.id)).all()  # type: ignore[arg-type]


def make_parcel(parcel_id: int) -> None:
    """Make the file outside any transaction, then keep it and post its mail in one."""
    with transaction():
        claim = update(Parcel).where(Parcel.id == parcel_id, _is_due())  # type: ignore[arg-type]
        claimed = session.execute(claim.values(lease_until=clock.now() + LEASE, attempts=Parcel.attempts + 1)).rowcount  # type: ignore[attr-defined]
    if not claimed:
        return
    parcel = session.get_one(Parcel, parcel_id)
    try:
        pdf = letters.sealed(parcel)
    except Exception as error:  # whatever a renderer throws, the parcel must come back or be seen
        log.exception("parcel %s could not be made", parcel_id)
        _give_back(parcel_id, type(error).__name__)
        return
    session.rollback()
    with transaction():
        parcel = session.get_one(Parcel, parcel_id)
        if parcel.state is ParcelState.WAITING:
            _finish(parcel, pdf)


def _finish(parcel: Parcel, pdf: bytes) -> None:
    sha256 = blobs.keep(pdf, PDF)
    issue = parcel.package.issue
    parcel.pdf_sha256, parcel.lease_until, parcel.last_error = sha256, None, ""
    register_file(issue, sha256, name=letters.file_name(parcel))
    if parcel.office.way is Way.EMAIL:
        subject, body = letters.mail_words(parcel)
        enclosure = Enclosure(sha256, letters.file_name(parcel), PDF)
        key = f"dispatch.parcel:{parcel.id}"
        message = post(key, to=parcel.office.mail, lang=parcel.lang, subject=subject, body=body, enclosures=[enclosure])
        parcel.message_id, parcel.state = message.id, ParcelState.POSTED
    else:
        parcel.state = ParcelState.READY
    ledger.append("dispatch.made", parcel, by=None, dossier=issue.dossier_id, file=sha256, way=parcel.office.way.value)


def _give_back(parcel_id: int, reason: str) -> None:
    """Try again later, a little later each time; after the last attempt a human must look."""
    session.rollback()
    with transaction():
        parcel = session.get_one(Parcel, parcel_id)
        parcel.last_error = reason
        if parcel.attempts >= MOST_ATTEMPTS:
            parcel.state, parcel.lease_until = ParcelState.FAILED, None
        else:
            parcel.lease_until = clock.now() + timedelta(minutes=2**parcel.attempts)
