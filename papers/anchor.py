"""Where a passage that somebody spoke of stands in a later text: by its block, its words, likeness, or nowhere."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from papers.amendments import LINES
from papers.canonical import block_digest
from papers.characters import clean_characters
from papers.compare import block_text, continued
from papers.model import Block, Paper

How = Literal["same", "words", "changed", "gone"]


@dataclass(frozen=True, slots=True)
class Anchor:
    """A passage: the block (or "title", "subtitle", "position", "" for the whole text), words in it, and the digest.

    `quote` empty means the whole block. `digest` is that of the block when it was spoken of.
    """

    block: str
    quote: str
    digest: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """Where the passage is. `how`: nothing changed ("same"), the words stand in a block that changed or in another one
    ("words"), the block goes on without the words ("changed"), or nothing is left of it ("gone", `block` empty).
    """

    block: str
    how: How


def anchored(block: str, quote: str, paper: Paper) -> Anchor:
    """The anchor of words in a text as it is now."""
    found = _blocks(paper).get(block)
    return Anchor(block, _folded(quote), block_digest(found) if found is not None else "")


def find(anchor: Anchor, paper: Paper, before: Paper | None = None) -> Found:
    """Look a passage up in a newer text; `before` is the text in which it was spoken of, for the likeness of blocks."""
    if not anchor.block:
        return Found("", "same")
    if anchor.block in LINES:
        return _in_line(anchor, paper)
    blocks = _blocks(paper)
    own = blocks.get(anchor.block)
    if own is not None and block_digest(own) == anchor.digest:
        return Found(own.id, "same")
    if own is not None and holds(own, anchor.quote, paper):
        return Found(own.id, "words")
    others = [block.id for block in paper.blocks if anchor.quote and holds(block, anchor.quote, paper)]
    if len(others) == 1 and len(anchor.quote.split()) > 1:
        return Found(others[0], "words")
    after = own.id if own is not None else _continued(anchor.block, before, paper)
    return Found(after, "changed") if after else Found("", "gone")


def holds(block: Block, quote: str, paper: Paper) -> bool:
    """Whether these words stand in a block, whatever the spaces between them; no words stand everywhere."""
    return _folded(quote) in _folded(block_text(block, paper))


def has_passage(paper: Paper, block: str, quote: str) -> bool:
    """Whether a text has this block (or line, or "" for the whole), and these words in it."""
    known = not block or block in LINES or block in _blocks(paper)
    return known and _folded(quote) in _folded(text_at(block, paper))


def passages(paper: Paper) -> Iterator[tuple[str, str]]:
    """Every line and block with its words, in reading order: the name of the line, or the id of the block."""
    yield from ((line, getattr(paper, line)) for line in LINES)
    yield from ((block.id, block_text(block, paper)) for block in paper.blocks)


def text_at(block: str, paper: Paper) -> str:
    """The words of a block or line; empty for the whole text and for a block that is not there."""
    if block in LINES:
        return str(getattr(paper, block))
    found = _blocks(paper).get(block)
    return block_text(found, paper) if found is not None else ""


def _in_line(anchor: Anchor, paper: Paper) -> Found:
    words = _folded(getattr(paper, anchor.block))
    if not words:
        return Found("", "gone")
    return Found(anchor.block, "words" if anchor.quote in words else "changed")


def _continued(block: str, before: Paper | None, paper: Paper) -> str:
    """The block that goes on from one that is here no more under its id."""
    if before is None:
        return ""
    places = {old: new for new, old in continued(before, paper).items()}
    was = next((at for at, one in enumerate(before.blocks) if one.id == block), -1)
    return paper.blocks[places[was]].id if was in places else ""


def _blocks(paper: Paper) -> dict[str, Block]:
    return {block.id: block for block in paper.blocks}


def _folded(words: str) -> str:
    return " ".join(clean_characters(words).split())
