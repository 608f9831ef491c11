"""A paper as an HTML fragment for web pages: semantic, escaped, every direction said."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from itertools import groupby, pairwise
from typing import Literal

from papers.asks import printed
from papers.bidi import isolate_spans
from papers.characters import arabic_digits
from papers.model import (
    RTL_LANGUAGES,
    Ask,
    Block,
    Citation,
    Direction,
    Emphasis,
    Figure,
    Footnote,
    Foreign,
    Heading,
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
    direction_of,
    own_direction_of,
)
from papers.normalise import normalise
from papers.notes import Note, citation_note, citation_words, numbered
from papers.order import AsksBox, Body, Contents, Position, Titles, ask_numbers, printed_parts
from papers.words import say

Footnotes = Literal["end", "inline"]

_SYMBOL = re.compile(r"(?<![\w/])[A-Z]{1,5}(?:/[A-Z0-9][A-Za-z0-9.()]{0,11}){1,6}(?![\w/])")
"""A document's symbol; longer ones may be broken, or they would stand out over a narrow column."""


def to_html(paper: Paper, *, heading_offset: int = 0, footnotes: Footnotes = "end", header: bool = True) -> str:
    """The paper in printing order as one `<article>`.

    The title is `<h1>`, headings of the text begin at `<h2>`; `heading_offset` lowers them all. Footnotes stand at the
    end, linked both ways, or `inline` in `<span class="footnote">` for print style sheets. `header` False leaves out
    title and subtitle for a page that shows them itself. Ids begin with the language: two versions fit on one page.
    """
    return HtmlWriter(normalise(paper), heading_offset, footnotes).article(header)


def to_pieces(paper: Paper, *, heading_offset: int = 0) -> tuple[tuple[str, str], ...]:
    """The paper as one piece for each passage: its block id (or "title", "subtitle", "position") and its markup.

    In the order in which it is written, asks where they stand; the notes come last, under the name "". Ids and numbers
    are those of `to_html`. For pages that put something beside each passage.
    """
    return tuple(HtmlWriter(normalise(paper), heading_offset, "end").pieces())


def words_html(text: str, base: Direction) -> str:
    """Escaped words with `<bdi dir>` around what would turn round in a line of this direction."""
    return "".join(
        f'<bdi dir="{side}">{_unbroken(piece)}</bdi>' if side else _unbroken(piece)
        for piece, side in isolate_spans(text, base)
    )


def _unbroken(text: str) -> str:
    """Escaped words in which no line ends within a document's symbol, like A/RES/77/301."""
    return _SYMBOL.sub(r'<span class="symbol">\g<0></span>', escape(text)) if "/" in text else escape(text)


@dataclass(frozen=True)
class Place:
    """Where inlines stand: the direction around them, and the block whose notes they may hold (None inside a note)."""

    dir: Direction
    block: Block | None = None


class HtmlWriter:
    """Writes the pieces of one paper. The print writer builds on it (`papers.write.print_parts`)."""

    def __init__(self, paper: Paper, offset: int, footnotes: Footnotes) -> None:
        self.paper = paper
        self.offset = offset
        self.footnotes = footnotes
        self.notes = numbered(paper)
        self.taker = self.notes.taker()
        self.ask_numbers = ask_numbers(paper)

    # --- parts ------------------------------------------------------------------------------------------------------

    def article(self, header: bool) -> str:
        paper = self.paper
        parts: list[str] = []
        for part in printed_parts(paper):
            match part:
                case Titles():
                    parts += [self._titles()] if header else []
                case Position(text=text):
                    label = f"<strong>{self._label('position')}</strong>"
                    attributes = f'class="paper-position" id="{self._line_id("position")}"'
                    parts.append(f"<p {attributes}>{label} {self._words(text)}</p>")
                case AsksBox(asks=asks):
                    parts.append(f'<section class="paper-asks">{self._head("asks")}{self._asks(asks)}</section>')
                case Contents(headings=headings):
                    parts.append(self._contents(headings))
                case Body(blocks=blocks):
                    parts.append(self._blocks(blocks))
        if self.footnotes == "end" and self.notes.all:
            parts.append(self._endnotes())
        attributes = f'class="paper paper-{escape(paper.kind)}" lang="{paper.lang}" dir="{paper.dir}"'
        return f"<article {attributes}>\n{''.join(parts)}</article>"

    def pieces(self) -> Iterator[tuple[str, str]]:
        """`to_pieces`."""
        paper, level = self.paper, self._level(0)
        for name, tag in (("title", f"h{level}"), ("subtitle", "p"), ("position", "p")):
            if words := getattr(paper, name):
                yield name, f'<{tag} class="paper-{name}" id="{self._line_id(name)}">{self._words(words)}</{tag}>\n'
        yield from ((block.id, self._block(block)) for block in paper.blocks)
        if self.notes.all:
            yield "", self._endnotes()

    def _titles(self) -> str:
        paper, tag = self.paper, f"h{self._level(0)}"
        title = f'<{tag} id="{self._line_id("title")}">{self._words(paper.title)}</{tag}>'
        attributes = f'class="paper-subtitle" id="{self._line_id("subtitle")}"'
        subtitle = f"<p {attributes}>{self._words(paper.subtitle)}</p>" if paper.subtitle else ""
        return f"<header>{title}{subtitle}</header>\n"

    def _line_id(self, name: str) -> str:
        """Where a title, subtitle or position is found, as a block is by its id."""
        return f"{self.paper.lang}-{name}"

    def _contents(self, headings: tuple[Heading, ...]) -> str:
        entries = "".join(
            f'<li class="level-{heading.level}"><a href="#{self._id(heading)}">{self._bare(heading)}</a></li>'
            for heading in headings
        )
        return f'<nav class="paper-contents" aria-label="{say("contents", self.paper.lang)}"><ol>{entries}</ol></nav>\n'

    def _bare(self, heading: Heading) -> str:
        """A heading's words without its notes, which have their one place in the text."""
        content = tuple(inline for inline in heading.content if not isinstance(inline, Footnote | Citation))
        return self._inlines(content, Place(heading.dir or self.paper.dir))

    def _endnotes(self) -> str:
        notes = "".join(self._endnote(note) for note in self.notes.all)
        return f'<section class="paper-notes" role="doc-endnotes">{self._head("footnotes")}<ol>{notes}</ol></section>\n'

    def _endnote(self, note: Note) -> str:
        lang, number = self.paper.lang, self._number(note.number)
        label = say("back_to_text", lang, n=number)
        back = f'<a href="#{lang}-ref-{note.number}" role="doc-backlink" aria-label="{label}">↑</a>'
        return f'<li id="{lang}-note-{note.number}">{self._inlines(note.content, Place(self.paper.dir))} {back}</li>'

    # --- blocks -----------------------------------------------------------------------------------------------------

    def _blocks(self, blocks: tuple[Block, ...]) -> str:
        parts: list[str] = []
        for is_ask, group in groupby(blocks, lambda block: isinstance(block, Ask)):
            if is_ask:
                parts.append(self._asks(tuple(block for block in group if isinstance(block, Ask))))
            else:
                parts += [self._block(block) for block in group]
        return "".join(parts)

    def _block(self, block: Block) -> str:
        match block:
            case Heading():
                level = self._level(block.level)
                return f"<h{level}{self._attributes(block)}>{self._content(block, block.content)}</h{level}>\n"
            case Paragraph():
                return f"<p{self._attributes(block)}>{self._content(block, block.content)}</p>\n"
            case ListBlock():
                return self._list(block, block.ordered, block.items, self._attributes(block)) + "\n"
            case Quote():
                return self._quote(block)
            case Table():
                return self._table(block)
            case Figure():
                return self._figure(block)
            case PageBreak():
                return '<hr class="page-break">\n'
            case Ask():
                return self._asks((block,))

    def _list(self, block: Block, ordered: bool, items: tuple[Item, ...], attributes: str = "") -> str:
        tag = "ol" if ordered else "ul"
        entries = "".join(
            f"<li>{self._content(block, item.content)}"
            f"{self._list(block, item.below.ordered, item.below.items) if item.below else ''}</li>"
            for item in items
        )
        return f"<{tag}{attributes}>{entries}</{tag}>"

    def _quote(self, block: Quote) -> str:
        words = f"<p>{self._content(block, block.content)}</p>" if block.content else ""
        source = f"<footer>— {self._content(block, block.source)}</footer>" if block.source else ""
        return f"<blockquote{self._attributes(block)}>{words}{source}</blockquote>\n"

    def _table(self, table: Table) -> str:
        caption = f"<caption>{self._content(table, table.caption)}</caption>" if table.caption else ""
        head = "".join(self._row(table, index) for index in range(table.header_rows))
        body = "".join(self._row(table, index) for index in range(table.header_rows, len(table.rows)))
        head = f"<thead>{head}</thead>" if head else ""
        body = f"<tbody>{body}</tbody>" if body else ""
        return f'<div class="table"><table{self._attributes(table)}>{caption}{head}{body}</table></div>\n'

    def _row(self, table: Table, index: int) -> str:
        tag, scope = ("th", ' scope="col"') if index < table.header_rows else ("td", "")
        cells: list[str] = []
        for cell in table.rows[index]:
            spans = "".join(
                f' {name}="{span}"' for name, span in (("colspan", cell.colspan), ("rowspan", cell.rowspan)) if span > 1
            )
            cells.append(f"<{tag}{scope}{spans}>{self._content(table, cell.content)}</{tag}>")
        return f"<tr>{''.join(cells)}</tr>"

    def _figure(self, figure: Figure) -> str:
        caption = f"<figcaption>{self._content(figure, figure.caption)}</figcaption>" if figure.caption else ""
        image = f'<img src="data:{figure.media_type};base64,{escape(figure.data)}" alt="{escape(figure.alt)}">'
        return f"<figure{self._attributes(figure)}>{image}{caption}</figure>\n"

    def _asks(self, asks: tuple[Ask, ...]) -> str:
        entries = "".join(self._ask(ask) for ask in asks)
        return f'<ol class="asks" start="{self.ask_numbers[asks[0].id]}">{entries}</ol>\n'

    def _ask(self, ask: Ask) -> str:
        lang, parts = self.paper.lang, [f"<p>{self._content(ask, printed(ask, self.paper.lang))}</p>"]
        if ask.due:
            parts.append(f'<p class="ask-due"><strong>{self._label("due")}</strong> {self._words(ask.due)}</p>')
        if ask.basis:
            notes = (citation_note(entry, self.paper.reference(entry.key), lang) for entry in ask.basis)
            words = f"{say('semicolon', lang)} ".join(map(self._words, notes))
            parts.append(f'<p class="ask-basis"><strong>{self._label("basis")}</strong> {words}</p>')
        return f'<li{self._attributes(ask)} class="ask ask-{ask.verb}">{"".join(parts)}</li>'

    # --- inlines ----------------------------------------------------------------------------------------------------

    def _content(self, block: Block, content: Inlines) -> str:
        return self._inlines(content, Place(self._dir(block), block))

    def _inlines(self, content: Inlines, place: Place) -> str:
        parts: list[str] = []
        for before, inline in pairwise((None, *content)):
            match inline:
                case Text(text=text):
                    parts.append(words_html(text, place.dir))
                case Strong(content=inner):
                    parts.append(f"<strong>{self._inlines(inner, place)}</strong>")
                case Emphasis(content=inner):
                    parts.append(f"<em>{self._inlines(inner, place)}</em>")
                case Link(href=href, content=inner):
                    parts.append(f'<a href="{escape(href)}" rel="noreferrer">{self._inlines(inner, place)}</a>')
                case Foreign(lang=lang, content=inner):
                    parts.append(self._foreign(lang, inner, place))
                case Citation() | Footnote():
                    touching = isinstance(inline, Footnote) and isinstance(before, Citation | Footnote)
                    # 1 and 2 side by side would read as 12
                    parts.append(f"<sup>{say('comma', self.paper.lang)} </sup>" if touching else "")
                    parts.append(self._note(inline, place))
        return "".join(parts)

    def _foreign(self, lang: str, content: Inlines, place: Place) -> str:
        side = direction_of(lang)
        return f'<bdi lang="{lang}" dir="{side}">{self._inlines(content, Place(side, place.block))}</bdi>'

    def _note(self, inline: Citation | Footnote, place: Place) -> str:
        words = ""
        if isinstance(inline, Citation):
            title = citation_words(inline, self.paper.reference(inline.key), self.paper.lang)
            words = f"<cite>{words_html(title, place.dir)}</cite>"
        if place.block is None:
            return words
        note = self.taker.take(place.block, inline)
        if self.footnotes == "inline":
            inner = self._inlines(note.content, Place(place.dir))
            return f'{words}<span class="footnote" data-n="{self._number(note.number)}">{inner}</span>'
        return words + self._reference(note)

    def _reference(self, note: Note) -> str:
        lang, number = self.paper.lang, self._number(note.number)
        names = f'id="{lang}-ref-{note.number}" href="#{lang}-note-{note.number}"'
        label = say("footnote", lang, n=number)
        return f'<sup><a {names} role="doc-noteref" aria-label="{label}">{number}</a></sup>'

    # --- small things -----------------------------------------------------------------------------------------------

    def _attributes(self, block: Block) -> str:
        side = self._dir(block)
        return f' id="{self._id(block)}"' + (f' dir="{side}"' if side != self.paper.dir else "")

    def _id(self, block: Block) -> str:
        return escape(f"{self.paper.lang}-{block.id}")

    def _dir(self, block: Block) -> Direction:
        return own_direction_of(block) or self.paper.dir

    def _level(self, level: int) -> int:
        return min(6, level + 1 + self.offset)

    def _head(self, key: str) -> str:
        return f"<h{self._level(1)}>{say(key, self.paper.lang)}</h{self._level(1)}>"

    def _label(self, key: str) -> str:
        return say(key, self.paper.lang) + say("colon", self.paper.lang)

    def _words(self, text: str) -> str:
        return words_html(text, self.paper.dir)

    def _number(self, number: int) -> str:
        arabic = self.paper.digits == "arabic" and self.paper.lang in RTL_LANGUAGES
        return arabic_digits(str(number)) if arabic else str(number)
