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


class Role(Base, RoleMixin):  # type: ignore[misc]
    """Asked for by the sign-in library and left empty: what somebody may do follows from terms and mandates."""

    __tablename__ = "accounts_role"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(unique=True)
    description: Mapped[str | None]
    permissions: Mapped[list[Any] | None]


class Person(Base, UserMixin):  # type: ignore[misc]
    """Somebody who can sign in. What they may do follows from terms and mandates, never from a mark on the account.

    `name_ar` and `name_en` are as the person wishes to be called («ريم ط.»). `lang` is the language of pages and mails.
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
    created_at: Mapped[datetime]

    # what Flask-Security keeps
    password: Mapped[str | None]
    active: Mapped[bool] = mapped_column(default=True)
    fs_uniquifier: Mapped[str] = mapped_column(unique=True)
    roles: Mapped[list[Role]] = relationship(secondary=_person_role)

    def name_in(self, lang: str) -> str:
        """The person's name for a page in that language."""
        return (self.name_ar if lang in ("ar", "ckb") else self.name_en) or self.name_ar
