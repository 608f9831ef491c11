"""The runs of a Word paragraph as inlines."""

from collections import Counter
from dataclasses import dataclass, field

from lxml import etree

from papers.model import Emphasis, Footnote, Inline, Inlines, Link, Strong, Text
from papers.read.docx.archive import M, R, W

_DESCEND = frozenset(
    f"{W}{tag}" for tag in ("ins", "moveTo", "smartTag", "customXml", "sdt", "sdtContent", "fldSimple", "dir", "bdo")
)
_DROPPED = {
    f"{W}del": "deletions",
    f"{W}moveFrom": "deletions",
    f"{W}drawing": "pictures",
    f"{W}pict": "pictures",
    f"{W}object": "objects",
    f"{W}commentReference": "comments",
    f"{W}endnoteReference": "endnotes",
    f"{W}sym": "symbols",
    f"{M}oMath": "formulas",
    f"{M}oMathPara": "formulas",
}
_LINKS = ("https:", "http:", "mailto:")


@dataclass(slots=True)
class Reader:
    """Reads the words of one file and counts what it leaves out.

    `links` are addresses by relationship id, `notes` the elements of footnotes by id.
    """

    links: dict[str, str]
    notes: dict[str, etree._Element]
    dropped: Counter[str] = field(default_factory=Counter)

    def inlines(self, paragraph: etree._Element, *, notes: bool = True) -> Inlines:
        """The words of a paragraph. Insertions that were tracked are read as accepted, and counted."""
        return tuple(self._children(paragraph, notes))

    def _children(self, parent: etree._Element, notes: bool) -> list[Inline]:
        found: list[Inline] = []
        for child in parent:
            if child.tag == f"{W}r":
                found += self._run(child, notes)
            elif child.tag == f"{W}hyperlink":
                found += self._link(child, notes)
            elif child.tag in _DESCEND:
                if child.tag in (f"{W}ins", f"{W}moveTo"):
                    self.dropped["insertions"] += 1
                found += self._children(child, notes)
            elif child.tag in _DROPPED:
                self.dropped[_DROPPED[child.tag]] += 1
        return found

    def _link(self, link: etree._Element, notes: bool) -> list[Inline]:
        content = self._children(link, notes)
        href = self.links.get(link.get(f"{R}id", ""), "")
        if not href.startswith(_LINKS) or not content:
            return content
        bare = tuple(inline for inline in content if not isinstance(inline, Footnote))
        return [Link(href, bare), *(inline for inline in content if isinstance(inline, Footnote))]

    def _run(self, run: etree._Element, notes: bool) -> list[Inline]:
        said, hung = "", []
        for child in run:
            if child.tag == f"{W}t":
                said += child.text or ""
            elif child.tag in (f"{W}tab", f"{W}br", f"{W}cr"):
                said += " "
            elif child.tag == f"{W}noBreakHyphen":
                said += "-"
            elif child.tag == f"{W}instrText":
                # an address written as a field: its words follow as ordinary runs and stay
                self.dropped.update(["field_links"] if (child.text or "").lstrip().startswith("HYPERLINK") else [])
            elif child.tag == f"{W}footnoteReference":
                hung += self._note(child.get(f"{W}id", ""), notes)
            elif child.tag in _DROPPED or child.tag.endswith("}AlternateContent"):
                self.dropped[_DROPPED.get(child.tag, "text_boxes")] += 1
        words: list[Inline] = [_marked(said, run.find(f"{W}rPr"))] if said else []
        return words + hung

    def _note(self, number: str, notes: bool) -> list[Inline]:
        note = self.notes.get(number)
        if note is None or not notes:
            return []
        content: list[Inline] = []
        for paragraph in note.iter(f"{W}p"):
            content += [Text(" "), *self._children(paragraph, False)] if content else self._children(paragraph, False)
        return [Footnote(tuple(content))] if content else []


def _marked(said: str, properties: etree._Element | None) -> Inline:
    marks = marks_of(properties)
    if "strong" in marks:
        return Strong((Text(said),))
    return Emphasis((Text(said),)) if marks else Text(said)


def marks_of(properties: etree._Element | None) -> str:
    """What run properties make of words: "strong", "emphasis" or nothing; bold is all that is kept of bold italics."""
    if properties is None:
        return ""
    if _on(properties, "b") or _on(properties, "bCs"):
        return "strong"
    return "emphasis" if _on(properties, "i") or _on(properties, "iCs") else ""


def _on(properties: etree._Element, tag: str) -> bool:
    found = properties.find(f"{W}{tag}")
    return found is not None and found.get(f"{W}val", "1") not in ("0", "false", "off")
