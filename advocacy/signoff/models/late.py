"""Objections to a wording that came after its end."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from advocacy.accounts.models import Person
from advocacy.coalition.models import Organisation
from advocacy.database import Base
from advocacy.signoff.models.calls import Call


class LateObjection(Base):
    """An objection that came too late to count: noted, told, never hidden (hard case N14).

    `opened_at` is when the page was opened on which it was written, as the house itself stamped it; None without one.
    `claimed_at` is when it was written without a line by the clock of the device: shown as such, and never trusted.
    """

    __tablename__ = "signoff_late_objection"
    __table_args__ = (
        UniqueConstraint("call_id", "organisation_id", "person_id"),
        CheckConstraint("reason != '' AND proposal != ''", name="says_why"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    call_id: Mapped[int] = mapped_column(ForeignKey("signoff_call.id"), index=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("coalition_organisation.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("accounts_person.id"))
    arrived_at: Mapped[datetime]
    opened_at: Mapped[datetime | None]
    claimed_at: Mapped[datetime | None]
    reason: Mapped[str]
    proposal: Mapped[str]
    call: Mapped[Call] = relationship()
    organisation: Mapped[Organisation] = relationship()
    person: Mapped[Person] = relationship()
