"""A paper as Markdown with our few extensions: what people edit. Reading it again gives the same paper."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import pairwise

from papers.asks import PHRASES
from papers.errors import BadPaper
from papers.model import (
    Ask,
    Block,
    Cell,
    Citation,
    Emphasis,
    Figure,
    Footnote,
    Foreign,
    Heading,
    Inline,
    Inlines,
    Item,
    Link,
    ListBlock,
    PageBreak,
    Paper,
    Paragraph,
    Quote,
    Strong,
    Table,
    Text,
    own_direction_of,
)
from papers.normalise import normalise
from papers.read.labels import WRITTEN
from papers.read.markdown import Draft, read_draft
from papers.runs import Run, flatten


def to_markdown(paper: Paper, *, ids: bool = False) -> str:
    """The normalised paper as Markdown.

    `from_markdown(to_markdown(paper), base=paper)` is the paper again. With `ids` the text carries its block ids and
    its pictures and needs no base. Words are escaped only where they would be read as marks.
    """
    paper = normalise(paper)
    parts = list(_head(paper))
    for before, block in pairwise((None, *paper.blocks)):
        if block is not None:
            parts.append(_naming(before, block, ids) + _block(paper, block, ids))
    return "\n\n".join(parts) + "\n"


def _head(paper: Paper) -> Iterator[str]:
    if paper.title:
        yield _light("# ", paper.title, lambda draft: draft.title)
    if paper.subtitle:
        yield _light(f"{WRITTEN['subtitle'][paper.lang]}: ", paper.subtitle, lambda draft: draft.subtitle)
    if paper.position:
        yield _light(f"{WRITTEN['position'][paper.lang]}: ", paper.position, lambda draft: draft.position)


def _naming(before: Block | None, block: Block, ids: bool) -> str:
    """The line above a block that names it; `{}` where two lists would run together."""
    name = f"#{block.id}" if ids else ""
    side = own_direction_of(block) or ""
    together = isinstance(before, ListBlock) and isinstance(block, ListBlock) and before.ordered == block.ordered
    told = " ".join(filter(None, (name, side)))
    return f"{{{told}}}\n" if told or together else ""


def _block(paper: Paper, block: Block, ids: bool) -> str:
    figures = {figure.id: figure for figure in paper.blocks if isinstance(figure, Figure)}
    wanted = _bare(paper, block)

    def reads_back(text: str) -> bool:
        draft = read_draft(text, figures)
        blocks = normalise(_alone(paper, *draft.blocks)).blocks
        return not (draft.title or draft.subtitle or draft.position) and blocks == (wanted,)

    for pen in (_Pen(paper.lang, ids), _Pen(paper.lang, ids, careful=True)):
        text = pen.block(block)
        if reads_back(_told(block) + text):
            return text
    raise BadPaper("unwritable", "This block cannot be written as Markdown.", where=block.id)


def _told(block: Block) -> str:
    return f"{{{side}}}\n" if (side := own_direction_of(block)) else ""


def _bare(paper: Paper, block: Block) -> Block:
    return normalise(_alone(paper, block)).blocks[0]


def _alone(paper: Paper, *blocks: Block) -> Paper:
    nameless = tuple(replace(block, id="") for block in blocks)
    return replace(paper, title="", subtitle="", position="", blocks=nameless, aligned=())


def _light(label: str, words: str, read: Callable[[Draft], str]) -> str:
    """The line with as few backslashes as will do."""
    line = label + _Pen().words(words)
    return line if read(read_draft(line, {})) == words else label + _Pen(careful=True).words(words)


class _Pen:
    """Writes light marks that people type; `careful` escapes every mark and spells out what stars cannot say."""

    def __init__(self, lang: str = "en", ids: bool = False, careful: bool = False) -> None:
        self.lang = lang
        self.ids = ids
        self.careful = careful

    def words(self, text: str) -> str:
        return re.sub(r"([^\w\s]|_)" if self.careful else r"([\\*\[\]])", r"\\\1", text)

    def inlines(self, content: Inlines) -> str:
        return "".join(map(self._run, flatten(content))) if self.careful else "".join(map(self._inline, content))

    def _run(self, run: Run) -> str:
        """A run with its marks spelled out: a link inside, `{strong em en}` behind the bracket around it."""
        if run.node is not None:
            return self._inline(run.node)
        text, marks = self.words(run.text), run.marks
        if marks.href:
            text = f"[{text}](<{marks.href.replace('&', '&amp;')}>)"
        named = (marks.lang, "strong" if marks.strong else "", "em" if marks.emphasis else "")
        return f"[{text}]{{{' '.join(filter(None, named))}}}" if any(named) else text

    def _inline(self, inline: Inline) -> str:
        match inline:
            case Text(text=text):
                return self.words(text)
            case Strong(content=inner):
                return f"**{self.inlines(inner)}**"
            case Emphasis(content=inner):
                return f"*{self.inlines(inner)}*"
            case Link(href=href, content=inner):
                return f"[{self.inlines(inner)}]({href})"
            case Foreign(lang=lang, content=inner):
                return f"[{self.inlines(inner)}]{{{lang}}}"
            case Footnote(content=inner):
                return f"^[{self.inlines(inner)}]"
            case Citation():
                return self.citation(inline)

    def citation(self, citation: Citation) -> str:
        if not citation.pinpoint:
            return f"[@{citation.key}]"
        between = " " if self.lang in ("ar", "ckb") else ", "
        return f"[@{citation.key}{between}{self.words(citation.pinpoint)}]"

    def block(self, block: Block) -> str:
        match block:
            case Heading():
                return f"{'#' * (block.level + 1)} {self.inlines(block.content)}"
            case Paragraph():
                return self.inlines(block.content)
            case ListBlock():
                return "\n".join(self._items(block.ordered, block.items, ""))
            case Quote():
                source = f"> — {self.inlines(block.source)}" if block.source else ""
                words = f"> {self.inlines(block.content)}" if block.content else ""
                return "\n".join(filter(None, (words, source)))
            case Table():
                return self._table(block)
            case Ask():
                return self._ask(block)
            case Figure():
                return self._figure(block)
            case PageBreak():
                return "***"

    def _items(self, ordered: bool, items: tuple[Item, ...], indent: str) -> Iterator[str]:
        for number, item in enumerate(items, start=1):
            mark = f"{number}." if ordered else "-"
            yield f"{indent}{mark} {self.inlines(item.content)}".rstrip()
            if item.below:
                if self.careful and item.content:
                    yield ""
                yield from self._items(item.below.ordered, item.below.items, indent + " " * (len(mark) + 1))

    def _table(self, table: Table) -> str:
        lines = [f"| {' | '.join(map(self._cell, row))} |" for row in table.rows]
        if table.header_rows:
            lines.insert(table.header_rows, "|" + " --- |" * max(1, len(table.rows[0])))
        if table.caption:
            lines.append(f": {self.inlines(table.caption)}")
        return "\n".join(lines)

    def _cell(self, cell: Cell) -> str:
        span = f"{{{cell.colspan}x{cell.rowspan}}} " if (cell.colspan, cell.rowspan) != (1, 1) else ""
        return span + self.inlines(cell.content)

    def _ask(self, ask: Ask) -> str:
        verb, before, joint = PHRASES[self.lang][ask.verb]
        named = (verb, before, self.words(ask.addressee), joint) if ask.addressee else (verb,)
        parts = [f"!! {' '.join(filter(None, named))}: {self.inlines(ask.content)}".rstrip()]
        if ask.due:
            parts.append(f"{WRITTEN['due'][self.lang]}: {self.words(ask.due)}")
        if ask.basis:
            parts.append(f"{WRITTEN['basis'][self.lang]}: {' '.join(map(self.citation, ask.basis))}")
        return " | ".join(parts)

    def _figure(self, figure: Figure) -> str:
        target = f"data:{figure.media_type};base64,{figure.data}" if self.ids else f"figure:{figure.id}"
        caption = f"\n: {self.inlines(figure.caption)}" if figure.caption else ""
        return f"![{self.words(figure.alt)}]({target}){caption}"
