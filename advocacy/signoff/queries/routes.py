"""Reads about routes: how they are composed, where a text stands, whose turn it is today."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from advocacy import clock
from advocacy.accounts.models import Person
from advocacy.coalition.models import Body, BodyRole, BodyTerm, GroupRole, GroupTerm
from advocacy.coalition.rules import holds
from advocacy.database import session
from advocacy.drafting.models import Dossier, Freeze, Stage
from advocacy.drafting.queries import newest_freeze
from advocacy.policy import Office
from advocacy.signoff.models import Route, RoutePlan, RouteSkip, RouteStep, StepAct, StepNotice, StepState
from advocacy.signoff.rules.plans import Plan, checked
from advocacy.signoff.rules.steps import Decision, decide, is_vacant, may_act

LIVE = (Stage.FROZEN, Stage.CALLING, Stage.ADOPTED)
"""Stages in which a frozen text is still on its way."""
_RUN_BY_STAFF = (Office.COORDINATOR.value, Office.RELATIONS.value)
"""Bodies whose people are staff; elsewhere the staff of a body has no word in it."""


@dataclass(frozen=True, slots=True)
class Holder:
    """Somebody in office for a step on a day, and by which term."""

    person: Person
    presides: bool
    term: BodyTerm | GroupTerm


@dataclass(frozen=True, slots=True)
class RouteCase:
    """What the policy asks about a paper on its route: who acts in it today, who presides the board."""

    dossier: Dossier
    route: Route | None
    actors: frozenset[int]
    chairs: frozenset[int]


def plan_for(kind: str) -> Plan:
    """The route that the by-laws give this kind now; without steps when they give none."""
    row = plan_row(kind)
    return Plan(checked(row.steps), row.may_skip, row.carries) if row else Plan()


def plan_row(kind: str) -> RoutePlan | None:
    """The by-law of a kind as it is kept; None when none was set."""
    return session.scalars(select(RoutePlan).where(RoutePlan.kind == kind)).one_or_none()


def route_of(freeze: Freeze | None) -> Route | None:
    """The route of this frozen text that counts: its newest; None when it has none."""
    if freeze is None:
        return None
    found = select(Route).where(Route.freeze_id == freeze.id).order_by(Route.id.desc())
    return session.scalars(found.limit(1)).one_or_none()


def current_route(dossier: Dossier) -> Route | None:
    """The route of the text as it is frozen now; None when there is none."""
    return route_of(newest_freeze(dossier))


def routes_of(dossier: Dossier) -> list[Route]:
    """Every route of a paper, the oldest first."""
    return list(session.scalars(select(Route).where(Route.dossier_id == dossier.id).order_by(Route.id)))


def route_before(route: Route) -> Route | None:
    """The route of the text before this one that came furthest last; None when no body has spoken about one."""
    earlier = [one for one in routes_of(route.dossier) if one.id < route.id and one.freeze_id != route.freeze_id]
    approved = [one for one in earlier if any(step.state is StepState.APPROVED for step in one.steps)]
    return approved[-1] if approved else None


def is_live(route: Route) -> bool:
    """Whether this route is about the text that holds now."""
    return route.dossier.stage in LIVE and current_route(route.dossier) is route


def is_through(route: Route) -> bool:
    """Whether every body has approved or was skipped, and no carried approval can still be called back."""
    carried = route.carried_until is not None and clock.now() < route.carried_until
    return not carried and all(step.is_done for step in route.steps)


def is_clear(dossier: Dossier) -> bool:
    """Whether no body is still to have its step before the members are called."""
    route = current_route(dossier)
    return is_through(route) if route is not None else not plan_for(dossier.kind).steps


def step_now(route: Route) -> RouteStep | None:
    """The step whose turn it is, or which stopped the text; None when all are done."""
    return next((step for step in route.steps if not step.is_done), None)


def holders_of(step: RouteStep, day: date) -> list[Holder]:
    """Who is in office for this step on that day, each person once, in the order of their terms."""
    found: dict[int, Holder] = {}
    for holder in _holders(step):
        person = holder.person
        if not person.active or not holds(holder.term, day):
            continue
        if person.id not in found or holder.presides:
            found[person.id] = holder
    return list(found.values())


def _holders(step: RouteStep) -> Iterator[Holder]:
    if step.group_id is not None:
        terms = select(GroupTerm).where(GroupTerm.group_id == step.group_id, GroupTerm.role != GroupRole.TRANSLATOR)
        for seat in session.scalars(terms.order_by(GroupTerm.id)):
            yield Holder(seat.person, seat.role is GroupRole.RAPPORTEUR, seat)
        return
    wanted = select(BodyTerm).join(BodyTerm.body).order_by(BodyTerm.id)
    wanted = wanted.where(Body.id == step.body_id) if step.body_id else wanted.where(Body.office == step.office)
    for term in session.scalars(wanted):
        if term.role is not BodyRole.STAFF or term.body.office in _RUN_BY_STAFF:
            yield Holder(term.person, term.role is BodyRole.CHAIR, term)


def seats_of(step: RouteStep, day: date) -> dict[int, bool]:
    """The same as the rules read it."""
    return {holder.person.id: holder.presides for holder in holders_of(step, day)}


def acting(step: RouteStep, day: date) -> list[Holder]:
    """Whose word counts in this step on that day."""
    seats = seats_of(step, day)
    chosen = may_act(step.rule, seats)
    return [holder for holder in holders_of(step, day) if holder.person.id in chosen]


def lacks_people(step: RouteStep, day: date) -> bool:
    """Whether too few people are in office for the step ever to be approved."""
    return is_vacant(step.rule, seats_of(step, day))


def standing_acts(step: RouteStep) -> list[StepAct]:
    """What counts in this step, at most one act per person, in the order in which it came."""
    return list(
        session.scalars(select(StepAct).where(StepAct.step_id == step.id, StepAct.standing).order_by(StepAct.id))
    )


def decision_of(step: RouteStep, day: date) -> Decision:
    """How the step stands by its rule, with who is in office on that day."""
    return decide(step.rule, seats_of(step, day), {act.person_id: act.approves for act in standing_acts(step)})


def told(step: RouteStep) -> dict[int, StepNotice]:
    """Who was told of this step, by the id of the person."""
    return {row.person_id: row for row in session.scalars(select(StepNotice).where(StepNotice.step_id == step.id))}


def board_chairs(day: date) -> list[Person]:
    """Who presides the board on that day."""
    wanted = select(BodyTerm).join(BodyTerm.body)
    wanted = wanted.where(Body.office == Office.BOARD.value, BodyTerm.role == BodyRole.CHAIR).order_by(BodyTerm.id)
    return list(dict.fromkeys(t.person for t in session.scalars(wanted) if holds(t, day) and t.person.active))


def case_of(dossier: Dossier) -> RouteCase:
    """What the policy asks about the paper's route today: who is in office for any of its steps."""
    today = clock.now().date()
    route = current_route(dossier)
    people: set[int] = set()
    for step in route.steps if route else ():
        people |= {holder.person.id for holder in acting(step, today)}
    chairs = frozenset(person.id for person in board_chairs(today))
    return RouteCase(dossier, route, frozenset(people), chairs)


def open_steps() -> list[RouteStep]:
    """The steps that wait for a body, about texts that hold, the most urgent first."""
    found = session.scalars(
        select(RouteStep).where(RouteStep.state == StepState.OPEN).order_by(RouteStep.due_at, RouteStep.id)
    )
    return [step for step in found if is_live(step.route)]


def steps_waiting_for(person_id: int | None) -> list[RouteStep]:
    """The steps that wait for this person, who has not said anything in them yet."""
    today = clock.now().date()
    return [
        step
        for step in open_steps()
        if any(holder.person.id == person_id for holder in acting(step, today))
        and not any(act.person_id == person_id for act in standing_acts(step))
    ]


def skips_waiting() -> list[RouteSkip]:
    """Skips that wait for their second person, about texts that hold."""
    found = select(RouteSkip).where(RouteSkip.confirmed_at.is_(None), RouteSkip.dropped_at.is_(None))
    return [skip for skip in session.scalars(found.order_by(RouteSkip.id)) if is_live(skip.route)]


def routes_under_way() -> list[Route]:
    """The routes of texts that hold and are not through, the oldest first."""
    found = session.scalars(select(Route).join(Route.dossier).where(Dossier.stage.in_(LIVE)).order_by(Route.id))
    return [route for route in found if is_live(route) and not is_through(route)]


def dossiers_to_begin() -> list[Dossier]:
    """Frozen texts whose kind has a route and which are not on it yet."""
    kinds = [row.kind for row in session.scalars(select(RoutePlan)) if row.steps]
    if not kinds:
        return []
    frozen = select(Dossier).where(Dossier.stage == Stage.FROZEN, Dossier.kind.in_(kinds)).order_by(Dossier.id)
    return [one for one in session.scalars(frozen) if newest_freeze(one) is not None and current_route(one) is None]
