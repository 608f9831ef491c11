"""Leaving out steps because it is urgent: asked by the coordinator, confirmed by who presides the board."""

from collections.abc import Collection

from flask_babel import lazy_gettext as _

from advocacy import clock
from advocacy.accounts.models import Person
from advocacy.database import session
from advocacy.errors import BadInput, RuleBroken
from advocacy.ledger.actions import append
from advocacy.signoff import route_letters as letters
from advocacy.signoff.actions.routes import MOST_WORDS
from advocacy.signoff.actions.walking import advance, post_letter
from advocacy.signoff.models import Route, RouteSkip, RouteStep, StepState
from advocacy.signoff.queries.routes import acting, board_chairs, is_live, step_now
from papers.normalise import clean_text

UNDONE = (StepState.WAITING, StepState.OPEN)


def ask_skip(route: Route, steps: Collection[int], *, reason: str, by: Person) -> RouteSkip:
    """Ask whoever presides the board to let these steps (ids) be skipped. Nothing is skipped by that alone."""
    session.refresh(route.dossier, with_for_update=True)
    if not route.may_skip:
        raise RuleBroken(_("The by-laws let no step of a paper of this kind be skipped."))
    if not is_live(route):
        raise RuleBroken(_("This page showed another version of the text. Read this one, then decide."))
    if any(skip.is_waiting for skip in route.skips):
        raise RuleBroken(_("The second person has been asked already. Wait, or drop that first."))
    chosen = [step for step in route.steps if step.id in steps and step.state in UNDONE]
    reason = clean_text(reason)
    wrong: dict[str, object] = {}
    if not chosen:
        wrong["steps"] = _("Choose the steps that shall be skipped.")
    if not reason or len(reason) > MOST_WORDS:
        wrong["why"] = _(
            "Say in at most %(count)s characters why it is urgent: the decision file keeps it.", count=MOST_WORDS
        )
    if wrong:
        raise BadInput(wrong)
    chairs = [person for person in board_chairs(clock.now().date()) if person.id != by.id]
    if not chairs:
        raise RuleBroken(_("Nobody else presides the board today, so nobody can be the second person."))
    skip = RouteSkip(
        steps=[step.id for step in chosen], reason=reason, asked_by_id=by.id, asked_at=clock.now(), asked_by=by
    )
    route.skips.append(skip)
    session.flush()
    append("signoff.skip_asked", skip, by=by.id, dossier=route.dossier_id, seal=route.seal, steps=skip.steps)
    for person in chairs:
        post_letter(f"skip:{skip.id}", person, letters.skip_asked(skip, person))
    return skip


def confirm_skip(skip: RouteSkip, *, by: Person) -> RouteSkip:
    """The second person, who presides the board today, lets the steps be skipped. Twice is once."""
    route = skip.route
    session.refresh(route.dossier, with_for_update=True)
    session.refresh(skip)
    if skip.confirmed_at is not None:
        return skip
    if skip.dropped_at is not None or not is_live(route):
        raise RuleBroken(_("This is no longer asked. Reload the page."))
    if by.id not in {person.id for person in board_chairs(clock.now().date())} or by.id == skip.asked_by_id:
        raise RuleBroken(_("Only who presides the board today confirms it, and never who has asked for it."))
    skip.confirmed_at, skip.confirmed_by_id, skip.confirmed_by = clock.now(), by.id, by
    steps = [step for step in route.steps if step.id in skip.steps and step.state in UNDONE]
    append(
        "signoff.steps_skipped",
        skip,
        by=by.id,
        dossier=route.dossier_id,
        seal=route.seal,
        steps=[step.id for step in steps],
        asked_by=skip.asked_by_id,
    )
    for step in steps:
        _leave_out(step, skip)
    session.flush()
    now = step_now(route)
    if now is None or now.state is StepState.WAITING:
        advance(route)
    return skip


def drop_skip(skip: RouteSkip, *, by: Person) -> None:
    """Nothing is skipped: whoever asked takes it back, or the second person refuses. Twice is once."""
    session.refresh(skip.route.dossier, with_for_update=True)
    session.refresh(skip)
    if skip.confirmed_at is not None:
        raise RuleBroken(_("The steps have been skipped already."))
    if skip.dropped_at is None:
        skip.dropped_at = clock.now()
        session.flush()
        append("signoff.skip_dropped", skip, by=by.id, dossier=skip.route.dossier_id, seal=skip.route.seal)


def _leave_out(step: RouteStep, skip: RouteSkip) -> None:
    today = clock.now().date()
    step.state, step.ended_at = StepState.SKIPPED, clock.now()
    for holder in acting(step, today):
        post_letter(f"skipped:{step.id}", holder.person, letters.skipped(skip, step, holder.person))
