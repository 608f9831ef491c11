"""Finding the source block of a translated one by its place, because no word of theirs is equal."""

from dataclasses import replace
from difflib import SequenceMatcher

from papers.model import Block, Heading, ListBlock, Paper


def with_ids_of(source: Paper, translation: Paper) -> Paper:
    """The translation, whose blocks without a counterpart take the id of the source block in the same place.

    The same place: between the same known neighbours, and of the same sort (a heading of level 2, an ask).
    """
    theirs = {block.id for block in translation.blocks}
    ours = {block.id for block in source.blocks}
    left = [block.id if block.id in theirs else _sort(block) for block in source.blocks]
    right = [block.id if block.id in ours else _sort(block) for block in translation.blocks]
    blocks = list(translation.blocks)
    for a, b, size in SequenceMatcher(None, left, right, autojunk=False).get_matching_blocks():
        for step in range(size):
            blocks[b + step] = replace(blocks[b + step], id=source.blocks[a + step].id)
    return replace(translation, blocks=tuple(blocks))


def _sort(block: Block) -> str:
    match block:
        case Heading(level=level):
            return f"heading {level}"
        case ListBlock(ordered=ordered):
            return f"list {ordered}"
        case _:
            return type(block).__name__
