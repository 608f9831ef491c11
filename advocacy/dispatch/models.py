"""Packages and the parcels in them."""

import enum
from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from advocacy.accounts.models import Person
from advocacy.contacts.models import Office
from advocacy.database import Base, one_of
from advocacy.outbox.models import Message
from advocacy.publishing.models import Issue
from advocacy.publishing.special_models import Special


class PackageState(enum.StrEnum):
    DRAFT = "draft"
    RELEASED = "released"


class Package(Base):
    """One issue to a list of offices. `letters` holds subject and body paragraphs of the letter per language.

    `annexes` are languages of the same issue whose editions stand behind the statement. While `stopped_at` is set,
    nothing more of it is made. Released by another person than the one who prepared it, which the database checks too.
    """

    __tablename__ = "dispatch_package"
    __table_args__ = (
        CheckConstraint("released_by_id IS NULL OR released_by_id != prepared_by_id", name="released_by_another"),
        CheckConstraint("(state = 'released') = (released_at IS NOT NULL)", name="released_at_a_time"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    issue_id: Mapped[int] = mapped_column(ForeignKey("publishing_issue.id"), index=True)
    title: Mapped[str]
    letters: Mapped[dict[str, Any]]
    state: Mapped[PackageState] = mapped_column(one_of(PackageState))
    prepared_by_id: Mapped[int] = mapped_column(ForeignKey("accounts_person.id"))
    prepared_at: Mapped[datetime]
    released_by_id: Mapped[int | None] = mapped_column(ForeignKey("accounts_person.id"))
    released_at: Mapped[datetime | None]
    annexes: Mapped[list[Any]] = mapped_column(default=list)
    stopped_at: Mapped[datetime | None]
    issue: Mapped[Issue] = relationship()
    prepared_by: Mapped[Person] = relationship(foreign_keys=[prepared_by_id])
    parcels: Mapped[list["Parcel"]] = relationship(back_populates="package", order_by="Parcel.id")


class ParcelState(enum.StrEnum):
    DRAFT = "draft"
    WAITING = "waiting"  # released; its files are to be made
    READY = "ready"  # for ways other than mail: to be handed over
    POSTED = "posted"  # its mail is in the outbox; the outbox row tells the rest
    HANDED_OVER = "handed_over"
    FAILED = "failed"


class Parcel(Base):
    """What one office gets: a letter in its language and form of address, joined with the statement.

    `salutation`, `addressee` and `closing` are computed when the package is prepared and may be corrected for this
    parcel until the package is released; `holder_id` is who held the office then.
    `text_lang` is the language of the statement that is joined to the letter.
    `special` is the edition for this office alone, decided at the release; None for the edition that everybody reads.
    """

    __tablename__ = "dispatch_parcel"
    __table_args__ = (UniqueConstraint("package_id", "office_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    package_id: Mapped[int] = mapped_column(ForeignKey("dispatch_package.id"), index=True)
    office_id: Mapped[int] = mapped_column(ForeignKey("contacts_office.id"), index=True)
    holder_id: Mapped[int | None] = mapped_column(ForeignKey("contacts_holder.id"))
    lang: Mapped[str]
    text_lang: Mapped[str]
    number: Mapped[str]
    salutation: Mapped[str]
    addressee: Mapped[list[Any]]
    closing: Mapped[str]
    state: Mapped[ParcelState] = mapped_column(one_of(ParcelState), index=True)
    pdf_sha256: Mapped[str | None] = mapped_column(ForeignKey("kernel_blob.sha256"))
    message_id: Mapped[int | None] = mapped_column(ForeignKey("outbox_message.id"))
    lease_until: Mapped[datetime | None]
    attempts: Mapped[int] = mapped_column(default=0)
    last_error: Mapped[str] = mapped_column(default="")
    handed_at: Mapped[datetime | None]
    handed_note: Mapped[str] = mapped_column(default="")
    special_id: Mapped[int | None] = mapped_column(ForeignKey("publishing_special.id"))
    package: Mapped[Package] = relationship(back_populates="parcels")
    office: Mapped[Office] = relationship()
    message: Mapped[Message | None] = relationship()
    special: Mapped[Special | None] = relationship()
