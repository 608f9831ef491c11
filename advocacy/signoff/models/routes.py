"""The route of a paper through bodies: how it is composed per kind, and what the bodies said about one frozen text."""

import enum
from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from advocacy.accounts.models import Person
from advocacy.coalition.models import Body, BodyTerm, Group, GroupTerm
from advocacy.database import Base, one_of
from advocacy.drafting.models import Dossier, Freeze


class Task(enum.StrEnum):
    """What a body does in its step."""

    APPROVE = "approve"
    LEGAL_CHECK = "legal_check"  # every citation is looked at before it is said in the coalition's papers


class StepState(enum.StrEnum):
    WAITING = "waiting"  # steps before it are not done
    OPEN = "open"
    APPROVED = "approved"
    RETURNED = "returned"
    SKIPPED = "skipped"
    DROPPED = "dropped"  # the text that it was about fell away


class RoutePlan(Base):
    """By-law: through which bodies a paper of this kind goes before the members are called. No row: through none.

    `steps` are what `queries.routes.plan_steps` reads: task, by whom, by which rule, in how many hours. `may_skip` says
    that steps can be left out when it is urgent, by two persons; `carries` that approvals carry over when a text
    changes editorially.
    """

    __tablename__ = "signoff_route_plan"

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(unique=True)
    steps: Mapped[list[Any]] = mapped_column(default=list)
    may_skip: Mapped[bool] = mapped_column(default=False)
    carries: Mapped[bool] = mapped_column(default=False)
    set_by_id: Mapped[int | None] = mapped_column(ForeignKey("accounts_person.id"))
    set_at: Mapped[datetime]


class Route(Base):
    """One frozen text on its way through the bodies: the newest route of a freeze is the one that counts.

    It holds what the by-laws said when it began. `carried_until` is until when a body can still say that a change,
    over which its approval was carried, is one of substance.
    """

    __tablename__ = "signoff_route"

    id: Mapped[int] = mapped_column(primary_key=True)
    dossier_id: Mapped[int] = mapped_column(ForeignKey("drafting_dossier.id"), index=True)
    freeze_id: Mapped[int] = mapped_column(ForeignKey("drafting_freeze.id"), index=True)
    seal: Mapped[str]
    may_skip: Mapped[bool] = mapped_column(default=False)
    carries: Mapped[bool] = mapped_column(default=False)
    begun_at: Mapped[datetime]
    begun_by_id: Mapped[int | None] = mapped_column(ForeignKey("accounts_person.id"))
    carried_until: Mapped[datetime | None]
    carried_reason: Mapped[str] = mapped_column(default="")
    dossier: Mapped[Dossier] = relationship()
    freeze: Mapped[Freeze] = relationship()
    steps: Mapped[list["RouteStep"]] = relationship(back_populates="route", order_by="RouteStep.position")
    skips: Mapped[list["RouteSkip"]] = relationship(back_populates="route", order_by="RouteSkip.id")


class RouteStep(Base):
    """One body's step. Who acts is a body, a working group, or whoever holds an office; exactly one of the three.

    The people are never written here: they are read from the terms of the day. `late_at` and `vacant_at` are when the
    secretariat was told that time is over, and that nobody is in office.
    """

    __tablename__ = "signoff_route_step"
    __table_args__ = (
        UniqueConstraint("route_id", "position"),
        CheckConstraint(
            "(CASE WHEN body_id IS NULL THEN 0 ELSE 1 END) + (CASE WHEN group_id IS NULL THEN 0 ELSE 1 END)"
            " + (CASE WHEN office = '' THEN 0 ELSE 1 END) = 1",
            name="one_acts",
        ),
        CheckConstraint("state != 'open' OR due_at IS NOT NULL", name="open_until"),
        CheckConstraint("(ended_at IS NULL) = (state IN ('waiting', 'open'))", name="ended_when_decided"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    route_id: Mapped[int] = mapped_column(ForeignKey("signoff_route.id"), index=True)
    position: Mapped[int]
    task: Mapped[Task] = mapped_column(one_of(Task))
    body_id: Mapped[int | None] = mapped_column(ForeignKey("coalition_body.id"))
    group_id: Mapped[int | None] = mapped_column(ForeignKey("coalition_group.id"))
    office: Mapped[str] = mapped_column(default="")
    rule: Mapped[str]
    hours: Mapped[int]
    state: Mapped[StepState] = mapped_column(one_of(StepState), default=StepState.WAITING, index=True)
    opened_at: Mapped[datetime | None]
    due_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    late_at: Mapped[datetime | None]
    vacant_at: Mapped[datetime | None]
    carried_from_id: Mapped[int | None] = mapped_column(ForeignKey("signoff_route_step.id"))
    route: Mapped[Route] = relationship(back_populates="steps")
    body: Mapped[Body | None] = relationship()
    group: Mapped[Group | None] = relationship()
    acts: Mapped[list["StepAct"]] = relationship(back_populates="step", order_by="StepAct.id")
    carried_from: Mapped["RouteStep | None"] = relationship(remote_side=[id])

    @property
    def is_done(self) -> bool:
        return self.state in (StepState.APPROVED, StepState.SKIPPED)


class StepAct(Base):
    """What one person said in a body's step, in which term, about which text. Never a signature of an organisation.

    `standing` is what counts of this person: at most one. Who changes their mind before the step is decided supersedes
    what they said.
    """

    __tablename__ = "signoff_step_act"
    __table_args__ = (
        Index(
            "ix_signoff_step_act_standing",
            "step_id",
            "person_id",
            unique=True,
            sqlite_where=text("standing"),
            postgresql_where=text("standing"),
        ),
        CheckConstraint("approves OR reason != ''", name="return_says_why"),
        CheckConstraint("(body_term_id IS NULL) != (group_term_id IS NULL)", name="in_one_term"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    step_id: Mapped[int] = mapped_column(ForeignKey("signoff_route_step.id"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("accounts_person.id"), index=True)
    body_term_id: Mapped[int | None] = mapped_column(ForeignKey("coalition_body_term.id"))
    group_term_id: Mapped[int | None] = mapped_column(ForeignKey("coalition_group_term.id"))
    seal: Mapped[str]
    approves: Mapped[bool]
    reason: Mapped[str] = mapped_column(default="")
    acted_at: Mapped[datetime]
    standing: Mapped[bool] = mapped_column(default=True)
    step: Mapped[RouteStep] = relationship(back_populates="acts")
    person: Mapped[Person] = relationship()
    body_term: Mapped[BodyTerm | None] = relationship()
    group_term: Mapped[GroupTerm | None] = relationship()


class StepNotice(Base):
    """Somebody was told that a step waits for them: once, and reminded once. The row is the schedule."""

    __tablename__ = "signoff_step_notice"
    __table_args__ = (UniqueConstraint("step_id", "person_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    step_id: Mapped[int] = mapped_column(ForeignKey("signoff_route_step.id"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("accounts_person.id"))
    told_at: Mapped[datetime]
    remind_at: Mapped[datetime | None] = mapped_column(index=True)
    reminded_at: Mapped[datetime | None]
    step: Mapped[RouteStep] = relationship()
    person: Mapped[Person] = relationship()


class RouteSkip(Base):
    """Steps left out because it is urgent: asked by the coordinator with a reason, confirmed by who presides the board.

    `steps` are the ids of the steps. Not confirmed and not dropped: it waits, and nothing is left out.
    """

    __tablename__ = "signoff_route_skip"
    __table_args__ = (
        CheckConstraint("confirmed_by_id IS NULL OR confirmed_by_id != asked_by_id", name="two_persons"),
        CheckConstraint("(confirmed_at IS NULL) = (confirmed_by_id IS NULL)", name="confirmed_by_somebody"),
        CheckConstraint("confirmed_at IS NULL OR dropped_at IS NULL", name="confirmed_or_dropped"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    route_id: Mapped[int] = mapped_column(ForeignKey("signoff_route.id"), index=True)
    steps: Mapped[list[Any]] = mapped_column(default=list)
    reason: Mapped[str]
    asked_by_id: Mapped[int] = mapped_column(ForeignKey("accounts_person.id"))
    asked_at: Mapped[datetime]
    confirmed_by_id: Mapped[int | None] = mapped_column(ForeignKey("accounts_person.id"))
    confirmed_at: Mapped[datetime | None]
    dropped_at: Mapped[datetime | None]
    route: Mapped[Route] = relationship(back_populates="skips")
    asked_by: Mapped[Person] = relationship(foreign_keys=[asked_by_id])
    confirmed_by: Mapped[Person | None] = relationship(foreign_keys=[confirmed_by_id])

    @property
    def is_waiting(self) -> bool:
        return self.confirmed_at is None and self.dropped_at is None
