"""Answers that somebody gave by telephone or on paper, and that the secretariat wrote down."""

import enum
from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from advocacy.accounts.models import Person
from advocacy.coalition.models import Organisation, Visibility
from advocacy.database import Base, one_of
from advocacy.signoff.models.calls import Answer, Call, Choice, SeenBy


class Channel(enum.StrEnum):
    """How the answer reached the secretariat."""

    PHONE = "phone"
    PAPER = "paper"


class Recording(Base):
    """An answer written down on behalf of an organisation: nothing of it counts before a second person confirms it.

    `person` is the authorised signatory who gave the answer, `evidence` how we know («اتصال يوم … الساعة …»).
    Confirmed, it becomes an ordinary answer (`answer`) of that person under their mandate. `shown_to` are the ids of
    the recipients in whose edition alone a withheld name stands; `knows_few_at` is when the organisation itself,
    by the link in its own mail, accepted that hardly any name is withheld.
    """

    __tablename__ = "signoff_recording"
    __table_args__ = (
        CheckConstraint("evidence != ''", name="says_how"),
        CheckConstraint("confirmed_by_id IS NULL OR confirmed_by_id != recorded_by_id", name="second_person"),
        CheckConstraint("(confirmed_at IS NULL) = (confirmed_by_id IS NULL)", name="confirmed_by_somebody"),
        CheckConstraint("(confirmed_at IS NULL) = (answer_id IS NULL)", name="confirmed_is_an_answer"),
        CheckConstraint("confirmed_at IS NULL OR dropped_at IS NULL", name="confirmed_or_dropped"),
        Index(
            "ix_signoff_recording_one_waiting",
            "call_id",
            "organisation_id",
            unique=True,
            sqlite_where=text("confirmed_at IS NULL AND dropped_at IS NULL"),
            postgresql_where=text("confirmed_at IS NULL AND dropped_at IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    call_id: Mapped[int] = mapped_column(ForeignKey("signoff_call.id"), index=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("coalition_organisation.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("accounts_person.id"))
    channel: Mapped[Channel] = mapped_column(one_of(Channel))
    evidence: Mapped[str]
    seal: Mapped[str]
    choice: Mapped[Choice] = mapped_column(one_of(Choice))
    visibility: Mapped[Visibility] = mapped_column(one_of(Visibility))
    reservation: Mapped[str] = mapped_column(default="")
    reservation_on: Mapped[list[Any]] = mapped_column(default=list)
    reservation_for: Mapped[SeenBy] = mapped_column(one_of(SeenBy), default=SeenBy.PUBLIC)
    shown_to: Mapped[list[Any]] = mapped_column(default=list)
    knows_few_at: Mapped[datetime | None]
    reason: Mapped[str] = mapped_column(default="")
    proposal: Mapped[str] = mapped_column(default="")
    recorded_by_id: Mapped[int] = mapped_column(ForeignKey("accounts_person.id"))
    recorded_at: Mapped[datetime]
    confirmed_by_id: Mapped[int | None] = mapped_column(ForeignKey("accounts_person.id"))
    confirmed_at: Mapped[datetime | None]
    dropped_at: Mapped[datetime | None]
    dropped_by_id: Mapped[int | None] = mapped_column(ForeignKey("accounts_person.id"))
    answer_id: Mapped[int | None] = mapped_column(ForeignKey("signoff_answer.id"))
    call: Mapped[Call] = relationship()
    organisation: Mapped[Organisation] = relationship()
    person: Mapped[Person] = relationship(foreign_keys=[person_id])
    recorded_by: Mapped[Person] = relationship(foreign_keys=[recorded_by_id])
    confirmed_by: Mapped[Person | None] = relationship(foreign_keys=[confirmed_by_id])
    answer: Mapped[Answer | None] = relationship(foreign_keys=[answer_id])

    @property
    def is_waiting(self) -> bool:
        """Whether the second person has not spoken yet."""
        return self.confirmed_at is None and self.dropped_at is None
