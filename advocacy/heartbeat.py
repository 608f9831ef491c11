"""A sign of life of every worker, so that the health page can say whether anybody is working."""

from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Mapped, mapped_column

from advocacy import clock
from advocacy.database import Base, session, transaction

FORGET_AFTER = timedelta(days=1)


class Heartbeat(Base):
    """When a worker last said that it is alive. `name` is the machine and the process."""

    __tablename__ = "kernel_heartbeat"

    name: Mapped[str] = mapped_column(primary_key=True)
    at: Mapped[datetime]


def beat(name: str) -> None:
    """Say that this worker is alive, and forget workers that have long been silent."""
    now = clock.now()
    with transaction():
        for silent in session.scalars(select(Heartbeat).where(Heartbeat.at < now - FORGET_AFTER)):
            session.delete(silent)
        session.merge(Heartbeat(name=name, at=now))


def last_beat() -> datetime | None:
    """When any worker last gave a sign of life; None when none ever did."""
    return session.scalars(select(func.max(Heartbeat.at))).one()
