"""The parts of a Word file, or of another file that is told in the words of one."""

import posixpath
from collections import Counter
from typing import Protocol

from lxml import etree

from papers.read.zipped import Zipped

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
W15 = "{http://schemas.microsoft.com/office/word/2012/wordml}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"

_STRICT = {
    b"http://purl.oclc.org/ooxml/wordprocessingml/main": W[1:-1].encode(),
    b"http://purl.oclc.org/ooxml/officeDocument/relationships": R[1:-1].encode(),
    b"http://purl.oclc.org/ooxml/officeDocument/math": M[1:-1].encode(),
    b"http://purl.oclc.org/ooxml/drawingml/wordprocessingDrawing": WP[1:-1].encode(),
    b"http://purl.oclc.org/ooxml/drawingml/main": A[1:-1].encode(),
}
"""Word can save the same words under the names of ISO 29500 Strict."""


class Parts(Protocol):
    """What the Word reader asks of a file. `papers.read.odt` answers for an OpenDocument text."""

    def part(self, name: str) -> etree._Element | None:
        """The root of a part ("word/document.xml"); None when the file has no such part."""

    def holding(self, begin: str) -> list[str]:
        """The names of the XML parts that begin so."""

    def targets(self, part: str = "document") -> dict[str, str]:
        """Outside addresses that a part ("document", "footnotes", "endnotes") links to, by relationship id."""

    def picture(self, rid: str) -> bytes | None:
        """The bytes of a picture inside the file; None for one that is elsewhere or larger than a paper's may be."""

    def lost(self) -> Counter[str]:
        """What was left out before the reader saw it, by code."""


class Archive(Zipped):
    """The parts of one Word file. Raises `BadPaper` for what is no Word file or too large to open."""

    family = "docx"
    noun = "a Word file (.docx)"
    heart = "word/document.xml"

    def part(self, name: str) -> etree._Element | None:
        return self.xml(name)

    def parsed(self, content: bytes, name: str) -> etree._Element:
        for strict, usual in _STRICT.items():
            content = content.replace(strict, usual)
        return super().parsed(content, name)

    def holding(self, begin: str) -> list[str]:
        return [name for name in self.names() if name.startswith(begin) and name.endswith(".xml")]

    def targets(self, part: str = "document") -> dict[str, str]:
        return {one.get("Id", ""): one.get("Target", "") for one in self._related(part) if _is_outside(one)}

    def picture(self, rid: str) -> bytes | None:
        inside = (one for one in self._related() if one.get("Id") == rid and not _is_outside(one))
        name = next((posixpath.normpath(posixpath.join("/word", one.get("Target", ""))) for one in inside), "")
        return self.blob(name.removeprefix("/"))

    def lost(self) -> Counter[str]:
        return Counter()

    def _related(self, part: str = "document") -> list[etree._Element]:
        listed = self.part(f"word/_rels/{part}.xml.rels")
        return [] if listed is None else list(listed)


def _is_outside(relation: etree._Element) -> bool:
    return relation.get("TargetMode") == "External"
