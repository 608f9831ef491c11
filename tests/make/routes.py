"""Routes through bodies: who sits in them, how they are composed, and what they say."""

from collections.abc import Sequence
from datetime import date
from itertools import count

from advocacy.accounts.models import Person
from advocacy.coalition import queries as coalition
from advocacy.coalition.models import Body, BodyRole, BodyTerm
from advocacy.database import session, transaction
from advocacy.drafting.models import Dossier
from advocacy.policy import Office
from advocacy.signoff.actions.composing import compose_route
from advocacy.signoff.actions.routes import approve_step, begin_route, return_step
from advocacy.signoff.models import Route, RouteStep, StepAct, StepState
from advocacy.signoff.queries.routes import current_route
from tests.make import coalition as make
from tests.make.drafting import frozen_dossier

_numbers = count(1)
KIND = "position_paper"


def body(office: Office | None = None, name: str = "هيئة") -> Body:
    """A body without anybody in it."""
    number = next(_numbers)
    row = Body(code=f"RB{number}", office=office.value if office else "", name_ar=name, name_en=f"Body {number}")
    return make.kept(row)


def seat(
    of: Body,
    role: BodyRole = BodyRole.MEMBER,
    *,
    who: Person | None = None,
    since: date = make.LONG_AGO,
    until: date | None = None,
) -> Person:
    """Somebody with a term in a body."""
    who = who or make.person()
    make.kept(BodyTerm(body_id=of.id, person_id=who.id, role=role, since=since, until=until))
    return who


def step(by: str = "own_group", rule: str = "chair", hours: int = 72, task: str = "approve") -> dict[str, object]:
    """One step as it is composed."""
    return {"task": task, "by": by, "rule": rule, "hours": hours}


def composed(*steps: dict[str, object], kind: str = KIND, may_skip: bool = False, carries: bool = False) -> None:
    """Give a kind a route; makes the coalition if need be."""
    if coalition.the_coalition() is None:
        make.coalition()
    with transaction():
        compose_route(kind, steps, may_skip=may_skip, carries=carries, by=None)


def begun(dossier: Dossier | None = None) -> Route:
    """A frozen text on its route."""
    dossier = dossier or frozen_dossier()
    with transaction():
        route = begin_route(session.get_one(Dossier, dossier.id), by=None)
    assert route is not None
    return route


def open_step(dossier: Dossier) -> RouteStep:
    """The step whose turn it is."""
    route = current_route(session.get_one(Dossier, dossier.id))
    assert route is not None
    return next(one for one in route.steps if one.state is StepState.OPEN)


def approve(dossier: Dossier, by: Person) -> StepAct:
    """Somebody approves in the step whose turn it is."""
    waiting = open_step(dossier)
    with transaction():
        return approve_step(waiting, seal=waiting.route.seal, by=session.get_one(Person, by.id))


def send_back(dossier: Dossier, by: Person, reason: str = "المادة 24 مذكورة في غير موضعها.") -> StepAct:
    """Somebody sends the text back in the step whose turn it is."""
    waiting = open_step(dossier)
    with transaction():
        return return_step(waiting, reason=reason, seal=waiting.route.seal, by=session.get_one(Person, by.id))


def states(dossier: Dossier) -> Sequence[str]:
    """How the steps of the route that counts stand."""
    route = current_route(session.get_one(Dossier, dossier.id))
    return [one.state.value for one in route.steps] if route else []
