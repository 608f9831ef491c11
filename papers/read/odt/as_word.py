"""An OpenDocument text that answers like a Word file (`papers.read.docx.archive.Parts`)."""

import posixpath
from collections import Counter

from lxml import etree

from papers.read.docx.archive import W
from papers.read.odt.archive import META, OFFICE, STYLE, TEXT, Archive
from papers.read.odt.lists import Lists
from papers.read.odt.pen import element
from papers.read.odt.styles import styles_of
from papers.read.odt.writer import Writer

_MARGINS = tuple(f"{STYLE}{side}{which}" for side in ("header", "footer") for which in ("", "-left", "-first"))


class AsWord:
    """The parts that a Word file with the same text would have. Raises `BadPaper` for a file that holds no text."""

    def __init__(self, archive: Archive) -> None:
        content, common = archive.xml("content.xml"), archive.xml("styles.xml")
        text = None if content is None else content.find(f"{OFFICE}body/{OFFICE}text")
        if text is None:
            raise archive.refusal("unreadable", f"This is not {archive.noun}")
        self._archive = archive
        self._writer = Writer(text, styles_of(common, content))
        self._parts = self._written()
        self._parts["docProps/custom.xml"] = _properties(archive.xml("meta.xml"))
        self._margins = {} if common is None else _margins(common)

    def part(self, name: str) -> etree._Element | None:
        return (self._parts | self._margins).get(name)

    def holding(self, begin: str) -> list[str]:
        return [name for name in (*self._parts, *self._margins) if name.startswith(begin)]

    def targets(self, part: str = "document") -> dict[str, str]:
        return self._writer.links

    def picture(self, rid: str) -> bytes | None:
        return self._archive.blob(posixpath.normpath(rid)) if rid else None

    def lost(self) -> Counter[str]:
        return +self._writer.lost

    def _written(self) -> dict[str, etree._Element]:
        writer, document = self._writer, element("document")
        document.append(writer.body)
        return {
            "word/document.xml": document,
            "word/footnotes.xml": writer.notes["footnote"],
            "word/endnotes.xml": writer.notes["endnote"],
            "word/comments.xml": writer.comments.listed,
            "word/commentsExtended.xml": writer.comments.threads,
            "word/styles.xml": _styles(writer.roles | writer.spoken),
            "word/numbering.xml": _numbering(writer.lists),
        }


def _styles(names: set[str]) -> etree._Element:
    made = element("styles")
    for name in sorted(names):
        style = element("style", styleId=name, type="paragraph")
        style.append(element("name", val=name))
        made.append(style)
    return made


def _numbering(lists: Lists) -> etree._Element:
    made = element("numbering")
    for number in sorted({number for number, _ in lists.met}):
        listed = element("abstractNum", abstractNumId=str(number))
        for level in (level for known, level in sorted(lists.met) if known == number):
            written = element("lvl", ilvl=str(level))
            written.append(element("numFmt", val="decimal" if lists.met[number, level] else "bullet"))
            listed.append(written)
        made.append(listed)
    for number in sorted({number for number, _ in lists.met}):
        named = element("num", numId=str(number))
        named.append(element("abstractNumId", val=str(number)))
        made.append(named)
    return made


def _properties(meta: etree._Element | None) -> etree._Element:
    """The properties that people or programs gave the file beside the usual ones."""
    made = etree.Element("Properties")
    for one in () if meta is None else meta.iter(f"{META}user-defined"):
        named = etree.SubElement(made, "property", name=one.get(f"{META}name", ""))
        named.text = one.text
    return made


def _margins(common: etree._Element) -> dict[str, etree._Element]:
    """Page headers and footers, as far as they say anything."""
    found: dict[str, etree._Element] = {}
    for margin in (one for page in common.iter(f"{STYLE}master-page") for one in page.iterchildren(*_MARGINS)):
        said = "".join(str(words) for paragraph in margin.iter(f"{TEXT}p") for words in paragraph.itertext())
        if said.strip():
            made = element("hdr")
            etree.SubElement(made, f"{W}t").text = said
            found[f"word/header{len(found) + 1}.xml"] = made
    return found
