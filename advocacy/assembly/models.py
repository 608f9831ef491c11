"""Which checkpoints of the ledger were mailed to the members, and on which occasion."""

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from advocacy.database import Base


class Mailing(Base):
    """A checkpoint that went to all members of its day, once for each occasion: «week:2026-48», «issue:7»."""

    __tablename__ = "assembly_mailing"

    occasion: Mapped[str] = mapped_column(primary_key=True)
    checkpoint_id: Mapped[int] = mapped_column(ForeignKey("ledger_checkpoint.id"))
    members: Mapped[int]
    posted_at: Mapped[datetime]
