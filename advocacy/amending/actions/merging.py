"""Adopted amendments become the next revision; collisions are ruled on, and what is undecided is carried along."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _

from advocacy import clock
from advocacy.accounts.models import Person
from advocacy.amending import queries
from advocacy.amending.actions.carrying import carry_undecided, stored
from advocacy.amending.actions.guards import lock, refuse_if_over
from advocacy.amending.models import Amendment, Merge, Window
from advocacy.coalition.models import Visibility
from advocacy.database import session
from advocacy.drafting import actions as drafting
from advocacy.drafting.models import Version
from advocacy.drafting.queries import paper_of
from advocacy.errors import BadInput, RuleBroken
from advocacy.ledger.actions import append
from papers.compare import block_text
from papers.merge import Conflict, Merged, merge
from papers.model import Paper
from papers.normalise import clean_text, normalise
from papers.settle import Choice, Place, place_of, settle


@dataclass(frozen=True, slots=True)
class Ruling:
    """What the rapporteur decides for one collision: whose words stand, or other words, as Markdown.

    `winner` is an amendment's id as text, empty for the base; `words` None leaves it to the winner.
    """

    winner: str = ""
    words: str | None = None


def adopted(window: Window) -> list[Amendment]:
    """The adopted amendments that are not in the text yet, in the order in which they were moved."""
    return [one for one in window.amendments if one.is_adopted and one.merge_id is None]


def preview_merge(window: Window) -> Merged:
    """What the text would be now, and where adopted amendments collide."""
    changes = [queries.change_of(queries.chosen_wording(one)) for one in adopted(window)]
    return merge(queries.base_of(window), changes)


def merge_adopted(window: Window, rulings: Mapping[Place, Ruling], *, by: Person) -> Merge:
    """Lay the adopted amendments upon the text as its next revision.

    Every collision needs a ruling: BadInput names each without one as `what:block`. What is not decided yet is carried
    to the new text, and its movers are told where it no longer fits.
    """
    refuse_if_over(lock(window))
    chosen, base = adopted(window), queries.base_of(window)
    if not chosen:
        raise RuleBroken(_("There is no adopted amendment that is not in the text yet."))
    changes = [queries.change_of(queries.chosen_wording(one)) for one in chosen]
    conflicts = merge(base, changes).conflicts
    choices = _choices(window, conflicts, rulings)
    settled = settle(base, changes, choices)
    version = window.base.version
    revision = drafting.lay_merged(version, settled.paper, reason=_reason(chosen), by=by)
    done = Merge(
        base_id=window.base_id,
        revision_id=revision.id,
        made_by_id=by.id,
        made_at=clock.now(),
        collisions=[_collision(conflict, choices[place_of(conflict)], paper_of(revision)) for conflict in conflicts],
    )
    window.merges.append(done)
    session.flush()
    for amendment in chosen:
        amendment.merge_id = done.id
    window.base_id = revision.id
    session.flush()
    session.refresh(window, ["base"])
    carry_undecided(window, done)
    _tell_ledger(done, chosen, by)
    return done


def _choices(window: Window, conflicts: Sequence[Conflict], rulings: Mapping[Place, Ruling]) -> dict[Place, Choice]:
    version, base = window.base.version, queries.base_of(window)
    wrong: dict[str, object] = {}
    found: dict[Place, Choice] = {}
    for conflict in conflicts:
        place, ruling = place_of(conflict), rulings.get(place_of(conflict))
        name = ":".join(place)
        if ruling is None or ruling.winner not in ("", *dict(conflict.texts)):
            wrong[name] = _("Choose what stands here.")
            continue
        try:
            found[place] = _choice(conflict, ruling, version, base)
        except BadInput as refusal:
            wrong[name] = refusal.message
    if wrong:
        raise BadInput(wrong)
    return found


def _choice(conflict: Conflict, ruling: Ruling, version: Version, base: Paper) -> Choice:
    if ruling.words is None or conflict.what not in ("block", "line"):
        return Choice(ruling.winner)
    if conflict.what == "line":
        return Choice(line=clean_text(ruling.words, version.lang))
    blocks = drafting.read_blocks(ruling.words, version, base)
    named = tuple(replace(block, id=conflict.block) if at == 0 else block for at, block in enumerate(blocks))
    return Choice(words=named)


def _collision(conflict: Conflict, choice: Choice, now: Paper) -> dict[str, Any]:
    """A collision as it is kept: what was wanted by whom, what was chosen, what stands there now."""
    own = choice.words is not None or choice.line is not None
    return stored(conflict) | {
        "winner": None if own else int(choice.winner or 0),
        "words": _standing(conflict, choice, normalise(now)),
    }


def _standing(conflict: Conflict, choice: Choice, now: Paper) -> str:
    if conflict.what == "line":
        return {"title": now.title, "subtitle": now.subtitle}.get(conflict.block, now.position)
    if conflict.what == "block":
        return "\n".join(block_text(block, now) for block in now.blocks if block.id == conflict.block)
    return next((words for id_, words in conflict.texts if id_ == choice.winner), conflict.base)


def _reason(chosen: Sequence[Amendment]) -> str:
    numbers = ", ".join(str(one.number) for one in chosen)
    return str(gettext("Adopted amendments merged: %(numbers)s", numbers=numbers))


def _tell_ledger(done: Merge, chosen: Sequence[Amendment], by: Person) -> None:
    """The movers are credited by the ids of their organisations; who withholds the name is counted."""
    behind = [(one.organisation_id, one.visibility) for one in chosen]
    behind += [(backing.organisation_id, backing.visibility) for one in chosen for backing in one.cosponsors]
    named = sorted({number for number, visibility in behind if visibility is Visibility.PUBLIC})
    append(
        "amending.merged",
        done,
        by=by.id,
        dossier=done.window.dossier_id,
        number=done.revision.number,
        digest=done.revision.digest,
        amendments=[one.number for one in chosen],
        movers=named,
        withheld_movers=len({number for number, _visibility in behind} - set(named)),
        collisions=len(done.collisions),
    )
