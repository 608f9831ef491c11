"""Reads across the rooms: what waits for the person who looks, and which checkpoint who is to get."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from advocacy import clock
from advocacy.amending.models import Window
from advocacy.assembly.models import Mailing
from advocacy.coalition.models import Organisation
from advocacy.coalition.queries import members_on
from advocacy.database import session
from advocacy.dispatch import queries as dispatch
from advocacy.dispatch.models import Package, PackageState
from advocacy.drafting.models import Dossier, Stage
from advocacy.ledger.models import Checkpoint, Entry
from advocacy.ledger.queries import checkpoint_covering, entries_of_dossier
from advocacy.policy import Action, Actor, can
from advocacy.publishing.models import Issue
from advocacy.signoff import queries as signoff
from advocacy.signoff.models import Call, RouteSkip, RouteStep
from advocacy.signoff.queries import routes
from advocacy.signoff.rules import Tally


@dataclass(frozen=True, slots=True)
class Progress:
    """How far an open call has come."""

    call: Call
    tally: Tally
    asked: int

    @property
    def answered(self) -> int:
        return sum(1 for answer in self.call.answers if answer.standing)


def open_calls() -> list[Progress]:
    """The calls that are open, the one that closes first at the top."""
    calls = session.scalars(select(Call).where(Call.outcome.is_(None)).order_by(Call.closes_at)).all()
    return [Progress(call, signoff.tally_now(call), len(call.roll)) for call in calls]


def packages_to_release(actor: Actor) -> list[Package]:
    """Packages that this person may release."""
    waiting = [package for package in dispatch.packages() if package.state is PackageState.DRAFT]
    return [package for package in waiting if can(actor, Action.RELEASE_PACKAGE, package)]


def skips_to_confirm(actor: Actor) -> list[RouteSkip]:
    """Steps to be skipped, for whoever presides the board and has not asked for it."""
    waiting = routes.skips_waiting()
    return [
        skip
        for skip in waiting
        if skip.asked_by_id != actor.person_id and can(actor, Action.CONFIRM_SKIP, routes.case_of(skip.route.dossier))
    ]


def steps_without_people() -> list[RouteStep]:
    """Steps that nobody can decide, because too few people are in office."""
    today = clock.now().date()
    return [step for step in routes.open_steps() if routes.lacks_people(step, today)]


def own_papers(actor: Actor) -> list[Dossier]:
    """Papers of the person's working groups that are not yet issued, the newest first."""
    groups = actor.leads | actor.writes
    if not groups:
        return []
    wanted = select(Dossier).where(Dossier.group_id.in_(groups), Dossier.stage != Stage.ISSUED)
    return list(session.scalars(wanted.order_by(Dossier.created_at.desc())))


def open_reviews(actor: Actor) -> list[Window]:
    """Drafts that wait for comments and amendments of this person's organisations, the most urgent first."""
    if not can(actor, Action.PREPARE_AMENDMENT):
        return []
    open_ = select(Window).where(Window.ended_at.is_(None), Window.closes_at > clock.now())
    return list(session.scalars(open_.order_by(Window.soft_at, Window.id)))


def adopted_papers() -> list[Dossier]:
    """Adopted papers that nobody has issued yet."""
    return list(session.scalars(select(Dossier).where(Dossier.stage == Stage.ADOPTED).order_by(Dossier.id)))


def checkpoint_over(dossier: Dossier) -> Checkpoint | None:
    """The first checkpoint that covers everything that happened to a paper so far; None while none does."""
    entries = entries_of_dossier(dossier.id)
    return checkpoint_covering(entries[-1].number) if entries else None


def members_with_mail() -> list[Organisation]:
    """The member organisations of today that have an address."""
    return [organisation for organisation in members_on(clock.now().date()) if organisation.mail]


def was_mailed(occasion: str) -> bool:
    """Whether the members got a checkpoint on that occasion."""
    return session.scalars(select(Mailing.occasion).where(Mailing.occasion == occasion)).first() is not None


def ledger_began_before(moment: datetime) -> bool:
    """Whether the first entry is older than a moment; False for an empty ledger."""
    began = session.scalars(select(Entry.at).order_by(Entry.number).limit(1)).first()
    return began is not None and began < moment


def issues_to_witness(since: datetime) -> Sequence[int]:
    """Issues published since a moment that no mailed checkpoint followed."""
    fresh = session.scalars(select(Issue.id).where(Issue.published_at >= since).order_by(Issue.id)).all()
    return [number for number in fresh if not was_mailed(f"issue:{number}")]
