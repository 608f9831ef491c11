"""A Word file that somebody sent, opened with bounds: 985 KB of it can become 1.9 GB."""

import io
import lzma
import struct
import zipfile
import zlib

from lxml import etree

from papers.errors import BadPaper

MOST_BYTES = 20_000_000
MOST_ENTRIES = 2_000
MOST_INFLATED = 60_000_000
"""Of all parts together."""
MOST_TEXT = 25_000_000
"""Of one part that is read."""
MOST_RATIO = 250
"""How often smaller than its content a part may be; the plainest Word files reach 40."""

# what zipfile lets through when an archive's own figures are wrong
_DAMAGED = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    struct.error,
    EOFError,
    NotImplementedError,
    OSError,
    OverflowError,
    RuntimeError,
    ValueError,
)

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"

_STRICT = {
    b"http://purl.oclc.org/ooxml/wordprocessingml/main": W[1:-1].encode(),
    b"http://purl.oclc.org/ooxml/officeDocument/relationships": R[1:-1].encode(),
    b"http://purl.oclc.org/ooxml/officeDocument/math": M[1:-1].encode(),
}
"""Word can save the same words under the names of ISO 29500 Strict."""


class Archive:
    """The parts of one Word file. Raises `BadPaper` for what is no Word file or too large to open."""

    def __init__(self, data: bytes) -> None:
        if len(data) > MOST_BYTES:
            raise BadPaper("docx_too_large", f"The file is larger than {MOST_BYTES // 1_000_000} MB")
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(data))
        except _DAMAGED as unread:
            raise BadPaper("docx_unreadable", "This is not a Word file (.docx)") from unread
        self._check()
        if "word/document.xml" not in self._archive.namelist():
            raise BadPaper("docx_unreadable", "This is not a Word file (.docx)")

    def _check(self) -> None:
        entries = self._archive.infolist()
        inflated = sum(entry.file_size for entry in entries)
        dense = any(entry.file_size > MOST_RATIO * max(entry.compress_size, 100) for entry in entries)
        if len(entries) > MOST_ENTRIES or inflated > MOST_INFLATED or dense:
            raise BadPaper("docx_too_large", "The file unpacks to more than a text needs")
        if any(entry.flag_bits & 1 for entry in entries):
            raise BadPaper("docx_locked", "The file is protected by a password")

    def part(self, name: str) -> etree._Element | None:
        """The root of a part; None when the file has no such part."""
        try:
            with self._archive.open(name) as source:
                content = source.read(MOST_TEXT + 1)
        except KeyError:
            return None
        except _DAMAGED as unread:
            raise BadPaper("docx_unreadable", "The file is damaged", where=name) from unread
        if len(content) > MOST_TEXT:
            # the size written in the archive is only a claim
            raise BadPaper("docx_too_large", "The file unpacks to more than a text needs", where=name)
        return _parsed(content, name)

    def holding(self, begin: str) -> list[str]:
        """The names of the XML parts that begin so."""
        return [name for name in self._archive.namelist() if name.startswith(begin) and name.endswith(".xml")]

    def targets(self) -> dict[str, str]:
        """Outside addresses that the text links to, by relationship id."""
        listed = self.part("word/_rels/document.xml.rels")
        if listed is None:
            return {}
        return {one.get("Id", ""): one.get("Target", "") for one in listed if one.get("TargetMode") == "External"}


def _parsed(content: bytes, name: str) -> etree._Element:
    for strict, usual in _STRICT.items():
        content = content.replace(strict, usual)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError as unread:
        raise BadPaper("docx_unreadable", "The file is damaged", where=name) from unread
    if getattr(root.getroottree().docinfo, "doctype", ""):
        raise BadPaper("docx_unreadable", "The file declares what no Word file declares", where=name)
    return root
