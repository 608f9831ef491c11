"""One block in several states: its words taken apart, what each state changed, and the changes woven together."""

from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from itertools import chain

from papers.compare import TOKEN
from papers.model import (
    Ask,
    Block,
    Citation,
    Figure,
    Footnote,
    Heading,
    Inlines,
    Item,
    ListBlock,
    PageBreak,
    Paragraph,
    Quote,
    Sublist,
    Table,
    Text,
    plain,
)
from papers.runs import PLAIN, Marks, Run, flatten, nest, snap

_MOST_PAIRS = 4_000_000


@dataclass(frozen=True, slots=True)
class ItemStart:
    """Where a list item begins; `ordered` is the kind of the list it stands in, None at the first level."""

    level: int
    ordered: bool | None


@dataclass(frozen=True, slots=True)
class Token:
    """A word, a punctuation mark, a note or the beginning of an item; `spaced` if a space stands before it."""

    text: str
    spaced: bool
    marks: Marks = PLAIN
    node: Citation | Footnote | ItemStart | None = None


Tokens = tuple[Token, ...]


@dataclass(frozen=True, slots=True)
class Hunk:
    """A run of the base's tokens, from `start` up to `end`, and what stands there instead."""

    start: int
    end: int
    tokens: Tokens

    def touches(self, other: "Hunk") -> bool:
        """Whether no unchanged word parts the two. Equal hunks are one change that two made and do not touch."""
        return self != other and self.start <= other.end and other.start <= self.end


@dataclass(frozen=True, slots=True)
class State:
    """A block taken apart. `shape` must be equal for words to be woven; each of `settings` changes as a whole."""

    shape: Hashable
    settings: tuple[Hashable, ...]
    texts: tuple[Tokens, ...]


def collide(base: Block, one: Block, other: Block) -> bool:
    """Whether two new states of a block cannot both be had: they touch the same words or set the same thing."""
    if one == other or base in (one, other):
        return False
    ground, left, right = state_of(base), state_of(one), state_of(other)
    if not left.shape == ground.shape == right.shape:
        return True
    if any(a != b != c != a for a, b, c in zip(left.settings, ground.settings, right.settings, strict=True)):
        return True
    return any(
        a.touches(b)
        for was, here, there in zip(ground.texts, left.texts, right.texts, strict=True)
        for a in hunks(was, here)
        for b in hunks(was, there)
    )


def weave(base: Block, states: Sequence[Block]) -> Block:
    """The block with the changes of all states, no two of which `collide`. A single state comes back as it is."""
    different = list(dict.fromkeys(states))
    if len(different) < 2:
        return different[0] if different else base
    ground, taken = state_of(base), [state_of(one) for one in different]
    settings = tuple(
        next((value for value in values if value != was), was)
        for was, *values in zip(ground.settings, *(one.settings for one in taken), strict=True)
    )
    texts = tuple(
        apply(was, chain.from_iterable(hunks(was, text) for text in texts))
        for was, *texts in zip(ground.texts, *(one.texts for one in taken), strict=True)
    )
    return put_together(base, settings, texts)


def lines_collide(base: str, one: str, other: str) -> bool:
    """`collide` for a title, a subtitle or a position sentence."""
    return collide(_line(base), _line(one), _line(other))


def weave_lines(base: str, states: Iterable[str]) -> str:
    """`weave` for a title, a subtitle or a position sentence."""
    woven = weave(_line(base), [_line(state) for state in states])
    return plain(woven.content) if isinstance(woven, Paragraph) else base


def hunks(was: Tokens, now: Tokens) -> list[Hunk]:
    """What changed from one text to another, in order; no two hunks touch."""
    if was == now:
        return []
    if len(was) * len(now) > _MOST_PAIRS:
        return [_one_hunk(was, now)]
    codes = SequenceMatcher(None, was, now, autojunk=False).get_opcodes()
    return [Hunk(a, b, now[c:d]) for op, a, b, c, d in codes if op != "equal"]


def apply(was: Tokens, changes: Iterable[Hunk]) -> Tokens:
    """A text with changes that do not touch."""
    done: list[Token] = []
    place = 0
    for change in sorted(set(changes), key=lambda hunk: (hunk.start, hunk.end)):
        done += was[place : change.start]
        done += change.tokens
        place = change.end
    return (*done, *was[place:])


def _one_hunk(was: Tokens, now: Tokens) -> Hunk:
    """Everything between the first and the last difference: for texts too long to be searched word by word."""
    short = min(len(was), len(now))
    head = next((at for at in range(short) if was[at] != now[at]), short)
    tail = next((at for at in range(short - head) if was[-1 - at] != now[-1 - at]), short - head)
    return Hunk(head, len(was) - tail, now[head : len(now) - tail])


def _line(text: str) -> Paragraph:
    return Paragraph("", (Text(text),) if text else ())


# --- apart ------------------------------------------------------------------------------------------------------------


def state_of(block: Block) -> State:
    """A block taken apart."""
    match block:
        case Heading(level=level, dir=dir_):
            return State(Heading, (level, dir_), (tokens(block.content),))
        case Paragraph():
            return State(Paragraph, (block.dir,), (tokens(block.content),))
        case Quote():
            return State(Quote, (block.dir,), (tokens(block.content), tokens(block.source)))
        case Ask():
            lines = (tokens(_line(block.addressee).content), tokens(_line(block.due).content))
            return State(Ask, (block.verb, block.basis), (tokens(block.content), *lines))
        case ListBlock():
            return State(ListBlock, (block.ordered, block.dir), (tuple(_item_tokens(block.items, 0, None)),))
        case Table():
            grid = tuple(tuple((cell.colspan, cell.rowspan) for cell in row) for row in block.rows)
            cells = (tokens(cell.content) for row in block.rows for cell in row)
            return State((Table, grid), (block.header_rows,), (tokens(block.caption), *cells))
        case Figure():
            texts = (tokens(_line(block.alt).content), tokens(block.caption))
            return State(Figure, ((block.media_type, block.data),), texts)
        case PageBreak():
            return State(PageBreak, (), ())


def tokens(content: Inlines) -> Tokens:
    """The words of inlines with the marks over them; spaces are only told from none."""
    found: list[Token] = []
    gap = True
    for run in flatten(content):
        if run.node is not None:
            found.append(Token("", gap, run.marks, run.node))
            gap = False
        for piece in TOKEN.findall(run.text):
            gap = gap or piece[:1].isspace()
            if word := piece.strip():
                found.append(Token(word, gap, run.marks))
                gap = False
    return tuple(found)


def inlines(words: Iterable[Token]) -> Inlines:
    """The inlines of tokens, spaced and marked as they were."""
    runs: list[Run] = []
    for token in words:
        runs += [Run(" ")] if token.spaced and runs else []
        node = None if isinstance(token.node, ItemStart) else token.node
        runs.append(Run(token.text, token.marks, node))
    return nest(snap(runs))


def _item_tokens(items: tuple[Item, ...], level: int, ordered: bool | None) -> Iterator[Token]:
    for item in items:
        yield Token("", True, node=ItemStart(level, ordered))
        yield from tokens(item.content)
        if item.below:
            yield from _item_tokens(item.below.items, level + 1, item.below.ordered)


# --- together ---------------------------------------------------------------------------------------------------------


def put_together(block: Block, settings: tuple[Hashable, ...], texts: tuple[Tokens, ...]) -> Block:
    """The block with these settings and words; the inverse of `state_of`, spaces made single."""
    if isinstance(block, ListBlock):
        return _list(block, settings, tree([*_entries(texts[0])]))
    said = [inlines(text) for text in texts]
    names: dict[str, Hashable]
    match block:
        case Heading():
            names = dict(zip(("level", "dir", "content"), (*settings, *said), strict=True))
        case Paragraph():
            names = dict(zip(("dir", "content"), (*settings, *said), strict=True))
        case Quote():
            names = dict(zip(("dir", "content", "source"), (*settings, *said), strict=True))
        case Ask():
            names = {"verb": settings[0], "basis": settings[1], "content": said[0]}
            names |= {"addressee": plain(said[1]), "due": plain(said[2])}
        case Table():
            return _table(block, settings, said)
        case Figure():
            return _figure(block, settings, said)
        case PageBreak():
            names = {}
    return replace(block, **names)  # type: ignore[arg-type]  # the names are those of the block's own type


def _list(block: ListBlock, settings: tuple[Hashable, ...], items: tuple[Item, ...]) -> ListBlock:
    names = dict(zip(("ordered", "dir"), settings, strict=True))
    return replace(block, items=items, **names)  # type: ignore[arg-type]  # they are what `state_of` took from a list


def _table(table: Table, settings: tuple[Hashable, ...], said: list[Inlines]) -> Table:
    cells = iter(said[1:])
    rows = tuple(tuple(replace(cell, content=next(cells)) for cell in row) for row in table.rows)
    header_rows = settings[0]
    assert isinstance(header_rows, int)
    return replace(table, rows=rows, header_rows=header_rows, caption=said[0])


def _figure(figure: Figure, settings: tuple[Hashable, ...], said: list[Inlines]) -> Figure:
    picture = settings[0]
    assert isinstance(picture, tuple)
    return replace(figure, media_type=picture[0], data=picture[1], alt=plain(said[0]), caption=said[1])


def _entries(words: Tokens) -> Iterator[tuple[ItemStart, Inlines]]:
    """Each item's beginning and its words; words before any beginning are an item of their own."""
    starts = [at for at, token in enumerate(words) if isinstance(token.node, ItemStart)]
    if words and (not starts or starts[0] > 0):
        yield ItemStart(0, None), inlines(words[: starts[0] if starts else len(words)])
    for start, end in zip(starts, [*starts[1:], len(words)], strict=True):
        begun = words[start].node
        assert isinstance(begun, ItemStart)
        yield begun, inlines(words[start + 1 : end])


def tree(entries: list[tuple[ItemStart, Inlines]], level: int = 0) -> tuple[Item, ...]:
    """The items of entries, which are used up; one that lost the entry above it moves up, so that none is lost."""
    items: list[Item] = []
    while entries:
        _, content = entries.pop(0)
        below: list[tuple[ItemStart, Inlines]] = []
        while entries and entries[0][0].level > level:
            below.append(entries.pop(0))
        ordered = below[0][0].ordered is True if below else False
        items.append(Item(content, Sublist(ordered, tree(below, level + 1)) if below else None))
    return tuple(items)
