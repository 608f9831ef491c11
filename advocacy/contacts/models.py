"""Offices, their holders, and forms of address."""

import enum
from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from advocacy.database import Base, one_of
from advocacy.names import Named


class Gender(enum.StrEnum):
    """The gender of the form of address, not of the person (HANDBOOK 1.10)."""

    MASCULINE = "m"
    FEMININE = "f"
    NEUTRAL = "n"


class Way(enum.StrEnum):
    """How an office receives papers."""

    EMAIL = "email"
    PAPER = "paper"
    PORTAL = "portal"
    SECURE = "secure"
    MEETING = "meeting"


class FormOfAddress(Base):
    """How the holder of a kind of office is addressed; the desk may edit it, because honorifics differ by country."""

    __tablename__ = "contacts_form_of_address"

    key: Mapped[str] = mapped_column(primary_key=True)
    ar_m: Mapped[str]
    ar_f: Mapped[str]
    en_salutation: Mapped[str]
    en_envelope: Mapped[str] = mapped_column(default="")
    fr_m: Mapped[str]
    fr_f: Mapped[str]
    confidence: Mapped[str] = mapped_column(default="C")
    note: Mapped[str] = mapped_column(default="")


class Office(Named, Base):
    """An office that receives papers: the addressee is the office, whoever holds it (HANDBOOK hard case N23).

    `lang` is the language it reads first, `other_mail` where a letter goes whose mail came back.
    `silent_until` is a day until which it must not be contacted.
    """

    __tablename__ = "contacts_office"

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(unique=True)
    form_key: Mapped[str] = mapped_column(ForeignKey("contacts_form_of_address.key"))
    gender: Mapped[Gender] = mapped_column(one_of(Gender))
    lang: Mapped[str]
    way: Mapped[Way] = mapped_column(one_of(Way))
    mail: Mapped[str] = mapped_column(default="")
    other_mail: Mapped[str] = mapped_column(default="")
    timezone: Mapped[str] = mapped_column(default="Europe/Zurich")
    address: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(default="")
    tags: Mapped[str] = mapped_column(default="")
    silent_until: Mapped[date | None]
    checked_on: Mapped[date | None]
    focal_organisation_id: Mapped[int | None] = mapped_column(ForeignKey("coalition_organisation.id"))
    fold: Mapped[str]
    form: Mapped[FormOfAddress] = relationship()
    holders: Mapped[list["Holder"]] = relationship(back_populates="office", order_by="Holder.since, Holder.id")


class Holder(Named, Base):
    """Who holds an office, from when to when; the gender is that of the form of address."""

    __tablename__ = "contacts_holder"
    __table_args__ = (CheckConstraint("until IS NULL OR until >= since", name="ends_after_it_begins"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    office_id: Mapped[int] = mapped_column(ForeignKey("contacts_office.id"), index=True)
    gender: Mapped[Gender] = mapped_column(one_of(Gender))
    since: Mapped[date]
    until: Mapped[date | None]
    office: Mapped[Office] = relationship(back_populates="holders")
