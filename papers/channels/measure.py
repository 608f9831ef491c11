"""How long a paper is: the words that a reader of the printed text would count, and the pages that they fill."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from math import ceil

from papers.asks import printed
from papers.kinds import KINDS
from papers.length import WORDS_PER_PAGE
from papers.model import Ask, Block, Heading, Paper, inlines_of, plain
from papers.normalise import normalise
from papers.notes import citation_note, numbered, running_words
from papers.order import AsksBox, printed_parts
from papers.words import say


def printed_words(paper: Paper, *, notes: bool) -> int:
    """Words of the normalised paper as it is printed, without letterhead and signatories.

    Titles of instruments, the verbs of asks, their time limits and legal basis and the engine's own labels count: they
    stand on the page. Numbers of list entries and marks of notes do not. `notes` adds the notes at the foot.
    """
    paper = normalise(paper)
    texts = [*_head(paper), *_body(paper)]
    if notes:
        texts += [plain(note.content) for note in numbered(paper).all]
    return _count(texts)


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with what stands below it, or what stands before the first one (an empty `heading`).

    `words` are those of the running text, `notes` those at the foot; `blocks` the ids of what belongs to it.
    """

    heading: str
    words: int
    notes: int
    blocks: tuple[str, ...]
    is_asks: bool = False


def sections(paper: Paper) -> tuple[Section, ...]:
    """The paper by headings of any level, counted as `printed_words` counts: all together are its number."""
    paper = normalise(paper)
    notes: Counter[str] = Counter()
    for note in numbered(paper).all:
        notes[note.block] += _count([plain(note.content)])
    found = [Section("", _count(_head(paper)), 0, ())]
    for block in paper.blocks:
        if isinstance(block, Heading):
            found.append(Section(running_words(block.content, paper), 0, 0, ()))
        last = found[-1]
        found[-1] = replace(
            last,
            words=last.words + _count(_block(block, paper)),
            notes=last.notes + notes[block.id],
            blocks=(*last.blocks, block.id),
            is_asks=last.is_asks or isinstance(block, Ask),
        )
    return tuple(found)


def _count(texts: Iterable[str]) -> int:
    return sum(len(text.split()) for text in texts)


def printed_pages(paper: Paper) -> int:
    """Pages of A4 that the words and notes fill, estimated, without letterhead and signatories; at least 1."""
    return max(1, ceil(printed_words(paper, notes=True) / WORDS_PER_PAGE.get(paper.lang, 420)))


def _head(paper: Paper) -> Iterator[str]:
    if paper.kind in KINDS:
        yield KINDS[paper.kind].name(paper.lang)
    yield paper.title
    yield paper.subtitle
    if paper.position:
        yield say("position", paper.lang)
        yield paper.position
    if any(isinstance(part, AsksBox) for part in printed_parts(paper)):
        yield say("asks", paper.lang)


def _body(paper: Paper) -> Iterator[str]:
    for block in paper.blocks:
        yield from _block(block, paper)


def _block(block: Block, paper: Paper) -> Iterator[str]:
    if isinstance(block, Ask):
        yield from _ask(block, paper)
    else:
        for content in inlines_of(block):
            yield running_words(content, paper)


def _ask(ask: Ask, paper: Paper) -> Iterator[str]:
    yield running_words(printed(ask, paper.lang), paper)
    if ask.due:
        yield f"{say('due', paper.lang)} {ask.due}"
    if ask.basis:
        yield say("basis", paper.lang)
        for entry in ask.basis:
            yield citation_note(entry, paper.reference(entry.key), paper.lang)
