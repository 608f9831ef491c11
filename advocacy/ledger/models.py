"""The entries of the ledger and its head."""

from datetime import datetime
from typing import Any

from sqlalchemy import Index, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from advocacy.database import Base


class Entry(Base):
    """One fact. `digest` covers the fact, a salt and the digest before it, so that nothing can be changed in silence.

    `subject` and `dossier_id` are ids, not foreign keys: the ledger depends on no room. `facts` hold ids, codes and
    digests, never the names of people or organisations.
    """

    __tablename__ = "ledger_entry"
    __table_args__ = (Index("ix_ledger_entry_subject", "subject_kind", "subject_id"),)

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[datetime]
    kind: Mapped[str] = mapped_column(index=True)
    subject_kind: Mapped[str]
    subject_id: Mapped[int]
    dossier_id: Mapped[int | None] = mapped_column(index=True)
    person_id: Mapped[int | None]
    organisation_id: Mapped[int | None]
    facts: Mapped[dict[str, Any]]
    salt: Mapped[bytes] = mapped_column(LargeBinary)
    before: Mapped[str]
    digest: Mapped[str] = mapped_column(unique=True)


class Head(Base):
    """The last number and digest: one row, locked while an entry is appended, so that numbers have no gap."""

    __tablename__ = "ledger_head"

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[int]
    digest: Mapped[str]
