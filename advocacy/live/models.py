"""Shared texts: their log of updates, their snapshots, and whose each editor's pen is."""

from datetime import datetime

from sqlalchemy import BigInteger, ForeignKey, Index, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from advocacy.database import Base


class LiveText(Base):
    """A text that several people write at once. Knows no dossier: whoever began it knows its id.

    `epoch` counts the documents that the text has been: after a freeze a new one begins without the deleted words of
    the old. And one that has grown old is renewed: the next says the same without its past. `first_epoch` is the oldest
    of those that go on from one another so; what was written for one of them is carried over. `since` is the number of
    the update with which the present epoch began, `head` that of the newest; numbers go on through all epochs and are
    given under a lock of this row, so that the order of the log is the order of the commits. `schema` is the version of
    the table of nodes.
    """

    __tablename__ = "live_text"

    id: Mapped[int] = mapped_column(primary_key=True)
    epoch: Mapped[int] = mapped_column(default=1)
    first_epoch: Mapped[int] = mapped_column(default=1)
    since: Mapped[int] = mapped_column(default=0)
    schema: Mapped[int]
    head: Mapped[int] = mapped_column(default=0)
    size: Mapped[int] = mapped_column(BigInteger, default=0)
    begun_at: Mapped[datetime]


class LiveUpdate(Base):
    """One update of a text, by whom and when. Never changed; deleted with its epoch when that is purged.

    One that came for an epoch after that was renewed stands there all the same, and directly behind it, with the next
    number and in the next epoch, what it was carried over as.
    """

    __tablename__ = "live_update"

    text_id: Mapped[int] = mapped_column(ForeignKey("live_text.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    epoch: Mapped[int]
    person_id: Mapped[int | None] = mapped_column(ForeignKey("accounts_person.id"))
    at: Mapped[datetime]
    data: Mapped[bytes] = mapped_column(LargeBinary)


class LiveSnapshot(Base):
    """A whole document as one update that holds everything up to the update `number`; one per epoch.

    `packed` is the same for whoever loads the text, in columns and brotli; None until somebody has made it.
    """

    __tablename__ = "live_snapshot"

    text_id: Mapped[int] = mapped_column(ForeignKey("live_text.id"), primary_key=True)
    epoch: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    number: Mapped[int]
    made_at: Mapped[datetime]
    data: Mapped[bytes] = mapped_column(LargeBinary)
    packed: Mapped[bytes | None] = mapped_column(LargeBinary)


class LivePen(Base):
    """Whose a client id is: the number under which one editor writes. The first to bring it in keeps it."""

    __tablename__ = "live_pen"
    __table_args__ = (Index("ix_live_pen_person_id", "person_id"),)

    text_id: Mapped[int] = mapped_column(ForeignKey("live_text.id"), primary_key=True)
    epoch: Mapped[int] = mapped_column(primary_key=True)
    client: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("accounts_person.id"))
    since: Mapped[datetime]
