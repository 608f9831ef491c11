"""What people say about a passage of a text, until it is settled."""

import enum
from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from advocacy.accounts.models import Person
from advocacy.database import Base, one_of
from advocacy.drafting.models.dossier import Version


class Outcome(enum.StrEnum):
    """What became of a comment."""

    ACCEPTED = "accepted"
    PARTLY = "partly"
    REJECTED = "rejected"


class Thread(Base):
    """A talk about a passage. It follows the text: `block`, `quote` and `digest` are as they were in `revision`.

    `block` may be "title", "subtitle" or "position"; empty, like an empty `quote`, means the whole (of the text, of
    the block). Until there is an `outcome` the text is not frozen, unless that is waived with a reason.
    """

    __tablename__ = "drafting_thread"
    __table_args__ = (CheckConstraint("(outcome IS NULL) = (settled_at IS NULL)", name="settled_with_outcome"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    version_id: Mapped[int] = mapped_column(ForeignKey("drafting_version.id"), index=True)
    revision: Mapped[int]
    block: Mapped[str]
    quote: Mapped[str]
    digest: Mapped[str]
    created_at: Mapped[datetime]
    assignee_id: Mapped[int | None] = mapped_column(ForeignKey("accounts_person.id"), index=True)
    outcome: Mapped[Outcome | None] = mapped_column(one_of(Outcome))
    reason: Mapped[str] = mapped_column(default="")
    settled_by_id: Mapped[int | None] = mapped_column(ForeignKey("accounts_person.id"))
    settled_at: Mapped[datetime | None]
    version: Mapped[Version] = relationship()
    assignee: Mapped[Person | None] = relationship(foreign_keys=[assignee_id])
    settled_by: Mapped[Person | None] = relationship(foreign_keys=[settled_by_id])
    remarks: Mapped[list["Remark"]] = relationship(back_populates="thread", order_by="Remark.id")

    @property
    def is_open(self) -> bool:
        return self.outcome is None


class Remark(Base):
    """One thing that was said. `author_name` is how a file named somebody who has no account here."""

    __tablename__ = "drafting_remark"

    id: Mapped[int] = mapped_column(primary_key=True)
    thread_id: Mapped[int] = mapped_column(ForeignKey("drafting_thread.id"), index=True)
    author_id: Mapped[int | None] = mapped_column(ForeignKey("accounts_person.id"))
    author_name: Mapped[str] = mapped_column(default="")
    text: Mapped[str]
    said_at: Mapped[datetime]
    thread: Mapped[Thread] = relationship(back_populates="remarks")
    author: Mapped[Person | None] = relationship()

    def author_in(self, lang: str) -> str:
        """Who said it, for a page in that language."""
        return self.author.name_in(lang) if self.author else self.author_name
