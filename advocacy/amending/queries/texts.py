"""From rows to words: what an amendment changes, as a value of the engine, and where in the text."""

from advocacy.amending.models import Amendment, State, Voice, Window, Wording
from advocacy.drafting.queries import paper_of
from papers import amendments as engine
from papers.amendments import ChangeLine, ChangeReference, DeleteBlock, InsertBlock, MoveBlock, ReplaceBlock
from papers.model import Paper
from papers.record import from_json

MOVERS = (Voice.MOVERS, Voice.MOVERS_CARRIED)
GROUP = (Voice.GROUP, Voice.GROUP_CARRIED)


def base_of(window: Window) -> Paper:
    """The text that amendments are made to now."""
    return paper_of(window.base)


def movers_wording(amendment: Amendment) -> Wording:
    """The newest words of the movers; every amendment has some from the moment it is prepared."""
    return next(wording for wording in reversed(amendment.wordings) if wording.voice in MOVERS)


def group_wording(amendment: Amendment) -> Wording | None:
    """The newest words that the group proposes instead; None if it proposes none."""
    return next((wording for wording in reversed(amendment.wordings) if wording.voice in GROUP), None)


def chosen_wording(amendment: Amendment) -> Wording:
    """The words that enter the text: the group's after a modified adoption, else the movers'."""
    modified = group_wording(amendment) if amendment.state is State.ADOPTED_MODIFIED else None
    return modified or movers_wording(amendment)


def edited_by(wording: Wording) -> Paper:
    """The whole text as this wording would have it."""
    return from_json(wording.content)


def change_of(wording: Wording) -> engine.Amendment:
    """What a wording changes in its base, under the id of its amendment."""
    return engine.amended(paper_of(wording.base), edited_by(wording), str(wording.amendment_id))


def places_of(wording: Wording) -> list[str]:
    """Where a wording touches the text: ids of blocks of its base (an insertion counts for the block before it, "" at
    the head), and `title`, `subtitle`, `position`; each once, in the order of the text."""
    base = paper_of(wording.base)
    known = [block.id for block in base.blocks]
    found: set[str] = set()
    last: dict[str, str] = {}
    for change in change_of(wording).changes:
        match change:
            case ReplaceBlock(block=block):
                found.add(last.get(block.id, block.id))
            case DeleteBlock(block=id_) | MoveBlock(block=id_):
                found.add(id_)
            case InsertBlock(block=block, after=after):
                last[block.id] = last.get(after or "", after or "")
                found.add(last[block.id])
            case ChangeLine(line=line):
                found.add(line)
            case ChangeReference():
                pass
    return [place for place in (*engine.LINES, "", *known) if place in found]
