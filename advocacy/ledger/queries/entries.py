"""Entries of the ledger, as they stand and as they are exported."""

from collections.abc import Iterator, Sequence

from sqlalchemy import select

from advocacy.database import session
from advocacy.ledger.models import Entry, Head
from advocacy.ledger.rules import fact_of

PORTION = 500
"""How many entries are held in memory at once."""


def entries_of_dossier(dossier_id: int) -> Sequence[Entry]:
    """What happened to one paper, in order."""
    return session.scalars(select(Entry).where(Entry.dossier_id == dossier_id).order_by(Entry.number)).all()


def first_entry_of(kind: str, subject_kind: str, subject_id: int) -> Entry | None:
    """The first entry of that kind about a row; None when there is none, or its subject was erased."""
    about = select(Entry).where(Entry.subject_kind == subject_kind, Entry.subject_id == subject_id, Entry.kind == kind)
    return session.scalars(about.order_by(Entry.number).limit(1)).one_or_none()


def entry_numbered(number: int) -> Entry | None:
    """The entry of that number."""
    return session.get(Entry, number)


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


def tells_of(entry: Entry, table: str, person_id: int) -> bool:
    """Whether a person made an entry, is its subject (a row of `table`), or stands in its facts."""
    is_subject = (entry.subject_kind, entry.subject_id) == (table, person_id)
    return entry.person_id == person_id or is_subject or entry.facts.get("person") == person_id


def head() -> Head | None:
    """The last number and digest; None before the first entry."""
    return session.scalars(select(Head)).one_or_none()


def fact_in(entry: Entry) -> dict[str, object]:
    """The members of an entry that its digest covers; of an erased one, what is left of them."""
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


def record_of(entry: Entry) -> dict[str, object]:
    """An entry as it is exported: with `salt`, `before` and `digest`; an erased one has no salt and says `erased`."""
    beside = {"salt": entry.salt.hex() if entry.salt else None, "before": entry.before, "digest": entry.digest}
    erased = {"erased": entry.erased_at.isoformat(timespec="seconds")} if entry.erased_at else {}
    return {**fact_in(entry), **beside, **erased}
