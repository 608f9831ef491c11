"""Writing a fact into the ledger in the transaction of the fact itself; signing what it has become; erasing."""

from collections.abc import Iterable

from sqlalchemy import case, null, select, update

from advocacy import chance, clock
from advocacy.database import Base, session
from advocacy.ledger import queries
from advocacy.ledger.models import Checkpoint, Entry, Head
from advocacy.ledger.rules import GENESIS, entry_digest, fact_of
from advocacy.ledger.signing import signer
from advocacy.ledger.tree import edge_of, take_in
from papers.proof import checkpoint as proof
from papers.proof.merkle import root_of

AT_ONCE = 500
"""How many entries are erased by one statement."""


def append(
    kind: str,
    subject: Base,
    *,
    by: int | None,
    dossier: int | None = None,
    organisation: int | None = None,
    **facts: object,
) -> Entry:
    """Append one fact: what happened (`signoff.answered`) to which row, by whom (a person's id; None is the system).

    `facts` are ids, codes, digests and numbers that JSON can hold; never a name. Call it after the row has its id, as
    the last thing of a use-case that can fail: the head stays locked until the transaction ends.
    """
    session.flush()
    head = _locked_head()
    number, at, salt = head.number + 1, clock.now(), chance.some_bytes(16)
    subject_id: int = subject.id  # type: ignore[attr-defined]
    named = (subject.__tablename__, subject_id)
    fact = fact_of(number, at, kind, named, dossier, by, organisation, facts)
    entry = Entry(
        number=number,
        at=at,
        kind=kind,
        subject_kind=named[0],
        subject_id=subject_id,
        dossier_id=dossier,
        person_id=by,
        organisation_id=organisation,
        facts=facts,
        salt=salt,
        before=head.digest,
        digest=entry_digest(head.digest, salt, fact),
    )
    session.add(entry)
    head.number, head.digest = number, entry.digest
    take_in(head, number, entry.digest)
    session.flush()
    return entry


def sign_checkpoint() -> Checkpoint:
    """Sign what the ledger is now and keep it; the same ledger, the same checkpoint. Nothing is appended by it.

    What this transaction appended is covered. The head stays locked until it ends.
    """
    head, key = _locked_head(), signer()
    now = proof.Checkpoint(key.name, head.number, root_of(edge_of(head)))
    note = proof.signed(now, key)
    known = session.scalars(select(Checkpoint).where(Checkpoint.note == note)).one_or_none()
    if known is not None:
        return known
    made = Checkpoint(size=now.size, root=now.root.hex(), note=note, made_at=clock.now())
    session.add(made)
    session.flush()
    return made


def erase_person(person: Base, *, by: int | None) -> list[int]:
    """Erase what the ledger says of a person who asks to be forgotten; returns the numbers of the entries.

    Gone are the person's id, the facts and the salts of every entry that they made or that tells of them, so that
    nobody can find by trial what stood there. The digests stay, and with them chain, tree and every proof.
    """
    table, person_id = person.__tablename__, person.id  # type: ignore[attr-defined]
    numbers = [entry.number for entry in queries.all_entries() if queries.tells_of(entry, table, person_id)]
    return _erase(numbers, table, by=by)


def erase_entry_facts(numbers: Iterable[int], *, by: int | None) -> list[int]:
    """Erase what single entries say, as after a name got into them by mistake; returns those that were whole."""
    return _erase(sorted(set(numbers)), "", by=by)


def _erase(numbers: list[int], forgotten: str, *, by: int | None) -> list[int]:
    """Empty these entries; of subjects in the table `forgotten` the id goes too. An entry of its own says which."""
    head = _locked_head()
    erased: list[int] = []
    for at in range(0, len(numbers), AT_ONCE):
        whole = Entry.number.in_(numbers[at : at + AT_ONCE]) & Entry.erased_at.is_(None)
        erased += session.scalars(select(Entry.number).where(whole).order_by(Entry.number))
        subject = case((Entry.subject_kind == forgotten, null()), else_=Entry.subject_id)
        empty = (
            update(Entry)
            .where(whole)
            .values(person_id=None, facts={}, salt=None, subject_id=subject, erased_at=clock.now())
        )
        session.execute(empty.execution_options(synchronize_session=False))
    session.expire_all()
    if erased:
        append("ledger.erased", head, by=by, entries=erased)
    return erased


def _locked_head() -> Head:
    locked = select(Head).with_for_update().execution_options(populate_existing=True)
    head = session.scalars(locked).one_or_none()
    if head is None:
        head = Head(id=1, number=0, digest=GENESIS, edge=b"")
        session.add(head)
        session.flush()
    return head
