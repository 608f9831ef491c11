"""Two release officers open the withheld names of one call: one asks, another confirms, both read (HANDBOOK 1.9)."""

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from advocacy.accounts.models import Person
from advocacy.database import Base
from advocacy.signoff.models.calls import Call


class Opening(Base):
    """A request to read the withheld names of one call, and what became of it.

    Nothing opens before a second officer confirms (`confirm_until`); then both read until `open_until`, and nobody
    else. `answer_ids` are the answers that were withheld at that moment, `accession_ids` the accessions; their
    organisations were told: a name that is withheld later is not in it. The database checks that the two are two.
    """

    __tablename__ = "signoff_opening"
    __table_args__ = (
        CheckConstraint("reason != ''", name="says_why"),
        CheckConstraint("confirmed_by_id IS NULL OR confirmed_by_id != asked_by_id", name="second_person"),
        CheckConstraint("(confirmed_at IS NULL) = (confirmed_by_id IS NULL)", name="confirmed_by_somebody"),
        CheckConstraint("(confirmed_at IS NULL) = (open_until IS NULL)", name="open_for_a_time"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    call_id: Mapped[int] = mapped_column(ForeignKey("signoff_call.id"), index=True)
    reason: Mapped[str]
    asked_by_id: Mapped[int] = mapped_column(ForeignKey("accounts_person.id"))
    asked_at: Mapped[datetime]
    confirm_until: Mapped[datetime]
    confirmed_by_id: Mapped[int | None] = mapped_column(ForeignKey("accounts_person.id"))
    confirmed_at: Mapped[datetime | None]
    open_until: Mapped[datetime | None]
    answer_ids: Mapped[list[Any]] = mapped_column(default=list)
    accession_ids: Mapped[list[Any]] = mapped_column(default=list)
    call: Mapped[Call] = relationship()
    asked_by: Mapped[Person] = relationship(foreign_keys=[asked_by_id])
    confirmed_by: Mapped[Person | None] = relationship(foreign_keys=[confirmed_by_id])
