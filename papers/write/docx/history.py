"""What became of the words inside one block, stretch by stretch, as far as Word can show it inside that block."""

from collections.abc import Callable, Iterable, Iterator
from functools import partial

from papers.asks import printed
from papers.model import Ask, Block, Figure, Heading, Inlines, PageBreak, Paper, Paragraph, Quote, Table
from papers.normalise import citations_of
from papers.runs import PLAIN, Run, nest
from papers.weave import ItemStart, Token, Tokens, hunks, tokens
from papers.write.docx.sheet import Pieces
from papers.write.docx.tracked import Tracker

History = dict[Inlines, Pieces]


def history(old: Block, new: Block, papers: tuple[Paper, Paper], tracker: Tracker) -> History | None:
    """The stretches of each changed text of the new block; None if only the whole block can be replaced."""
    pairs = _pairs(old, new, papers[1].lang)
    if pairs is None or not same_instruments(old, papers):
        return None
    return history_of(pairs, tracker)


def history_of(pairs: Iterable[tuple[Inlines, Inlines]], tracker: Tracker) -> History | None:
    """The stretches by the new text; None if equal new texts come from different old ones."""
    came_from: dict[Inlines, Inlines] = {}
    for was, now in pairs:
        if came_from.setdefault(now, was) != was:
            return None
    return {now: stretches(was, now, tracker) for now, was in came_from.items() if was != now}


def same_instruments(block: Block, papers: tuple[Paper, Paper]) -> bool:
    """Whether the citations of an old block print alike in both papers."""
    old, new = papers
    return all(new.reference(one.key) in (None, old.reference(one.key)) for one in citations_of(block))


def stretches(old: Inlines, new: Inlines, tracker: Tracker) -> Pieces:
    """A text as what stayed, what was deleted and what was inserted."""
    was, now = tokens(old), tokens(new)
    done: list[tuple[str, Tokens, Token | None]] = []
    place = 0
    for hunk in hunks(was, now):
        done.append(("", was[place : hunk.start], was[place - 1] if place else None))
        before = was[hunk.start - 1] if hunk.start else None
        done += [("del", was[hunk.start : hunk.end], before), ("ins", hunk.tokens, before)]
        place = hunk.end
    done.append(("", was[place:], was[place - 1] if place else None))
    marks: dict[str, Callable[[str], str]] = {
        "": str,
        "del": partial(tracker.runs, op="del"),
        "ins": partial(tracker.runs, op="ins"),
    }
    return tuple((marks[op], nest(_spread(text, before))) for op, text, before in done if text)


def _spread(text: Tokens, before: Token | None) -> Iterator[Run]:
    """Runs with the space before each word, which belongs to it whether it stays or goes."""
    for token in text:
        if token.spaced and before is not None:
            yield Run(" ", token.marks.meet(before.marks) if before.node is None else PLAIN)
        node = token.node if not isinstance(token.node, ItemStart) else None
        yield Run(token.text, token.marks, node)
        before = token


def _pairs(old: Block, new: Block, lang: str) -> list[tuple[Inlines, Inlines]] | None:
    """The old and the new state of every text of a block; None if more than texts has changed."""
    match old, new:
        case (Heading(), Heading()) if (old.level, old.dir) == (new.level, new.dir):
            return [(old.content, new.content)]
        case (Paragraph(), Paragraph()) if old.dir == new.dir:
            return [(old.content, new.content)]
        case (Quote(), Quote()) if (old.dir, bool(old.source)) == (new.dir, bool(new.source)):
            return [(old.content, new.content), (old.source, new.source)]
        case (Ask(), Ask()) if (old.due, old.basis) == (new.due, new.basis):
            return [(printed(old, lang), printed(new, lang))]
        case (Table(), Table()) if _grid(old) == _grid(new):
            cells = [(a.content, b.content) for one, other in zip(old.rows, new.rows, strict=True)
                     for a, b in zip(one, other, strict=True)]  # fmt: skip
            return [(old.caption, new.caption), *cells]
        case (Figure(), Figure()) if _picture(old) == _picture(new):
            return [(old.caption, new.caption)]
        case (PageBreak(), PageBreak()):
            return []
        case _:
            return None


def _grid(table: Table) -> object:
    spans = [[(cell.colspan, cell.rowspan) for cell in row] for row in table.rows]
    return spans, table.header_rows, bool(table.caption)


def _picture(figure: Figure) -> object:
    return figure.media_type, figure.data, figure.alt, bool(figure.caption)
