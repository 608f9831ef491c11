"""Presses one HTML page into PDF bytes with the warm fonts and style sheets of the process."""

import gc
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from threading import Lock

import papers.write.engine  # noqa: F401 - it comes before the engine that it starts

# isort: split
import weasyprint.pdf
from weasyprint import CSS, HTML, Attachment
from weasyprint.css import ColorProfile
from weasyprint.css.counters import CounterStyle
from weasyprint.text.fonts import FontConfiguration

from papers.write import corrections, remembered
from papers.write.assets import OwnAssets
from papers.write.finish import finish
from papers.write.fonts import font_faces, printable
from papers.write.own_fonts import OwnFonts

LAYOUTS = Path(__file__).resolve().parent.parent / "layouts"
_ONE_AT_A_TIME = Lock()
"""Pango's font map and the parsed sheets are shared by the whole process and are not safe for two threads."""


@dataclass(frozen=True, slots=True)
class Enclosed:
    """A file that travels inside the PDF, as PDF/A-3 allows."""

    name: str
    description: str
    content: bytes
    date: date


@lru_cache(maxsize=1)
def _fonts() -> FontConfiguration:
    corrections.apply()
    remembered.apply()
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


def press(html: str, sheets: tuple[str, ...], *, enclosed: tuple[Enclosed, ...] = ()) -> bytes:
    """Lay out and write a tagged PDF that is PDF/UA-1 and PDF/A-3a. The same input gives the same bytes.

    `html` is a whole page with lang, dir, title and author; `sheets` are names of files in papers/layouts.
    FontsMissing when `make fonts` never ran. Nothing outside the page is read.
    """
    with _ONE_AT_A_TIME, _no_sweeping(), remembered.remembered_lines():
        return _pressed(html, sheets, enclosed)


def press_all(pages: Iterable[str], sheets: tuple[str, ...]) -> Iterator[bytes]:
    """Press pages that say much the same, one after the other, into files of their own: what one page taught about
    breaking lines is known to the next. Each file is byte for byte what `press` makes of its page alone."""
    with _ONE_AT_A_TIME, _no_sweeping(), remembered.remembered_lines():
        for html in pages:
            yield _pressed(html, sheets, ())


def warm(sheets: tuple[str, ...]) -> None:
    """Load the faces and parse these sheets now, so that a fork of this process need not. FontsMissing as `press`."""
    with _ONE_AT_A_TIME:
        _sheet(sheets)


def _pressed(html: str, sheets: tuple[str, ...], enclosed: tuple[Enclosed, ...]) -> bytes:
    sheet, counters = _sheet(sheets)
    page = HTML(string=printable(html), url_fetcher=OwnAssets())
    attachments = [_attachment(file) for file in enclosed]
    return bytes(
        page.write_pdf(
            stylesheets=[sheet],
            font_config=_fonts(),
            counter_style=counters,
            finisher=finish,
            pdf_variant="pdf/a-3a",
            color_profiles={"screen": _screen_colours()},
            output_intent="screen",
            attachments=attachments or None,
            optimize_images=False,
            dpi=150,
        )
    )


@contextmanager
def _no_sweeping() -> Iterator[None]:
    """Hold the garbage collector off: a layout is a million objects of which it would find none free."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _attachment(file: Enclosed) -> Attachment:
    day = datetime.combine(file.date, time(), UTC)
    return Attachment(
        string=file.content,
        name=file.name,
        description=file.description,
        created=day,
        modified=day,
        relationship="Data",
    )
