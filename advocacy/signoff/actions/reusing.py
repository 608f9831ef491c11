"""A text that was reopened and frozen again: what its bodies approved before carries over an editorial change."""

from flask_babel import lazy_gettext as _

from advocacy import clock
from advocacy.accounts.models import Person
from advocacy.database import session
from advocacy.drafting.models import Stage
from advocacy.errors import BadInput, RuleBroken
from advocacy.signoff.actions.carrying import WINDOW, carry
from advocacy.signoff.actions.changing import refused_as_editorial, substance_between
from advocacy.signoff.actions.routes import MOST_WORDS
from advocacy.signoff.actions.walking import drop_steps
from advocacy.signoff.models import Route
from advocacy.signoff.queries.routes import is_live, route_before, standing_acts
from papers.normalise import clean_text


def carry_over(route: Route, *, reason: str, by: Person) -> Route:
    """Take over what the bodies approved about the text before, where the by-laws let approvals carry.

    Whoever leads the paper declares that the change is editorial, with a reason; BadInput where the system sees that it
    is not. Each body can call its approval back for twelve hours, and no call is opened before.
    """
    session.refresh(route.dossier, with_for_update=True)
    before = route_before(route)
    if not is_live(route) or route.dossier.stage is not Stage.FROZEN or before is None:
        raise RuleBroken(_("There is no approval of an earlier text that could be carried over."))
    if not route.carries:
        raise RuleBroken(_("The by-laws carry no approval of a paper of this kind over a change."))
    if route.carried_until is not None or any(standing_acts(step) for step in route.steps):
        raise RuleBroken(_("A body has spoken about this text already: it decides about it anew."))
    if not same_bodies(before, route):
        raise RuleBroken(_("The route of this kind was composed differently meanwhile: the bodies decide anew."))
    reason = clean_text(reason)[:MOST_WORDS]
    if not reason:
        raise BadInput({"carried": _("Say what was changed and why: the bodies will read it.")})
    old, new = before.freeze, route.freeze
    if {text.lang for text in old.texts} != {text.lang for text in new.texts}:
        raise BadInput({"carried": _("Other languages are frozen than before: the bodies decide anew.")})
    if found := substance_between(old, new):
        raise BadInput({"carried": refused_as_editorial(found)})
    drop_steps(route)
    return carry(before, new, reason=reason, until=clock.now() + WINDOW, by=by)


def same_bodies(one: Route, other: Route) -> bool:
    """Whether two routes have the same steps."""

    def of(route: Route) -> list[tuple[object, ...]]:
        return [(step.task, step.body_id, step.group_id, step.office, step.rule) for step in route.steps]

    return of(one) == of(other)
