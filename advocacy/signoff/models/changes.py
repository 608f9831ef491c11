"""What becomes of a call when its text must change after the first answer (HANDBOOK 1.6, decision 0022)."""

import enum
from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from advocacy.coalition.models import Organisation
from advocacy.database import Base, one_of
from advocacy.drafting.models import Freeze
from advocacy.signoff.models.calls import Call


class ChangeClass(enum.StrEnum):
    """How much a change weighs."""

    EDITORIAL = "editorial"  # signatures carry over, unless a signatory says that it is more than that
    SUBSTANTIVE = "substantive"  # signatures wait to be confirmed


class Change(Base):
    """A call goes on with another text: from `old` to `new`, both frozen, why, and of which class.

    Which signatures hold follows from these rows alone: those given to the text of now, and those given to an earlier
    one from which only editorial changes lead here. So raising a change to substantive is one word in one row.
    `found` are the reasons that the system saw. Until `window_until` a signatory can raise an editorial change.
    """

    __tablename__ = "signoff_change"
    __table_args__ = (
        CheckConstraint("(raised_at IS NULL) = (raised_for_id IS NULL)", name="raised_for_somebody"),
        CheckConstraint("raised_at IS NULL OR change_class = 'substantive'", name="raised_is_substantive"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    call_id: Mapped[int] = mapped_column(ForeignKey("signoff_call.id"), index=True)
    old_freeze_id: Mapped[int] = mapped_column(ForeignKey("drafting_freeze.id"))
    new_freeze_id: Mapped[int] = mapped_column(ForeignKey("drafting_freeze.id"))
    change_class: Mapped[ChangeClass] = mapped_column(one_of(ChangeClass))
    found: Mapped[list[Any]] = mapped_column(default=list)
    reason: Mapped[str]
    made_by_id: Mapped[int] = mapped_column(ForeignKey("accounts_person.id"))
    made_at: Mapped[datetime]
    window_until: Mapped[datetime | None]
    raised_at: Mapped[datetime | None]
    raised_by_id: Mapped[int | None] = mapped_column(ForeignKey("accounts_person.id"))
    raised_for_id: Mapped[int | None] = mapped_column(ForeignKey("coalition_organisation.id"))
    call: Mapped[Call] = relationship()
    old: Mapped[Freeze] = relationship(foreign_keys=[old_freeze_id])
    new: Mapped[Freeze] = relationship(foreign_keys=[new_freeze_id])
    raised_for: Mapped[Organisation | None] = relationship()

    @property
    def is_editorial(self) -> bool:
        return self.change_class is ChangeClass.EDITORIAL
