"""A frozen text on its way through the bodies: begun, approved, sent back, handed to successors (decision 0025)."""

from collections.abc import Iterable, Mapping

from flask_babel import lazy_gettext as _

from advocacy import clock
from advocacy.accounts.models import Person
from advocacy.coalition.models import BodyTerm
from advocacy.database import session
from advocacy.drafting.models import Dossier, Freeze, Stage
from advocacy.drafting.queries import newest_freeze
from advocacy.errors import BadInput, RuleBroken
from advocacy.ledger.actions import append
from advocacy.signoff import route_letters as letters
from advocacy.signoff.actions.walking import advance, apply, post_letter
from advocacy.signoff.models import Route, RouteStep, StepAct, StepState, Task
from advocacy.signoff.queries import coordinators, rapporteurs
from advocacy.signoff.queries.routes import (
    acting,
    current_route,
    decision_of,
    is_live,
    is_through,
    plan_for,
    standing_acts,
    step_now,
)
from advocacy.signoff.rules.plans import OWN_GROUP, PlanStep
from papers.normalise import clean_text

MOST_WORDS = 600


def begin_route(dossier: Dossier, *, by: Person | None) -> Route | None:
    """Send the frozen text on the route that the by-laws give its kind. Twice is once; None where there is no route."""
    session.refresh(dossier, with_for_update=True)
    freeze = newest_freeze(dossier)
    if dossier.stage is not Stage.FROZEN or freeze is None:
        raise RuleBroken(_("Freeze the text first: a body approves only what can no longer change."))
    if (known := current_route(dossier)) is not None:
        return known
    plan = plan_for(dossier.kind)
    if not plan.steps:
        return None
    route = Route(may_skip=plan.may_skip, carries=plan.carries)
    steps = [_planned(step, dossier) for step in plan.steps]
    return lay(route, freeze, steps, by=by)


def lay(route: Route, freeze: Freeze, steps: Iterable[RouteStep], *, by: Person | None) -> Route:
    """Put a new route with these steps under a frozen text, and give the first of them its turn."""
    route.dossier_id, route.freeze_id, route.seal = freeze.dossier_id, freeze.id, freeze.seal
    route.begun_at, route.begun_by_id = clock.now(), by.id if by else None
    route.dossier, route.freeze = freeze.dossier, freeze
    session.add(route)
    for position, step in enumerate(steps):
        step.position = position
        route.steps.append(step)
    session.flush()
    append(
        "signoff.route_begun",
        route,
        by=by.id if by else None,
        dossier=route.dossier_id,
        seal=route.seal,
        steps=[step.id for step in route.steps],
        carried=[step.id for step in route.steps if step.is_done],
    )
    advance(route)
    return route


def copied(steps: Iterable[RouteStep], kept: Mapping[int, RouteStep] | None = None) -> list[RouteStep]:
    """The same steps again; those whose id is in `kept` stay approved, as they were by the step named there."""
    return [_copied(step, (kept or {}).get(step.id)) for step in steps]


def approve_step(step: RouteStep, *, seal: str, by: Person) -> StepAct:
    """Somebody in office approves the text for the body. Twice is once."""
    return _act(step, True, "", seal=seal, by=by)


def return_step(step: RouteStep, *, reason: str, seal: str, by: Person) -> StepAct:
    """Somebody in office sends the text back, with a reason. Twice is once."""
    reason = clean_text(reason)
    if not reason:
        raise BadInput({"reason": _("Say why: those who write the text will read it.")})
    if len(reason) > MOST_WORDS:
        raise BadInput({"reason": _("That is too long: at most %(count)s characters.", count=MOST_WORDS)})
    return _act(step, False, reason, seal=seal, by=by)


def ask_again(route: Route, *, reason: str, by: Person) -> Route:
    """Put the same text before the body once more that has sent it back. What bodies before it approved stays."""
    session.refresh(route.dossier, with_for_update=True)
    now = step_now(route)
    if not is_live(route) or now is None or now.state is not StepState.RETURNED:
        raise RuleBroken(_("No body has sent this text back. Reload the page."))
    reason = clean_text(reason)[:MOST_WORDS]
    if not reason:
        raise BadInput({"again": _("Say why the same text comes again; the decision file will show it.")})
    kept = {step.id: step for step in route.steps if step.state is StepState.APPROVED}
    kept |= {step.id: step for step in route.steps if step.state is StepState.SKIPPED}
    append("signoff.route_again", route, by=by.id, dossier=route.dossier_id, seal=route.seal, step=now.id, why=reason)
    again = Route(may_skip=route.may_skip, carries=route.carries)
    again.carried_until, again.carried_reason = route.carried_until, route.carried_reason
    return lay(again, route.freeze, copied(route.steps, kept), by=by)


def refuse_before_route(dossier: Dossier) -> None:
    """RuleBroken while a body on the route of this text has not had its step."""
    route = current_route(dossier)
    if route is None and plan_for(dossier.kind).steps:
        raise RuleBroken(_("Papers of this kind go through bodies first. The route of this text has not begun yet."))
    if route is not None and not is_through(route):
        raise RuleBroken(
            _("The members are called last: first every body on the route of this text has its step. See its route.")
        )


def _act(step: RouteStep, approves: bool, reason: str, *, seal: str, by: Person) -> StepAct:
    route = step.route
    session.refresh(route.dossier, with_for_update=True)
    session.refresh(step)
    if seal != route.seal or not is_live(route):
        raise RuleBroken(_("This page showed another version of the text. Read this one, then decide."))
    today = clock.now().date()
    holder = next((one for one in acting(step, today) if one.person.id == by.id), None)
    if holder is None:
        raise RuleBroken(
            _("You hold no term today in the body whose step this is: it waits for those who are in office now.")
        )
    known = next((act for act in standing_acts(step) if act.person_id == by.id), None)
    if known is not None and (known.approves, known.reason) == (approves, reason):
        return known
    if step.state is not StepState.OPEN:
        raise RuleBroken(_("This step is not open: it has been decided, or its turn has not come. Reload the page."))
    if known is not None:
        known.standing = False
        session.flush()
    is_body = isinstance(holder.term, BodyTerm)
    act = StepAct(
        step_id=step.id,
        person_id=by.id,
        body_term_id=holder.term.id if is_body else None,
        group_term_id=None if is_body else holder.term.id,
        seal=seal,
        approves=approves,
        reason=reason,
        acted_at=clock.now(),
    )
    step.acts.append(act)
    session.flush()
    decision = decision_of(step, today)
    append(
        "signoff.step_approved" if approves else "signoff.step_returned",
        act,
        by=by.id,
        dossier=route.dossier_id,
        seal=seal,
        step=step.id,
        body_term=act.body_term_id,
        group_term=act.group_term_id,
        decided=decision.value,
    )
    if not approves:
        tell_of_return(act)
    apply(step, decision)
    return act


def tell_of_return(act: StepAct) -> None:
    """The secretariat and those who write the text are told why a body's member sends it back."""
    dossier, today = act.step.route.dossier, clock.now().date()
    for person in dict.fromkeys([*coordinators(today), *rapporteurs(dossier, today)]):
        post_letter(f"returned:{act.id}", person, letters.returned(act.step, act.reason, person))


def _planned(step: PlanStep, dossier: Dossier) -> RouteStep:
    kind, _colon, number = step.by.partition(":")
    laid = RouteStep(task=Task(step.task), rule=step.rule, hours=step.hours, state=StepState.WAITING)
    if step.by == OWN_GROUP:
        laid.group_id = dossier.group_id
    elif kind == "group":
        laid.group_id = int(number)
    elif kind == "body":
        laid.body_id = int(number)
    else:
        laid.office = number
    return laid


def _copied(step: RouteStep, kept: RouteStep | None) -> RouteStep:
    copy = RouteStep(
        task=step.task,
        body_id=step.body_id,
        group_id=step.group_id,
        office=step.office,
        rule=step.rule,
        hours=step.hours,
        state=StepState.WAITING,
    )
    if kept is not None:
        copy.state, copy.ended_at = kept.state, kept.ended_at
        copy.opened_at, copy.due_at, copy.carried_from_id = kept.opened_at, kept.due_at, kept.id
    return copy
