"""Issues and their files."""

import enum
from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from advocacy.accounts.models import Person
from advocacy.database import Base, one_of
from advocacy.drafting.models import Dossier, Freeze
from advocacy.signoff.models import Call
from advocacy.two_persons import asked_and_confirmed


class IssueState(enum.StrEnum):
    PREPARING = "preparing"  # numbered; its files are being made
    CURRENT = "current"
    SUPERSEDED = "superseded"
    WITHDRAWN = "withdrawn"


class Issue(Base):
    """A text as it left the house: reference number, signatories, reservations, files.

    `editions` holds per language what `papers.edition.Edition` prints, computed once and kept, so that the files can be
    made again to the byte. `code` is the verification code on every page. Withheld names are not in it, only their
    number.
    """

    __tablename__ = "publishing_issue"
    __table_args__ = (UniqueConstraint("call_id", "number"), UniqueConstraint("reference", "number"))

    id: Mapped[int] = mapped_column(primary_key=True)
    dossier_id: Mapped[int] = mapped_column(ForeignKey("drafting_dossier.id"), index=True)
    call_id: Mapped[int] = mapped_column(ForeignKey("signoff_call.id"))
    freeze_id: Mapped[int] = mapped_column(ForeignKey("drafting_freeze.id"))
    reference: Mapped[str] = mapped_column(index=True)
    number: Mapped[str] = mapped_column(default="1.0")
    code: Mapped[str] = mapped_column(unique=True)
    state: Mapped[IssueState] = mapped_column(one_of(IssueState), index=True)
    dated: Mapped[date]
    editions: Mapped[dict[str, Any]]
    issued_by_id: Mapped[int | None] = mapped_column(ForeignKey("accounts_person.id"))
    issued_at: Mapped[datetime]
    published_at: Mapped[datetime | None]
    embargo_until: Mapped[datetime | None]
    supersedes_id: Mapped[int | None] = mapped_column(ForeignKey("publishing_issue.id"))
    without: Mapped[list[Any]] = mapped_column(default=list)
    ended_at: Mapped[datetime | None]
    ended_why: Mapped[str] = mapped_column(default="")
    lease_until: Mapped[datetime | None]
    attempts: Mapped[int] = mapped_column(default=0)
    last_error: Mapped[str] = mapped_column(default="")
    unstamped: Mapped[str] = mapped_column(default="")  # why nobody else vouches for the time, though one was asked
    dossier: Mapped[Dossier] = relationship()
    call: Mapped[Call] = relationship()
    freeze: Mapped[Freeze] = relationship()
    files: Mapped[list["IssueFile"]] = relationship(back_populates="issue", order_by="IssueFile.id")

    @property
    def is_published(self) -> bool:
        """Everybody may know of it: its files exist and no embargo holds any more."""
        return self.published_at is not None

    @property
    def is_superseded(self) -> bool:
        return self.state is IssueState.SUPERSEDED

    @property
    def is_withdrawn(self) -> bool:
        return self.state is IssueState.WITHDRAWN

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages of its texts, the authoritative one first."""
        first = self.dossier.authoritative
        return tuple(sorted(self.editions, key=lambda lang: (lang != first, lang)))

    @property
    def file_langs(self) -> tuple[str, ...]:
        """In which languages it is printed: those of its texts, then the pair «ar-en» where it was made."""
        pair = tuple(file.lang for file in self.files if file.format == "pdf" and "-" in file.lang)
        return self.languages + pair

    def file(self, lang: str, extension: str) -> "IssueFile | None":
        """The file of a language (or of the pair «ar-en») in a format; None before it was made."""
        return next((file for file in self.files if (file.lang, file.format) == (lang, extension)), None)


class IssueFile(Base):
    """One file of an issue: a language (or two, «ar-en») in one format; `unsealed_sha256` is what packages join."""

    __tablename__ = "publishing_issue_file"
    __table_args__ = (UniqueConstraint("issue_id", "lang", "format"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    issue_id: Mapped[int] = mapped_column(ForeignKey("publishing_issue.id"), index=True)
    lang: Mapped[str]
    format: Mapped[str]
    name: Mapped[str]
    sha256: Mapped[str] = mapped_column(ForeignKey("kernel_blob.sha256"), index=True)
    unsealed_sha256: Mapped[str | None] = mapped_column(ForeignKey("kernel_blob.sha256"))
    size: Mapped[int]
    issue: Mapped[Issue] = relationship(back_populates="files")


class OtherFile(Base):
    """A file outside the issue's own that carries its text, such as a letter joined with it: known to verification.

    `special_id` is the edition for one office alone that it carries; None for the one that everybody reads.
    """

    __tablename__ = "publishing_other_file"

    sha256: Mapped[str] = mapped_column(primary_key=True)
    issue_id: Mapped[int] = mapped_column(ForeignKey("publishing_issue.id"), index=True)
    name: Mapped[str] = mapped_column(default="")
    registered_at: Mapped[datetime]
    special_id: Mapped[int | None] = mapped_column(ForeignKey("publishing_special.id"))
    issue: Mapped[Issue] = relationship()


class Counter(Base):
    """The last reference number of a year; its row is locked while one is taken, so there is no gap and no pair."""

    __tablename__ = "publishing_counter"

    year: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    last: Mapped[int]


class EarlyCopy(Base):
    """A copy of an embargoed issue that went to one recipient before its time: `mark` stands on every page of it.

    `recipient` is the name as it is printed, `mail` where it was sent (empty: it was handed over). Copies of one
    language differ in the foot line alone, so that a leaked page says whose it was.
    """

    __tablename__ = "publishing_early_copy"

    id: Mapped[int] = mapped_column(primary_key=True)
    issue_id: Mapped[int] = mapped_column(ForeignKey("publishing_issue.id"), index=True)
    lang: Mapped[str]
    recipient: Mapped[str]
    mail: Mapped[str] = mapped_column(default="")
    mark: Mapped[str] = mapped_column(unique=True)
    line: Mapped[str]
    sha256: Mapped[str] = mapped_column(ForeignKey("kernel_blob.sha256"))
    made_by_id: Mapped[int] = mapped_column(ForeignKey("accounts_person.id"))
    made_at: Mapped[datetime]
    issue: Mapped[Issue] = relationship()
    made_by: Mapped[Person] = relationship()


class Lifting(Base):
    """Somebody asked for an embargo to end before its time; a second person confirms it, which the database checks."""

    __tablename__ = "publishing_lifting"
    __table_args__ = (
        *asked_and_confirmed(__tablename__, "issue_id"),
        CheckConstraint("(confirmed_at IS NULL) = (confirmed_by_id IS NULL)", name="confirmed_by_somebody"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    issue_id: Mapped[int] = mapped_column(ForeignKey("publishing_issue.id"))
    reason: Mapped[str]
    asked_by_id: Mapped[int] = mapped_column(ForeignKey("accounts_person.id"))
    asked_at: Mapped[datetime]
    confirmed_by_id: Mapped[int | None] = mapped_column(ForeignKey("accounts_person.id"))
    confirmed_at: Mapped[datetime | None]
    dropped_at: Mapped[datetime | None]
    issue: Mapped[Issue] = relationship()
    asked_by: Mapped[Person] = relationship(foreign_keys=[asked_by_id])
