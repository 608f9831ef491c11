"""Changes that somebody proposes, one by one, until they are accepted or rejected."""

import enum
from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from advocacy.accounts.models import Person
from advocacy.database import Base, one_of
from advocacy.drafting.models.dossier import Version


class State(enum.StrEnum):
    OPEN = "open"
    ACCEPTED = "accepted"
    REJECTED = "rejected"


class Source(enum.StrEnum):
    """Where a suggestion was made."""

    WORD = "word"
    LIVE = "live"
    PAGE = "page"


class Suggestion(Base):
    """One change to the text of `revision`, which can be had without the others.

    `kind` is one of `papers.proposals.KINDS`; `before` and `after` are the words that go and come, `place` counts the
    words of the block before them. `change` is what the engine applies (`papers.changes_record`). `taken` is the number
    of the revision that it became part of.
    """

    __tablename__ = "drafting_suggestion"
    __table_args__ = (
        CheckConstraint("(state = 'open') = (decided_at IS NULL)", name="decided_when_not_open"),
        Index("ix_drafting_suggestion_of_version", "version_id", "state"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    version_id: Mapped[int] = mapped_column(ForeignKey("drafting_version.id"))
    revision: Mapped[int]
    kind: Mapped[str]
    block: Mapped[str]
    before: Mapped[str]
    after: Mapped[str]
    place: Mapped[int]
    change: Mapped[dict[str, Any]] = mapped_column(deferred=True)
    author_id: Mapped[int | None] = mapped_column(ForeignKey("accounts_person.id"))
    author_name: Mapped[str] = mapped_column(default="")
    proposed_at: Mapped[datetime]
    source: Mapped[Source] = mapped_column(one_of(Source))
    state: Mapped[State] = mapped_column(one_of(State))
    reason: Mapped[str] = mapped_column(default="")
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("accounts_person.id"))
    decided_at: Mapped[datetime | None]
    taken: Mapped[int | None]
    version: Mapped[Version] = relationship()
    author: Mapped[Person | None] = relationship(foreign_keys=[author_id])
    decided_by: Mapped[Person | None] = relationship(foreign_keys=[decided_by_id])

    def author_in(self, lang: str) -> str:
        """Who proposes it, for a page in that language."""
        return self.author.name_in(lang) if self.author else self.author_name


class Upload(Base):
    """Files that somebody sent and has not yet taken in: read once, shown, then saved or dropped.

    `found` holds what was read from each file (`actions.word`); the files themselves are not kept.
    """

    __tablename__ = "drafting_upload"
    __table_args__ = (UniqueConstraint("version_id", "person_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    version_id: Mapped[int] = mapped_column(ForeignKey("drafting_version.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("accounts_person.id"))
    found: Mapped[list[Any]] = mapped_column(deferred=True)
    sent_at: Mapped[datetime]
