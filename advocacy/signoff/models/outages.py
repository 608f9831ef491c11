"""Reports of no power or no network (HANDBOOK 1.4): a member's own day moves, the end of the call never."""

from datetime import datetime

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from advocacy.coalition.models import Organisation
from advocacy.database import Base
from advocacy.signoff.models.calls import Call


class Outage(Base):
    """A member of a call could not read its mail: from now on the end of the call is its day.

    `by_region`: the coordinator reported for a whole region; every member of it has a row, so that who
    moves house later changes nothing.
    """

    __tablename__ = "signoff_outage"
    __table_args__ = (UniqueConstraint("call_id", "organisation_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    call_id: Mapped[int] = mapped_column(ForeignKey("signoff_call.id"), index=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("coalition_organisation.id"))
    by_region: Mapped[bool] = mapped_column(default=False)
    reported_by_id: Mapped[int] = mapped_column(ForeignKey("accounts_person.id"))
    reported_at: Mapped[datetime]
    call: Mapped[Call] = relationship()
    organisation: Mapped[Organisation] = relationship()
