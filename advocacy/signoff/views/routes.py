"""The page of a paper's route: where it stands, the frozen text, and what somebody in office says about it."""

from collections.abc import Callable
from dataclasses import dataclass

from flask import flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from advocacy import clock
from advocacy.access import actor, authorise, may, requires
from advocacy.accounts.models import Person
from advocacy.database import session, transaction
from advocacy.drafting.models import Dossier
from advocacy.drafting.queries import newest_freeze, paper_of_frozen
from advocacy.errors import NotFound, Refusal
from advocacy.policy import Action
from advocacy.signoff.actions.carrying import carried_steps, recall_carried
from advocacy.signoff.actions.reusing import carry_over
from advocacy.signoff.actions.routes import approve_step, ask_again, begin_route, return_step
from advocacy.signoff.actions.skipping import UNDONE, ask_skip, confirm_skip, drop_skip
from advocacy.signoff.models import Route, RouteSkip, RouteStep, StepAct, StepState, Task
from advocacy.signoff.queries.citations import citations_in
from advocacy.signoff.queries.routes import (
    Holder,
    acting,
    case_of,
    current_route,
    is_live,
    is_through,
    lacks_people,
    plan_for,
    route_before,
    routes_of,
    standing_acts,
    step_now,
)
from advocacy.signoff.route_words import STATE, STATE_COLOUR, STEP_RULE, drawn_path, step_name
from advocacy.signoff.views.desk import short
from advocacy.signoff.views.room import bp
from advocacy.web import form_value, language
from papers.write.html import to_html


@dataclass(frozen=True, slots=True)
class Shown:
    """A step as the page shows it: its name, who is in office today, what was said, whether the reader acts."""

    step: RouteStep
    name: str
    people: list[Holder]
    acts: list[StepAct]
    is_empty: bool
    is_mine: bool
    skip: RouteSkip | None


@bp.get("/papers/<int:dossier_id>/route")
@requires(Action.READ_ROUTE)
def show_route(dossier_id: int) -> ResponseReturnValue:
    return _page(_readable(dossier_id))


@bp.post("/papers/<int:dossier_id>/route/begin")
@requires(Action.FREEZE_PAPER)
def begin_on_route(dossier_id: int) -> ResponseReturnValue:
    dossier = _readable(dossier_id)
    authorise(Action.FREEZE_PAPER, dossier)
    return _done(dossier, lambda by: begin_route(_dossier(dossier_id), by=by), _("The text is on its route."))


@bp.post("/papers/<int:dossier_id>/route/steps/<int:step_id>/approve")
@requires(Action.APPROVE_STEP)
def approve_in_step(dossier_id: int, step_id: int) -> ResponseReturnValue:
    dossier, step = _readable(dossier_id), _step(dossier_id, step_id)
    seal = form_value(request.form, "seal")
    words = _("Your approval is recorded. It is no signature of any organisation.")
    return _done(dossier, lambda by: approve_step(step, seal=seal, by=by), words)


@bp.post("/papers/<int:dossier_id>/route/steps/<int:step_id>/return")
@requires(Action.APPROVE_STEP)
def return_in_step(dossier_id: int, step_id: int) -> ResponseReturnValue:
    dossier, step = _readable(dossier_id), _step(dossier_id, step_id)
    reason, seal = form_value(request.form, "reason"), form_value(request.form, "seal")
    words = _("The text is sent back; those who write it are told why.")
    return _done(dossier, lambda by: return_step(step, reason=reason, seal=seal, by=by), words)


@bp.post("/papers/<int:dossier_id>/route/again")
@requires(Action.FREEZE_PAPER)
def ask_body_again(dossier_id: int) -> ResponseReturnValue:
    dossier = _readable(dossier_id)
    authorise(Action.FREEZE_PAPER, dossier)
    words = _("The body is asked again about the same text.")
    return _done(
        dossier, lambda by: ask_again(_route(dossier_id), reason=form_value(request.form, "again"), by=by), words
    )


@bp.post("/papers/<int:dossier_id>/route/carry")
@requires(Action.FREEZE_PAPER)
def carry_approvals(dossier_id: int) -> ResponseReturnValue:
    dossier = _readable(dossier_id)
    authorise(Action.FREEZE_PAPER, dossier)
    words = _("The approvals are carried over. The bodies are told, and can call them back for 12 hours.")
    return _done(
        dossier, lambda by: carry_over(_route(dossier_id), reason=form_value(request.form, "carried"), by=by), words
    )


@bp.post("/papers/<int:dossier_id>/route/recall")
@requires(Action.APPROVE_STEP)
def recall_approvals(dossier_id: int) -> ResponseReturnValue:
    dossier = _readable(dossier_id)
    words = _("The approvals are called back: the bodies decide anew.")
    return _done(dossier, lambda by: recall_carried(_route(dossier_id), by=by), words)


@bp.post("/papers/<int:dossier_id>/route/skip")
@requires(Action.SKIP_STEP)
def skip_steps(dossier_id: int) -> ResponseReturnValue:
    dossier = _readable(dossier_id)
    chosen = {int(one) for one in request.form.getlist("steps") if one.isdecimal() and len(one) < 10}
    why = form_value(request.form, "why")
    words = _("Whoever presides the board is asked to confirm it. Nothing is skipped before.")
    return _done(dossier, lambda by: ask_skip(_route(dossier_id), chosen, reason=why, by=by), words)


@bp.post("/papers/<int:dossier_id>/route/skips/<int:skip_id>/confirm")
@requires(Action.CONFIRM_SKIP)
def confirm_skipping(dossier_id: int, skip_id: int) -> ResponseReturnValue:
    dossier, skip = _readable(dossier_id), _skip(dossier_id, skip_id)
    words = _("The steps are skipped. The decision file says who did so and why.")
    return _done(dossier, lambda by: confirm_skip(skip, by=by), words)


@bp.post("/papers/<int:dossier_id>/route/skips/<int:skip_id>/drop")
@requires(Action.SKIP_STEP)
def drop_skipping(dossier_id: int, skip_id: int) -> ResponseReturnValue:
    dossier, skip = _readable(dossier_id), _skip(dossier_id, skip_id)
    return _done(dossier, lambda by: drop_skip(skip, by=by), _("Nothing is skipped."))


def _done(dossier: Dossier, act: Callable[[Person], object], words: str) -> ResponseReturnValue:
    """Do one thing on the route, and show its page: again with what was typed where it was refused."""
    try:
        with transaction():
            act(session.get_one(Person, g.person.id))
    except Refusal as refusal:
        return _page(_dossier(dossier.id), refusal)
    flash(words)
    return redirect(url_for("signoff.show_route", dossier_id=dossier.id), 303)


def _page(dossier: Dossier, refusal: Refusal | None = None) -> ResponseReturnValue:
    lang, route = language(), current_route(dossier)
    freeze = newest_freeze(dossier)
    shown = [_shown(step, lang) for step in route.steps] if route else []
    now = step_now(route) if route else None
    live = route is not None and is_live(route)
    carried = carried_steps(route) if route and live else []
    until = route.carried_until if route and carried else None
    window = until if until is not None and clock.now() < until else None
    earlier = [one for one in reversed(routes_of(dossier)) if one is not route]
    page = render_template(
        "signoff/show_route.html",
        dossier=dossier,
        case=case_of(dossier),
        route=route,
        path=drawn_path(dossier, lang),
        shown=shown,
        now=now,
        live=live,
        through=route is not None and is_through(route),
        begins=route is None and freeze is not None and bool(plan_for(dossier.kind).steps),
        texts=[(text, to_html(paper_of_frozen(text), heading_offset=2)) for text in freeze.texts] if freeze else [],
        cited=citations_in(freeze, lang) if freeze and any(one.step.task is Task.LEGAL_CHECK for one in shown) else [],
        mark=short(freeze.seal) if freeze else "",
        skippable=[one for one in shown if one.step.state in UNDONE] if route and route.may_skip and live else [],
        waiting_skip=next((skip for skip in route.skips if skip.is_waiting), None) if route and live else None,
        may_carry=bool(route and live and route.carries and route.carried_until is None and route_before(route))
        and not any(one.acts for one in shown),
        window=window,
        may_recall=any(_is_in_office(step) for step in carried),
        earlier=[(one, [_shown(step, lang) for step in one.steps]) for one in earlier],
        reads_words=_reads_words(dossier),
        state=STATE,
        colour=STATE_COLOUR,
        rule=STEP_RULE,
        returned=now is not None and now.state is StepState.RETURNED,
        refusal=refusal,
        typed=request.form,
    )
    return page, refusal.status if refusal else 200


def _shown(step: RouteStep, lang: str) -> Shown:
    today = clock.now().date()
    return Shown(
        step,
        step_name(step, lang),
        acting(step, today),
        standing_acts(step),
        step.state is StepState.OPEN and lacks_people(step, today),
        step.state is StepState.OPEN and _is_in_office(step),
        next((one for one in step.route.skips if one.confirmed_at and step.id in one.steps), None),
    )


def _reads_words(dossier: Dossier) -> bool:
    """Whether the reader sees what was typed as a reason, which may name whom not everybody may know: who decides, who
    writes the text, and who reads decision files; not every member that reads the paper.
    """
    return (
        may(Action.READ_DECISION_FILE) or may(Action.WRITE_PAPER, dossier) or may(Action.APPROVE_STEP, case_of(dossier))
    )


def _is_in_office(step: RouteStep) -> bool:
    me = actor().person_id
    return any(holder.person.id == me for holder in acting(step, clock.now().date()))


def _readable(dossier_id: int) -> Dossier:
    """The paper, for whoever may read its route."""
    dossier = _dossier(dossier_id)
    authorise(Action.READ_ROUTE, case_of(dossier))
    return dossier


def _dossier(dossier_id: int) -> Dossier:
    dossier = session.get(Dossier, dossier_id)
    if dossier is None:
        raise NotFound(_("There is no such paper."))
    return dossier


def _route(dossier_id: int) -> Route:
    route = current_route(_dossier(dossier_id))
    if route is None:
        raise NotFound(_("This text is on no route."))
    return route


def _step(dossier_id: int, step_id: int) -> RouteStep:
    step = session.get(RouteStep, step_id)
    if step is None or step.route.dossier_id != dossier_id:
        raise NotFound(_("There is no such step."))
    return step


def _skip(dossier_id: int, skip_id: int) -> RouteSkip:
    skip = session.get(RouteSkip, skip_id)
    if skip is None or skip.route.dossier_id != dossier_id:
        raise NotFound(_("There is no such step."))
    return skip


def links_of(dossier: Dossier) -> list[tuple[str, str]]:
    """The route of this paper, in the row of its rooms."""
    if current_route(dossier) is None and not plan_for(dossier.kind).steps:
        return []
    if not may(Action.READ_PAPER, dossier) and not may(Action.READ_ROUTE, case_of(dossier)):
        return []
    return [(_("Route"), url_for("signoff.show_route", dossier_id=dossier.id))]
