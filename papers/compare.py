"""What changed between two states of a paper: block by block, and inside a block word by word."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import chain, groupby
from typing import Literal

from papers.align import pairs
from papers.asks import printed
from papers.canonical import block_digest
from papers.model import (
    Ask,
    Block,
    Citation,
    Figure,
    Footnote,
    Inlines,
    Item,
    ListBlock,
    PageBreak,
    Paper,
    Quote,
    Table,
    inlines_of,
)
from papers.notes import citation_words
from papers.runs import flatten
from papers.words import say

# A word keeps its clitics («وبالحقوق» is one), its tashkeel and its inner apostrophes: half a word cannot be marked as
# changed, its letters would not join. Punctuation stands alone, a number keeps its separators.
_MARKS = "\u0300-\u036f\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed"
TOKEN = re.compile(rf"\s*(?:\d+(?:[.,٫٬/:]\d+)+|[\w\u200c{_MARKS}]+(?:['’-][\w\u200c{_MARKS}]+)*|[^\w\s]|$)")
_ENDS = frozenset(".!?؟؛;…")
_MOST_PAIRS = 4_000_000
_TOO_DIFFERENT = 0.2
"""Below this share of common words the old text is shown as a whole beside the new one: confetti cannot be read."""

BlockKind = Literal["same", "changed", "added", "removed", "moved"]


@dataclass(frozen=True, slots=True)
class WordChange:
    """A stretch of words; stretches that are "same" or "added" joined are the new text."""

    op: Literal["same", "added", "removed"]
    text: str


Words = tuple[WordChange, ...]


@dataclass(frozen=True, slots=True)
class BlockChange:
    """One block: `old` is None for an added one, `new` for a removed one; one both moved and changed is "changed"."""

    kind: BlockKind
    old: Block | None
    new: Block | None
    words: Words


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two states of a paper side by side. Removed blocks stand where they stood."""

    title: Words
    subtitle: Words
    position: Words
    blocks: tuple[BlockChange, ...]

    @property
    def changed(self) -> bool:
        """Whether anything differs that would be printed."""
        texts = (*self.title, *self.subtitle, *self.position)
        return any(word.op != "same" for word in texts) or any(block.kind != "same" for block in self.blocks)


def compare(old: Paper, new: Paper) -> Comparison:
    """What became of an old text. Blocks are matched by id, then by equal and by similar words."""
    matched = continued(old, new)
    steady = unmoved(matched)
    blocks: list[BlockChange] = []
    gone = [index for index in range(len(old.blocks)) if index not in matched.values()]
    for index, block in enumerate(new.blocks):
        if index in steady:
            blocks += [_removed(old, at) for at in _taken(gone, matched[index])]
        blocks.append(_change(old, matched.get(index), new, block, index in steady))
    blocks += [_removed(old, at) for at in gone]
    return Comparison(
        compare_words(old.title, new.title),
        compare_words(old.subtitle, new.subtitle),
        compare_words(old.position, new.position),
        tuple(blocks),
    )


def compare_words(old: str, new: str) -> Words:
    """The new text with what was removed standing where it stood.

    Long texts are first compared by sentences, so that the time grows with the length and not with its square.
    """
    if old == new:
        return (WordChange("same", new),) if new else ()
    before, after = TOKEN.findall(old), TOKEN.findall(new)
    if len(before) * len(after) <= _MOST_PAIRS:
        return tuple(_joined(_word_changes(before, after)))
    return tuple(_joined(_sentence_changes(_sentences(before), _sentences(after))))


def _word_changes(before: list[str], after: list[str]) -> Iterator[WordChange]:
    matcher = SequenceMatcher(None, _keys(before), _keys(after), autojunk=False)
    too_many = len(before) * len(after) > _MOST_PAIRS
    if too_many or matcher.real_quick_ratio() < _TOO_DIFFERENT or matcher.ratio() < _TOO_DIFFERENT:
        yield from _spans(("removed", "".join(before)), ("added", "".join(after)))
        return
    for op, a, b, c, d in matcher.get_opcodes():
        if op == "equal":
            yield WordChange("same", "".join(after[c:d]))
        else:
            yield from _spans(("removed", "".join(before[a:b])), ("added", "".join(after[c:d])))


def _sentence_changes(before: list[list[str]], after: list[list[str]]) -> Iterator[WordChange]:
    left, right = [tuple(_keys(one)) for one in before], [tuple(_keys(one)) for one in after]
    for op, a, b, c, d in SequenceMatcher(None, left, right).get_opcodes():
        if op == "equal":
            yield WordChange("same", "".join(map("".join, after[c:d])))
        else:
            yield from _word_changes([*chain(*before[a:b])], [*chain(*after[c:d])])


def _sentences(tokens: list[str]) -> list[list[str]]:
    sentences: list[list[str]] = [[]]
    for token in tokens:
        sentences[-1].append(token)
        if token[-1:] in _ENDS:
            sentences.append([])
    return sentences


def _keys(tokens: list[str]) -> list[str]:
    """Words without the space before them: a changed space alone is no change."""
    return [token.strip() for token in tokens]


def _joined(changes: Iterable[WordChange]) -> Iterator[WordChange]:
    for op, group in groupby((change for change in changes if change.text), lambda change: change.op):
        yield WordChange(op, "".join(change.text for change in group))


def block_text(block: Block, paper: Paper) -> str:
    """A block as one plain text: what comparisons show and searches index. List items and rows are lines."""
    match block:
        case ListBlock(items=items):
            return "\n".join(_item_lines(items, paper, ""))
        case Table(caption=caption, rows=rows):
            lines = [" | ".join(_text(cell.content, paper) for cell in row) for row in rows]
            return "\n".join(filter(None, (_text(caption, paper), *lines)))
        case Ask():
            return _ask_text(block, paper)
        case Quote():
            return "\n— ".join(filter(None, (_text(block.content, paper), _text(block.source, paper))))
        case Figure():
            return " — ".join(filter(None, (block.alt, _text(block.caption, paper))))
        case PageBreak():
            return ""
        case _:
            return " ".join(_text(content, paper) for content in inlines_of(block))


def _spans(*parts: tuple[Literal["removed", "added"], str]) -> Iterator[WordChange]:
    return (WordChange(op, text) for op, text in parts if text)


def continued(old: Paper, new: Paper) -> dict[int, int]:
    """Index of each new block that continues an old one → index of the old one."""
    places = {block.id: index for index, block in enumerate(old.blocks)}
    found = {index: places[block.id] for index, block in enumerate(new.blocks) if block.id in places}
    kept = set(found.values())
    left = [index for index in range(len(old.blocks)) if index not in kept]
    right = [index for index in range(len(new.blocks)) if index not in found]
    again = pairs([old.blocks[index] for index in left], [new.blocks[index] for index in right])
    return found | {right[here]: left[there] for here, there in again.items()}


def unmoved(matched: dict[int, int]) -> set[int]:
    """The new blocks that did not move: a longest run in which old places increase."""
    ends: list[tuple[int, int]] = []
    before: dict[int, int | None] = {}
    for index in sorted(matched):
        place = next((at for at, (old, _) in enumerate(ends) if old >= matched[index]), len(ends))
        before[index] = ends[place - 1][1] if place else None
        ends[place : place + 1] = [(matched[index], index)]
    steady: set[int] = set()
    step = ends[-1][1] if ends else None
    while step is not None:
        steady.add(step)
        step = before[step]
    return steady


def _taken(gone: list[int], limit: int) -> list[int]:
    """Take from the removed blocks those that stood before a place."""
    found = [at for at in gone if at < limit]
    gone[:] = gone[len(found) :]
    return found


def _removed(old: Paper, at: int) -> BlockChange:
    block = old.blocks[at]
    return BlockChange("removed", block, None, tuple(_spans(("removed", block_text(block, old)))))


def _change(old: Paper, at: int | None, new: Paper, block: Block, steady: bool) -> BlockChange:
    if at is None:
        return BlockChange("added", None, block, tuple(_spans(("added", block_text(block, new)))))
    before = old.blocks[at]
    words = compare_words(block_text(before, old), block_text(block, new))
    if block_digest(before) != block_digest(block) or any(word.op != "same" for word in words):
        return BlockChange("changed", before, block, words)
    return BlockChange("same" if steady else "moved", before, block, words)


def _text(content: Inlines, paper: Paper) -> str:
    parts: list[str] = []
    for run in flatten(content):
        match run.node:
            case Citation():
                parts.append(citation_words(run.node, paper.reference(run.node.key), paper.lang))
            case Footnote():
                parts.append(f" [{_text(run.node.content, paper)}]")
            case _:
                parts.append(run.text)
    return "".join(parts)


def _item_lines(items: tuple[Item, ...], paper: Paper, indent: str) -> Iterator[str]:
    for item in items:
        yield f"{indent}• {_text(item.content, paper)}"
        if item.below:
            yield from _item_lines(item.below.items, paper, indent + "  ")


def _ask_text(ask: Ask, paper: Paper) -> str:
    lines = [_text(printed(ask, paper.lang), paper)]
    basis = f"{say('semicolon', paper.lang)} ".join(_text((one,), paper) for one in ask.basis)
    for key, words in (("due", ask.due), ("basis", basis)):
        if words:
            lines.append(f"{say(key, paper.lang)}{say('colon', paper.lang)} {words}")
    return "\n".join(lines)
