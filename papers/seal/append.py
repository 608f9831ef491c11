"""Writes additions behind a finished PDF and leaves every byte of it, and its metadata, as they are."""

from io import BytesIO
from typing import Any

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.generic import pdf_name
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

from papers.write.corrections import clear_end

_write_stream = generic.StreamObject.write_to_stream


def _write_with_clear_end(item: Any, stream: Any, handler: Any = None, container_ref: Any = None) -> None:
    buffer = BytesIO()
    _write_stream(item, buffer, handler, container_ref)
    stream.write(clear_end(buffer.getvalue()))


# see papers.write.corrections.stream_with_clear_end
setattr(generic.StreamObject, "write_to_stream", _write_with_clear_end)  # noqa: B010 - a method is replaced


class Appender(IncrementalPdfFileWriter):
    """An incremental update (ISO 32000-1, 7.5.6) of a tagged PDF.

    The metadata stays as written: rewriting it, as the library does, would break PDF/A and ask the clock. So does the
    version: a file of PDF/A-3 is one of PDF 1.7, whatever is appended.
    """

    output_version = (1, 7)

    def ensure_output_version(self, version: tuple[int, int]) -> None:
        return

    def _update_meta(self) -> None:
        return

    def written(self) -> bytes:
        """The whole file: what was given, byte for byte, and the additions."""
        out = BytesIO()
        super().write(out)  # type: ignore[no-untyped-call]
        return out.getvalue()

    @property
    def is_tagged(self) -> bool:
        return "/StructTreeRoot" in self.root

    @property
    def is_sealed(self) -> bool:
        return "/AcroForm" in self.root

    @property
    def tags(self) -> Any:
        """The reference of the Document element, below which all tags hang."""
        return self.root["/StructTreeRoot"]["/K"].raw_get(0)

    @property
    def next_place(self) -> int:
        """The first free key of the tree that leads from content to its tags."""
        numbers = self._numbers
        return int(numbers[len(numbers) - 2]) + 1 if len(numbers) else 0

    @property
    def _numbers(self) -> Any:
        return self.root["/StructTreeRoot"]["/ParentTree"]["/Nums"]

    def add_places(self, places: list[tuple[int, Any]]) -> None:
        """Enter what belongs to each key; keys begin at `next_place` and rise."""
        for place, owner in places:
            self._numbers.append(generic.NumberObject(place))
            self._numbers.append(owner)
        self.update_container(self._numbers)

    def add_tag(self, element: Any, *, first: bool = False) -> None:
        """Hang an element below the Document, behind the others or before them."""
        children = self.tags.get_object()["/K"]
        children.insert(0 if first else len(children), element)
        self.mark_update(self.tags)
        self.update_container(children)

    def form_tag(self, field: Any, words: str) -> None:
        """Give a form field its Form element: PDF/UA wants every widget to have one (ISO 14289-1, 7.18.4)."""
        page, place = field.get_object().raw_get("/P"), self.next_place
        link = {pdf_name("/Type"): pdf_name("/OBJR"), pdf_name("/Obj"): field, pdf_name("/Pg"): page}
        element = {
            pdf_name("/Type"): pdf_name("/StructElem"),
            pdf_name("/S"): pdf_name("/Form"),
            pdf_name("/P"): self.tags,
            pdf_name("/Pg"): page,
            pdf_name("/Alt"): generic.pdf_string(words),
            pdf_name("/K"): generic.ArrayObject([generic.DictionaryObject(link)]),
        }
        reference = self.add_object(generic.DictionaryObject(element))
        field.get_object()[pdf_name("/StructParent")] = generic.NumberObject(place)
        self.mark_update(field)
        self.add_places([(place, reference)])
        self.add_tag(reference)
