"""One sentence for each kind of ledger entry about a route: what bodies approved, sent back, and what was skipped.

An approval is told as one, and never as a signature.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask_babel import gettext as _

from advocacy.assembly.telling import Telling, Told, by_line, seal_line
from advocacy.database import session
from advocacy.ledger.models import Entry
from advocacy.signoff.models import Route, RouteSkip, RouteStep, StepAct
from advocacy.signoff.route_words import step_name

if TYPE_CHECKING:
    from advocacy.assembly.story import Names


def _step(number: Any, names: Names) -> str:
    step = session.get(RouteStep, number)
    return step_name(step, names.lang) if step else ""


def _steps(numbers: Any, names: Names) -> list[str]:
    return [_step(number, names) for number in numbers]


def begun(entry: Entry, names: Names) -> Told:
    steps = _steps(entry.facts["steps"], names)
    return Told(_("The text went on its route through the bodies"), (*steps, seal_line(entry)), "quiet")


def approved(entry: Entry, names: Names) -> Told:
    done = entry.facts["decided"] == "approved"
    heading = _("Approved for a body") if done else _("One of a body approved; others are still to decide")
    never = _("An approval is no signature.")
    return Told(
        heading,
        (_step(entry.facts["step"], names), by_line(entry, names), _term(entry), seal_line(entry), never),
        "good" if done else "quiet",
    )


def sent_back(entry: Entry, names: Names) -> Told:
    done = entry.facts["decided"] == "returned"
    heading = _("A body sent the text back") if done else _("One of a body would send the text back; others decide")
    act = session.get(StepAct, entry.subject_id)
    why = names.plain(act.reason) if act else ""
    lines = (_step(entry.facts["step"], names), why, by_line(entry, names), _term(entry), seal_line(entry))
    return Told(heading, lines, "bad")


def decided(entry: Entry, names: Names) -> Told:
    heading = (
        _("A body's step was decided by those who are left in office")
        if entry.facts["decided"] == "approved"
        else _("A body can no longer approve the text with those who are left in office")
    )
    return Told(heading, (_step(entry.facts["step"], names), seal_line(entry)))


def handed_on(entry: Entry, names: Names) -> Told:
    heading = _("A waiting step passed to %(name)s, who came into office", name=names.someone(entry.facts["person"]))
    return Told(heading, (_step(entry.facts["step"], names),), "quiet")


def vacant(entry: Entry, names: Names) -> Told:
    return Told(_("Too few people were in office to decide a step"), (_step(entry.facts["step"], names),), "bad")


def through(entry: Entry, names: Names) -> Told:
    return Told(_("Every body on the route has had its step"), (seal_line(entry),), "good")


def again(entry: Entry, names: Names) -> Told:
    lines = (_step(entry.facts["step"], names), names.plain(str(entry.facts["why"])), by_line(entry, names))
    return Told(_("A body was asked again about the same text"), lines)


def carried(entry: Entry, names: Names) -> Told:
    route = session.get(Route, entry.subject_id)
    why = names.plain(route.carried_reason) if route else ""
    heading = _("Approvals were carried over an editorial change")
    return Told(heading, (why, by_line(entry, names), seal_line(entry)), "bad")


def recalled(entry: Entry, names: Names) -> Told:
    heading = _("A body called its carried approval back: the bodies decide anew")
    return Told(heading, (by_line(entry, names), seal_line(entry)), "bad")


def skip_asked(entry: Entry, names: Names) -> Told:
    steps = _steps(entry.facts["steps"], names)
    return Told(_("It was asked to skip steps as urgent"), (*steps, *_why(entry, names), by_line(entry, names)), "bad")


def skip_dropped(entry: Entry, names: Names) -> Told:
    return Told(_("Nothing was skipped"), (by_line(entry, names),), "quiet")


def skipped(entry: Entry, names: Names) -> Told:
    lines = (
        *_steps(entry.facts["steps"], names),
        *_why(entry, names),
        _("Asked by: %(name)s", name=names.someone(entry.facts["asked_by"])),
        _("Confirmed by: %(name)s", name=names.person(entry)),
        seal_line(entry),
    )
    return Told(_("Steps of bodies were skipped as urgent, by two persons"), lines, "bad")


def _why(entry: Entry, names: Names) -> list[str]:
    skip = session.get(RouteSkip, entry.subject_id)
    return [names.plain(skip.reason)] if skip else []


def _term(entry: Entry) -> str:
    number = entry.facts.get("body_term") or entry.facts.get("group_term")
    return _("In office by term no. %(number)s", number=number) if number else ""


ROUTE_TELLINGS: dict[str, Telling] = {
    "signoff.route_begun": begun,
    "signoff.route_through": through,
    "signoff.route_again": again,
    "signoff.step_approved": approved,
    "signoff.step_returned": sent_back,
    "signoff.step_decided": decided,
    "signoff.step_handed_on": handed_on,
    "signoff.step_vacant": vacant,
    "signoff.approvals_carried": carried,
    "signoff.carry_recalled": recalled,
    "signoff.skip_asked": skip_asked,
    "signoff.skip_dropped": skip_dropped,
    "signoff.steps_skipped": skipped,
}
"""As `telling.TELLINGS`."""
