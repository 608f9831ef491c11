"""Deciding on suggestions: several accepted at once become one revision, or none of them does."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from flask_babel import lazy_gettext as _
from flask_babel import lazy_ngettext

from advocacy import clock
from advocacy.accounts.models import Person
from advocacy.database import session
from advocacy.drafting import queries
from advocacy.drafting.actions.live import revise_from_live, set_text
from advocacy.drafting.actions.revise import refuse_unless_drafting
from advocacy.drafting.models import Revision, State, Suggestion, Version
from advocacy.errors import BadInput, RuleBroken
from advocacy.ledger.actions import append
from papers.canonical import digest
from papers.merge import Conflict
from papers.model import Paper
from papers.normalise import clean_text, normalise


@dataclass(frozen=True, slots=True)
class Accepted:
    """What came of accepting: the newest revision, what stands in it now, and what collided and waits on."""

    revision: Revision
    taken: Sequence[Suggestion]
    collisions: tuple[Conflict, ...]


class Collision(RuleBroken):
    """Nothing could be accepted: what was chosen contradicts itself or what the text has become."""

    def __init__(self, collisions: tuple[Conflict, ...]) -> None:
        super().__init__(_("These suggestions contradict each other or the newest text. Choose between them."))
        self.collisions = collisions


def accept_suggestions(version: Version, ids: Sequence[int], *, by: Person) -> Accepted:
    """Take suggestions into the text as one revision. Those that collide stay open and are told.

    Raises Collision if nothing is left to take, BadInput when none of the ids waits.
    """
    session.refresh(version, with_for_update=True)
    refuse_unless_drafting(version.dossier)
    rows = _chosen(version, ids)
    head = revise_from_live(version, by=by)  # what others typed meanwhile is not undone by accepting
    before = queries.paper_of(head)
    seen = queries.outlook(version, rows, before)
    applied = {int(name) for name in seen.merged.applied}
    taken = [row for row in rows if row.id in applied]
    if not taken:
        raise Collision(seen.collisions)
    revision = _written(version, head, replace(seen.merged.paper, aligned=before.aligned), taken, by=by)
    for row in taken:
        _decide(row, State.ACCEPTED, "", by)
        row.taken = revision.number
    session.flush()
    facts: dict[str, Any] = {"lang": version.lang, "count": len(taken), "number": revision.number}
    append("drafting.suggestions_accepted", revision, by=by.id, dossier=version.dossier_id, **facts)
    return Accepted(revision, taken, seen.collisions)


def reject_suggestions(version: Version, ids: Sequence[int], reason: str, *, by: Person) -> Sequence[Suggestion]:
    """Leave suggestions out of the text for good, with the reason that their author reads."""
    session.refresh(version, with_for_update=True)
    refuse_unless_drafting(version.dossier)
    reason = clean_text(reason)
    if not reason:
        raise BadInput({"reason": _("Say why, in a sentence: whoever proposed it will read it.")})
    rows = _chosen(version, ids)
    for row in rows:
        _decide(row, State.REJECTED, reason, by)
    facts: dict[str, Any] = {"lang": version.lang, "count": len(rows)}
    append("drafting.suggestions_rejected", version, by=by.id, dossier=version.dossier_id, **facts)
    return rows


def _chosen(version: Version, ids: Sequence[int]) -> Sequence[Suggestion]:
    rows = queries.open_suggestions(version, ids)
    if not rows:
        raise BadInput({"suggestion": _("Choose at least one suggestion that still waits.")})
    return rows


def _decide(row: Suggestion, state: State, reason: str, by: Person) -> None:
    row.state, row.reason, row.decided_by_id, row.decided_at = state, reason, by.id, clock.now()


def _written(version: Version, head: Revision, paper: Paper, taken: Sequence[Suggestion], *, by: Person) -> Revision:
    """The text with what was taken; the text that is written together is told the same."""
    paper = normalise(paper)
    if digest(paper) == head.digest:
        return head
    names = list(dict.fromkeys(name for row in taken if (name := row.author_in(version.lang))))
    message = lazy_ngettext(
        "%(num)s suggestion taken in: %(names)s", "%(num)s suggestions taken in: %(names)s", len(taken),
        names="، ".join(names) if version.lang in ("ar", "ckb") else ", ".join(names),
    )  # fmt: skip
    return set_text(version, paper, reason=str(message)[:500], by=by)
