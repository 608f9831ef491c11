"""The paragraphs and tables of a Word file, one after the other, as the blocks of a paper."""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace

from lxml import etree

from papers.model import (
    Block,
    Direction,
    Heading,
    Inlines,
    Item,
    ListBlock,
    Paper,
    Paragraph,
    Quote,
    Sublist,
    Table,
    direction_of,
    plain,
)
from papers.read.docx.archive import W
from papers.read.docx.inlines import Reader
from papers.read.docx.styles import Listed, Styles
from papers.read.docx.tables import is_frame, rows_of

MARK = "{urn:mawqif:read}place"
"""Attribute by which a caller numbers paragraphs, to learn which block each became."""

_QUOTES = frozenset({"quote", "intense quote"})
_LABELS = frozenset({"kind of document", "position label", "ask heading"})
"""Styles of words that our own writer adds around the text."""


def body_of(document: etree._Element | None) -> etree._Element | None:
    """The body of the main part."""
    return None if document is None else document.find(f"{W}body")


def notes_of(listed: etree._Element | None) -> dict[str, etree._Element]:
    """Footnotes by id, without Word's separators."""
    found = () if listed is None else listed.iterfind(f"{W}footnote")
    return {note.get(f"{W}id", ""): note for note in found if note.get(f"{W}type", "normal") == "normal"}


def lost(dropped: Counter[str]) -> tuple[str, ...]:
    """What was left out, as "code:count", by code."""
    return tuple(f"{code}:{count}" for code, count in sorted(dropped.items()))


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
    title: str = ""
    subtitle: str = ""
    position: str = ""
    blocks: list[Block] = field(default_factory=list)
    places: dict[str, str] = field(default_factory=dict)
    """The block id, or "title", "subtitle" or "position", that each numbered paragraph (`MARK`) came to."""
    _held: list[str] = field(default_factory=list)
    _open: list[tuple[Listed, Inlines]] = field(default_factory=list)
    _caption: Inlines = ()

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
        self._hold(element)
        rows, heads = rows_of(element, self.reader)
        if rows:
            self.blocks.append(Table(self._id(), rows, heads, self._caption))
            self._caption = ()

    def _words(self, element: etree._Element) -> None:
        properties = element.find(f"{W}pPr")
        said = self.reader.inlines(element)
        if not plain(said, notes=True).strip() or self.styles.name(properties) in _LABELS:
            return
        listed = self.styles.listed(properties)
        level = self.styles.heading(properties)
        if listed is not None and not level:
            if not self._open or self._begins(listed):
                self.close()
            self._hold(element)
            self._open.append((listed, said))
            return
        self.close()
        self._hold(element)
        self._paragraph(said, self.styles.name(properties), level)

    def _begins(self, listed: Listed) -> bool:
        """Whether a line opens a list of its own: another number definition at the first level."""
        above = [open_.number for open_, _ in self._open if not open_.level]
        return not listed.level and bool(above) and above[-1] != listed.number

    def _paragraph(self, said: Inlines, style: str, level: int) -> None:
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
            self.blocks.append(Heading(self._id(), min(level, 3), said, own_direction(said, self.lang)))
        elif style in _QUOTES:
            self.blocks.append(Quote(self._id(), said, dir=own_direction(said, self.lang)))
        elif style == "quote source" and self.blocks and isinstance(self.blocks[-1], Quote):
            self.blocks[-1] = replace(self.blocks[-1], source=said)
            self._place(self.blocks[-1].id)
        elif style == "caption":
            self._caption = said
        else:
            self.blocks.append(Paragraph(self._id(), said, own_direction(said, self.lang)))

    def close(self) -> None:
        """Write what is still held back: an open list, a caption without a table."""
        self.close_list()
        if self._caption:
            self.blocks.append(Paragraph(self._id(), self._caption, own_direction(self._caption, self.lang)))
            self._caption = ()

    def close_list(self) -> None:
        if self._open:
            ordered, items, _ = items_of(self._open, 0, min(listed.level for listed, _ in self._open), 0)
            self.blocks.append(ListBlock(self._id(), ordered, items))
            self._open = []


def own_direction(said: Inlines, lang: str) -> Direction | None:
    """The direction of words of the other script only; None for that of the paper's language."""
    letters = [letter for letter in plain(said) if letter.isalpha()]
    arabic = [letter for letter in letters if "\u0590" <= letter <= "\u08ff"]
    if direction_of(lang) == "rtl":
        return "ltr" if letters and not arabic else None
    return "rtl" if letters and len(arabic) == len(letters) else None


def items_of(
    lines: list[tuple[Listed, Inlines]], at: int, level: int, depth: int
) -> tuple[bool, tuple[Item, ...], int]:
    """The items from `at` that stand at `level` or deeper, whether they count, and where they end.

    Deeper than three levels they stand at the third.
    """
    ordered = lines[at][0].ordered
    items: list[Item] = []
    while at < len(lines) and (lines[at][0].level >= level or not depth):
        if lines[at][0].level > level and items and depth < 2:
            inner, below, at = items_of(lines, at, lines[at][0].level, depth + 1)
            earlier = items[-1].below
            items[-1] = Item(items[-1].content, Sublist(inner, (*(earlier.items if earlier else ()), *below)))
        else:
            items.append(Item(lines[at][1]))
            at += 1
    return ordered, tuple(items), at
