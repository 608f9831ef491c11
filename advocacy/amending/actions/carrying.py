"""Carrying what is not decided from one state of the text to the next, so that nothing is lost in between."""

from typing import Any

from advocacy.amending import letters, queries
from advocacy.amending.actions.moving import lay_wording
from advocacy.amending.models import Amendment, Handling, Merge, State, Voice, Window, Wording
from advocacy.drafting.queries import paper_of
from papers.merge import Conflict, merge, rebase


def carry_undecided(window: Window, done: Merge) -> None:
    """Make every amendment that is prepared or undecided one to the new text; tell movers whose words met other words.

    What the new text contradicts stays readable in the amendment's `lost`, and in its earlier wordings.
    """
    for amendment in window.amendments:
        if amendment.state not in (State.PREPARED, State.MOVED):
            continue
        lost = _carried(amendment, queries.movers_wording(amendment), Voice.MOVERS_CARRIED)
        modified = queries.group_wording(amendment)
        broken = _carried(amendment, modified, Voice.GROUP_CARRIED) if modified is not None else []
        unfit = {None: [], Handling.ADOPT: lost, Handling.ADOPT_MODIFIED: broken, Handling.REJECT: []}
        if unfit[amendment.proposal]:
            _ask_anew(amendment)
        if lost or broken:
            amendment.lost = [*amendment.lost, *lost]
            letters.tell_movers(amendment, f"carried.{done.id}")


def _ask_anew(amendment: Amendment) -> None:
    """What the group proposed is not what would enter the text now: it proposes again, and the movers answer again."""
    amendment.proposal, amendment.movers_accept, amendment.movers_reason = None, None, ""


def _carried(amendment: Amendment, wording: Wording, voice: Voice) -> list[dict[str, Any]]:
    new = paper_of(amendment.window.base)
    rebased = rebase(queries.change_of(wording), paper_of(wording.base), new)
    lay_wording(amendment, merge(new, [rebased.amendment]).paper, voice, by=None)
    return [stored(conflict) for conflict in rebased.conflicts]


def stored(conflict: Conflict) -> dict[str, Any]:
    """A conflict as JSON. In texts the amendment's id is a number; 0 is the new text that an amendment met."""
    return {
        "what": conflict.what,
        "block": conflict.block,
        "base": conflict.base,
        "texts": [[int(id_ or 0), words] for id_, words in conflict.texts],
    }
