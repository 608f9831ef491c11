"""From a file that went round to single proposals against the text that it was made from, each by its author.

It is compared with the text as it is read from a file that we write: what a Word file cannot carry differs between the
two in the same way, and is nobody's change.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal

from papers.amendments import (
    LINES,
    Amendment,
    Change,
    ChangeLine,
    ChangeReference,
    DeleteBlock,
    InsertBlock,
    MoveBlock,
    ReplaceBlock,
    amended,
)
from papers.anchor import Anchor, anchored, find, text_at
from papers.compare import block_text, continued
from papers.merge import rebase
from papers.model import Block, Citation, Paper
from papers.normalise import citations_of
from papers.read.review import Comment, Review, Suggestion
from papers.steps import steps_of

Kind = Literal["insert", "delete", "replace", "format", "block_insert", "block_delete", "move", "line"]
KINDS: tuple[Kind, ...] = ("insert", "delete", "replace", "format", "block_insert", "block_delete", "move", "line")


@dataclass(frozen=True, slots=True)
class Proposal:
    """One change to one text, which can be had without the others; `changes` make it (`papers.amendments`).

    `author` is empty for whoever sent the file and changed it without tracking. `block` is where a reader finds it: a
    block of the text or "title", "subtitle", "position", "" for the head of the text. `place` counts the words of the
    block before it. A format change has no words that differ.
    """

    author: str
    at: datetime | None
    kind: Kind
    block: str
    before: str
    after: str
    place: int
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class Remark:
    """A comment with its passage in the text; `answers` are those given to it, in the order of the file."""

    author: str
    at: datetime | None
    anchor: Anchor
    text: str
    resolved: bool
    answers: tuple[Comment, ...]


@dataclass(frozen=True, slots=True)
class Proposals:
    """What a file asks of a text. `missed` pairs an author with words for which no place was found in it."""

    proposals: tuple[Proposal, ...]
    remarks: tuple[Remark, ...]
    missed: tuple[tuple[str, str], ...]


def proposals_in(review: Review, base: Paper, printed: Paper) -> Proposals:
    """What the file proposes and remarks, on the ground of `base`, the text that it was made from.

    `printed` is the base as it is read from a file that we write. Words typed without tracking are proposals without an
    author.
    """
    work = _Work(base, review)
    work.take("", printed, review.paper_before)
    for author, paper in review.alone:
        work.take(author, review.paper_before, paper)
    return Proposals(tuple(work.found), tuple(_remarks(review, base)), tuple(work.missed))


def nearest(paper: Paper, candidates: Sequence[Paper]) -> tuple[int, float]:
    """Which of the candidates shares most words with a text, the last of equals, and their share from 0 to 1.

    -1 for no candidate.
    """
    words = _words(paper)
    best, score = -1, 0.0
    for at, candidate in enumerate(candidates):
        others = _words(candidate)
        common = 2 * (words & others).total() / max(1, words.total() + others.total())
        if common >= score:
            best, score = at, common
    return best, score


def _words(paper: Paper) -> Counter[str]:
    texts = (paper.title, paper.subtitle, paper.position, *(block_text(block, paper) for block in paper.blocks))
    return Counter(" ".join(texts).split())


class _Work:
    def __init__(self, base: Paper, review: Review) -> None:
        self.base = base
        self.review = review
        self.blocks = {block.id: block for block in base.blocks}
        self.found: list[Proposal] = []
        self.missed: list[tuple[str, str]] = []

    def take(self, author: str, old: Paper, new: Paper) -> None:
        """What one author made of a former text, carried onto the base."""
        asked = amended(old, new, "theirs")
        carried = rebase(asked, old, self.base)
        for conflict in carried.conflicts:
            self.missed += [(author, words) for who, words in conflict.texts if who and words != conflict.base]
        references = [change for change in carried.amendment.changes if isinstance(change, ChangeReference)]
        grounds = _grounds(asked, old, self.base)
        for change in carried.amendment.changes:
            for proposal in self._pieces(change, grounds):
                self.found.append(self._signed(proposal, author, references))

    def _pieces(self, change: Change, grounds: dict[str, str | None]) -> Iterator[Proposal]:
        match change:
            case ReplaceBlock(block=block):
                for step in steps_of(self.blocks[block.id], block):
                    kind = _kind(step.before, step.after)
                    yield _proposal(kind, block.id, step.before, step.after, ReplaceBlock(step.block), step.place)
            case InsertBlock(block=block, after=after):
                after = grounds.get(block.id, after)
                words = block_text(block, self.base)
                yield _proposal("block_insert", after or "", "", words, InsertBlock(block, after))
            case DeleteBlock(block=id_):
                yield _proposal("block_delete", id_, block_text(self.blocks[id_], self.base), "", change)
            case MoveBlock(block=id_, after=after):
                after = grounds.get(after, after) if after is not None else None
                words = block_text(self.blocks[id_], self.base)
                yield _proposal("move", id_, words, words, MoveBlock(id_, after))
            case ChangeLine(line=line, text=text):
                yield _proposal("line", line, text_at(line, self.base), text, change)

    def _signed(self, proposal: Proposal, author: str, references: list[ChangeReference]) -> Proposal:
        """The proposal with its author, its time and the instruments that it cites."""
        cited = {one.key for change in proposal.changes for one in _cited(change)}
        also = tuple(change for change in references if change.reference.key in cited)
        at = _time(proposal, author, self.review.suggestions) if author or self.review.alone else None
        return replace(proposal, author=author, at=at, changes=(*proposal.changes, *also))


def _grounds(asked: Amendment, old: Paper, base: Paper) -> dict[str, str | None]:
    """Each new block → the block of the base after which it was put, so that it can be had without those before it.

    By the file and not by the carried amendment: asks are printed before the text, and a paragraph after the last one
    of the text would come to stand behind them.
    """
    names = {old.blocks[there].id: base.blocks[here].id for here, there in continued(old, base).items()}
    grounds: dict[str, str | None] = {}
    for change in asked.changes:
        if isinstance(change, InsertBlock):
            after = change.after
            grounds[change.block.id] = grounds[after] if after in grounds else names.get(after or "")
    return grounds


def _proposal(kind: Kind, block: str, before: str, after: str, change: Change, place: int = 0) -> Proposal:
    return Proposal("", None, kind, block, before, after, place, (change,))


def _kind(before: str, after: str) -> Kind:
    if before == after:
        return "format"
    return "insert" if not before else "delete" if not after else "replace"


def _cited(change: Change) -> tuple[Citation, ...]:
    block: Block | None = change.block if isinstance(change, ReplaceBlock | InsertBlock) else None
    return citations_of(block) if block is not None else ()


def _time(proposal: Proposal, author: str, tracked: Sequence[Suggestion]) -> datetime | None:
    """When the author changed these words, as the file says; else when they last changed anything."""
    theirs = [one for one in tracked if one.author == author and one.at is not None]
    alike = [one for one in theirs if _is_of(one, proposal)]
    return max((one.at for one in alike or theirs if one.at), default=None)


def _is_of(tracked: Suggestion, proposal: Proposal) -> bool:
    put_in = bool(tracked.after) and tracked.after in proposal.after
    return put_in or (bool(tracked.before) and tracked.before in proposal.before)


def _remarks(review: Review, base: Paper) -> Iterator[Remark]:
    now = review.paper_as_is
    names = {now.blocks[here].id: base.blocks[there].id for here, there in continued(base, now).items()}
    for number, comment in enumerate(review.comments):
        if comment.parent is None:
            block = comment.block_id if comment.block_id in LINES else names.get(comment.block_id, "")
            place = anchored(block, comment.quote, base)
            if block and find(place, base).how != "gone" and comment.quote:
                # words that the file alone has, because somebody inserted them, are no words of the text
                place = place if _stands(place, base) else replace(place, quote="")
            answers = tuple(one for one in review.comments if _root(one, review.comments) == number)
            yield Remark(comment.author, comment.at, place, comment.text, comment.resolved, answers)


def _stands(place: Anchor, base: Paper) -> bool:
    return place.quote in " ".join(text_at(place.block, base).split())


def _root(comment: Comment, comments: Sequence[Comment]) -> int | None:
    """The comment that the talk began with; None for one that answers nobody."""
    seen: set[int] = set()
    parent = comment.parent
    while parent is not None and comments[parent].parent is not None and parent not in seen:
        seen.add(parent)
        parent = comments[parent].parent
    return parent
