"""A zipped file that somebody sent (Word, OpenDocument), opened with bounds: 985 KB of it can become 1.9 GB."""

import io
import lzma
import struct
import zipfile
import zlib

from lxml import etree

from papers.errors import BadPaper
from papers.fields import MAX_PICTURE

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


class Zipped:
    """The entries of one file. Raises `BadPaper` for what is no such file or too large to open.

    Every refusal's code begins with `family` ("docx_unreadable", "odt_too_large", "docx_locked"); `noun` is what the
    file should have been, and `heart` the entry without which it is none.
    """

    family = "zip"
    noun = "a zipped file"
    heart = ""

    def __init__(self, data: bytes) -> None:
        if len(data) > MOST_BYTES:
            raise self.refusal("too_large", f"The file is larger than {MOST_BYTES // 1_000_000} MB")
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(data))
        except _DAMAGED as unread:
            raise self.refusal("unreadable", f"This is not {self.noun}") from unread
        self._check()
        if self.heart and self.heart not in self.names():
            raise self.refusal("unreadable", f"This is not {self.noun}")

    def refusal(self, why: str, message: str, *, where: str = "") -> BadPaper:
        return BadPaper(f"{self.family}_{why}", message, where=where)

    def _check(self) -> None:
        entries = self._archive.infolist()
        inflated = sum(entry.file_size for entry in entries)
        dense = any(entry.file_size > MOST_RATIO * max(entry.compress_size, 100) for entry in entries)
        if len(entries) > MOST_ENTRIES or inflated > MOST_INFLATED or dense:
            raise self.refusal("too_large", "The file unpacks to more than a text needs")
        if any(entry.flag_bits & 1 for entry in entries):
            raise self.refusal("locked", "The file is protected by a password")

    def names(self) -> list[str]:
        return self._archive.namelist()

    def content(self, name: str, most: int = MOST_TEXT) -> bytes | None:
        """The bytes of an entry; None when there is none. The size written in the archive is only a claim."""
        try:
            with self._archive.open(name) as source:
                content = source.read(most + 1)
        except KeyError:
            return None
        except _DAMAGED as unread:
            raise self.refusal("unreadable", "The file is damaged", where=name) from unread
        if len(content) > most:
            raise self.refusal("too_large", "The file unpacks to more than a text needs", where=name)
        return content

    def blob(self, name: str) -> bytes | None:
        """The bytes of an entry of a picture's size; None when there is none such."""
        found = next((entry for entry in self._archive.infolist() if entry.filename == name), None)
        return None if found is None or found.file_size > MAX_PICTURE else self.content(name, MAX_PICTURE)

    def xml(self, name: str) -> etree._Element | None:
        """The root of an XML entry; None when there is none. No entity is resolved and nothing is fetched."""
        content = self.content(name)
        return None if content is None else self.parsed(content, name)

    def parsed(self, content: bytes, name: str) -> etree._Element:
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
        try:
            root = etree.fromstring(content, parser)
        except etree.XMLSyntaxError as unread:
            raise self.refusal("unreadable", "The file is damaged", where=name) from unread
        if getattr(root.getroottree().docinfo, "doctype", ""):
            raise self.refusal("unreadable", f"The file declares what {self.noun} never declares", where=name)
        return root
