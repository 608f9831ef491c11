"""The register of sources, and which passage of which text rests on which of them."""

import enum
from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, LargeBinary, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from advocacy.coalition.models import Group
from advocacy.database import Base, one_of
from advocacy.drafting.models import Dossier, Version


class SourceKind(enum.StrEnum):
    """What a source is."""

    TESTIMONY = "testimony"
    DOCUMENT = "document"
    REPORT = "report"
    DATA = "data"
    MEDIA = "media"


class Reliability(enum.StrEnum):
    """How far the group trusts a source."""

    CONFIRMED = "confirmed"  # by a second, independent source
    LIKELY = "likely"
    POSSIBLE = "possible"
    DOUBTFUL = "doubtful"
    UNJUDGED = "unjudged"


class Confidentiality(enum.StrEnum):
    """Who may know that a source exists (`advocacy.policy`)."""

    PUBLIC = "public"
    COALITION = "coalition"
    GROUP = "group"
    SEALED = "sealed"


class Source(Base):
    """Something that papers rest on, registered by a working group.

    `sealed` holds who is to be protected, encrypted (`rules.purpose`); names of witnesses stand nowhere else. The
    consent of a person says what for, until when, and how they take it back; taken back, it never comes again, and
    `sealed` is deleted.
    """

    __tablename__ = "evidence_source"
    __table_args__ = (
        CheckConstraint("withdrawn_at IS NULL OR sealed IS NULL", name="nothing_sealed_after_withdrawal"),
        CheckConstraint("kind <> 'testimony' OR consent_for <> ''", name="testimony_with_consent"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    group_id: Mapped[int] = mapped_column(ForeignKey("coalition_group.id"), index=True)
    title: Mapped[str]
    kind: Mapped[SourceKind] = mapped_column(one_of(SourceKind))
    reliability: Mapped[Reliability] = mapped_column(one_of(Reliability))
    confidentiality: Mapped[Confidentiality] = mapped_column(one_of(Confidentiality))
    dated: Mapped[date | None]
    kept_at: Mapped[str] = mapped_column(default="")
    sealed: Mapped[bytes | None] = mapped_column(LargeBinary, deferred=True)
    consent_for: Mapped[str] = mapped_column(default="")
    consent_until: Mapped[date | None]
    consent_way_back: Mapped[str] = mapped_column(default="")
    withdrawn_at: Mapped[datetime | None]
    registered_by_id: Mapped[int | None] = mapped_column(ForeignKey("accounts_person.id"))
    registered_at: Mapped[datetime]
    group: Mapped[Group] = relationship()
    links: Mapped[list["Link"]] = relationship(back_populates="source", order_by="Link.id")


class Way(enum.StrEnum):
    """How people were consulted."""

    INTERVIEWS = "interviews"
    FOCUS_GROUP = "focus_group"
    MEETING = "meeting"
    SURVEY = "survey"
    WRITTEN = "written"


class Consultation(Base):
    """One consultation for a paper: when, how, how many, and as they wish how many women and men and from where.

    No names. What is `printed` goes into the method line of the issue (`papers.method`).
    """

    __tablename__ = "evidence_consultation"
    __table_args__ = (
        CheckConstraint("last >= first", name="ends_after_it_begins"),
        CheckConstraint("people > 0 AND coalesce(women, 0) + coalesce(men, 0) <= people", name="counts_fit"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    dossier_id: Mapped[int] = mapped_column(ForeignKey("drafting_dossier.id"), index=True)
    way: Mapped[Way] = mapped_column(one_of(Way))
    first: Mapped[date]
    last: Mapped[date]
    people: Mapped[int]
    women: Mapped[int | None]
    men: Mapped[int | None]
    regions_ar: Mapped[str] = mapped_column(default="")
    regions_en: Mapped[str] = mapped_column(default="")
    printed: Mapped[bool]
    kept_by_id: Mapped[int | None] = mapped_column(ForeignKey("accounts_person.id"))
    kept_at: Mapped[datetime]
    dossier: Mapped[Dossier] = relationship()


class Link(Base):
    """A passage rests on a source. It follows the text as comments do: `block`, `quote`, `digest` are of `revision`."""

    __tablename__ = "evidence_link"
    __table_args__ = (UniqueConstraint("source_id", "version_id", "block", "quote"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    source_id: Mapped[int] = mapped_column(ForeignKey("evidence_source.id"), index=True)
    version_id: Mapped[int] = mapped_column(ForeignKey("drafting_version.id"), index=True)
    revision: Mapped[int]
    block: Mapped[str]
    quote: Mapped[str]
    digest: Mapped[str]
    linked_by_id: Mapped[int | None] = mapped_column(ForeignKey("accounts_person.id"))
    linked_at: Mapped[datetime]
    source: Mapped[Source] = relationship(back_populates="links")
    version: Mapped[Version] = relationship()
