"""Standing instructions by which an organisation signs papers of some kinds (HANDBOOK 1.3, decision 0026)."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from advocacy.accounts.models import Person
from advocacy.coalition.models import Organisation, Visibility
from advocacy.database import Base, one_of
from advocacy.signoff.models.calls import Answer, Call


class Instruction(Base):
    """An organisation signs papers of these kinds beforehand: a signed consent of two, off unless it was given.

    One representative gives it; another, or whoever reads the organisation's own mail (`confirmed_by_id` is then
    None), confirms. `token_hash` is of the link in that mailbox. It holds from a day to a day, until it is revoked.
    """

    __tablename__ = "signoff_instruction"
    __table_args__ = (
        CheckConstraint("until >= since", name="ends_after_it_begins"),
        CheckConstraint("confirmed_by_id IS NULL OR confirmed_by_id != given_by_id", name="two_people"),
        CheckConstraint("confirmed_by_id IS NULL OR confirmed_at IS NOT NULL", name="confirmed_at_some_time"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("coalition_organisation.id"), index=True)
    kinds: Mapped[list[Any]]
    visibility: Mapped[Visibility] = mapped_column(one_of(Visibility))
    knows_few: Mapped[bool] = mapped_column(default=False)
    since: Mapped[date]
    until: Mapped[date]
    proof_sha256: Mapped[str] = mapped_column(ForeignKey("kernel_blob.sha256"))
    proof_name: Mapped[str]
    given_by_id: Mapped[int] = mapped_column(ForeignKey("accounts_person.id"))
    given_at: Mapped[datetime]
    token_hash: Mapped[str] = mapped_column(unique=True)
    confirm_until: Mapped[datetime]
    confirmed_by_id: Mapped[int | None] = mapped_column(ForeignKey("accounts_person.id"))
    confirmed_at: Mapped[datetime | None]
    revoked_at: Mapped[datetime | None]
    revoked_by_id: Mapped[int | None] = mapped_column(ForeignKey("accounts_person.id"))
    organisation: Mapped[Organisation] = relationship()
    given_by: Mapped[Person] = relationship(foreign_keys=[given_by_id])
    confirmed_by: Mapped[Person | None] = relationship(foreign_keys=[confirmed_by_id])


class StandingUse(Base):
    """An instruction applied to one call: for 24 hours after its copy has left nothing counts, and it can be stopped.

    Then it becomes an ordinary answer (`answer`). `ended_at` without an answer: `ended_why` is "stopped",
    "answered", "changed", "no_mandate", "revoked" or "late".
    """

    __tablename__ = "signoff_standing_use"
    __table_args__ = (
        CheckConstraint("answer_id IS NULL OR ended_at IS NULL", name="counted_or_ended"),
        CheckConstraint("(ended_at IS NULL) = (ended_why = '')", name="ended_for_a_reason"),
        Index(
            "ix_signoff_standing_use_one",
            "call_id",
            "organisation_id",
            unique=True,
            sqlite_where=text("ended_at IS NULL"),
            postgresql_where=text("ended_at IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    call_id: Mapped[int] = mapped_column(ForeignKey("signoff_call.id"), index=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("coalition_organisation.id"))
    instruction_id: Mapped[int] = mapped_column(ForeignKey("signoff_instruction.id"))
    seal: Mapped[str]
    copied_at: Mapped[datetime]
    answer_id: Mapped[int | None] = mapped_column(ForeignKey("signoff_answer.id"), unique=True)
    ended_at: Mapped[datetime | None]
    ended_by_id: Mapped[int | None] = mapped_column(ForeignKey("accounts_person.id"))
    ended_why: Mapped[str] = mapped_column(default="")
    call: Mapped[Call] = relationship()
    organisation: Mapped[Organisation] = relationship()
    instruction: Mapped[Instruction] = relationship()
    answer: Mapped[Answer | None] = relationship()

    @property
    def is_waiting(self) -> bool:
        """Neither counted yet nor stopped."""
        return self.answer_id is None and self.ended_at is None
