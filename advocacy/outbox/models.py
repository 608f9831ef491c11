"""Mails on their way."""

import enum
from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column, relationship

from advocacy.database import Base, one_of


class MailState(enum.StrEnum):
    WAITING = "waiting"
    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"  # refused for good, or given up
    DOUBTFUL = "doubtful"  # the line broke while handing over: somebody must look
    CANCELLED = "cancelled"


class Message(Base):
    """One mail to one recipient. The same `key` is posted once, however often a use-case runs.

    Subject and body are encrypted and wiped after sending, because they may hold a personal link. A retry keeps
    `message_id`, so that the recipient's server can tell a repeat. `lease_until` guards against two workers.
    """

    __tablename__ = "outbox_message"
    __table_args__ = (CheckConstraint("(state = 'sending') = (lease_until IS NOT NULL)", name="leased_while_sending"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(unique=True)
    recipient: Mapped[str]
    lang: Mapped[str]
    subject: Mapped[bytes | None] = mapped_column(LargeBinary)
    body: Mapped[bytes | None] = mapped_column(LargeBinary)
    message_id: Mapped[str] = mapped_column(unique=True)
    state: Mapped[MailState] = mapped_column(one_of(MailState), index=True)
    due_at: Mapped[datetime] = mapped_column(index=True)
    created_at: Mapped[datetime]
    lease_until: Mapped[datetime | None]
    attempts: Mapped[int] = mapped_column(default=0)
    sent_at: Mapped[datetime | None]
    last_error: Mapped[str] = mapped_column(default="")
    attachments: Mapped[list["Attachment"]] = relationship(back_populates="message", order_by="Attachment.id")
    tries: Mapped[list["Attempt"]] = relationship(back_populates="message", order_by="Attempt.id")


class Attachment(Base):
    """A file that goes with a mail."""

    __tablename__ = "outbox_attachment"

    id: Mapped[int] = mapped_column(primary_key=True)
    message_id: Mapped[int] = mapped_column(ForeignKey("outbox_message.id"), index=True)
    sha256: Mapped[str] = mapped_column(ForeignKey("kernel_blob.sha256"))
    name: Mapped[str]
    media_type: Mapped[str]
    message: Mapped[Message] = relationship(back_populates="attachments")


class Attempt(Base):
    """One attempt to hand a mail over, and what the server said."""

    __tablename__ = "outbox_attempt"

    id: Mapped[int] = mapped_column(primary_key=True)
    message_id: Mapped[int] = mapped_column(ForeignKey("outbox_message.id"), index=True)
    at: Mapped[datetime]
    outcome: Mapped[str]
    detail: Mapped[str] = mapped_column(default="")
    message: Mapped[Message] = relationship(back_populates="tries")


class Hold(Base):
    """A time during which no mail leaves, as after a restore, when rows already mailed may look unsent."""

    __tablename__ = "outbox_hold"

    id: Mapped[int] = mapped_column(primary_key=True)
    since: Mapped[datetime]
    released_at: Mapped[datetime | None]
