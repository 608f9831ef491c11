"""How a route goes on by itself: the next step has its turn, people are told once, successors too."""

from datetime import timedelta
from typing import Any

from advocacy import clock
from advocacy.accounts.models import Person
from advocacy.database import session
from advocacy.ledger.actions import append
from advocacy.outbox.actions import post
from advocacy.signoff import route_letters as letters
from advocacy.signoff.letters import Letter
from advocacy.signoff.models import Route, RouteStep, StepNotice, StepState
from advocacy.signoff.queries import coordinators
from advocacy.signoff.queries.offices import overseers
from advocacy.signoff.queries.routes import acting, decision_of, is_live, lacks_people, step_now, told
from advocacy.signoff.rules.plans import remind_at
from advocacy.signoff.rules.steps import Decision


def advance(route: Route) -> None:
    """Give the next step its turn; when all have had theirs, tell the secretariat."""
    step = step_now(route)
    if step is None:
        if route.carried_until is not None:  # its bodies can still call their approval back
            return
        append("signoff.route_through", route, by=None, dossier=route.dossier_id, seal=route.seal)
        for person in coordinators(clock.now().date()):
            post_letter(f"through:{route.id}", person, letters.through(route, person))
    elif step.state is StepState.WAITING:
        now = clock.now()
        step.state, step.opened_at, step.due_at = StepState.OPEN, now, now + timedelta(hours=step.hours)
        session.flush()
        _tell_people(step, succeed=False)
        _watch_vacancy(step)


def apply(step: RouteStep, decision: Decision) -> None:
    """Let a decision of the body have its effect."""
    if decision is Decision.PENDING:
        return
    step.state = StepState.APPROVED if decision is Decision.APPROVED else StepState.RETURNED
    step.ended_at = clock.now()
    session.flush()
    if step.is_done:
        advance(step.route)


def needs_following(step: RouteStep) -> bool:
    """Whether something has happened to an open step that nobody did: terms, time, or its text."""
    today = clock.now().date()
    return (
        not is_live(step.route)
        or decision_of(step, today) is not Decision.PENDING
        or lacks_people(step, today) is not (step.vacant_at is not None)
        or _is_newly_late(step)
        or any(holder.person.id not in told(step) for holder in acting(step, today))
    )


def follow_step(step: RouteStep) -> None:
    """Do what follows from the terms and the hour of now: successors are told, a vacancy and a delay are reported.

    A body that has shrunk can have decided by that alone; a step whose text fell away falls with it.
    """
    session.refresh(step.route.dossier, with_for_update=True)
    session.refresh(step)
    if step.state is not StepState.OPEN:
        return
    if not is_live(step.route):
        drop_steps(step.route)
        return
    decision = decision_of(step, clock.now().date())
    if decision is not Decision.PENDING:
        _note("signoff.step_decided", step, decided=decision.value)
        apply(step, decision)
        return
    _tell_people(step, succeed=True)
    _watch_vacancy(step)
    if _is_newly_late(step):
        step.late_at = clock.now()
        for person in coordinators(clock.now().date()):
            post_letter(f"late:{step.id}", person, letters.late(step, person))


def drop_steps(route: Route) -> None:
    """What is still to come on this route falls away."""
    for step in route.steps:
        if step.state in (StepState.WAITING, StepState.OPEN):
            step.state, step.ended_at = StepState.DROPPED, clock.now()
    for skip in route.skips:
        if skip.is_waiting:
            skip.dropped_at = clock.now()
    session.flush()


def remind_of_step(notice: StepNotice) -> bool:
    """Remind somebody who has not acted; whether there was anything to remind of."""
    step, today = notice.step, clock.now().date()
    in_office = [holder.person.id for holder in acting(step, today)]
    has_acted = any(act.person_id == notice.person_id and act.standing for act in step.acts)
    if step.state is not StepState.OPEN or not is_live(step.route) or has_acted or notice.person_id not in in_office:
        return False
    post_letter(f"remind:{step.id}", notice.person, letters.reminder(step, notice.person))
    return True


def post_letter(what: str, person: Person, letter: Letter) -> None:
    """Mail one of the letters of a route; the same to the same person only once."""
    key = f"signoff.route_{what}:{person.id}"
    post(key, to=person.email, lang=letter.lang, subject=letter.subject, body=letter.body)


def _tell_people(step: RouteStep, *, succeed: bool) -> None:
    now, known = clock.now(), told(step)
    for holder in acting(step, now.date()):
        person = holder.person
        if person.id in known:
            continue
        due = remind_at(step.opened_at, step.due_at) if step.opened_at and step.due_at else None
        plan = due if due is not None and due > now else None
        session.add(StepNotice(step_id=step.id, person_id=person.id, told_at=now, remind_at=plan))
        session.flush()
        post_letter(f"turn:{step.id}", person, letters.your_turn(step, person, succeeds=succeed))
        if succeed:
            _note("signoff.step_handed_on", step, person=person.id)


def _watch_vacancy(step: RouteStep) -> None:
    now = clock.now()
    is_empty = lacks_people(step, now.date())
    if is_empty and step.vacant_at is None:
        step.vacant_at = now
        session.flush()
        _note("signoff.step_vacant", step)
        for person in dict.fromkeys([*coordinators(now.date()), *overseers(now.date())]):
            post_letter(f"vacant:{step.id}:{now:%Y%m%d%H%M}", person, letters.vacant(step, person))
    elif not is_empty and step.vacant_at is not None:
        step.vacant_at = None
        session.flush()


def _is_newly_late(step: RouteStep) -> bool:
    return step.late_at is None and step.due_at is not None and step.due_at <= clock.now()


def _note(kind: str, step: RouteStep, **facts: Any) -> None:
    append(kind, step, by=None, dossier=step.route.dossier_id, seal=step.route.seal, step=step.id, **facts)
