"""Calls, who was asked, and what was answered."""

import enum
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from advocacy.accounts.models import Person
from advocacy.coalition.models import Mandate, Organisation, Visibility
from advocacy.database import Base, one_of
from advocacy.drafting.models import Dossier, Freeze


class Choice(enum.StrEnum):
    """What an organisation answers. They stay apart in data, words and print (HANDBOOK 1.2)."""

    NO_OBJECTION = "no_objection"  # to a wording; never a signature
    SIGN = "sign"
    SIGN_WITH_RESERVATION = "sign_with_reservation"
    ABSTAIN = "abstain"
    OBJECT = "object"
    RECUSE = "recuse"


class Purpose(enum.StrEnum):
    """What a call asks for."""

    SIGNATURE = "signature"
    WORDING = "wording"  # whether the words may stand; nobody signs


class SeenBy(enum.StrEnum):
    """Who reads a reservation (HANDBOOK 1.7)."""

    PUBLIC = "public"  # printed with the signature
    SIGNATORIES = "signatories"
    BOARD = "board"


CHOICES = {
    Purpose.SIGNATURE: (
        Choice.SIGN,
        Choice.SIGN_WITH_RESERVATION,
        Choice.ABSTAIN,
        Choice.OBJECT,
        Choice.RECUSE,
    ),
    Purpose.WORDING: (Choice.NO_OBJECTION, Choice.ABSTAIN, Choice.OBJECT, Choice.RECUSE),
}
"""What can be answered to which call."""


class Outcome(enum.StrEnum):
    ADOPTED = "adopted"
    NOT_ADOPTED = "not_adopted"
    CALLED_OFF = "called_off"
    AGREED = "agreed"  # the wording stands; the text is not signed, and not adopted
    NOT_AGREED = "not_agreed"


class Call(Base):
    """A call to the member organisations to sign one sealed text, or to say whether its wording may stand.

    A call holds the seal, not the paper: editing the text later cannot move signatures onto words nobody read.
    `closes_at` is the hard deadline: it is judged against the clock inside the answering transaction. `soft_at` is the
    day that members are told first. `timezone` is the zone in which the deadline was set. `attribution` is the key and
    the numbers of the computed line (`signoff.rules.Attribution`), `tally` the counts from which it followed. A call on
    the wording takes late objections for `grace_minutes` after `closes_at` (actions.late), and is settled after them.
    """

    __tablename__ = "signoff_call"
    __table_args__ = (
        CheckConstraint("(outcome IS NULL) = (closed_at IS NULL)", name="closed_when_settled"),
        CheckConstraint("soft_at <= closes_at", name="soft_before_hard"),
        Index(
            "ix_signoff_call_one_open",
            "dossier_id",
            unique=True,
            sqlite_where=text("outcome IS NULL"),
            postgresql_where=text("outcome IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    dossier_id: Mapped[int] = mapped_column(ForeignKey("drafting_dossier.id"), index=True)
    freeze_id: Mapped[int] = mapped_column(ForeignKey("drafting_freeze.id"))
    seal: Mapped[str] = mapped_column(index=True)
    purpose: Mapped[Purpose] = mapped_column(one_of(Purpose), default=Purpose.SIGNATURE)
    grace_minutes: Mapped[int] = mapped_column(default=0)
    rule: Mapped[str]
    rule_values: Mapped[dict[str, Any]] = mapped_column(default=dict)
    opened_at: Mapped[datetime]
    opened_by_id: Mapped[int | None] = mapped_column(ForeignKey("accounts_person.id"))
    soft_at: Mapped[datetime]
    closes_at: Mapped[datetime] = mapped_column(index=True)
    timezone: Mapped[str]
    message: Mapped[str] = mapped_column(default="")
    closed_at: Mapped[datetime | None]
    outcome: Mapped[Outcome | None] = mapped_column(one_of(Outcome))
    called_off_reason: Mapped[str] = mapped_column(default="")
    attribution: Mapped[dict[str, Any] | None]
    tally: Mapped[dict[str, Any] | None]
    dossier: Mapped[Dossier] = relationship()
    freeze: Mapped[Freeze] = relationship()
    roll: Mapped[list["Asked"]] = relationship(back_populates="call", order_by="Asked.id")
    answers: Mapped[list["Answer"]] = relationship(back_populates="call", order_by="Answer.id")

    @property
    def is_open(self) -> bool:
        return self.outcome is None

    @property
    def settles_at(self) -> datetime:
        """From when on nothing that is still to come can count."""
        return self.closes_at + timedelta(minutes=self.grace_minutes)


class Asked(Base):
    """An organisation on the roll of a call: the members at the moment it was opened, with what held for them then."""

    __tablename__ = "signoff_asked"
    __table_args__ = (UniqueConstraint("call_id", "organisation_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    call_id: Mapped[int] = mapped_column(ForeignKey("signoff_call.id"), index=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("coalition_organisation.id"))
    votes: Mapped[int] = mapped_column(default=1)
    accepts_silence: Mapped[bool] = mapped_column(default=False)
    call: Mapped[Call] = relationship(back_populates="roll")
    organisation: Mapped[Organisation] = relationship()
    invitations: Mapped[list["Invitation"]] = relationship(back_populates="asked", order_by="Invitation.id")


class Invitation(Base):
    """A personal signing link: bound to a person, an organisation, a call and so to its seal; kept as a hash only."""

    __tablename__ = "signoff_invitation"

    id: Mapped[int] = mapped_column(primary_key=True)
    asked_id: Mapped[int] = mapped_column(ForeignKey("signoff_asked.id"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("accounts_person.id"), index=True)
    token_hash: Mapped[str] = mapped_column(unique=True)
    made_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]
    asked: Mapped[Asked] = relationship(back_populates="invitations")
    person: Mapped[Person] = relationship()


class Answer(Base):
    """What an organisation answered, through whom, under which mandate, to which seal. Never changed, only superseded.

    `standing` is the answer that counts: at most one per organisation and call. `undone_at` is set when it was taken
    back. `reservation_on` are ids of the blocks that a reservation is about; none: the whole text.
    """

    __tablename__ = "signoff_answer"
    __table_args__ = (
        Index(
            "ix_signoff_answer_standing",
            "call_id",
            "organisation_id",
            unique=True,
            sqlite_where=text("standing"),
            postgresql_where=text("standing"),
        ),
        CheckConstraint("choice != 'object' OR (reason != '' AND proposal != '')", name="objection_says_why"),
        CheckConstraint("choice != 'sign_with_reservation' OR reservation != ''", name="reservation_says_what"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    call_id: Mapped[int] = mapped_column(ForeignKey("signoff_call.id"), index=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("coalition_organisation.id"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("accounts_person.id"))
    mandate_id: Mapped[int] = mapped_column(ForeignKey("coalition_mandate.id"))
    seal: Mapped[str]
    choice: Mapped[Choice] = mapped_column(one_of(Choice))
    visibility: Mapped[Visibility] = mapped_column(one_of(Visibility))
    reservation: Mapped[str] = mapped_column(default="")
    reservation_on: Mapped[list[Any]] = mapped_column(default=list)
    reservation_for: Mapped[SeenBy] = mapped_column(one_of(SeenBy), default=SeenBy.PUBLIC)
    reason: Mapped[str] = mapped_column(default="")
    proposal: Mapped[str] = mapped_column(default="")
    answered_at: Mapped[datetime]
    standing: Mapped[bool] = mapped_column(default=True)
    undone_at: Mapped[datetime | None]
    receipt: Mapped[str] = mapped_column(unique=True)
    call: Mapped[Call] = relationship(back_populates="answers")
    organisation: Mapped[Organisation] = relationship()
    person: Mapped[Person] = relationship()
    mandate: Mapped[Mandate] = relationship()


class Reminder(Base):
    """A reminder that is due at a time: the row is the schedule. `sent_at` or `skipped_at` ends it."""

    __tablename__ = "signoff_reminder"
    __table_args__ = (UniqueConstraint("call_id", "organisation_id", "due_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    call_id: Mapped[int] = mapped_column(ForeignKey("signoff_call.id"), index=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("coalition_organisation.id"))
    due_at: Mapped[datetime] = mapped_column(index=True)
    sent_at: Mapped[datetime | None]
    skipped_at: Mapped[datetime | None]


class Endorsement(Base):
    """A partner from outside supports the text without being an author: listed apart from the signatories."""

    __tablename__ = "signoff_endorsement"
    __table_args__ = (UniqueConstraint("call_id", "organisation_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    call_id: Mapped[int] = mapped_column(ForeignKey("signoff_call.id"), index=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("coalition_organisation.id"))
    recorded_by_id: Mapped[int] = mapped_column(ForeignKey("accounts_person.id"))
    recorded_at: Mapped[datetime]
    evidence: Mapped[str]
    organisation: Mapped[Organisation] = relationship()
