"""By-laws: through which bodies the papers of a kind go before the members are called."""

from collections.abc import Mapping, Sequence
from typing import Any

from flask_babel import lazy_gettext as _

from advocacy import clock
from advocacy.accounts.models import Person
from advocacy.coalition.models import Body, Group
from advocacy.database import session
from advocacy.errors import BadInput, NotFound
from advocacy.ledger.actions import append
from advocacy.signoff.models import RoutePlan
from advocacy.signoff.queries.routes import plan_row
from advocacy.signoff.rules.plans import USUAL, PlanStep, checked, usual
from advocacy.signoff.rules.rule import BadValues
from papers.kinds import KINDS


def compose_route(
    kind: str,
    steps: Sequence[Mapping[str, Any]],
    *,
    may_skip: bool = False,
    carries: bool = False,
    by: Person | None,
) -> RoutePlan:
    """Set the route of a kind; without steps it goes straight to the members. Texts on their way keep their route."""
    if kind not in KINDS:
        raise NotFound(_("There is no such kind of paper."))
    try:
        chosen = checked(steps)
    except BadValues as wrong:
        raise BadInput({wrong.name: _("Choose one of the entries in the list.")}) from wrong
    for number, step in enumerate(chosen):
        if not _is_there(step):
            raise BadInput({f"by-{number}": _("Choose one of the entries in the list.")})
    row = plan_row(kind)
    if row is None:
        row = RoutePlan(kind=kind)
        session.add(row)
    before = (row.steps, row.may_skip, row.carries)
    row.steps, row.may_skip, row.carries = [step.facts() for step in chosen], may_skip, carries
    if (row.steps, row.may_skip, row.carries) == before:
        return row
    row.set_by_id, row.set_at = by.id if by else None, clock.now()
    session.flush()
    append(
        "signoff.route_composed",
        row,
        by=by.id if by else None,
        paper_kind=kind,
        steps=row.steps,
        may_skip=may_skip,
        carries=carries,
    )
    return row


def take_usual_routes(*, legal: str = "", by: Person | None) -> None:
    """Give every kind for which nothing was set the usual route; `legal` is who checks citations, if anybody."""
    for kind in USUAL:
        if plan_row(kind) is None:
            plan = usual(kind, legal)
            steps = [step.facts() for step in plan.steps]
            compose_route(kind, steps, may_skip=plan.may_skip, carries=plan.carries, by=by)


def _is_there(step: PlanStep) -> bool:
    kind, _colon, number = step.by.partition(":")
    if kind not in ("body", "group"):
        return True
    return session.get(Body if kind == "body" else Group, int(number)) is not None
