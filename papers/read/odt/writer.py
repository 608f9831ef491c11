"""The text of an OpenDocument file, block by block and word by word, written as the XML of a Word file."""

import re
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

from lxml import etree

from papers.read.docx.archive import WP, A, R, W
from papers.read.odt.archive import DRAW, OFFICE, SVG, TABLE, TEXT, XLINK
from papers.read.odt.changes import regions_of
from papers.read.odt.comments import Comments
from papers.read.odt.lists import Lists, Place
from papers.read.odt.pen import Kind, Pen, element
from papers.read.odt.styles import Look, Styles
from papers.read.odt.tables import Grid, rows_of

_PARAGRAPHS = (f"{TEXT}p", f"{TEXT}h")
_UNSAID = frozenset(
    f"{TEXT}{tag}" for tag in ("tracked-changes", "ruby-text", "note-citation", "sequence-decls", "soft-page-break")
)
_SIGNS = {f"{TEXT}tab": "tab", f"{TEXT}line-break": "br"}
_SPACES = re.compile("[ \t\r\n]+")


class Writer:
    """Writes one text. What it cannot write is counted in `lost`."""

    def __init__(self, text: etree._Element, styles: Styles) -> None:
        self.body = element("body")
        self.notes = {"footnote": element("footnotes"), "endnote": element("endnotes")}
        self.links: dict[str, str] = {}
        self.roles: set[str] = set()
        self.spoken: set[str] = set()
        """Names of the styles of paragraphs, and of words."""
        self.lists = Lists(styles)
        self.comments = Comments(text)
        self.lost: Counter[str] = Counter()
        self._styles = styles
        self._regions = regions_of(text)
        self._pen = Pen(self.body)
        self._boxes: list[etree._Element] = []
        self.blocks(text)

    # --- blocks -------------------------------------------------------------------------------------------------------

    def blocks(self, parent: etree._Element, place: Place | None = None) -> None:
        """Every block below an element; `place` is that of the list item around them."""
        for child in parent:
            self._block(child, place)

    def _block(self, child: etree._Element, place: Place | None) -> None:
        if child.tag in _PARAGRAPHS:
            self._paragraph(child, None)
        elif child.tag == f"{TEXT}list":
            self._list(child, place)
        elif child.tag == f"{TABLE}table":
            self._table(child)
        elif child.tag == f"{TEXT}change":
            self._restore_blocks(child)
        elif child.tag in (f"{TEXT}change-start", f"{TEXT}change-end"):
            self._change(child)
        elif str(child.tag).startswith(DRAW):
            self._pen.begin(Kind())
            self._drawing(child)
            self._end()
        elif child.tag not in _UNSAID and str(child.tag).startswith(TEXT):
            self.blocks(child, place)

    def _paragraph(self, paragraph: etree._Element, place: Place | None) -> None:
        kind = self._kind(paragraph, place)
        self._pen.begin(kind)
        self._mixed(paragraph, self._look(paragraph))
        self._end()

    def _kind(self, paragraph: etree._Element, place: Place | None) -> Kind:
        style = paragraph.get(f"{TEXT}style-name", "")
        role = self._styles.role(style)
        self.roles.add(role)
        written = paragraph.get(f"{TEXT}outline-level", "1")
        level = int(written) if written in tuple("123456789") else 1
        return Kind(role, place, level if paragraph.tag == f"{TEXT}h" else 0, self._styles.breaks(style))

    def _look(self, paragraph: etree._Element) -> Look:
        return self._styles.look("paragraph", paragraph.get(f"{TEXT}style-name", ""))

    def _end(self) -> None:
        """End a paragraph; what stands in boxes that hang on it follows."""
        self._pen.end()
        boxes, self._boxes = self._boxes, []
        for box in boxes:
            self.blocks(box)

    def _list(self, listed: etree._Element, above: Place | None) -> None:
        place = self.lists.enter(listed, above)
        for item in listed.iterchildren(f"{TEXT}list-item", f"{TEXT}list-header"):
            self._item(item, place, counted=item.tag == f"{TEXT}list-item")

    def _item(self, item: etree._Element, place: Place, *, counted: bool) -> None:
        """The first paragraph of an item bears its number; more of them are read on in the same one."""
        written: etree._Element | None = None
        for child in item:
            if child.tag not in _PARAGRAPHS:
                self._block(child, place)
            elif written is None or not counted:
                self._paragraph(child, place if counted else None)
                written = self._pen.into[-1] if len(self._pen.into) else None
            else:
                self._pen.paragraph = self._pen.holder = written
                self._pen.run(element("br"))
                self._mixed(child, self._look(child))
                self._end()

    def _table(self, table: etree._Element) -> None:
        drawn, grid = etree.SubElement(self._pen.into, f"{W}tbl"), Grid()
        for row, header in rows_of(table):
            written = etree.SubElement(drawn, f"{W}tr")
            properties = etree.SubElement(written, f"{W}trPr")
            properties.extend([*([element("tblHeader")] if header else []), *self._pen.marks()])
            for cell in grid.cells(row):
                with self._inside(etree.SubElement(written, f"{W}tc")) as into:
                    properties = etree.SubElement(into, f"{W}tcPr")
                    properties.append(element("gridSpan", val=str(cell.span)))
                    if cell.element is None:
                        properties.append(element("vMerge"))
                    else:
                        properties.extend([element("vMerge", val="restart")] if cell.goes_on else [])
                        self.blocks(cell.element)

    @contextmanager
    def _inside(self, into: etree._Element) -> Iterator[etree._Element]:
        """Write blocks there, then go on where the pen was."""
        pen = self._pen
        self._pen = Pen(into, inserted=pen.inserted, gone=pen.gone)
        yield into
        self._pen.end()
        self._pen = pen

    # --- words --------------------------------------------------------------------------------------------------------

    def _mixed(self, parent: etree._Element, look: Look) -> None:
        self._say(parent.text, look)
        for child in parent:
            self._inline(child, look)
            self._say(child.tail, look)

    def _say(self, words: str | None, look: Look) -> None:
        if words and (said := _SPACES.sub(" ", words)):
            self._pen.say(said, look)

    def _inline(self, child: etree._Element, look: Look) -> None:
        tag = str(child.tag)
        if tag == f"{TEXT}span":
            own = self._styles.look("text", child.get(f"{TEXT}style-name", ""))
            self.spoken.add(own.style)
            self._mixed(child, look.over(own))
        elif tag == f"{TEXT}s":
            self._pen.say(" ", look)
        elif tag in _SIGNS:
            self._pen.run(element(_SIGNS[tag]))
        elif tag == f"{TEXT}a":
            self._link(child, look)
        elif tag == f"{TEXT}note":
            self._note(child)
        elif tag == f"{TEXT}change":
            self._restore(child)
        elif tag in (f"{TEXT}change-start", f"{TEXT}change-end"):
            self._change(child)
        elif tag.startswith(f"{OFFICE}annotation"):
            self.comments.meet(child, self._pen)
        elif tag.startswith(DRAW):
            self._drawing(child)
        elif tag.startswith(TEXT) and tag not in _UNSAID:
            # a field: the words that it showed last
            self._mixed(child, look)

    def _link(self, link: etree._Element, look: Look) -> None:
        name = f"r{len(self.links) + 1}"
        self.links[name] = link.get(f"{XLINK}href", "")
        written = element("hyperlink")
        written.set(f"{R}id", name)
        self._pen.put(written)
        holder, self._pen.holder = self._pen.holder, written
        self._mixed(link, look)
        if self._pen.holder is written:
            self._pen.holder = holder

    def _note(self, note: etree._Element) -> None:
        kind = "endnote" if note.get(f"{TEXT}note-class") == "endnote" else "footnote"
        name = str(len(self.notes[kind]) + 1)
        self._pen.run(element(f"{kind}Reference", id=name))
        written = element(kind, id=name)
        self.notes[kind].append(written)
        with self._inside(written):
            for body in note.iterchildren(f"{TEXT}note-body"):
                self.blocks(body)

    def _drawing(self, frame: etree._Element) -> None:
        """A picture stays in the line; words in a box follow the paragraph; anything else is named."""
        image = frame.find(f"{DRAW}image")
        if next(frame.iter(*_PARAGRAPHS), None) is not None:
            self.lost["text_boxes"] += 1
            self._boxes.append(_box(frame))
        elif image is None or frame.find(f"{DRAW}object") is not None:
            self.lost["objects"] += 1
        else:
            self._pen.run(_picture(image.get(f"{XLINK}href", ""), _alt(frame)))

    # --- tracked changes ----------------------------------------------------------------------------------------------

    def _change(self, mark: etree._Element) -> None:
        name = mark.get(f"{TEXT}change-id", "")
        if mark.tag == f"{TEXT}change-end":
            self._pen.inserted.pop(name, None)
            return
        for region in self._regions.get(name, ()):
            self.lost["format_changes"] += region.kind == "format"
            if region.kind == "ins":
                self._pen.inserted[name] = region

    @contextmanager
    def _going(self, mark: etree._Element) -> Iterator[list[tuple[etree._Element, Place | None]]]:
        """The deleted blocks that a mark stands for, while the pen writes deleted words.

        Each deletion is written once, however many marks name it. What was inserted before stands under both changes.
        """
        name = mark.get(f"{TEXT}change-id", "")
        regions = self._regions.pop(name, [])
        self.lost["format_changes"] += sum(region.kind == "format" for region in regions)
        inserted, before = dict(self._pen.inserted), self._pen.gone
        for region in regions:
            if region.kind == "del":
                self._pen.gone = region
            elif region.kind == "ins":
                self._pen.inserted[name] = region
        yield [found for region in regions for block in region.gone for found in self._flat(block, None)]
        self._pen.gone = before
        self._pen.inserted.clear()
        self._pen.inserted.update(inserted)

    def _restore(self, mark: etree._Element) -> None:
        """Write deleted words where they stood: the first block goes on in this paragraph, the last leads back."""
        kind = self._pen.kind
        with self._going(mark) as blocks:
            for at, (block, place) in enumerate(blocks):
                is_last = at == len(blocks) - 1
                if block.tag == f"{TABLE}table":
                    self._pen.end()
                    self._table(block)
                    if is_last:
                        self._pen.begin(kind)
                else:
                    self._go_on(block, kind if is_last else self._kind(block, place), is_first=not at)

    def _go_on(self, block: etree._Element, kind: Kind, *, is_first: bool) -> None:
        """A deleted paragraph: the first one's words stand in the open paragraph."""
        if not is_first:
            self._pen.end()
        if self._pen.paragraph is None:
            self._pen.begin(kind)
        elif not self._pen.has_words():
            self._pen.become(kind)
        self._mixed(block, self._look(block))

    def _restore_blocks(self, mark: etree._Element) -> None:
        """Write deleted blocks that stood between two paragraphs."""
        with self._going(mark) as blocks:
            for block, place in blocks:
                if block.tag == f"{TABLE}table":
                    self._table(block)
                else:
                    self._paragraph(block, place)

    def _flat(self, block: etree._Element, place: Place | None) -> Iterator[tuple[etree._Element, Place | None]]:
        """The paragraphs and tables of deleted blocks, with their places in lists."""
        if block.tag in _PARAGRAPHS or block.tag == f"{TABLE}table":
            yield block, place
            return
        inside = self.lists.enter(block, place) if block.tag == f"{TEXT}list" else place
        for child in block:
            yield from self._flat(child, inside)


def _box(frame: etree._Element) -> etree._Element:
    """What holds the words of a box: the frame of a text, or the shape itself."""
    inner = frame.find(f"{DRAW}text-box")
    return frame if inner is None else inner


def _alt(frame: etree._Element) -> str:
    said = (frame.find(f"{SVG}{tag}") for tag in ("desc", "title"))
    return next((text for one in said if one is not None and (text := (one.text or "").strip())), "")


def _picture(href: str, alt: str) -> etree._Element:
    made = element("drawing")
    etree.SubElement(made, f"{WP}docPr").set("descr", alt)
    etree.SubElement(made, f"{A}blip").set(f"{R}embed", href)
    return made
