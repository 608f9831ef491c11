"""Members that ask for more time (HANDBOOK 1.4): an act of its own, never an answer."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from advocacy.accounts.models import Person
from advocacy.coalition.models import Organisation
from advocacy.database import Base
from advocacy.signoff.models.calls import Call


class MoreTime(Base):
    """A member asked for some hours more, once in a call. `granted_until` is its own day from then on.

    Decided without `granted_until`, it was declined, for `decline_reason`. The end of the call moves for nobody.
    """

    __tablename__ = "signoff_more_time"
    __table_args__ = (
        UniqueConstraint("call_id", "organisation_id"),
        CheckConstraint("hours IN (12, 24, 48)", name="some_hours"),
        CheckConstraint("reason != ''", name="says_why"),
        CheckConstraint("(decided_at IS NULL) = (decided_by_id IS NULL)", name="decided_by_somebody"),
        CheckConstraint("granted_until IS NULL OR decided_at IS NOT NULL", name="granted_when_decided"),
        CheckConstraint(
            "decided_at IS NULL OR granted_until IS NOT NULL OR decline_reason != ''", name="declined_says_why"
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    call_id: Mapped[int] = mapped_column(ForeignKey("signoff_call.id"), index=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("coalition_organisation.id"))
    hours: Mapped[int]
    reason: Mapped[str]
    asked_by_id: Mapped[int] = mapped_column(ForeignKey("accounts_person.id"))
    asked_at: Mapped[datetime]
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("accounts_person.id"))
    decided_at: Mapped[datetime | None]
    granted_until: Mapped[datetime | None]
    decline_reason: Mapped[str] = mapped_column(default="")
    call: Mapped[Call] = relationship()
    organisation: Mapped[Organisation] = relationship()
    asked_by: Mapped[Person] = relationship(foreign_keys=[asked_by_id])

    @property
    def is_waiting(self) -> bool:
        """Whether the coordinator has not decided yet."""
        return self.decided_at is None
