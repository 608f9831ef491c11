"""Organisations for which two people sign."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from advocacy.database import Base
from advocacy.signoff.models.calls import Answer


class JointAnswer(Base):
    """The first of two signatures, and the second once it has come: until then neither counts (HANDBOOK 1.3).

    `ended_at` without a second signature: taken back, changed, contradicted, or its person may no longer sign.
    """

    __tablename__ = "signoff_joint_answer"
    __table_args__ = (
        CheckConstraint("second_id IS NULL OR ended_at IS NULL", name="joined_or_ended"),
        Index(
            "ix_signoff_joint_answer_one_waiting",
            "call_id",
            "organisation_id",
            unique=True,
            sqlite_where=text("second_id IS NULL AND ended_at IS NULL"),
            postgresql_where=text("second_id IS NULL AND ended_at IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    call_id: Mapped[int] = mapped_column(ForeignKey("signoff_call.id"), index=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("coalition_organisation.id"))
    first_id: Mapped[int] = mapped_column(ForeignKey("signoff_answer.id"), unique=True)
    second_id: Mapped[int | None] = mapped_column(ForeignKey("signoff_answer.id"), unique=True)
    ended_at: Mapped[datetime | None]
    first: Mapped[Answer] = relationship(foreign_keys=[first_id])
    second: Mapped[Answer | None] = relationship(foreign_keys=[second_id])
