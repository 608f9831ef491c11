"""A list that changed, entry by entry: old and new ones in one list, those that go or come tracked as paragraphs."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from difflib import SequenceMatcher

from papers.align import SIMILAR
from papers.model import Inlines, Item, ListBlock
from papers.weave import ItemStart, tokens, tree
from papers.write.docx.blocks import block_xml
from papers.write.docx.history import history_of
from papers.write.docx.sheet import Side
from papers.write.docx.tracked import Op, Tracker

_END = "</w:p>"


@dataclass(frozen=True, slots=True)
class _Entry:
    start: ItemStart
    content: Inlines


@dataclass(frozen=True, slots=True)
class _Step:
    """An entry as it is written; `was` is what it said before, `op` is set if it comes or goes as a whole."""

    entry: _Entry
    was: Inlines
    op: Op | None = None


def list_xml(was: ListBlock, now: ListBlock, side: Side, tracker: Tracker) -> str | None:
    """The list with its entries tracked; None if they cannot stand in one list without moving each other."""
    if (was.ordered, was.dir) != (now.ordered, now.dir) or (side.indic and _counts(now)):
        return None
    steps = list(_steps([*_entries(was.items, 0, None)], [*_entries(now.items, 0, None)]))
    together = replace(now, items=tree([(step.entry.start, step.entry.content) for step in steps]))
    known = history_of(((step.was, step.entry.content) for step in steps), tracker)
    if known is None or [*_entries(together.items, 0, None)] != [step.entry for step in steps]:
        return None
    side.history = known
    written = block_xml(together, side).split(_END)[:-1]
    side.history = {}
    return "".join(
        tracker.blocks(paragraph + _END, step.op) if step.op else paragraph + _END
        for paragraph, step in zip(written, steps, strict=True)
    )


def _steps(was: list[_Entry], now: list[_Entry]) -> Iterator[_Step]:
    for op, a, b, c, d in SequenceMatcher(None, was, now, autojunk=False).get_opcodes():
        if op == "equal":
            yield from (_Step(entry, entry.content) for entry in now[c:d])
        else:
            yield from _replaced(was[a:b], now[c:d])


def _replaced(was: list[_Entry], now: list[_Entry]) -> Iterator[_Step]:
    """Each new entry beside the next old one that is like it; the others come and go as a whole."""
    place = 0
    for entry in now:
        at = next((at for at in range(place, len(was)) if _alike(was[at], entry)), None)
        if at is None:
            yield _Step(entry, entry.content, "ins")
            continue
        yield from (_Step(gone, gone.content, "del") for gone in was[place:at])
        yield _Step(entry, was[at].content)
        place = at + 1
    yield from (_Step(gone, gone.content, "del") for gone in was[place:])


def _alike(one: _Entry, other: _Entry) -> bool:
    if one.start != other.start:
        return False
    return SequenceMatcher(None, tokens(one.content), tokens(other.content), autojunk=False).ratio() >= SIMILAR


def _entries(items: tuple[Item, ...], level: int, ordered: bool | None) -> Iterator[_Entry]:
    for item in items:
        yield _Entry(ItemStart(level, ordered), item.content)
        if item.below:
            yield from _entries(item.below.items, level + 1, item.below.ordered)


def _counts(block: ListBlock) -> bool:
    """Whether entries have typed numbers, which would count those that go as well."""
    return block.ordered or any(entry.start.ordered for entry in _entries(block.items, 0, None))
