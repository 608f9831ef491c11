"""Who sees to what is still open, what was frozen although it was open, and whom the weekly list has reached."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from advocacy.accounts.models import Person
from advocacy.database import Base
from advocacy.drafting.models.dossier import Dossier, Freeze


class Task(Base):
    """An open point of a paper given to somebody, perhaps with a day by which it should be done.

    `key` names the point (`queries.open.Point`); when the point is gone, the task is done.
    """

    __tablename__ = "drafting_task"
    __table_args__ = (UniqueConstraint("dossier_id", "key"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    dossier_id: Mapped[int] = mapped_column(ForeignKey("drafting_dossier.id"))
    key: Mapped[str]
    assignee_id: Mapped[int] = mapped_column(ForeignKey("accounts_person.id"), index=True)
    due: Mapped[date | None]
    given_by_id: Mapped[int | None] = mapped_column(ForeignKey("accounts_person.id"))
    given_at: Mapped[datetime]
    dossier: Mapped[Dossier] = relationship()
    assignee: Mapped[Person] = relationship(foreign_keys=[assignee_id])


class Waiver(Base):
    """Something that was open when a text was frozen all the same, and why. `key` is `rules.Gap.waiver`."""

    __tablename__ = "drafting_waiver"

    id: Mapped[int] = mapped_column(primary_key=True)
    freeze_id: Mapped[int] = mapped_column(ForeignKey("drafting_freeze.id"), index=True)
    key: Mapped[str]
    lang: Mapped[str] = mapped_column(default="")
    reason: Mapped[str]
    waived_by_id: Mapped[int | None] = mapped_column(ForeignKey("accounts_person.id"))
    waived_at: Mapped[datetime]
    freeze: Mapped[Freeze] = relationship()


class WeeklyList(Base):
    """The list of one week for one person was made, whether or not there was anything to mail."""

    __tablename__ = "drafting_weekly_list"
    __table_args__ = (UniqueConstraint("person_id", "week"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("accounts_person.id"))
    week: Mapped[str]
    points: Mapped[int]
    made_at: Mapped[datetime]
