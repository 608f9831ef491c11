"""The runs of a Word paragraph as inlines."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

from lxml import etree

from papers.model import Emphasis, Figure, Footnote, Foreign, Inline, Inlines, Link, Strong, Text
from papers.read.docx.archive import WP, A, M, R, W
from papers.read.docx.styles import Styles
from papers.read.languages import is_arabic, language_of
from papers.read.pictures import MOST_IN_ALL, figure_of

_DESCEND = frozenset(
    f"{W}{tag}" for tag in ("ins", "moveTo", "smartTag", "customXml", "sdt", "sdtContent", "fldSimple", "dir", "bdo")
)
_DROPPED = {
    f"{W}del": "deletions",
    f"{W}moveFrom": "deletions",
    f"{W}pict": "pictures",
    f"{W}object": "objects",
    f"{W}commentReference": "comments",
    f"{W}sym": "symbols",
    f"{M}oMath": "formulas",
    f"{M}oMathPara": "formulas",
}
_LINKS = ("https:", "http:", "mailto:")


@dataclass(slots=True)
class Reader:
    """Reads the words of one file and counts what it leaves out.

    `links` are addresses by relationship id, for the text ("") and for each kind of note ("f", "e"), `notes` the
    elements of notes by the name of their mark (`note_name`), `picture` gives the bytes behind a relationship id.
    `figures` are the pictures met since somebody took them.
    """

    lang: str
    styles: Styles
    links: dict[str, dict[str, str]]
    notes: dict[str, etree._Element]
    picture: Callable[[str], bytes | None]
    dropped: Counter[str] = field(default_factory=Counter)
    figures: list[Figure] = field(default_factory=list)
    _pictured: int = 0
    _part: str = ""

    def take_figures(self) -> list[Figure]:
        """The pictures met since the last time, without ids."""
        found, self.figures = self.figures, []
        return found

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
        href = self.links.get(self._part, {}).get(link.get(f"{R}id", ""), "")
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
            elif name := note_name(child):
                hung += self._note(name, notes)
            elif child.tag == f"{W}drawing":
                self._figure(child)
            elif child.tag in _DROPPED or child.tag.endswith("}AlternateContent"):
                self.dropped[_DROPPED.get(child.tag, "text_boxes")] += 1
        words: list[Inline] = [self._marked(said, run.find(f"{W}rPr"))] if said else []
        return words + hung

    def _marked(self, said: str, properties: etree._Element | None) -> Inline:
        found: Inline = Text(said)
        if mark := marks_of(properties, self.styles):
            found = Strong((found,)) if mark == "strong" else Emphasis((found,))
        lang = self._language(said, properties)
        return Foreign(lang, (found,)) if lang else found

    def _language(self, said: str, properties: etree._Element | None) -> str:
        """The language that a run names, if it is another than the paper's and than the file's for such letters."""
        if properties is None or not any(letter.isalpha() for letter in said):
            return ""
        named = properties.find(f"{W}lang")
        slot = "bidi" if is_arabic(said) else "val"
        written = language_of(named.get(f"{W}{slot}", "")) if named is not None else ""
        if written == self.styles.languages.get(slot):
            written = ""
        found = self.styles.language(properties) or written
        return "" if found == self.lang else found

    def _figure(self, drawing: etree._Element) -> None:
        picture, said = drawing.find(f".//{A}blip"), drawing.find(f".//{WP}docPr")
        data = None if picture is None else self.picture(picture.get(f"{R}embed", ""))
        alt = "" if said is None else said.get("descr") or said.get("title") or ""
        figure = figure_of(data, alt) if data and self._pictured + len(data) <= MOST_IN_ALL else None
        if figure is None:
            self.dropped[
                "text_boxes" if picture is None and next(drawing.iter(f"{W}t"), None) is not None else "pictures"
            ] += 1
            return
        self._pictured += len(data or b"")
        self.figures.append(figure)

    def _note(self, number: str, notes: bool) -> list[Inline]:
        note = self.notes.get(number)
        self.dropped["endnotes"] += number.startswith("e")
        if note is None or not notes:
            return []
        content: list[Inline] = []
        self._part = number[:1]
        for paragraph in note.iter(f"{W}p"):
            content += [Text(" "), *self._children(paragraph, False)] if content else self._children(paragraph, False)
        self._part = ""
        return [Footnote(tuple(content))] if content else []


def note_name(element: etree._Element) -> str:
    """The name of the note that a mark points to; empty for any other element."""
    kind = {f"{W}footnoteReference": "f", f"{W}endnoteReference": "e"}.get(str(element.tag), "")
    return kind and kind + element.get(f"{W}id", "")


def marks_of(properties: etree._Element | None, styles: Styles) -> str:
    """What run properties make of words: "strong", "emphasis" or nothing; bold is all that is kept of bold italics."""
    if properties is None:
        return ""
    bold, slanted, upright = _on(properties, "b", "bCs"), _on(properties, "i", "iCs"), _on(properties, "iCs")
    if _on(properties, "rtl") and bold and slanted and not upright:
        # our own way of writing emphasis in Arabic, whose type has no slant
        return "emphasis"
    given = styles.marks.get(styles.character(properties), "")
    if bold or (bold is None and given == "strong"):
        return "strong"
    return "emphasis" if slanted or (slanted is None and given == "emphasis") else ""


def _on(properties: etree._Element, *tags: str) -> bool | None:
    """Whether one of these is switched on; None if none is written."""
    found = [one for tag in tags if (one := properties.find(f"{W}{tag}")) is not None]
    return any(one.get(f"{W}val", "1") not in ("0", "false", "off") for one in found) if found else None
