"""By-laws: how the route of each kind is composed; and where every text stands with its bodies."""

from collections.abc import Mapping
from typing import Any

from flask import flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from advocacy import clock
from advocacy.access import requires
from advocacy.accounts.models import Person
from advocacy.coalition.queries import bodies, groups
from advocacy.database import session, transaction
from advocacy.errors import NotFound, Refusal
from advocacy.policy import Action
from advocacy.signoff.actions.composing import compose_route
from advocacy.signoff.forms import RouteForm
from advocacy.signoff.queries.routes import (
    lacks_people,
    open_steps,
    plan_for,
    plan_row,
    routes_under_way,
    skips_waiting,
)
from advocacy.signoff.route_words import OFFICE_NAME, STEP_RULE, TASK, composed_holder, drawn_path, step_name, task_of
from advocacy.signoff.rules.plans import MOST_STEPS, OWN_GROUP, Plan, usual
from advocacy.signoff.views.room import bp
from advocacy.web import language
from papers.kinds import KINDS


@bp.get("/routes")
@requires(Action.READ_ROUTES)
def list_routes() -> ResponseReturnValue:
    lang, now = language(), clock.now()
    return render_template(
        "signoff/list_routes.html",
        routes=[(route.dossier, drawn_path(route.dossier, lang)) for route in routes_under_way()],
        empty_steps=[(step, step_name(step, lang)) for step in open_steps() if lacks_people(step, now.date())],
        late_steps=[(step, step_name(step, lang)) for step in open_steps() if step.due_at and step.due_at <= now],
        skips=skips_waiting(),
    )


@bp.get("/coalition/routes")
@requires(Action.MANAGE_SETTINGS)
def list_plans() -> ResponseReturnValue:
    lang = language()
    plans = [(kind, KINDS[kind].name(lang), _lines(plan_for(kind), lang), plan_row(kind)) for kind in KINDS]
    return render_template("signoff/list_plans.html", plans=plans)


@bp.get("/coalition/routes/<paper_kind>")
@requires(Action.MANAGE_SETTINGS)
def edit_plan(paper_kind: str) -> ResponseReturnValue:
    _known(paper_kind)
    plan = usual(paper_kind) if request.args.get("usual") else plan_for(paper_kind)
    return _form(paper_kind, _typed(plan))


@bp.post("/coalition/routes/<paper_kind>")
@requires(Action.MANAGE_SETTINGS)
def save_plan(paper_kind: str) -> ResponseReturnValue:
    _known(paper_kind)
    try:
        form = RouteForm.parse(request.form)
        with transaction():
            compose_route(
                paper_kind,
                form.steps,
                may_skip=form.may_skip,
                carries=form.carries,
                by=session.get_one(Person, g.person.id),
            )
    except Refusal as refusal:
        return _form(paper_kind, request.form, refusal)
    flash(_("Saved. Texts that are on their way keep the route on which they began."))
    return redirect(url_for("signoff.list_plans"), 303)


def pages() -> list[tuple[str, str]]:
    """What the page of the coalition offers of this room."""
    return [(url_for("signoff.list_plans"), _("Routes through the bodies"))]


def _form(kind: str, typed: Mapping[str, Any], refusal: Refusal | None = None) -> ResponseReturnValue:
    lang = language()
    holders = [(OWN_GROUP, _("the paper's own working group"))]
    holders += [(f"office:{office}", str(words)) for office, words in OFFICE_NAME.items()]
    holders += [(f"body:{body.id}", body.name_in(lang)) for body in bodies()]
    holders += [(f"group:{group.id}", group.name_in(lang)) for group in groups()]
    page = render_template(
        "signoff/edit_plan.html",
        kind=kind,
        kind_name=KINDS[kind].name(lang),
        rows=range(MOST_STEPS),
        tasks=list(TASK.items()),
        holders=holders,
        rules=list(STEP_RULE.items()),
        typed=typed,
        refusal=refusal,
    )
    return page, refusal.status if refusal else 200


def _typed(plan: Plan) -> dict[str, str]:
    """A route as the fields of its form."""
    fields: dict[str, str] = {}
    for number, step in enumerate(plan.steps):
        fields |= {f"{name}-{number}": str(value) for name, value in step.facts().items()}
    return fields | {name: "yes" for name in ("may_skip", "carries") if getattr(plan, name)}


def _lines(plan: Plan, lang: str) -> list[str]:
    return [
        _(
            "%(step)s, decided by %(rule)s, within %(time)s",
            step=task_of(step.task, composed_holder(step.by, lang)),
            rule=str(STEP_RULE[step.rule]),
            time=ngettext("%(num)s hour", "%(num)s hours", step.hours),
        )
        for step in plan.steps
    ]


def _known(kind: str) -> None:
    if kind not in KINDS:
        raise NotFound(_("There is no such kind of paper."))
