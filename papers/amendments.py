"""An amendment: what somebody wants changed in one state of a text, block by block, detached from who and when."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from papers.compare import continued, unmoved
from papers.errors import BadPaper
from papers.model import Block, Paper, Reference
from papers.normalise import citations_of

Line = Literal["title", "subtitle", "position"]
LINES: tuple[Line, ...] = ("title", "subtitle", "position")


@dataclass(frozen=True, slots=True)
class ReplaceBlock:
    """The block of the same id reads so."""

    block: Block


@dataclass(frozen=True, slots=True)
class InsertBlock:
    """A new block after the block of this id, which may be one inserted before it; None is the head of the text."""

    block: Block
    after: str | None


@dataclass(frozen=True, slots=True)
class DeleteBlock:
    """The block of this id goes."""

    block: str


@dataclass(frozen=True, slots=True)
class MoveBlock:
    """The block of this id stands after another one; None is the head of the text."""

    block: str
    after: str | None


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """The title, the subtitle or the position sentence reads so."""

    line: Line
    text: str


@dataclass(frozen=True, slots=True)
class ChangeReference:
    """An instrument that is cited now, or cited by another title."""

    reference: Reference


Change = ReplaceBlock | InsertBlock | DeleteBlock | MoveBlock | ChangeLine | ChangeReference


@dataclass(frozen=True, slots=True)
class Amendment:
    """What one amendment changes, in reading order of the amended text. `id` tells amendments to one base apart."""

    id: str
    changes: tuple[Change, ...]


def amended(base: Paper, edited: Paper, id: str) -> Amendment:
    """What became of a base when somebody edited it.

    Blocks are matched by id, then by equal and by similar words; one that came back under another id keeps the base's.
    Kind, language and digits are not amended. Raises `BadPaper` (`duplicate`) if an id stands twice in either paper.
    """
    check_ids(base)
    check_ids(edited)
    return Amendment(id, tuple(_changes(base, edited)))


def check_ids(paper: Paper) -> None:
    """Refuse a paper with an id that stands twice: a change could not say which block it means."""
    seen: set[str] = set()
    for block in paper.blocks:
        if block.id in seen:
            raise BadPaper("duplicate", f"«{block.id}» stands here twice.", where=block.id)
        seen.add(block.id)


def _changes(base: Paper, edited: Paper) -> Iterator[Change]:
    for line in LINES:
        if getattr(base, line) != getattr(edited, line):
            yield ChangeLine(line, getattr(edited, line))
    cited = {citation.key for block in edited.blocks for citation in citations_of(block)}
    for reference in edited.references:
        if reference.key in cited and base.reference(reference.key) != reference:
            yield ChangeReference(reference)
    yield from _block_changes(base, edited)


def _block_changes(base: Paper, edited: Paper) -> Iterator[Change]:
    matched = continued(base, edited)
    steady = unmoved(matched)
    kept = set(matched.values())
    yield from (DeleteBlock(block.id) for index, block in enumerate(base.blocks) if index not in kept)
    after: str | None = None
    for index, block in enumerate(edited.blocks):
        if index not in matched:
            yield InsertBlock(block, after)
        else:
            was = base.blocks[matched[index]]
            block = replace(block, id=was.id)
            if index not in steady:
                yield MoveBlock(block.id, after)
            if block != was:
                yield ReplaceBlock(block)
        after = block.id
