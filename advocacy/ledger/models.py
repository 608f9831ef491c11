"""The entries of the ledger, the tree over them, and the checkpoints that were signed."""

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, Index, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from advocacy.database import Base


class Entry(Base):
    """One fact. `digest` covers the fact, a salt and the digest before it, so that nothing can be changed in silence.

    `subject` and `dossier_id` are ids, not foreign keys: the ledger depends on no room. `facts` hold ids, codes and
    digests, never the names of people or organisations. An erased entry has lost what `rules.ERASABLE` names; its
    digest, and with it every proof, stays.
    """

    __tablename__ = "ledger_entry"
    __table_args__ = (
        Index("ix_ledger_entry_subject", "subject_kind", "subject_id"),
        CheckConstraint(
            "CASE WHEN erased_at IS NULL THEN subject_id IS NOT NULL AND salt IS NOT NULL "
            "ELSE person_id IS NULL AND salt IS NULL AND facts = '{}' END",
            name="whole_or_erased",
        ),
    )

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[datetime]
    kind: Mapped[str] = mapped_column(index=True)
    subject_kind: Mapped[str]
    subject_id: Mapped[int | None]
    dossier_id: Mapped[int | None] = mapped_column(index=True)
    person_id: Mapped[int | None]
    organisation_id: Mapped[int | None]
    facts: Mapped[dict[str, Any]]
    salt: Mapped[bytes | None] = mapped_column(LargeBinary)
    before: Mapped[str]
    digest: Mapped[str] = mapped_column(unique=True)
    erased_at: Mapped[datetime | None]


class Head(Base):
    """The last number and digest: one row, locked while an entry is appended, so that numbers have no gap.

    `edge` is the right edge of the tree, `papers.proof.merkle.Edge` as bytes in a row: an entry is appended, and a
    checkpoint signed, without reading any other.
    """

    __tablename__ = "ledger_head"

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[int]
    digest: Mapped[str]
    edge: Mapped[bytes] = mapped_column(LargeBinary)


class Node(Base):
    """A complete subtree: the hash over the 2**level entries that end with entry `number`. Proofs are made of these."""

    __tablename__ = "ledger_node"

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    level: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    hash: Mapped[bytes] = mapped_column(LargeBinary)


class Checkpoint(Base):
    """What was signed: a size, its root in hexadecimal, and the whole note as it was printed and mailed."""

    __tablename__ = "ledger_checkpoint"

    id: Mapped[int] = mapped_column(primary_key=True)
    size: Mapped[int] = mapped_column(index=True)
    root: Mapped[str]
    note: Mapped[str] = mapped_column(unique=True)
    made_at: Mapped[datetime]
