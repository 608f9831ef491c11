"""A paper's life in tables; its words are `papers.model.Paper` kept as JSON in each revision."""

import enum
from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, LargeBinary, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from advocacy.accounts.models import Person
from advocacy.coalition.models import Campaign, Group
from advocacy.database import Base, one_of
from advocacy.library.models import Clause
from advocacy.live.models import LiveText


class Stage(enum.StrEnum):
    """How far a paper has come; set by the use-cases, never typed."""

    DRAFTING = "drafting"
    REVIEW = "review"  # before the members, for comments and amendments
    FROZEN = "frozen"
    CALLING = "calling"
    ADOPTED = "adopted"
    NOT_ADOPTED = "not_adopted"
    ISSUED = "issued"


class Dossier(Base):
    """One paper through its whole life: who writes it, for what, in which languages.

    The engine's `Paper` is the words of one language at one moment; a dossier is what people mean by "the paper".
    `audience` says in a line to whom it will go («البعثات في جنيف»); it is the third of the five lines a signatory
    reads. `channels` are the keys (`papers.channels`) of the ways by which it shall go out.
    """

    __tablename__ = "drafting_dossier"

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str]
    stage: Mapped[Stage] = mapped_column(one_of(Stage), index=True)
    group_id: Mapped[int] = mapped_column(ForeignKey("coalition_group.id"), index=True)
    campaign_id: Mapped[int | None] = mapped_column(ForeignKey("coalition_campaign.id"), index=True)
    objective_id: Mapped[int | None] = mapped_column(ForeignKey("library_clause.id"))
    authoritative: Mapped[str]
    audience: Mapped[str] = mapped_column(default="")
    channels: Mapped[list[Any]] = mapped_column(default=list)
    created_by_id: Mapped[int | None] = mapped_column(ForeignKey("accounts_person.id"))
    created_at: Mapped[datetime]
    group: Mapped[Group] = relationship()
    campaign: Mapped[Campaign | None] = relationship()
    objective: Mapped[Clause | None] = relationship()
    versions: Mapped[list["Version"]] = relationship(back_populates="dossier", order_by="Version.id")
    freezes: Mapped[list["Freeze"]] = relationship(back_populates="dossier", order_by="Freeze.number")

    @property
    def is_issued(self) -> bool:
        return self.stage is Stage.ISSUED

    @property
    def is_circulated(self) -> bool:
        """A text of it was put before the member organisations."""
        return self.stage not in (Stage.DRAFTING, Stage.FROZEN)

    @property
    def is_frozen(self) -> bool:
        """No word may change now."""
        return self.stage not in (Stage.DRAFTING, Stage.NOT_ADOPTED)

    def version_in(self, lang: str) -> "Version | None":
        return next((version for version in self.versions if version.lang == lang), None)

    def title_in(self, lang: str) -> str:
        """The title in that language, else in the authoritative one."""
        version = self.version_in(lang) or self.version_in(self.authoritative)
        return version.title if version else ""


class Version(Base):
    """One language version. `head` is the number of its newest revision, 0 before the first; `title` is the head's.

    `live_text` is the text that its writers share; None until somebody opens it for writing together. `whose` keeps,
    when a freeze deletes the history of that text, who wrote what: triples of a place, a person's id or None, words.
    """

    __tablename__ = "drafting_version"
    __table_args__ = (UniqueConstraint("dossier_id", "lang"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    dossier_id: Mapped[int] = mapped_column(ForeignKey("drafting_dossier.id"), index=True)
    lang: Mapped[str]
    title: Mapped[str] = mapped_column(default="")
    head: Mapped[int] = mapped_column(default=0)
    live_text_id: Mapped[int | None] = mapped_column(ForeignKey("live_text.id"), unique=True)
    whose: Mapped[list[Any]] = mapped_column(default=list, deferred=True)
    dossier: Mapped[Dossier] = relationship(back_populates="versions")
    live_text: Mapped[LiveText | None] = relationship()
    revisions: Mapped[list["Revision"]] = relationship(back_populates="version", order_by="Revision.number")


class Revision(Base):
    """The text of a language version at one moment, by whom and why. Never changed, never deleted."""

    __tablename__ = "drafting_revision"
    __table_args__ = (UniqueConstraint("version_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    version_id: Mapped[int] = mapped_column(ForeignKey("drafting_version.id"), index=True)
    number: Mapped[int]
    content: Mapped[dict[str, Any]] = mapped_column(deferred=True)
    digest: Mapped[str]
    author_id: Mapped[int | None] = mapped_column(ForeignKey("accounts_person.id"))
    reason: Mapped[str] = mapped_column(default="")
    created_at: Mapped[datetime]
    version: Mapped[Version] = relationship(back_populates="revisions")
    author: Mapped[Person | None] = relationship()


class Sheet(Base):
    """What somebody is typing and has not yet made a revision: one per person and language version, kept on every
    pause.

    `base` is the number of the revision that they began from.
    """

    __tablename__ = "drafting_sheet"
    __table_args__ = (UniqueConstraint("version_id", "person_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    version_id: Mapped[int] = mapped_column(ForeignKey("drafting_version.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("accounts_person.id"))
    base: Mapped[int]
    source: Mapped[str]
    saved_at: Mapped[datetime]


class Freeze(Base):
    """The texts of a dossier as they are put before the members, in every language, under one digest.

    What is signed is `seal`: the digest of the set. A freeze is never changed; a new text is a new freeze.
    """

    __tablename__ = "drafting_freeze"
    __table_args__ = (UniqueConstraint("dossier_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    dossier_id: Mapped[int] = mapped_column(ForeignKey("drafting_dossier.id"), index=True)
    number: Mapped[int]
    seal: Mapped[str]
    frozen_by_id: Mapped[int | None] = mapped_column(ForeignKey("accounts_person.id"))
    frozen_at: Mapped[datetime]
    reopened_at: Mapped[datetime | None]
    reopened_reason: Mapped[str] = mapped_column(default="")
    dossier: Mapped[Dossier] = relationship(back_populates="freezes")
    texts: Mapped[list["FrozenText"]] = relationship(back_populates="freeze", order_by="FrozenText.id")

    def text_in(self, lang: str) -> "FrozenText | None":
        return next((text for text in self.texts if text.lang == lang), None)


class FrozenText(Base):
    """One language of a freeze: the canonical bytes and their digest, made by the server from the revision."""

    __tablename__ = "drafting_frozen_text"
    __table_args__ = (UniqueConstraint("freeze_id", "lang"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    freeze_id: Mapped[int] = mapped_column(ForeignKey("drafting_freeze.id"), index=True)
    revision_id: Mapped[int] = mapped_column(ForeignKey("drafting_revision.id"))
    lang: Mapped[str]
    title: Mapped[str]
    is_authoritative: Mapped[bool]
    canonical: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)
    digest: Mapped[str]
    freeze: Mapped[Freeze] = relationship(back_populates="texts")
    revision: Mapped[Revision] = relationship()
