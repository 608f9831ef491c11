"""People who use the house."""

from datetime import datetime
from typing import Any

from flask_security.core import RoleMixin, UserMixin
from sqlalchemy import Column, ForeignKey, Table
from sqlalchemy.orm import Mapped, mapped_column, relationship

from advocacy.database import Base

_person_role = Table(
    "accounts_person_role",
    Base.metadata,
    Column("person_id", ForeignKey("accounts_person.id"), primary_key=True),
    Column("role_id", ForeignKey("accounts_role.id"), primary_key=True),
)


class Role(Base, RoleMixin):
    """Asked for by the sign-in library and left empty: what somebody may do follows from terms and mandates."""

    __tablename__ = "accounts_role"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(unique=True)
    description: Mapped[str | None]
    permissions: Mapped[list[Any] | None]


class Person(Base, UserMixin):
    """Somebody who can sign in. What they may do follows from terms and mandates, never from a mark on the account.

    `name_ar` and `name_en` are as the person wishes to be called («ريم ط.»). `lang` is the language of pages and mails.
    `weekly` says that they wish a mail each week with what waits for them, `tongues` into what they translate.
    """

    __tablename__ = "accounts_person"

    id: Mapped[int] = mapped_column(primary_key=True)
    login: Mapped[str] = mapped_column(unique=True)
    name_ar: Mapped[str]
    name_en: Mapped[str] = mapped_column(default="")
    email: Mapped[str] = mapped_column(unique=True)
    phone: Mapped[str] = mapped_column(default="")
    lang: Mapped[str] = mapped_column(default="ar")
    timezone: Mapped[str] = mapped_column(default="Asia/Damascus")
    is_admin: Mapped[bool] = mapped_column(default=False)
    weekly: Mapped[bool] = mapped_column(default=False)
    tongues: Mapped[list[Any]] = mapped_column(default=list)
    created_at: Mapped[datetime]

    # what Flask-Security keeps
    password: Mapped[str | None]
    active: Mapped[bool] = mapped_column(default=True)
    fs_uniquifier: Mapped[str] = mapped_column(unique=True)
    roles: Mapped[list[Role]] = relationship(secondary=_person_role)  # type: ignore[assignment]

    def name_in(self, lang: str) -> str:
        """The person's name for a page in that language."""
        return (self.name_ar if lang in ("ar", "ckb") else self.name_en) or self.name_ar


class EntryLink(Base):
    """A link that lets its owner in once. Its token is kept as a digest only: a copied table opens nothing."""

    __tablename__ = "accounts_entry_link"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("accounts_person.id"), index=True)
    token_sha256: Mapped[str] = mapped_column(unique=True)
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]


class Try(Base):
    """Somebody tried to enter. `mark` is a keyed hash of a login or an address: enough to count, too little to read."""

    __tablename__ = "accounts_try"

    id: Mapped[int] = mapped_column(primary_key=True)
    mark: Mapped[str] = mapped_column(index=True)
    at: Mapped[datetime] = mapped_column(index=True)
