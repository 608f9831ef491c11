"""The end of a collision: for each contested place somebody says whose words stand, and the rest merges again."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from papers.merge import (
    Amendment,
    Change,
    ChangeLine,
    ChangeReference,
    Conflict,
    DeleteBlock,
    Merged,
    MoveBlock,
    ReplaceBlock,
    merge,
)
from papers.model import Block, Paper

Place = tuple[str, str]
"""What a conflict is about: its `what` and its `block`."""


@dataclass(frozen=True, slots=True)
class Choice:
    """What stands in a contested place.

    `winner` is the id of the amendment whose words stand; empty keeps the base. `words` are blocks in the chooser's own
    words instead (none at all takes the block out), `line` the same for a title, subtitle or position; None for both
    leaves it to the winner.
    """

    winner: str = ""
    words: tuple[Block, ...] | None = None
    line: str | None = None


def place_of(conflict: Conflict) -> Place:
    """By what a choice names a conflict."""
    return conflict.what, conflict.block


def settle(base: Paper, amendments: Iterable[Amendment], choices: Mapping[Place, Choice]) -> Merged:
    """The merge of amendments whose collisions were decided; conflicts without a choice stay in the result.

    What an amendment changes elsewhere, or without colliding, is merged as ever. `applied` are those that stand whole.
    """
    every = tuple(amendments)
    conflicts = merge(base, every).conflicts
    decided = [conflict for conflict in conflicts if place_of(conflict) in choices]
    left = [_without_lost(amendment, decided, choices) for amendment in every]
    merged = merge(base, left)
    paper = merged.paper
    for conflict in decided:
        paper = _in_own_words(paper, conflict, choices[place_of(conflict)])
    whole = {one.id for one, stays in zip(every, left, strict=True) if one == stays}
    return replace(merged, paper=paper, applied=tuple(id_ for id_ in merged.applied if id_ in whole))


def _without_lost(amendment: Amendment, decided: Iterable[Conflict], choices: Mapping[Place, Choice]) -> Amendment:
    lost = {
        place_of(conflict)
        for conflict in decided
        if amendment.id in dict(conflict.texts) and not _wins(amendment.id, choices[place_of(conflict)])
    }
    return replace(amendment, changes=tuple(change for change in amendment.changes if not _is_at(change, lost)))


def _wins(id_: str, choice: Choice) -> bool:
    return choice.winner == id_ and choice.words is None and choice.line is None


def _is_at(change: Change, places: set[Place]) -> bool:
    """Whether a change is one of those that made the conflict; a deleted or contested block takes its move along."""
    match change:
        case ReplaceBlock(block=block):
            return ("block", block.id) in places
        case DeleteBlock(block=id_):
            return ("block", id_) in places
        case MoveBlock(block=id_):
            return ("place", id_) in places or ("block", id_) in places
        case ChangeLine(line=line):
            return ("line", line) in places
        case ChangeReference(reference=reference):
            return ("reference", reference.key) in places
        case _:
            return False


def _in_own_words(paper: Paper, conflict: Conflict, choice: Choice) -> Paper:
    if conflict.what == "line" and choice.line is not None:
        match conflict.block:
            case "title":
                return replace(paper, title=choice.line)
            case "subtitle":
                return replace(paper, subtitle=choice.line)
            case _:
                return replace(paper, position=choice.line)
    if conflict.what == "block" and choice.words is not None:
        blocks: list[Block] = []
        for block in paper.blocks:
            blocks += choice.words if block.id == conflict.block else (block,)
        return replace(paper, blocks=tuple(blocks))
    return paper
