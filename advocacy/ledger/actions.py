"""Writing a fact into the ledger, in the transaction of the fact itself."""

from sqlalchemy import select

from advocacy import chance, clock
from advocacy.database import Base, session
from advocacy.ledger.models import Entry, Head
from advocacy.ledger.rules import GENESIS, entry_digest, fact_of


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
    head = session.scalars(select(Head).with_for_update()).one_or_none()
    if head is None:
        head = Head(id=1, number=0, digest=GENESIS)
        session.add(head)
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
    session.flush()
    return entry
