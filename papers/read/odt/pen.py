"""Writes paragraphs of a Word file, as its XML, under the tracked changes that are open."""

from dataclasses import dataclass, field

from lxml import etree

from papers.read.docx.archive import W
from papers.read.odt.changes import Region
from papers.read.odt.lists import Place
from papers.read.odt.styles import PLAIN, Look


@dataclass(frozen=True, slots=True)
class Kind:
    """What a paragraph is: the name of its style, its place in a list, its level as a heading (0: none)."""

    role: str = ""
    place: Place | None = None
    level: int = 0
    breaks: bool = False


def element(tag: str, **values: str) -> etree._Element:
    """An element of a Word file with these attributes of Word's."""
    made = etree.Element(f"{W}{tag}")
    for name, value in values.items():
        made.set(f"{W}{name}", value)
    return made


@dataclass(slots=True)
class Pen:
    """Where the next words go. `into` takes paragraphs and tables, `holder` runs: the open paragraph or its link."""

    into: etree._Element
    kind: Kind = field(default_factory=Kind)
    paragraph: etree._Element | None = None
    holder: etree._Element | None = None
    inserted: dict[str, Region] = field(default_factory=dict)
    """The insertions that are open, by id."""
    gone: Region | None = None
    """The deletion whose words are being written."""

    def begin(self, kind: Kind) -> None:
        self.paragraph = self.holder = etree.SubElement(self.into, f"{W}p")
        self.become(kind)

    def become(self, kind: Kind) -> None:
        """Make the open paragraph one of this kind."""
        if self.paragraph is None:
            return
        self.kind = kind
        for old in self.paragraph.findall(f"{W}pPr"):
            self.paragraph.remove(old)
        self.paragraph.insert(0, _properties(kind))

    def end(self) -> None:
        """End the open paragraph; its mark stands under the changes that are open."""
        if self.paragraph is not None and (marks := self.marks()):
            properties = self.paragraph.find(f"{W}pPr")
            if properties is not None:
                etree.SubElement(properties, f"{W}rPr").extend(marks)
        self.paragraph = self.holder = None

    def has_words(self) -> bool:
        return self.paragraph is not None and next(self.paragraph.iter(f"{W}t"), None) is not None

    def say(self, words: str, look: Look = PLAIN) -> None:
        made = element("t")
        made.text = words
        self.run(made, look)

    def run(self, content: etree._Element, look: Look = PLAIN) -> None:
        """A run with one element in it, inside the changes that are open. Words outside any paragraph begin one."""
        if self.holder is None:
            self.begin(Kind())
        run = element("r")
        if look != PLAIN:
            run.append(_look(look))
        run.append(content)
        for change in reversed(self.marks()):
            change.append(run)
            run = change
        if self.holder is not None:
            self.holder.append(run)

    def put(self, content: etree._Element) -> None:
        """An element between runs."""
        if self.holder is None:
            self.begin(Kind())
        if self.holder is not None:
            self.holder.append(content)

    def marks(self) -> list[etree._Element]:
        """An empty element for each change that is open."""
        regions = [*self.inserted.values(), *([self.gone] if self.gone else [])]
        return [element(region.kind, id="0", author=region.author, date=region.date) for region in regions]


def _properties(kind: Kind) -> etree._Element:
    made = element("pPr")
    if kind.role:
        made.append(element("pStyle", val=kind.role))
    if kind.breaks:
        made.append(element("pageBreakBefore"))
    if kind.place is not None:
        listed = etree.SubElement(made, f"{W}numPr")
        listed.append(element("ilvl", val=str(kind.place.level)))
        listed.append(element("numId", val=str(kind.place.number)))
    if kind.level:
        made.append(element("outlineLvl", val=str(min(kind.level, 9) - 1)))
    return made


def _look(look: Look) -> etree._Element:
    made = element("rPr")
    if look.style:
        made.append(element("rStyle", val=look.style))
    made.extend(element(tag) for tag, is_on in (("b", look.strong), ("i", look.emphasis)) if is_on)
    if look.latin or look.arabic:
        made.append(element("lang", val=look.latin, bidi=look.arabic))
    return made
