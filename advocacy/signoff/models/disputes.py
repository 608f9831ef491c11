"""Two voices of one organisation, who settles them, and objections that lost their force."""

import enum
from datetime import datetime

from sqlalchemy import CheckConstraint, Column, ForeignKey, Index, Table, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from advocacy.accounts.models import Person
from advocacy.coalition.models import Organisation
from advocacy.database import Base, one_of
from advocacy.signoff.models.calls import Answer, Asked, Call


class SettledBy(enum.StrEnum):
    """Who ended a dispute."""

    AGREEMENT = "agreement"  # both came to say the same
    HOUSE = "house"  # the organisation itself, through its own mail address
    ARBITRATION = "arbitration"


_voices = Table(
    "signoff_voice",
    Base.metadata,
    Column("dispute_id", ForeignKey("signoff_dispute.id"), primary_key=True),
    Column("answer_id", ForeignKey("signoff_answer.id"), primary_key=True),
)


class Dispute(Base):
    """Two representatives of one organisation answered differently: both answers are kept, and none counts.

    Until `own_until` it is the organisation's own; then it is handed on (`handed_on_at`) to the arbitration body as
    well. Settled with `answer` None, neither answer holds and the organisation may answer anew.
    """

    __tablename__ = "signoff_dispute"
    __table_args__ = (
        CheckConstraint("(settled_at IS NULL) = (settled_by IS NULL)", name="settled_by_somebody"),
        CheckConstraint(
            "settled_by IS NULL OR settled_by != 'arbitration' OR reason != ''", name="arbitration_says_why"
        ),
        Index(
            "ix_signoff_dispute_one_open",
            "call_id",
            "organisation_id",
            unique=True,
            sqlite_where=text("settled_at IS NULL"),
            postgresql_where=text("settled_at IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    call_id: Mapped[int] = mapped_column(ForeignKey("signoff_call.id"), index=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("coalition_organisation.id"))
    opened_at: Mapped[datetime]
    own_until: Mapped[datetime] = mapped_column(index=True)
    handed_on_at: Mapped[datetime | None]
    settled_at: Mapped[datetime | None]
    settled_by: Mapped[SettledBy | None] = mapped_column(one_of(SettledBy))
    settled_by_id: Mapped[int | None] = mapped_column(ForeignKey("accounts_person.id"))
    reason: Mapped[str] = mapped_column(default="")
    answer_id: Mapped[int | None] = mapped_column(ForeignKey("signoff_answer.id"))
    call: Mapped[Call] = relationship()
    organisation: Mapped[Organisation] = relationship()
    answer: Mapped[Answer | None] = relationship(foreign_keys=[answer_id])
    spoken: Mapped[list[Answer]] = relationship(secondary=_voices, order_by="Answer.id")

    @property
    def voices(self) -> list[Answer]:
        """What each of the people said last, in the order in which they said it."""
        last = {answer.person_id: answer for answer in self.spoken}
        return sorted(last.values(), key=lambda answer: answer.id)


class HouseLink(Base):
    """A link to the organisation's own mail address, bound to one call; kept as a hash only.

    Whoever reads that mailbox speaks for the organisation itself, not as one of its representatives.
    """

    __tablename__ = "signoff_house_link"

    id: Mapped[int] = mapped_column(primary_key=True)
    asked_id: Mapped[int] = mapped_column(ForeignKey("signoff_asked.id"), index=True)
    token_hash: Mapped[str] = mapped_column(unique=True)
    made_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    asked: Mapped[Asked] = relationship()


class SetAside(Base):
    """The arbitration body took the blocking force from an objection; the objection itself stays, and is told."""

    __tablename__ = "signoff_set_aside"
    __table_args__ = (CheckConstraint("reason != ''", name="says_why"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    answer_id: Mapped[int] = mapped_column(ForeignKey("signoff_answer.id"), unique=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("accounts_person.id"))
    at: Mapped[datetime]
    reason: Mapped[str]
    answer: Mapped[Answer] = relationship()
    person: Mapped[Person] = relationship()
