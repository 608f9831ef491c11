"""Editions of an issue for one office alone, whose list has names that everybody else only sees counted."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from advocacy.database import Base
from advocacy.publishing.models import Issue


class Special(Base):
    """The edition of one issue for one office. Holds no name: `answer_ids` and `accession_ids` say whose it has.

    `code` is its own verification code. Its files are encrypted in the database (`blobs.keep_secret`). `made_at` is
    when they were there.
    """

    __tablename__ = "publishing_special"
    __table_args__ = (UniqueConstraint("issue_id", "office_id", "answers_key"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    issue_id: Mapped[int] = mapped_column(ForeignKey("publishing_issue.id"), index=True)
    office_id: Mapped[int] = mapped_column(ForeignKey("contacts_office.id"))
    code: Mapped[str] = mapped_column(unique=True)
    answer_ids: Mapped[list[Any]]
    accession_ids: Mapped[list[Any]] = mapped_column(default=list)
    answers_key: Mapped[str]  # the same ids as words, for the database to compare («1,2», with accessions «1,2+7»)
    mail: Mapped[str] = mapped_column(default="")
    wanted_at: Mapped[datetime]
    made_at: Mapped[datetime | None]
    lease_until: Mapped[datetime | None]
    attempts: Mapped[int] = mapped_column(default=0)
    last_error: Mapped[str] = mapped_column(default="")
    issue: Mapped[Issue] = relationship()
    files: Mapped[list["SpecialFile"]] = relationship(back_populates="special", order_by="SpecialFile.id")

    @property
    def count(self) -> int:
        """How many names it has that every other copy withholds."""
        return len(self.answer_ids) + len(self.accession_ids)

    def has_all(self, langs: Collection[str]) -> bool:
        """Whether it was made in all of them."""
        return all(self.file(lang, "pdf") is not None for lang in langs)

    def file(self, lang: str, extension: str) -> "SpecialFile | None":
        """The file of a language in a format; None before it was made."""
        return next((file for file in self.files if (file.lang, file.format) == (lang, extension)), None)


class SpecialFile(Base):
    """One file of a special edition; `unsealed_sha256` is what packages join."""

    __tablename__ = "publishing_special_file"
    __table_args__ = (UniqueConstraint("special_id", "lang", "format"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    special_id: Mapped[int] = mapped_column(ForeignKey("publishing_special.id"), index=True)
    lang: Mapped[str]
    format: Mapped[str]
    name: Mapped[str]
    sha256: Mapped[str] = mapped_column(ForeignKey("kernel_blob.sha256"), index=True)
    unsealed_sha256: Mapped[str | None] = mapped_column(ForeignKey("kernel_blob.sha256"))
    special: Mapped[Special] = relationship(back_populates="files")
