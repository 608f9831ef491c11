"""What papers refer to."""

import enum
from datetime import date

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from advocacy.database import Base, one_of
from advocacy.names import Named


class Part(enum.StrEnum):
    """The parts of the charter."""

    VISION = "vision"
    MISSION = "mission"
    DEFINITION = "definition"
    REFERENCE = "reference"
    VALUE = "value"
    OBJECTIVE = "objective"


class Clause(Base):
    """One clause of the charter; `code` («O3») is how people name it. `heading` groups values."""

    __tablename__ = "library_clause"

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(unique=True)
    part: Mapped[Part] = mapped_column(one_of(Part), index=True)
    position: Mapped[int]
    heading_ar: Mapped[str] = mapped_column(default="")
    text_ar: Mapped[str]
    text_en: Mapped[str] = mapped_column(default="")
    text_fr: Mapped[str] = mapped_column(default="")
    fold: Mapped[str]

    def text_in(self, lang: str) -> str:
        """The clause in that language, Arabic when it was not translated."""
        return {"en": self.text_en, "fr": self.text_fr}.get(lang, self.text_ar) or self.text_ar


class Consistency(enum.StrEnum):
    """Whether a provision of national law agrees with the conventions that the charter adopts."""

    CONSISTENT = "consistent"
    PARTLY = "partly"
    INCONSISTENT = "inconsistent"
    UNDER_REVIEW = "under_review"


class Instrument(Named, Base):
    """A treaty, resolution, law or declaration. `confidence` is S (sure) or C (check before printing).

    `consistency` is judged for national law alone: the charter binds us to those provisions that agree with the
    conventions. None for every other kind.

    `fold` holds everything that a search should find, folded loosely; `key` is what a citation names.
    """

    __tablename__ = "library_instrument"

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(unique=True)
    kind: Mapped[str] = mapped_column(index=True)
    symbol: Mapped[str] = mapped_column(default="")
    adopted_on: Mapped[date | None]
    units: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(default="")
    note_ar: Mapped[str] = mapped_column(default="")
    confidence: Mapped[str] = mapped_column(default="C")
    consistency: Mapped[Consistency | None] = mapped_column(one_of(Consistency))
    fold: Mapped[str]

    def note_in(self, lang: str) -> str:
        """What one should know before citing it, in Arabic or in English."""
        return (self.note_ar if lang == "ar" else self.note) or self.note or self.note_ar


class Term(Base):
    """A term of the field in the coalition's agreed wording; empty in a language in which nothing is agreed."""

    __tablename__ = "library_term"

    id: Mapped[int] = mapped_column(primary_key=True)
    ar: Mapped[str]
    en: Mapped[str]
    fr: Mapped[str]
    kmr: Mapped[str] = mapped_column(default="")
    ckb: Mapped[str] = mapped_column(default="")
    field: Mapped[str]
    fold: Mapped[str]


class InstrumentUse(Base):
    """A dossier cites an instrument in some revision: found when an instrument is corrected."""

    __tablename__ = "library_instrument_use"

    instrument_id: Mapped[int] = mapped_column(ForeignKey("library_instrument.id"), primary_key=True)
    dossier_id: Mapped[int] = mapped_column(primary_key=True)
