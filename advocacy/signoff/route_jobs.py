"""What the worker does for routes and alternates: begin, follow terms and time, tell and remind once."""

from collections.abc import Sequence

from sqlalchemy import select, update

from advocacy import clock
from advocacy.database import session, transaction
from advocacy.drafting.models import Dossier, Stage
from advocacy.signoff.actions.routes import begin_route
from advocacy.signoff.actions.standing_in import ask_alternate
from advocacy.signoff.actions.walking import follow_step, needs_following, remind_of_step
from advocacy.signoff.models import Asked, RouteStep, StepNotice, StepState
from advocacy.signoff.queries.alternates import alternates_to_ask
from advocacy.signoff.queries.routes import dossiers_to_begin
from advocacy.work import Work


def routes_due() -> Sequence[int]:
    """Frozen texts whose kind has a route and which are not on it yet."""
    return [dossier.id for dossier in dossiers_to_begin()]


def begin_due(dossier_id: int) -> None:
    """Send one text on its route; the row lock inside lets one worker do it."""
    with transaction():
        dossier = session.get(Dossier, dossier_id)
        if dossier is not None and dossier.stage is Stage.FROZEN and dossier in dossiers_to_begin():
            begin_route(dossier, by=None)


def steps_due() -> Sequence[int]:
    """Open steps to which something has happened: a term ended or began, time is over, the text fell away."""
    found = session.scalars(select(RouteStep).where(RouteStep.state == StepState.OPEN).order_by(RouteStep.id))
    return [step.id for step in found if needs_following(step)]


def follow_due(step_id: int) -> None:
    """Do what follows for one step, once; mails and marks are one transaction."""
    with transaction():
        follow_step(session.get_one(RouteStep, step_id))


def reminders_due() -> Sequence[int]:
    """People told of an open step whose reminder is due."""
    return session.scalars(
        select(StepNotice.id)
        .join(StepNotice.step)
        .where(
            RouteStep.state == StepState.OPEN,
            StepNotice.remind_at <= clock.now(),
            StepNotice.reminded_at.is_(None),
        )
        .order_by(StepNotice.id)
    ).all()


def remind_due(notice_id: int) -> None:
    """Remind one person once, or never: who has acted, or is no longer in office, is left alone."""
    with transaction():
        claimed = session.execute(
            update(StepNotice)
            .where(StepNotice.id == notice_id, StepNotice.reminded_at.is_(None), StepNotice.remind_at.is_not(None))
            .values(reminded_at=clock.now())
        )
        if claimed.rowcount == 0:  # type: ignore[attr-defined]
            return
        notice = session.get_one(StepNotice, notice_id, populate_existing=True)
        if not remind_of_step(notice):
            notice.reminded_at, notice.remind_at = None, None


def alternates_due() -> Sequence[int]:
    """Lines of a roll whose alternate may act now and has no link yet."""
    return list(dict.fromkeys(line.id for line, _person in alternates_to_ask()))


def ask_due(asked_id: int) -> None:
    """Mail the alternates of one line their links, once: a link that is there is not made again."""
    with transaction():
        session.refresh(session.get_one(Asked, asked_id).call, with_for_update=True)
        for line, person in alternates_to_ask():
            if line.id == asked_id:
                ask_alternate(line, person)


WORK = (
    Work("signoff.begin_routes", routes_due, begin_due),
    Work("signoff.follow_steps", steps_due, follow_due),
    Work("signoff.remind_steps", reminders_due, remind_due),
    Work("signoff.ask_alternates", alternates_due, ask_due),
)
