"""Numbers for footnotes and citations, so that the web page, the PDF and the Word file count alike."""

from collections import defaultdict, deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from papers.model import (
    RTL_LANGUAGES,
    Ask,
    Block,
    Citation,
    Footnote,
    Inlines,
    Paper,
    Reference,
    Text,
    inlines_of,
)
from papers.order import AsksBox, Body, printed_parts
from papers.runs import flatten
from papers.words import say


@dataclass(frozen=True, slots=True)
class Note:
    """One note. `content` is what stands at the foot; `block` the id of the block it hangs in."""

    number: int
    block: str
    inline: Citation | Footnote
    content: Inlines


@dataclass(frozen=True, slots=True)
class Notes:
    """The notes of a paper in reading order, numbered from 1 through the whole paper."""

    all: tuple[Note, ...]

    def taker(self) -> "Taker":
        return Taker(self.all)


class Taker:
    """Hands a writer the note of each footnote or citation it meets, once each.

    Two equal citations in one block have two numbers; they are handed out in reading order.
    """

    def __init__(self, notes: tuple[Note, ...]) -> None:
        self._waiting: dict[tuple[str, Citation | Footnote], deque[Note]] = defaultdict(deque)
        for note in notes:
            self._waiting[note.block, note.inline].append(note)

    def take(self, block: Block, inline: Citation | Footnote) -> Note:
        """The next note of this inline in this block; IndexError if the writer asks more often than it stands there."""
        return self._waiting[block.id, inline].popleft()


def numbered(paper: Paper) -> Notes:
    """Number every footnote and citation in printing order (`papers.order`: a box of asks stands before the text).

    The basis of an ask is printed with it and has no number.
    """
    notes: list[Note] = []
    for block in _printed_blocks(paper):
        for content in inlines_of(block):
            for run in flatten(content):
                if run.node is not None:
                    notes.append(Note(len(notes) + 1, block.id, run.node, _content(paper, run.node)))
    return Notes(tuple(notes))


def _printed_blocks(paper: Paper) -> Iterator[Block]:
    for part in printed_parts(paper):
        match part:
            case AsksBox(asks=blocks):
                yield from blocks
            case Body(blocks=blocks):
                yield from blocks


def _content(paper: Paper, inline: Citation | Footnote) -> Inlines:
    if isinstance(inline, Footnote):
        return inline.content
    return (Text(citation_note(inline, paper.reference(inline.key), paper.lang)),)


def citation_words(citation: Citation, reference: Reference | None, lang: str) -> str:
    """What a citation prints in the running text: «المادة 22 من العهد…», "International Covenant…, art. 22"."""
    title = reference.title if reference else citation.key
    if not citation.pinpoint:
        return title
    match lang:
        case "ar":
            return f"{citation.pinpoint} من {title}"
        case "ckb":
            return f"{citation.pinpoint} لە {title}"
        case _:
            return f"{title}, {citation.pinpoint}"


def citation_note(citation: Citation, reference: Reference | None, lang: str) -> str:
    """What its footnote says: title, document symbol, pinpoint."""
    title = reference.title if reference else citation.key
    symbol = reference.symbol if reference else ""
    return f"{say('comma', lang)} ".join(filter(None, (title, symbol, citation.pinpoint)))


def ask_details(ask: Ask, reference: Callable[[str], Reference | None], lang: str) -> str:
    """The line below an ask: its time limit and its legal basis; empty when it has neither."""
    colon = say("colon", lang)
    parts = [f"{say('due', lang)}{colon} {ask.due}"] if ask.due else []
    if ask.basis:
        cited = (citation_note(one, reference(one.key), lang) for one in ask.basis)
        parts.append(f"{say('basis', lang)}{colon} {('؛ ' if lang in RTL_LANGUAGES else '; ').join(cited)}")
    return " · ".join(parts)


def running_words(content: Inlines, paper: Paper) -> str:
    """The words of a run as they are printed: citations spelled out, the marks of notes and their words left out."""
    parts: list[str] = []
    for run in flatten(content):
        if isinstance(run.node, Citation):
            parts.append(citation_words(run.node, paper.reference(run.node.key), paper.lang))
        elif run.node is None:
            parts.append(run.text)
    return "".join(parts)
