"""Presses one HTML page into PDF bytes with the warm fonts and style sheets of the process."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from functools import lru_cache
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from threading import Lock
from typing import Any

from papers.write.engine import no_sweeping  # it comes before the engine that it starts

# isort: split
import weasyprint
import weasyprint.pdf
from weasyprint import CSS, HTML, Attachment
from weasyprint.css import ColorProfile
from weasyprint.css.counters import CounterStyle
from weasyprint.text.fonts import FontConfiguration

from papers.write import corrections, remembered, remembered_boxes
from papers.write.assets import OwnAssets
from papers.write.bind import bind, bookmark
from papers.write.finish import finish
from papers.write.fonts import font_faces, printable
from papers.write.own_fonts import OwnFonts
from papers.write.pieces import taken
from papers.write.places import mark_places
from papers.write.printed import Printed, Shelf

LAYOUTS = Path(__file__).resolve().parent.parent / "layouts"
_ONE_AT_A_TIME = Lock()
"""Pango's font map and the parsed sheets are shared by the whole process and are not safe for two threads."""


@dataclass(frozen=True, slots=True)
class Enclosed:
    """A file that travels inside the PDF, as PDF/A-3 allows.

    `relationship` is what it is to the document (ISO 19005-3, 6.8): "Source", "Data" or "Supplement".
    """

    name: str
    description: str
    content: bytes
    date: date
    relationship: str = "Data"


@lru_cache(maxsize=1)
def _fonts() -> FontConfiguration:
    corrections.apply()
    remembered.apply()
    remembered_boxes.apply()
    return OwnFonts()


@lru_cache(maxsize=16)
def _sheet(names: tuple[str, ...]) -> tuple[CSS, CounterStyle]:
    """The named files of layouts/, parsed once together with our font faces."""
    counters = CounterStyle()
    text = font_faces() + "\n" + "\n".join((LAYOUTS / f"{name}.css").read_text("utf-8") for name in names)
    sheet = CSS(string=text, font_config=_fonts(), counter_style=counters, url_fetcher=OwnAssets())
    return sheet, counters


@lru_cache(maxsize=1)
def _srgb() -> bytes:
    return (Path(weasyprint.pdf.__file__).parent / "sRGB2014.icc").read_bytes()


def _screen_colours() -> ColorProfile:
    """The sRGB profile that PDF/A asks for. Given here because the renderer would leave its file open."""
    return ColorProfile(BytesIO(_srgb()), "sRGB2014.icc", "relative-colorimetric", (["r"], ["g"], ["b"]))


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a document that begins a page and ends one: a whole page of HTML, its style sheets, a short name."""

    name: str
    html: str
    sheets: tuple[str, ...]

    @property
    def digest(self) -> str:
        """What the piece is kept by: the same words in the same look."""
        return sha256("\0".join((self.name, *self.sheets, self.html)).encode()).hexdigest()


def press(html: str, sheets: tuple[str, ...], *, enclosed: tuple[Enclosed, ...] = ()) -> bytes:
    """Lay out and write a tagged PDF that is PDF/UA-1 and PDF/A-3a. The same input gives the same bytes.

    `html` is a whole page with lang, dir, title and author; `sheets` are names of files in papers/layouts.
    FontsMissing when `make fonts` never ran. Nothing outside the page is read.
    """
    with _at_work():
        document = _laid_out(html, sheets)
        return _written(document, enclosed, finish)


def press_all(pages: Iterable[str], sheets: tuple[str, ...]) -> Iterator[bytes]:
    """Press pages that say much the same, one after the other, into files of their own: what one page taught about
    breaking lines is known to the next. Each file is byte for byte what `press` makes of its page alone.
    """
    with _at_work():
        for html in pages:
            yield _written(_laid_out(html, sheets), (), finish)


def warm(sheets: tuple[str, ...]) -> None:
    """Load the faces and parse these sheets now, so that a fork of this process need not. FontsMissing as `press`."""
    with _ONE_AT_A_TIME:
        _sheet(sheets)


def press_pieces(
    pieces: Iterable[Callable[[int], Piece]],
    binding: Callable[[int], Piece],
    shelf: Shelf,
    *,
    enclosed: tuple[Enclosed, ...] = (),
) -> bytes:
    """As `press`, of pieces of which those on the shelf need not be printed again; what was printed is put there.

    Each piece is made for the number of pages before it, the binding for the number of all.
    """
    with _at_work():
        printed: list[Printed] = []
        for piece in pieces:
            printed.append(_printed(piece(sum(len(one.pages) for one in printed)), shelf))
        cover = binding(sum(len(one.pages) for one in printed))
        document = _laid_out(cover.html, cover.sheets)
        bound = tuple(printed)
        bookmark(document, bound)

        def finish_bound(document: Any, pdf: Any) -> None:
            bind(pdf, bound)
            finish(document, pdf)

        return _written(document, enclosed, finish_bound)


def _printed(piece: Piece, shelf: Shelf) -> Printed:
    known = shelf.get(piece.digest)
    if known is None:
        with corrections.one_piece(piece.name):
            document = _laid_out(piece.html, piece.sheets)
            pdf = weasyprint.pdf.generate_pdf(document, None, 1, **_OPTIONS)
            mark_places(document, pdf)
            known = shelf[piece.digest] = taken(document, pdf)
    return known


_VARIANT = "pdf/a-3a"
_OPTIONS = {
    **weasyprint.DEFAULT_OPTIONS,
    **weasyprint.pdf.VARIANTS[_VARIANT][1],
    "pdf_variant": _VARIANT,
    "output_intent": "screen",
    "optimize_images": False,
    "dpi": 150,
}


def _laid_out(html: str, sheets: tuple[str, ...]) -> Any:
    sheet, counters = _sheet(sheets)
    page = HTML(string=printable(html), url_fetcher=OwnAssets())
    colours = {"screen": _screen_colours()}
    return page.render(_fonts(), counters, colours, **{**_OPTIONS, "stylesheets": [sheet]})


def _written(document: Any, enclosed: tuple[Enclosed, ...], finisher: Callable[[Any, Any], None]) -> bytes:
    attachments = [_attachment(file) for file in sorted(enclosed, key=lambda file: file.name)] or None
    return bytes(document.write_pdf(finisher=finisher, **{**_OPTIONS, "attachments": attachments}))


@contextmanager
def _at_work() -> Iterator[None]:
    """One document at a time, without the garbage collector, remembering what it found until the document is done."""
    with _ONE_AT_A_TIME, no_sweeping(), remembered.remembered_lines(), remembered_boxes.remembered_sizes():
        yield


def draw(html: str, sheets: tuple[str, ...]) -> bytes:
    """A picture as a PDF without tags, to be put into another one: our faces, screen colours, nothing else inside."""
    with _ONE_AT_A_TIME, no_sweeping():
        sheet, counters = _sheet(sheets)
        page = HTML(string=printable(html), url_fetcher=OwnAssets())
        return bytes(page.write_pdf(stylesheets=[sheet], font_config=_fonts(), counter_style=counters, pdf_tags=False))


def _attachment(file: Enclosed) -> Attachment:
    day = datetime.combine(file.date, time(), UTC)
    return Attachment(
        string=file.content,
        name=file.name,
        description=file.description,
        created=day,
        modified=day,
        relationship=file.relationship,
    )
