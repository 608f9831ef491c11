"""Making the files of released parcels, a portion at a time, and putting their mails on the way, one by one."""

import logging
from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, or_, select, update

from advocacy import blobs, clock, outside
from advocacy.contacts.models import Way
from advocacy.database import session, transaction
from advocacy.dispatch import letters
from advocacy.dispatch.models import Package, Parcel, ParcelState
from advocacy.leaving import HeldBack, let_file_go
from advocacy.ledger import actions as ledger
from advocacy.outbox.actions import Enclosure, post
from advocacy.publishing.actions import register_file
from advocacy.publishing.hidden import search_beside, search_under
from advocacy.publishing.special_models import Special
from advocacy.work import LEASE
from papers.bounded import Bounds
from papers.package import Failed, Made, Order, make_packages

log = logging.getLogger(__name__)
MOST_ATTEMPTS = 6
PORTION = 48
"""How many parcels one job takes: two processes full."""
PORTION_LEASE = 3 * LEASE
"""Longer than a portion can take in which one letter after the other is found too slow."""
BOUNDS = Bounds(seconds=60)
PDF = "application/pdf"
HELD = "HeldBack"
"""Kept with a parcel that tells a withheld name; where it stands is told to the keeper of the log alone."""


def _is_due() -> ColumnElement[bool]:
    now = clock.now()
    going = select(Package.id).where(Package.stopped_at.is_(None))
    unmade = select(Special.id).where(Special.made_at.is_(None))
    has_text = or_(Parcel.special_id.is_(None), Parcel.special_id.not_in(unmade))
    free = or_(Parcel.lease_until.is_(None), Parcel.lease_until <= now)
    return and_(Parcel.state == ParcelState.WAITING, free, has_text, Parcel.package_id.in_(going))


def due_packages() -> Sequence[int]:
    """Packages with released parcels whose files nobody is making."""
    return session.scalars(select(Parcel.package_id).where(_is_due()).distinct().order_by(Parcel.package_id)).all()


def make_portion(package_id: int) -> None:
    """Make some parcels of one package, all in the language that waits longest; what is left stays due."""
    first = select(Parcel.lang).where(Parcel.package_id == package_id, _is_due()).order_by(Parcel.id).limit(1)
    waiting = select(Parcel.id).where(
        Parcel.package_id == package_id, Parcel.lang == first.scalar_subquery(), _is_due()
    )
    _make(session.scalars(waiting.order_by(Parcel.id).limit(PORTION)).all())


def make_parcel(parcel_id: int) -> None:
    """Make one parcel."""
    _make([parcel_id])


def _make(parcel_ids: Sequence[int]) -> None:
    """Make files outside any transaction; each is kept, and its mail posted, in a transaction of its own."""
    lease = clock.now() + PORTION_LEASE
    claimed = _claim(parcel_ids, lease)
    open_ids = set(claimed)
    try:
        for is_special in (False, True):
            ids = _of_kind(claimed, is_special=is_special)
            store = None if is_special else outside.current().shelf  # what names the withheld is put on no shelf
            for made in make_packages(_order(ids), store=store, bounds=BOUNDS) if ids else ():
                open_ids.discard(int(made.id))
                _take(int(made.id), made, lease)
    except Exception as error:  # whatever goes wrong, the parcels must come back or be seen
        log.exception("parcels %s could not be made", sorted(open_ids))
        for parcel_id in open_ids:
            _give_back(parcel_id, type(error).__name__, lease)


def _claim(parcel_ids: Sequence[int], lease: datetime) -> list[int]:
    """Those of the parcels that are still due are ours until the lease ends."""
    with transaction():
        claim = update(Parcel).where(Parcel.id.in_(parcel_ids), _is_due()).returning(Parcel.id)
        return sorted(session.scalars(claim.values(lease_until=lease, attempts=Parcel.attempts + 1)))


def _of_kind(parcel_ids: Sequence[int], *, is_special: bool) -> list[int]:
    """Those of the parcels that carry an edition for one office alone, or the others."""
    kind = Parcel.special_id.is_not(None) if is_special else Parcel.special_id.is_(None)
    found = session.scalars(select(Parcel.id).where(Parcel.id.in_(parcel_ids), kind).order_by(Parcel.id)).all()
    session.rollback()
    return list(found)


def _order(parcel_ids: Sequence[int]) -> Order:
    """Everything that the engine needs, read at once; afterwards no transaction is open."""
    parcels = session.scalars(select(Parcel).where(Parcel.id.in_(parcel_ids)).order_by(Parcel.id)).all()
    order = letters.order_of(parcels)
    session.rollback()
    return order


def _take(parcel_id: int, made: Made | Failed, lease: datetime) -> None:
    if isinstance(made, Failed):
        log.error("parcel %s could not be made: %s", parcel_id, made.message)
        _give_back(parcel_id, made.code, lease)
        return
    try:
        _search(parcel_id, made.pdf)
    except HeldBack as held:
        _hold_back(parcel_id, str(held), lease)
        return
    with transaction():
        parcel = session.get_one(Parcel, parcel_id)
        if _is_ours(parcel, lease):
            _finish(parcel, made.pdf)


def _search(parcel_id: int, pdf: bytes) -> None:
    """What goes by mail is searched when the mail leaves; what is carried leaves here."""
    parcel = session.get_one(Parcel, parcel_id)
    special, way, name = parcel.special, parcel.office.way, letters.file_name(parcel)
    search = search_beside(special) if special is not None else search_under(parcel.package.issue.dossier_id)
    session.rollback()  # no database transaction stays open while a file is searched
    if way is not Way.EMAIL:
        let_file_go(pdf, name, search)


def _hold_back(parcel_id: int, reason: str, lease: datetime) -> None:
    """No later attempt would help: a human must change the letter or ask the organisation."""
    log.error("parcel %s was held back: %s", parcel_id, reason)
    with transaction():
        parcel = session.get_one(Parcel, parcel_id)
        if _is_ours(parcel, lease):
            parcel.state, parcel.lease_until, parcel.last_error = ParcelState.FAILED, None, HELD


def _is_ours(parcel: Parcel, lease: datetime) -> bool:
    """Nobody else has taken the parcel meanwhile, and nobody has stopped its package."""
    return parcel.state is ParcelState.WAITING and parcel.lease_until == lease and parcel.package.stopped_at is None


def _finish(parcel: Parcel, pdf: bytes) -> None:
    special, issue = parcel.special, parcel.package.issue
    sha256 = blobs.keep_secret(pdf, PDF) if special is not None else blobs.keep(pdf, PDF)
    parcel.pdf_sha256, parcel.lease_until, parcel.last_error = sha256, None, ""
    register_file(issue, sha256, name=letters.file_name(parcel), special_id=parcel.special_id)
    if parcel.office.way is Way.EMAIL:
        subject, body = letters.mail_words(parcel)
        enclosure = Enclosure(sha256, letters.file_name(parcel), PDF)
        key = f"dispatch.parcel:{parcel.id}"
        to = special.mail if special is not None else parcel.office.mail
        message = post(key, to=to, lang=parcel.lang, subject=subject, body=body, enclosures=[enclosure])
        parcel.message_id, parcel.state = message.id, ParcelState.POSTED
    else:
        parcel.state = ParcelState.READY
    ledger.append("dispatch.made", parcel, by=None, dossier=issue.dossier_id, file=sha256, way=parcel.office.way.value)


def _give_back(parcel_id: int, reason: str, lease: datetime) -> None:
    """Try again later, a little later each time; after the last attempt a human must look."""
    session.rollback()
    with transaction():
        parcel = session.get_one(Parcel, parcel_id)
        if parcel.lease_until != lease:
            return
        parcel.last_error = reason
        if parcel.attempts >= MOST_ATTEMPTS:
            parcel.state, parcel.lease_until = ParcelState.FAILED, None
        else:
            parcel.lease_until = clock.now() + timedelta(minutes=2**parcel.attempts)
