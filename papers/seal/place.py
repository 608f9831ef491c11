"""Finds the place that a document keeps for its visible seal, and puts a drawing there as the look of the field."""

from io import BytesIO
from typing import Any

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.generic import pdf_name
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.stamp import BaseStampStyle

from papers.seal.append import Appender

_NAME = "seal"
"""The destination that `papers.write.places` names."""

Place = tuple[int, tuple[float, float, float, float]]


def place_of_seal(writer: Appender) -> Place | None:
    """The page, counted from 0, and left, bottom, right, top in points; None where no place is kept."""
    names: Any = writer.root
    for step in ("/Names", "/Dests", "/Names"):
        names = names[step] if step in names else {}  # noqa: SIM401 - `get` gives references as they are
    for at in range(0, len(names), 2):
        if str(names[at]) == _NAME and (target := names[at + 1])[1] == "/FitR":
            page = _number_of(writer, target.raw_get(0))
            left, bottom, right, top = (float(target[edge]) for edge in range(2, 6))
            return page, (left, bottom, right, top)
    return None


def _number_of(writer: Appender, page: Any) -> int:
    kids = writer.root["/Pages"]["/Kids"]
    return [kids.raw_get(at).reference for at in range(len(kids))].index(page.reference)


def draw(writer: Appender, field: Any, pdf: bytes) -> None:
    """Make the first page of a PDF the look of a field: a form XObject with the fonts that it embeds."""
    picture = writer.import_page_as_xobject(PdfFileReader(BytesIO(pdf)))
    field.get_object()[pdf_name("/AP")] = generic.DictionaryObject({pdf_name("/N"): picture})
    writer.mark_update(field)


class AsDrawn(BaseStampStyle):
    """Leaves the look of a field as it is: the library's own has no embedded font and no Arabic."""

    def create_stamp(self, writer: Any, box: Any, text_params: Any) -> None:
        return None
