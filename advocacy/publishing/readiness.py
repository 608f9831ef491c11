"""What stands between an adopted text and its issue, and what is worth a second look."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from flask_babel import lazy_gettext as _

from advocacy.chance import CODE_ALPHABET
from advocacy.coalition.models import Coalition
from advocacy.errors import RuleBroken
from advocacy.publishing.actions import refuse_broken_freeze, refuse_unsettled_change
from advocacy.publishing.compose import editions_of, refuse_names_in_reservations, voices_of
from advocacy.publishing.editions import from_record
from advocacy.publishing.hidden import refuse_leaks
from advocacy.publishing.models import Issue
from advocacy.publishing.rules import CODE_LETTERS, FIRST, grouped
from advocacy.signoff.actions import may_take_back
from advocacy.signoff.models import Call, Outcome
from advocacy.signoff.queries import recordings_of
from papers.edition import Edition

FEW = 3
"""Fewer withheld names than this may tell whose they are (HANDBOOK 1.9)."""


@dataclass(frozen=True, slots=True)
class Gap:
    """One line of the list: "ok", "hint" (worth a look) or "blocks" (it will not be issued)."""

    state: Literal["ok", "hint", "blocks"]
    words: object


def gaps(call: Call, house: Coalition, dated: date) -> list[Gap]:
    """What has been checked before issuing."""
    found = [_held(_("The text is adopted."), _("The text is not adopted."), call.outcome is Outcome.ADOPTED)]
    try:
        refuse_broken_freeze(call.freeze, call.seal)
        found.append(Gap("ok", _("The stored text is, to the byte, the text that was signed.")))
        refuse_unsettled_change(call)
        refuse_names_in_reservations(call)
        if call.attribution:
            refuse_leaks(_as_if_issued(call, house, dated))
    except RuleBroken as refusal:
        found.append(Gap("blocks", refusal.message))
    withheld = sum(voice.is_withheld for voice in voices_of(call))
    if 0 < withheld < FEW:
        found.append(Gap("hint", _("Fewer than three names are withheld: their number alone may tell who they are.")))
    if any(may_take_back(one) for one in recordings_of(call) if one.answer is not None):
        found.append(
            Gap("hint", _("An answer that was written down can still be taken back: 24 hours from the notice of it."))
        )
    if not house.place_ar:
        found.append(Gap("hint", _("The coalition's settings name no place: the paper will be dated without one.")))
    if len(call.freeze.texts) == 1:
        found.append(Gap("hint", _("There is one language only: diplomats who do not read it get nothing.")))
    return found


def preview(call: Call, house: Coalition, dated: date) -> dict[str, Edition]:
    """Per language what would be printed, without number and code, which are taken on issuing."""
    return {lang: from_record(record) for lang, record in _as_if_issued(call, house, dated).editions.items()}


def _as_if_issued(call: Call, house: Coalition, dated: date) -> Issue:
    code = grouped(CODE_ALPHABET[0] * CODE_LETTERS)
    issue = Issue(number=FIRST, reference="", code=code, dated=dated, without=[], embargo_until=None)
    issue.call, issue.freeze, issue.dossier, issue.dossier_id = call, call.freeze, call.dossier, call.dossier_id
    issue.editions = editions_of(issue, house)
    return issue


def _held(good: object, bad: object, holds: bool) -> Gap:
    return Gap("ok", good) if holds else Gap("blocks", bad)
