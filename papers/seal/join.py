"""Puts the pages of a letter in front of a statement without touching one byte of the statement.

Order of work: render, join, seal last, validate, hash. A sealed statement certifies that nothing may change any more,
pages in front included: whoever sends packages keeps the unsealed statement and seals each package.
"""

from io import BytesIO
from typing import Any

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.generic import pdf_name
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.pdf_utils.writer import _ObjectImporter

from papers.seal.append import Appender


class NotJoinable(ValueError):
    """A part is untagged, or the statement is sealed already."""


def join(letter: bytes, statement: bytes) -> bytes:
    """Return the statement with the letter's pages before its own; the statement's bytes are a prefix of the result.

    The letter's tags come first, in a section that names the letter's language. Contents, attachments, metadata and
    title stay the statement's.
    """
    result, source = Appender(BytesIO(statement)), PdfFileReader(BytesIO(letter))
    if not result.is_tagged or "/StructTreeRoot" not in source.root:
        raise NotJoinable("Only tagged documents can be joined.")
    if result.is_sealed:
        raise NotJoinable("The statement is sealed: join the unsealed one, then seal the package.")
    _Graft(result, source).graft()
    return result.written()


class _Graft:
    """Carries one letter's objects over, with its page tree and its tags rooted in those of the statement."""

    def __init__(self, result: Appender, source: PdfFileReader) -> None:
        self.result, self.source = result, source
        self.offset = result.next_place
        roots = {
            source.root.raw_get("/Pages").reference: result.root.raw_get("/Pages"),
            source.root.raw_get("/StructTreeRoot").reference: result.tags,
        }
        self.importer = _ObjectImporter(source=source, target=result, obj_stream=None, reference_map=roots)

    def graft(self) -> None:
        pages = [self.importer.import_object(page) for page in _kids(self.source.root["/Pages"])]
        for page in pages:
            self._renumber(page.get_object())
        self._put_in_front(pages)
        self._hang_tags()

    def _renumber(self, page: Any) -> None:
        """Shift the keys by which a page and its links find their tags."""
        page[pdf_name("/StructParents")] = generic.NumberObject(int(page["/StructParents"]) + self.offset)
        annotations = page.get("/Annots", ())
        for annotation in (annotations[i] for i in range(len(annotations))):
            if "/StructParent" in annotation:
                shifted = int(annotation["/StructParent"]) + self.offset
                annotation[pdf_name("/StructParent")] = generic.NumberObject(shifted)

    def _put_in_front(self, pages: list[Any]) -> None:
        tree = self.result.root["/Pages"]
        tree[pdf_name("/Kids")] = generic.ArrayObject([*pages, *_kids(tree)])
        tree[pdf_name("/Count")] = generic.NumberObject(int(tree["/Count"]) + len(pages))
        self.result.mark_update(self.result.root.raw_get("/Pages"))

    def _hang_tags(self) -> None:
        tree = self.source.root["/StructTreeRoot"]
        section = self.importer.import_object(tree["/K"].raw_get(0))
        element = section.get_object()
        element[pdf_name("/S")] = pdf_name("/Sect")
        element[pdf_name("/Lang")] = generic.pdf_string(str(self.source.root["/Lang"]))
        self.result.add_tag(section, first=True)
        numbers = tree["/ParentTree"]["/Nums"]
        self.result.add_places(
            [
                (int(numbers[i]) + self.offset, self.importer.import_object(numbers.raw_get(i + 1)))
                for i in range(0, len(numbers), 2)
            ]
        )


def _kids(tree: Any) -> list[Any]:
    """The references in a page tree. Ours is flat: one node, every page below it."""
    kids = tree["/Kids"]
    return [kids.raw_get(i) for i in range(len(kids))]
