"""What becomes of approvals when the text changes: a route anew, or carried over an editorial change."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from flask_babel import lazy_gettext as _

from advocacy import clock
from advocacy.accounts.models import Person
from advocacy.database import session
from advocacy.drafting.models import Freeze
from advocacy.errors import RuleBroken
from advocacy.ledger.actions import append
from advocacy.signoff import route_letters as letters
from advocacy.signoff.actions.routes import copied, lay
from advocacy.signoff.actions.walking import drop_steps, post_letter
from advocacy.signoff.models import Change, Route, RouteStep, StepState
from advocacy.signoff.queries.routes import acting, is_live, route_of

WINDOW = timedelta(hours=12)
"""How long a body can say that a change, over which its approval was carried, is one of substance."""


def follow_change(change: Change, *, by: Person) -> Route | None:
    """The text of a call has changed: its bodies approve anew, unless the change is editorial and the by-laws carry.

    None where the text before had no route.
    """
    before = route_of(change.old)
    if before is None:
        return None
    drop_steps(before)
    if change.is_editorial and before.carries:
        until = change.window_until or clock.now() + WINDOW
        return carry(before, change.new, reason=change.reason, until=until, by=by)
    return anew(before, change.new, by=by)


def follow_raise(change: Change, *, by: Person) -> None:
    """A signatory has said that the change is one of substance: then the bodies decide anew as well."""
    route = route_of(change.new)
    if route is not None and route.carried_until is not None:
        drop_steps(route)
        anew(route, change.new, by=by)


def carry(before: Route, freeze: Freeze, *, reason: str, until: datetime, by: Person | None) -> Route:
    """A route under the changed text in which what was approved stays so; those who approved are told."""
    kept = {step.id: step for step in before.steps if step.is_done}
    route = Route(may_skip=before.may_skip, carries=before.carries, carried_until=until, carried_reason=reason)
    lay(route, freeze, copied(before.steps, kept), by=by)
    append(
        "signoff.approvals_carried",
        route,
        by=by.id if by else None,
        dossier=route.dossier_id,
        before=before.seal,
        seal=route.seal,
    )
    tell_carried(route.steps)
    return route


def anew(before: Route, freeze: Freeze, *, by: Person | None) -> Route:
    """The same route from its first step."""
    route = Route(may_skip=before.may_skip, carries=before.carries)
    return lay(route, freeze, copied(before.steps), by=by)


def recall_carried(route: Route, *, by: Person) -> Route:
    """Somebody in office whose body's approval was carried says that the change is one of substance. Twice is once."""
    session.refresh(route.dossier, with_for_update=True)
    today = clock.now().date()
    if not is_live(route):
        latest = route_of(route.freeze)
        if latest is not None and latest is not route and latest.carried_until is None:
            return latest
    if not is_live(route) or route.carried_until is None or clock.now() >= route.carried_until:
        raise RuleBroken(_("The time to say that this change is one of substance is over."))
    if not any(holder.person.id == by.id for step in carried_steps(route) for holder in acting(step, today)):
        raise RuleBroken(_("You hold no term today in a body whose approval was carried over."))
    append("signoff.carry_recalled", route, by=by.id, dossier=route.dossier_id, seal=route.seal)
    drop_steps(route)
    return anew(route, route.freeze, by=by)


def carried_steps(route: Route) -> list[RouteStep]:
    """The steps of a route that were approved before an editorial change."""
    if route.carried_until is None:
        return []
    return [step for step in route.steps if step.carried_from_id is not None and step.state is StepState.APPROVED]


def tell_carried(steps: Iterable[RouteStep]) -> None:
    """Mail those in office in the bodies whose approval was carried over."""
    today = clock.now().date()
    for step in steps:
        if step.carried_from_id is None or step.state is not StepState.APPROVED:
            continue
        for holder in acting(step, today):
            post_letter(f"carried:{step.id}", holder.person, letters.carried(step, holder.person))
