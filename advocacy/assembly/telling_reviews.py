"""One sentence for each kind of ledger entry about a review, in the reader's language."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask_babel import gettext as _
from flask_babel import lazy_gettext, ngettext

from advocacy.assembly.telling import Telling, Told, by_line
from advocacy.ledger.models import Entry

if TYPE_CHECKING:
    from advocacy.assembly.story import Names

DECISIONS = {
    "adopted": lazy_gettext("Amendment %(number)s was adopted"),
    "adopted_modified": lazy_gettext("Amendment %(number)s was adopted with changes"),
    "rejected": lazy_gettext("Amendment %(number)s was rejected"),
}
HANDLINGS = {
    "adopt": lazy_gettext("The group proposes to adopt amendment %(number)s"),
    "adopt_modified": lazy_gettext("The group proposes to adopt amendment %(number)s in other words"),
    "reject": lazy_gettext("The group proposes to reject amendment %(number)s"),
}
BACKINGS = {
    "cosponsor": lazy_gettext("%(organisation)s joined amendment %(number)s"),
    "support": lazy_gettext("%(organisation)s supports amendment %(number)s"),
}


def _late(entry: Entry) -> str:
    return _("Late") if entry.facts.get("late") else ""


def _acted(entry: Entry, names: Names) -> dict[str, object]:
    return {"organisation": names.organisation(entry), "number": entry.facts.get("number")}


def opened(entry: Entry, names: Names) -> Told:
    count = len(entry.facts.get("asked", ()))
    asked = ngettext("%(num)s organisation was asked", "%(num)s organisations were asked", count)
    digest = _("Text: %(digest)s", digest=str(entry.facts["digest"])[:16])
    return Told(_("The draft was put before the members for review"), (asked, by_line(entry, names), digest), "good")


def reopening_asked(entry: Entry, names: Names) -> Told:
    return Told(_("Somebody asked to open the review window again"), (by_line(entry, names),))


def reopened(entry: Entry, names: Names) -> Told:
    return Told(_("A second person opened the review window again"), (by_line(entry, names),), "bad")


def ended(entry: Entry, names: Names) -> Told:
    left = _("Not everything was answered; the reason is kept") if entry.facts.get("unanswered") else ""
    return Told(_("The review ended"), (left, by_line(entry, names)), "bad" if left else "good")


def moved(entry: Entry, names: Names) -> Told:
    heading = _("%(organisation)s moved amendment %(number)s", **_acted(entry, names))
    return Told(heading, (_late(entry), by_line(entry, names)))


def withdrawn(entry: Entry, names: Names) -> Told | None:
    if entry.facts.get("number") is None:  # it was never moved: nobody outside its organisation knew of it
        return None
    return Told(_("%(organisation)s withdrew amendment %(number)s", **_acted(entry, names)), (by_line(entry, names),))


def backed(entry: Entry, names: Names) -> Told:
    words = str(BACKINGS[str(entry.facts["backing"])]) % _acted(entry, names)
    return Told(words, (), "quiet")


def backing_ended(entry: Entry, names: Names) -> Told:
    return Told(_("%(organisation)s no longer stands behind amendment %(number)s", **_acted(entry, names)), (), "quiet")


def proposed(entry: Entry, names: Names) -> Told:
    words = str(HANDLINGS[str(entry.facts["handling"])]) % {"number": entry.facts["number"]}
    return Told(words, (by_line(entry, names),), "quiet")


def proposal_answered(entry: Entry, names: Names) -> Told:
    number = entry.facts["number"]
    if entry.facts["accepts"]:
        return Told(_("The movers of amendment %(number)s accept the proposal", number=number), (), "good")
    return Told(_("The movers of amendment %(number)s do not accept the proposal", number=number), (), "bad")


def decided(entry: Entry, names: Names) -> Told:
    decision = str(entry.facts["decision"])
    words = str(DECISIONS[decision]) % {"number": entry.facts["number"]}
    unasked = decision == "adopted_modified" and entry.facts.get("movers_accept") is not True
    word = _("Not accepted by the movers") if unasked else ""
    return Told(words, (word, by_line(entry, names)), "bad" if decision == "rejected" else "good")


def merged(entry: Entry, names: Names) -> Told:
    facts = entry.facts
    lines = [_("Revision %(number)s", number=facts["number"])]
    if credit := names.organisations(facts.get("movers", ())):
        lines.append(_("Moved by: %(names)s", names=_(", ").join(credit)))
    hidden = len(facts.get("movers", ())) - len(credit) + int(facts.get("withheld_movers", 0))
    if hidden:
        lines.append(ngettext("and %(num)s member organisation", "and %(num)s member organisations", hidden))
    if facts.get("collisions"):
        lines.append(ngettext("%(num)s collision ruled on", "%(num)s collisions ruled on", int(facts["collisions"])))
    return Told(_("The adopted amendments entered the text"), (*lines, by_line(entry, names)), "good")


def sheet_handed_in(entry: Entry, names: Names) -> Told:
    heading = _("%(organisation)s handed in its comment sheet", organisation=names.organisation(entry))
    count = int(entry.facts.get("comments", 0))
    return Told(heading, (ngettext("%(num)s comment", "%(num)s comments", count), _late(entry)))


REVIEW_TELLINGS: dict[str, Telling] = {
    "amending.opened": opened,
    "amending.reopening_asked": reopening_asked,
    "amending.reopened": reopened,
    "amending.ended": ended,
    "amending.moved": moved,
    "amending.withdrawn": withdrawn,
    "amending.backed": backed,
    "amending.backing_ended": backing_ended,
    "amending.proposed": proposed,
    "amending.proposal_answered": proposal_answered,
    "amending.decided": decided,
    "amending.merged": merged,
    "amending.sheet_handed_in": sheet_handed_in,
}
"""As `telling.TELLINGS`; that a comment was answered stands on its sheet, and red lines belong to no paper."""
