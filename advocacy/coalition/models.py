"""The coalition and those who make it up."""

import enum
from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column, relationship

from advocacy.accounts.models import Person
from advocacy.coalition.sealed import Sealed
from advocacy.database import Base, one_of
from advocacy.names import Named


class Coalition(Named, Base):
    """The coalition itself: one row. Its by-laws decide how calls are settled and whose voice a text has.

    `rule` names an entry of signoff's RULES, `rule_values` its numbers; `place` is where letters are dated from.
    `wording_values` are the numbers of the rule by which a call on the wording is settled.
    `grace_minutes` is how long after its end a call on the wording still takes an objection that was begun before.
    `accession_days` is how long after its first issue organisations may accede to a text (0: not at all),
    `accession_told` who is told of them besides the secretariat.
    """

    __tablename__ = "coalition_coalition"

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str]
    short_ar: Mapped[str] = mapped_column(default="")
    short_en: Mapped[str] = mapped_column(default="")
    mail: Mapped[str]
    phone: Mapped[str] = mapped_column(default="")
    place_ar: Mapped[str] = mapped_column(default="")
    place_en: Mapped[str] = mapped_column(default="")
    place_fr: Mapped[str] = mapped_column(default="")
    colour: Mapped[str] = mapped_column(default="#14532d")
    logo_sha256: Mapped[str | None] = mapped_column(ForeignKey("kernel_blob.sha256"))
    timezone: Mapped[str] = mapped_column(default="Asia/Damascus")
    rule: Mapped[str] = mapped_column(default="opt_in")
    rule_values: Mapped[dict[str, Any]] = mapped_column(default=dict)
    grace_minutes: Mapped[int] = mapped_column(default=0)
    accession_days: Mapped[int] = mapped_column(default=30)
    accession_told: Mapped[str] = mapped_column(default="signatories")
    wording_values: Mapped[dict[str, Any]] = mapped_column(default=dict)


class OrganisationKind(enum.StrEnum):
    ORGANISATION = "organisation"
    INITIATIVE = "initiative"
    NETWORK = "network"


class Status(enum.StrEnum):
    """Where an organisation stands towards the coalition."""

    INVITED = "invited"
    MEMBER = "member"
    SUSPENDED = "suspended"
    LEFT = "left"
    PARTNER = "partner"  # from outside; may endorse, never signs as a member


class Visibility(enum.StrEnum):
    """How an organisation's name may appear under a text (HANDBOOK 1.9)."""

    PUBLIC = "public"
    ONLY_AR = "only_ar"  # printed in the copies in one language, counted as withheld in all others
    ONLY_EN = "only_en"
    ONLY_FR = "only_fr"
    ONLY_KMR = "only_kmr"
    ONLY_CKB = "only_ckb"
    WITHHELD = "withheld"  # counted, printed nowhere
    UNCOUNTED = "uncounted"  # stands behind the text; neither printed nor counted, not even by the rule of the call

    @property
    def only_in(self) -> str:
        """The one language in which the name is printed; empty for the others."""
        return self.value.removeprefix("only_") if self.value.startswith("only_") else ""

    @property
    def is_hidden(self) -> bool:
        """Printed in no language at all."""
        return self in (Visibility.WITHHELD, Visibility.UNCOUNTED)

    def shows_in(self, lang: str) -> bool:
        """Whether the name is printed in a copy in that language."""
        return self is Visibility.PUBLIC or self.only_in == lang


class Organisation(Named, Base):
    """A member organisation, an initiative without registration, a network, or a partner from outside.

    `signatures_needed` is how many different people must give the same answer before it counts: one or two. `votes` is
    its weight where the by-laws weigh. `accepts_silence` is its standing instruction that its silence on a wording may
    be counted (HANDBOOK 1.3): no by default, and never a signature.

    Its names and how to reach it are encrypted (`coalition.sealed`): `sealed` holds them, bound to `uid`; `likeness`
    is a keyed digest of the Arabic name, against near duplicates.
    """

    __tablename__ = "coalition_organisation"
    __table_args__ = (
        CheckConstraint("signatures_needed IN (1, 2)", name="one_or_two_sign"),
        CheckConstraint("votes >= 1", name="at_least_one_vote"),
    )

    name_ar = Sealed()
    name_en = Sealed()
    name_fr = Sealed()
    registration = Sealed()
    mail = Sealed()
    note = Sealed()
    region = Sealed()  # where its people are, for outages

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[str] = mapped_column(unique=True)
    kind: Mapped[OrganisationKind] = mapped_column(one_of(OrganisationKind))
    visibility: Mapped[Visibility] = mapped_column(one_of(Visibility))
    uid: Mapped[str] = mapped_column(unique=True)
    sealed: Mapped[bytes] = mapped_column(LargeBinary)
    likeness: Mapped[str] = mapped_column(index=True)
    lang: Mapped[str] = mapped_column(default="ar")
    timezone: Mapped[str] = mapped_column(default="Asia/Damascus")
    weekend: Mapped[str] = mapped_column(default="")  # empty: the usual one of its time zone
    signatures_needed: Mapped[int] = mapped_column(default=1)
    votes: Mapped[int] = mapped_column(default=1)
    accepts_silence: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime]
    history: Mapped[list["StatusChange"]] = relationship(
        back_populates="organisation", order_by="StatusChange.since, StatusChange.id"
    )
    mandates: Mapped[list["Mandate"]] = relationship(back_populates="organisation", order_by="Mandate.id")


class StatusChange(Base):
    """From this day on the organisation has this status; the day of an act decides, not today."""

    __tablename__ = "coalition_status_change"

    id: Mapped[int] = mapped_column(primary_key=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("coalition_organisation.id"), index=True)
    status: Mapped[Status] = mapped_column(one_of(Status))
    since: Mapped[date]
    reason: Mapped[str] = mapped_column(default="")
    recorded_by_id: Mapped[int | None] = mapped_column(ForeignKey("accounts_person.id"))
    recorded_at: Mapped[datetime]
    organisation: Mapped[Organisation] = relationship(back_populates="history")


class BodyRole(enum.StrEnum):
    CHAIR = "chair"
    MEMBER = "member"
    STAFF = "staff"


class Body(Named, Base):
    """An organ of the coalition (assembly, board, oversight…). `office` is the right that a term in it gives."""

    __tablename__ = "coalition_body"

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(unique=True)
    office: Mapped[str] = mapped_column(default="")
    description: Mapped[str] = mapped_column(default="")
    terms: Mapped[list["BodyTerm"]] = relationship(back_populates="body", order_by="BodyTerm.id")


class BodyTerm(Base):
    """A person's term in a body; `until` is its last day, None means that it has no end yet.

    `ended_at` is the moment in which somebody ended it: from then on it gives no right, also on the day it began.
    """

    __tablename__ = "coalition_body_term"
    __table_args__ = (CheckConstraint("until IS NULL OR until >= since", name="ends_after_it_begins"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    body_id: Mapped[int] = mapped_column(ForeignKey("coalition_body.id"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("accounts_person.id"), index=True)
    role: Mapped[BodyRole] = mapped_column(one_of(BodyRole))
    since: Mapped[date]
    until: Mapped[date | None]
    ended_at: Mapped[datetime | None]
    body: Mapped[Body] = relationship(back_populates="terms")
    person: Mapped[Person] = relationship()


class GroupRole(enum.StrEnum):
    RAPPORTEUR = "rapporteur"
    MEMBER = "member"
    TRANSLATOR = "translator"


class Group(Named, Base):
    """A working group, whose members write papers."""

    __tablename__ = "coalition_group"

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(unique=True)
    seats: Mapped[list["GroupSeat"]] = relationship(back_populates="group", order_by="GroupSeat.id")
    terms: Mapped[list["GroupTerm"]] = relationship(back_populates="group", order_by="GroupTerm.id")


class GroupSeat(Base):
    """An organisation's seat in a working group."""

    __tablename__ = "coalition_group_seat"

    id: Mapped[int] = mapped_column(primary_key=True)
    group_id: Mapped[int] = mapped_column(ForeignKey("coalition_group.id"), index=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("coalition_organisation.id"), index=True)
    since: Mapped[date]
    until: Mapped[date | None]
    ended_at: Mapped[datetime | None]
    group: Mapped[Group] = relationship(back_populates="seats")
    organisation: Mapped[Organisation] = relationship()


class GroupTerm(Base):
    """A person's work in a working group."""

    __tablename__ = "coalition_group_term"
    __table_args__ = (CheckConstraint("until IS NULL OR until >= since", name="ends_after_it_begins"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    group_id: Mapped[int] = mapped_column(ForeignKey("coalition_group.id"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("accounts_person.id"), index=True)
    role: Mapped[GroupRole] = mapped_column(one_of(GroupRole))
    since: Mapped[date]
    until: Mapped[date | None]
    ended_at: Mapped[datetime | None]
    group: Mapped[Group] = relationship(back_populates="terms")
    person: Mapped[Person] = relationship()


class Affiliation(Base):
    """A person belongs to an organisation; that alone gives no right to sign for it."""

    __tablename__ = "coalition_affiliation"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("accounts_person.id"), index=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("coalition_organisation.id"), index=True)
    since: Mapped[date]
    until: Mapped[date | None]
    ended_at: Mapped[datetime | None]
    person: Mapped[Person] = relationship()
    organisation: Mapped[Organisation] = relationship()


class Scope(enum.StrEnum):
    """For which texts a mandate holds."""

    ALL = "all"
    KINDS = "kinds"  # scope_values: keys of papers.kinds.KINDS
    CAMPAIGN = "campaign"  # scope_values: campaign ids
    PAPER = "paper"  # scope_values: dossier ids


class Mandate(Base):
    """A person may sign for an organisation: for what, from when to when, proved by which file (HANDBOOK 1.3).

    Checked at the moment of signing. A revoked mandate stays in the list, because it explains the past. `alternate_for`
    is the representative in whose place alone the person may act (queries.may_stand_in); None for a mandate of its own.
    """

    __tablename__ = "coalition_mandate"
    __table_args__ = (
        CheckConstraint("until IS NULL OR until >= since", name="ends_after_it_begins"),
        CheckConstraint("(revoked_at IS NULL) = (revoked_by_id IS NULL)", name="revoked_by_somebody"),
        CheckConstraint("alternate_for_id IS NULL OR alternate_for_id != person_id", name="alternate_for_another"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("coalition_organisation.id"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("accounts_person.id"), index=True)
    scope: Mapped[Scope] = mapped_column(one_of(Scope))
    scope_values: Mapped[list[Any]] = mapped_column(default=list)
    since: Mapped[date]
    until: Mapped[date | None]
    proof_sha256: Mapped[str | None] = mapped_column(ForeignKey("kernel_blob.sha256"))
    proof_name: Mapped[str] = mapped_column(default="")
    recorded_by_id: Mapped[int | None] = mapped_column(ForeignKey("accounts_person.id"))
    recorded_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]
    revoked_by_id: Mapped[int | None] = mapped_column(ForeignKey("accounts_person.id"))
    revoked_reason: Mapped[str] = mapped_column(default="")
    alternate_for_id: Mapped[int | None] = mapped_column(ForeignKey("accounts_person.id"))
    organisation: Mapped[Organisation] = relationship(back_populates="mandates")
    person: Mapped[Person] = relationship(foreign_keys=[person_id])
    alternate_for: Mapped[Person | None] = relationship(foreign_keys=[alternate_for_id])

    @property
    def ended_at(self) -> datetime | None:
        """A revocation ends it at once, as somebody ends a term."""
        return self.revoked_at


class Absence(Base):
    """A representative is away from a day to a day, so that an alternate may act for the organisation meanwhile.

    `ended_at` is set when they came back before; the row stays, because it explains what was done meanwhile.
    """

    __tablename__ = "coalition_absence"
    __table_args__ = (CheckConstraint("until >= since", name="ends_after_it_begins"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("coalition_organisation.id"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("accounts_person.id"), index=True)
    since: Mapped[date]
    until: Mapped[date]
    recorded_by_id: Mapped[int | None] = mapped_column(ForeignKey("accounts_person.id"))
    recorded_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    organisation: Mapped[Organisation] = relationship()
    person: Mapped[Person] = relationship(foreign_keys=[person_id])


class Campaign(Named, Base):
    """An advocacy campaign: what a working group wants to reach, and which papers serve it."""

    __tablename__ = "coalition_campaign"

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(unique=True)
    group_id: Mapped[int | None] = mapped_column(ForeignKey("coalition_group.id"))
    goal_ar: Mapped[str] = mapped_column(default="")
    goal_en: Mapped[str] = mapped_column(default="")
    group: Mapped[Group | None] = relationship()
