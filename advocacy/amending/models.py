"""A review of a draft in tables: its window, the amendments and comment sheets of the members, their red lines."""

import enum
from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from advocacy import clock
from advocacy.accounts.models import Person
from advocacy.coalition.models import Organisation, Visibility
from advocacy.database import Base, one_of
from advocacy.drafting.models import Dossier, Revision


class Window(Base):
    """A round of review: one state of the authoritative text before the members, and until when they may answer it.

    `base` is the revision that amendments are made to now; a merge moves it on. After `soft_at` what comes is marked
    late, after `closes_at` nothing comes any more. `waiver` says why the review ended with something unanswered.
    """

    __tablename__ = "amending_window"
    __table_args__ = (
        UniqueConstraint("dossier_id", "number"),
        CheckConstraint("closes_at >= soft_at", name="closes_after_it_was_told"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    dossier_id: Mapped[int] = mapped_column(ForeignKey("drafting_dossier.id"), index=True)
    number: Mapped[int]
    base_id: Mapped[int] = mapped_column(ForeignKey("drafting_revision.id"))
    opened_at: Mapped[datetime]
    opened_by_id: Mapped[int | None] = mapped_column(ForeignKey("accounts_person.id"))
    soft_at: Mapped[datetime]
    closes_at: Mapped[datetime]
    timezone: Mapped[str]
    message: Mapped[str] = mapped_column(default="")
    ended_at: Mapped[datetime | None]
    waiver: Mapped[str] = mapped_column(default="")
    dossier: Mapped[Dossier] = relationship()
    base: Mapped[Revision] = relationship()
    amendments: Mapped[list["Amendment"]] = relationship(back_populates="window", order_by="Amendment.id")
    sheets: Mapped[list["CommentSheet"]] = relationship(back_populates="window", order_by="CommentSheet.id")
    merges: Mapped[list["Merge"]] = relationship(back_populates="window", order_by="Merge.id")
    reopenings: Mapped[list["Reopening"]] = relationship(back_populates="window", order_by="Reopening.id")

    @property
    def is_over(self) -> bool:
        """The review has ended: nothing of it changes any more."""
        return self.ended_at is not None

    @property
    def is_open(self) -> bool:
        """Members may still hand something in."""
        return not self.is_over and clock.now() < self.closes_at

    @property
    def is_late(self) -> bool:
        """What comes now is late."""
        return clock.now() >= self.soft_at

    # what the policy asks of anything that was put before the members
    is_circulated = True

    @property
    def group_id(self) -> int:
        return self.dossier.group_id

    @property
    def is_issued(self) -> bool:
        return self.dossier.is_issued


class Reopening(Base):
    """Somebody wants the window open again, for a reason; a second person confirms it, or nothing happens."""

    __tablename__ = "amending_reopening"
    __table_args__ = (
        CheckConstraint("confirmed_by_id IS NULL OR confirmed_by_id != asked_by_id", name="confirmed_by_another"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    window_id: Mapped[int] = mapped_column(ForeignKey("amending_window.id"), index=True)
    reason: Mapped[str]
    closes_at: Mapped[datetime]
    asked_by_id: Mapped[int] = mapped_column(ForeignKey("accounts_person.id"))
    asked_at: Mapped[datetime]
    confirmed_by_id: Mapped[int | None] = mapped_column(ForeignKey("accounts_person.id"))
    confirmed_at: Mapped[datetime | None]
    window: Mapped[Window] = relationship(back_populates="reopenings")

    @property
    def group_id(self) -> int:
        return self.window.group_id

    asked_by: Mapped[Person] = relationship(foreign_keys=asked_by_id)


class State(enum.StrEnum):
    """How far an amendment has come."""

    PREPARED = "prepared"  # inside its organisation; nobody else knows of it
    MOVED = "moved"
    WITHDRAWN = "withdrawn"
    ADOPTED = "adopted"
    ADOPTED_MODIFIED = "adopted_modified"
    REJECTED = "rejected"


class Handling(enum.StrEnum):
    """What the group proposes to do with an amendment."""

    ADOPT = "adopt"
    ADOPT_MODIFIED = "adopt_modified"
    REJECT = "reject"


class Amendment(Base):
    """What a member organisation wants changed, why, and what became of it.

    Its words are the last of its `wordings`; the group's words for a modified adoption the last of theirs.
    `movers_accept` is None while the movers have not said; `movers_reason` is why they do not accept. `lost` are
    conflicts of a later text with it, told to the movers. `answer_id` names the objection of a call that it grew from.
    """

    __tablename__ = "amending_amendment"
    __table_args__ = (
        UniqueConstraint("window_id", "number"),
        UniqueConstraint("window_id", "answer_id"),
        CheckConstraint("(state = 'prepared') = (moved_at IS NULL) OR state = 'withdrawn'", name="moved_by_somebody"),
        CheckConstraint(
            "(decided_at IS NOT NULL) = (state IN ('adopted', 'adopted_modified', 'rejected'))", name="decided_at_once"
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    window_id: Mapped[int] = mapped_column(ForeignKey("amending_window.id"), index=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("coalition_organisation.id"), index=True)
    number: Mapped[int | None]
    state: Mapped[State] = mapped_column(one_of(State))
    visibility: Mapped[Visibility] = mapped_column(one_of(Visibility))
    subject: Mapped[str]
    reason: Mapped[str] = mapped_column(default="")
    prepared_by_id: Mapped[int | None] = mapped_column(ForeignKey("accounts_person.id"))
    prepared_at: Mapped[datetime]
    moved_by_id: Mapped[int | None] = mapped_column(ForeignKey("accounts_person.id"))
    moved_at: Mapped[datetime | None]
    is_late: Mapped[bool] = mapped_column(default=False)
    proposal: Mapped[Handling | None] = mapped_column(one_of(Handling))
    proposal_reason: Mapped[str] = mapped_column(default="")
    movers_accept: Mapped[bool | None]
    movers_reason: Mapped[str] = mapped_column(default="")
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("accounts_person.id"))
    decided_at: Mapped[datetime | None]
    merge_id: Mapped[int | None] = mapped_column(ForeignKey("amending_merge.id"))
    lost: Mapped[list[Any]] = mapped_column(default=list)
    answer_id: Mapped[int | None]
    window: Mapped[Window] = relationship(back_populates="amendments")
    organisation: Mapped[Organisation] = relationship()
    wordings: Mapped[list["Wording"]] = relationship(back_populates="amendment", order_by="Wording.id")
    backings: Mapped[list["Backing"]] = relationship(
        back_populates="amendment", order_by="Backing.id", cascade="all, delete-orphan"
    )

    @property
    def is_adopted(self) -> bool:
        return self.state in (State.ADOPTED, State.ADOPTED_MODIFIED)

    @property
    def is_undecided(self) -> bool:
        """It was moved and nobody has answered it yet."""
        return self.state is State.MOVED

    @property
    def cosponsors(self) -> list["Backing"]:
        return [backing for backing in self.backings if backing.kind is BackingKind.COSPONSOR]

    @property
    def supporters(self) -> list["Backing"]:
        return [backing for backing in self.backings if backing.kind is BackingKind.SUPPORT]


class Voice(enum.StrEnum):
    """Whose words a wording has, and whether they were carried to a newer text."""

    MOVERS = "movers"
    MOVERS_CARRIED = "movers_carried"
    GROUP = "group"
    GROUP_CARRIED = "group_carried"


class Wording(Base):
    """The whole text as an amendment would have it, and the revision that it was made from. Never changed.

    The amendment itself is the difference of the two (`papers.amendments.amended`), so that what is kept is a paper in
    the one stored form that every version of the house can read.
    """

    __tablename__ = "amending_wording"

    id: Mapped[int] = mapped_column(primary_key=True)
    amendment_id: Mapped[int] = mapped_column(ForeignKey("amending_amendment.id"), index=True)
    base_id: Mapped[int] = mapped_column(ForeignKey("drafting_revision.id"))
    voice: Mapped[Voice] = mapped_column(one_of(Voice))
    content: Mapped[dict[str, Any]] = mapped_column(deferred=True)
    made_at: Mapped[datetime]
    made_by_id: Mapped[int | None] = mapped_column(ForeignKey("accounts_person.id"))
    amendment: Mapped[Amendment] = relationship(back_populates="wordings")
    base: Mapped[Revision] = relationship()


class BackingKind(enum.StrEnum):
    COSPONSOR = "cosponsor"  # moves it too
    SUPPORT = "support"


class Backing(Base):
    """Another member organisation stands behind an amendment."""

    __tablename__ = "amending_backing"
    __table_args__ = (UniqueConstraint("amendment_id", "organisation_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    amendment_id: Mapped[int] = mapped_column(ForeignKey("amending_amendment.id"), index=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("coalition_organisation.id"))
    kind: Mapped[BackingKind] = mapped_column(one_of(BackingKind))
    visibility: Mapped[Visibility] = mapped_column(one_of(Visibility))
    by_id: Mapped[int | None] = mapped_column(ForeignKey("accounts_person.id"))
    at: Mapped[datetime]
    amendment: Mapped[Amendment] = relationship(back_populates="backings")
    organisation: Mapped[Organisation] = relationship()


class Merge(Base):
    """Adopted amendments became the next revision; `collisions` say where they could not both stand and who chose what.

    Each collision has `what`, `block`, `base`, `texts` (amendment id and its words), `winner` (an amendment id, 0 for
    the base, None for own words) and `words` (what stands there now).
    """

    __tablename__ = "amending_merge"

    id: Mapped[int] = mapped_column(primary_key=True)
    window_id: Mapped[int] = mapped_column(ForeignKey("amending_window.id"), index=True)
    base_id: Mapped[int] = mapped_column(ForeignKey("drafting_revision.id"))
    revision_id: Mapped[int] = mapped_column(ForeignKey("drafting_revision.id"))
    collisions: Mapped[list[Any]] = mapped_column(default=list)
    made_by_id: Mapped[int | None] = mapped_column(ForeignKey("accounts_person.id"))
    made_at: Mapped[datetime]
    window: Mapped[Window] = relationship(back_populates="merges")
    revision: Mapped[Revision] = relationship(foreign_keys=revision_id)


class CommentSheet(Base):
    """The one comment sheet of an organisation in a window; read by others once it is handed in."""

    __tablename__ = "amending_sheet"
    __table_args__ = (UniqueConstraint("window_id", "organisation_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    window_id: Mapped[int] = mapped_column(ForeignKey("amending_window.id"), index=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("coalition_organisation.id"))
    visibility: Mapped[Visibility] = mapped_column(one_of(Visibility))
    handed_in_at: Mapped[datetime | None]
    handed_in_by_id: Mapped[int | None] = mapped_column(ForeignKey("accounts_person.id"))
    is_late: Mapped[bool] = mapped_column(default=False)
    window: Mapped[Window] = relationship(back_populates="sheets")
    organisation: Mapped[Organisation] = relationship()
    comments: Mapped[list["SheetComment"]] = relationship(
        back_populates="sheet", order_by="SheetComment.number", cascade="all, delete-orphan"
    )


class Outcome(enum.StrEnum):
    """What the group made of a comment."""

    ACCEPTED = "accepted"
    PARTLY = "partly"
    REJECTED = "rejected"


class SheetComment(Base):
    """One numbered comment: on a block (`block` its id, `quote` its words then) or on the whole (both empty)."""

    __tablename__ = "amending_comment"
    __table_args__ = (
        UniqueConstraint("sheet_id", "number"),
        CheckConstraint("(outcome IS NULL) = (answered_at IS NULL)", name="answered_at_once"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    sheet_id: Mapped[int] = mapped_column(ForeignKey("amending_sheet.id"), index=True)
    number: Mapped[int]
    block: Mapped[str] = mapped_column(default="")
    quote: Mapped[str] = mapped_column(default="")
    subject: Mapped[str]
    words: Mapped[str]
    written_by_id: Mapped[int | None] = mapped_column(ForeignKey("accounts_person.id"))
    written_at: Mapped[datetime]
    outcome: Mapped[Outcome | None] = mapped_column(one_of(Outcome))
    answer: Mapped[str] = mapped_column(default="")
    answered_by_id: Mapped[int | None] = mapped_column(ForeignKey("accounts_person.id"))
    answered_at: Mapped[datetime | None]
    sheet: Mapped[CommentSheet] = relationship(back_populates="comments")


class RedLine(Base):
    """What an organisation can never sign (HANDBOOK 1.5), and the words by which a text touches it, in any language."""

    __tablename__ = "amending_red_line"

    id: Mapped[int] = mapped_column(primary_key=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("coalition_organisation.id"), index=True)
    theme: Mapped[str]
    keywords: Mapped[list[Any]] = mapped_column(default=list)
    recorded_by_id: Mapped[int | None] = mapped_column(ForeignKey("accounts_person.id"))
    recorded_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    organisation: Mapped[Organisation] = relationship()
