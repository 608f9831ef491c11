"""The paragraphs and tables of a Word file, one after the other, as the blocks of a paper."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from lxml import etree

from papers.model import (
    Ask,
    Block,
    Direction,
    Figure,
    Heading,
    Inlines,
    ListBlock,
    PageBreak,
    Paper,
    Paragraph,
    Quote,
    Reference,
    Table,
    plain,
)
from papers.read.citations import Finder
from papers.read.docx.archive import Parts, W
from papers.read.docx.breaks import page_break_of
from papers.read.docx.inlines import Reader
from papers.read.docx.labels import typed_label_of, without
from papers.read.docx.styles import Styles, styles_of
from papers.read.docx.tables import is_frame, rows_of
from papers.read.printed_asks import ask_of, with_details
from papers.read.shape import Listed, direction_in, items_of, own_direction

MARK = "{urn:mawqif:read}place"
"""Attribute by which a caller numbers paragraphs, to learn which block each became."""

_QUOTES = frozenset({"quote", "intense quote"})
_TYPED = frozenset({"list paragraph", "ask"})
"""Styles of lists that our own writer numbers by hand, in digits that Word cannot count in."""
_LABELS = frozenset({"kind of document", "position label", "ask heading"})
"""Styles of words that our own writer adds around the text."""
_FRAME = frozenset(
    (
        *("letterhead", "letterhead line", "reference line", "notice", "attribution", "closing heading"),
        *("method", "signatory", "signatory note", "reservation", "verification"),
    )
)
"""Styles of what an edition adds to a text: who speaks, who signed, how to check the file."""


def body_of(document: etree._Element | None) -> etree._Element | None:
    """The body of the main part."""
    return None if document is None else document.find(f"{W}body")


def notes_of(*listed: etree._Element | None) -> dict[str, etree._Element]:
    """Footnotes and endnotes by the name that `note_name` gives their marks, without Word's separators."""
    return {
        f"{note.tag.removeprefix(W)[0]}{note.get(f'{W}id', '')}": note
        for part in listed
        for note in (() if part is None else part.iterchildren(f"{W}footnote", f"{W}endnote"))
        if note.get(f"{W}type", "normal") == "normal"
    }


def read_blocks(parts: Parts, lang: str, new_id: Callable[[], str], references: Mapping[str, Reference]) -> "Blocks":
    """An empty reading of a file: its styles and links are known, its text and notes are still to be given."""
    styles = styles_of(parts)
    links = {kind: parts.targets(part) for kind, part in (("", "document"), ("f", "footnotes"), ("e", "endnotes"))}
    reader = Reader(lang, styles, links, {}, parts.picture)
    return Blocks(lang, new_id, styles, reader, Finder(references, lang))


def elements_of(parent: etree._Element) -> Iterator[etree._Element]:
    """Paragraphs and tables, those in content controls and in one-cell frames too."""
    for child in parent:
        if child.tag in (f"{W}sdt", f"{W}sdtContent", f"{W}customXml"):
            yield from elements_of(child)
        elif child.tag == f"{W}tbl" and is_frame(child):
            yield from (found for inside in child.iterfind(f"{W}tr/{W}tc") for found in elements_of(inside))
        elif child.tag in (f"{W}p", f"{W}tbl"):
            yield child


@dataclass(slots=True)
class Blocks:
    """The blocks read so far, and the list that is still open."""

    lang: str
    new_id: Callable[[], str]
    styles: Styles
    reader: Reader
    finder: Finder
    title: str = ""
    subtitle: str = ""
    position: str = ""
    blocks: list[Block] = field(default_factory=list)
    places: dict[str, str] = field(default_factory=dict)
    """The block id, or "title", "subtitle" or "position", that each numbered paragraph (`MARK`) came to."""
    _held: list[str] = field(default_factory=list)
    _open: list[tuple[Listed, Inlines]] = field(default_factory=list)
    _sides: set[Direction | None] = field(default_factory=set)
    """The directions that the file gives the entries of the open list."""
    _caption: Inlines = ()
    _typed: int = 0
    """How many lists with typed numbers were begun."""

    def take_all(self, body: etree._Element | None) -> None:
        """Read a whole body, and write what is still held back at its end."""
        for element in () if body is None else elements_of(body):
            self.take(element)
        self.close()

    def paper(self, kind: str) -> Paper:
        return Paper(kind, self.lang, self.title, tuple(self.blocks), self.subtitle, self.position)

    def take(self, element: etree._Element) -> None:
        if element.tag == f"{W}tbl":
            self._table(element)
        else:
            self._words(element)

    def _hold(self, element: etree._Element) -> None:
        for paragraph in element.iter(f"{W}p"):
            self._held += paragraph.get(MARK, "").split()

    def _id(self) -> str:
        identity = self.new_id()
        self._place(identity)
        return identity

    def _place(self, identity: str) -> None:
        self.places.update((mark, identity) for mark in self._held)
        self._held = []

    def _table(self, element: etree._Element) -> None:
        self.close_list()
        if self._is_frame(element):
            self.reader.dropped["letterhead_and_signatures"] += 1
            return
        self._hold(element)
        rows, heads = rows_of(element, self.reader)
        self.reader.dropped["pictures"] += len(self.reader.take_figures())
        if rows:
            self.blocks.append(Table(self._id(), rows, heads, self._caption))
            self._caption = ()

    def _is_frame(self, table: etree._Element) -> bool:
        """Whether a table holds nothing but what an edition adds to a text."""
        styled = {
            self.styles.name(one.find(f"{W}pPr"))
            for one in table.iter(f"{W}p")
            if next(one.iter(f"{W}t"), None) is not None
        }
        return bool(styled) and styled <= _FRAME

    def _words(self, element: etree._Element) -> None:
        properties = element.find(f"{W}pPr")
        style, breaks = self.styles.name(properties), page_break_of(element)
        said = self.reader.inlines(element)
        if breaks == "before":
            self._page_break(properties)
        if style == "caption":
            # the picture that it names stands in the same paragraph, and before it
            self._pictures(element)
        if _is_dropped(style):
            self.reader.dropped["contents" if style.startswith("toc ") else "letterhead_and_signatures"] += 1
        elif plain(said, notes=True).strip() and style not in _LABELS:
            self._said(element, said, properties)
        self._pictures(element)
        if breaks == "after":
            self._page_break(properties)

    def _said(self, element: etree._Element, said: Inlines, properties: etree._Element | None) -> None:
        style, level, listed = self.styles.name(properties), self.styles.heading(properties), None
        if not level:
            said, listed = self._listed(said, properties)
        ask = ask_of(said, self.lang, "ask") if style == "ask" else None
        if listed is not None and ask is None:
            if not self._open or self._begins(listed):
                self.close()
            self._hold(element)
            self._open.append((listed, said))
            self._sides.add(self.styles.side(properties, self.lang))
            return
        self.close()
        self._hold(element)
        if ask is not None:
            self.blocks.append(replace(ask, id=self._id()))
        elif not (style == "ask basis" and self._details(said)):
            self._paragraph(said, style, level, self.styles.side(properties, self.lang))

    def _listed(self, said: Inlines, properties: etree._Element | None) -> tuple[Inlines, Listed | None]:
        """The words of a paragraph and its place in a list, whose number may be typed before the words."""
        listed = self.styles.listed(properties)
        label = typed_label_of(said) if listed is None and self.styles.name(properties) in _TYPED else None
        if label is None:
            return said, listed
        self._typed += label.first and not label.level
        return without(said, label.length), Listed(f"typed{self._typed}", label.level, True)

    def _details(self, said: Inlines) -> bool:
        """Whether the second line of an ask was read into the ask above."""
        above = self.blocks[-1] if self.blocks else None
        ask = with_details(above, said, self.finder, self.lang) if isinstance(above, Ask) else None
        if ask is None:
            return False
        self.blocks[-1] = ask
        self._place(ask.id)
        return True

    def _page_break(self, properties: etree._Element | None) -> None:
        if self._open and self.styles.listed(properties) is not None:
            # a list goes on over the page
            self.reader.dropped["page_breaks"] += 1
        else:
            self.close()
            self.blocks.append(PageBreak(self.new_id()))

    def _pictures(self, element: etree._Element) -> None:
        for figure in self.reader.take_figures():
            self.close()
            self._hold(element)
            self.blocks.append(replace(figure, id=self._id()))

    def _begins(self, listed: Listed) -> bool:
        """Whether a line opens a list of its own: another number definition at the first level."""
        above = [open_ for open_, _ in self._open if not open_.level]
        return not listed.level and bool(above) and listed.begins_after(above[-1])

    def _paragraph(self, said: Inlines, style: str, level: int, given: Direction | None) -> None:
        side = direction_in((said,), self.lang, given)
        if style == "title" and not self.title:
            self.title = plain(said)
            self._place("title")
        elif style == "subtitle" and not self.subtitle:
            self.subtitle = plain(said)
            self._place("subtitle")
        elif style == "position" and not self.position:
            self.position = plain(said)
            self._place("position")
        elif level:
            self.blocks.append(Heading(self._id(), min(level, 3), said, side))
        elif style in _QUOTES:
            self.blocks.append(Quote(self._id(), said, dir=side))
        elif style == "quote source" and self.blocks and isinstance(self.blocks[-1], Quote):
            self.blocks[-1] = replace(self.blocks[-1], source=said)
            self._place(self.blocks[-1].id)
        elif style == "caption":
            self._caption_of(said)
        else:
            self.blocks.append(Paragraph(self._id(), said, side))

    def _caption_of(self, said: Inlines) -> None:
        """A caption stands below a picture and above a table."""
        above = self.blocks[-1] if self.blocks else None
        if isinstance(above, Figure) and not above.caption:
            self.blocks[-1] = replace(above, caption=said)
            self._place(above.id)
        else:
            self._caption = said

    def close(self) -> None:
        """Write what is still held back: an open list, a caption without a table."""
        self.close_list()
        if self._caption:
            self.blocks.append(Paragraph(self._id(), self._caption, own_direction(self._caption, self.lang)))
            self._caption = ()

    def close_list(self) -> None:
        if self._open:
            ordered, items, _ = items_of(self._open, 0, min(listed.level for listed, _ in self._open), 0)
            given = next(iter(self._sides)) if len(self._sides) == 1 else None
            side = direction_in((said for _, said in self._open), self.lang, given)
            self.blocks.append(ListBlock(self._id(), ordered, items, side))
            self._open, self._sides = [], set()


def _is_dropped(style: str) -> bool:
    return style in _FRAME or style.startswith("toc ")
