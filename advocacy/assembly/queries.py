"""Reads for the home page: what waits for the person who looks."""

from dataclasses import dataclass

from sqlalchemy import select

from advocacy.database import session
from advocacy.dispatch import queries as dispatch
from advocacy.dispatch.models import Package, PackageState
from advocacy.drafting.models import Dossier, Stage
from advocacy.policy import Action, Actor, can
from advocacy.signoff import queries as signoff
from advocacy.signoff.models import Call
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


def own_papers(actor: Actor) -> list[Dossier]:
    """Papers of the person's working groups that are not yet issued, the newest first."""
    groups = actor.leads | actor.writes
    if not groups:
        return []
    wanted = select(Dossier).where(Dossier.group_id.in_(groups), Dossier.stage != Stage.ISSUED)
    return list(session.scalars(wanted.order_by(Dossier.created_at.desc())))


def adopted_papers() -> list[Dossier]:
    """Adopted papers that nobody has issued yet."""
    return list(session.scalars(select(Dossier).where(Dossier.stage == Stage.ADOPTED).order_by(Dossier.id)))
