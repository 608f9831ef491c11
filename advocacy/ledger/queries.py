"""Reads of the ledger, and the check of its chain."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from flask_babel import lazy_gettext as _
from sqlalchemy import select

from advocacy.database import session
from advocacy.ledger.models import Entry, Head
from advocacy.ledger.rules import GENESIS, entry_digest, fact_of

PORTION = 500
"""How many entries are held in memory at once."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the check found: how many entries stand unbroken, and the number and reason of the first that does not."""

    entries: int
    ok: bool
    first_bad: int | None = None
    why: object = ""


def entries_of_dossier(dossier_id: int) -> Sequence[Entry]:
    """What happened to one paper, in order."""
    return session.scalars(select(Entry).where(Entry.dossier_id == dossier_id).order_by(Entry.number)).all()


def all_entries() -> Iterator[Entry]:
    """Every entry in order, read in portions."""
    last = -1
    while portion := session.scalars(
        select(Entry).where(Entry.number > last).order_by(Entry.number).limit(PORTION)
    ).all():
        last = portion[-1].number
        for entry in portion:
            yield entry
            session.expunge(entry)


def head() -> Head | None:
    """The last number and digest; None before the first entry."""
    return session.scalars(select(Head)).one_or_none()


def fact_in(entry: Entry) -> dict[str, object]:
    """The members of an entry that its digest covers."""
    subject = (entry.subject_kind, entry.subject_id)
    return fact_of(
        entry.number,
        entry.at,
        entry.kind,
        subject,
        entry.dossier_id,
        entry.person_id,
        entry.organisation_id,
        entry.facts,
    )


def verify_chain() -> Verdict:
    """Compute every digest anew, from the first entry to the head."""
    session.expire_all()
    number, digest = 0, GENESIS
    for entry in all_entries():
        number += 1
        if entry.number != number:
            return Verdict(number - 1, False, number, _("An entry is missing here."))
        if entry.before != digest:
            return Verdict(number - 1, False, number, _("The entry does not follow the one before it."))
        if entry.digest != entry_digest(digest, entry.salt, fact_in(entry)):
            return Verdict(number - 1, False, number, _("The entry was changed after it was written."))
        digest = entry.digest
    last = head()
    if (last.number, last.digest) != (number, digest) if last else number:
        return Verdict(number, False, number + 1, _("The end of the ledger does not match its head."))
    return Verdict(number, True)
