"""Small corrections of the renderer, each named and tested, pinned to WeasyPrint 70.

| defect | correction |
|---|---|
| vowel marks break words when copied; empty ToUnicode entries | `papers.write.glyphs.draw_line` |
| a justified right-to-left line that ended in a space leaves its last words one space too far left | `strip_line_end` |
| a packed stream that ends in a carriage return seems one byte too long | `stream_with_clear_end` |
| a foreign phrase carries no /Lang in the tags | `tags_with_language` |
"""

from collections.abc import Iterator
from typing import Any

import pydyf
import weasyprint
import weasyprint.draw.text
import weasyprint.layout.inline
import weasyprint.pdf.tags
from weasyprint.formatting_structure import boxes

from papers.write.glyphs import draw_line

PINNED = "70."

_build_box_tree = weasyprint.pdf.tags._build_box_tree
_stream_data = pydyf.Stream.data.fget


def apply() -> None:
    """Put the corrections in place; RuntimeError for another renderer than the one they were made for."""
    if not weasyprint.__version__.startswith(PINNED):
        raise RuntimeError(f"The corrections of the PDF writer were made for WeasyPrint {PINNED}x; check them again.")
    weasyprint.draw.text.draw_first_line = draw_line
    weasyprint.layout.inline.remove_last_whitespace = strip_line_end
    weasyprint.pdf.tags._build_box_tree = tags_with_language
    pydyf.Stream.data = property(stream_with_clear_end)


def strip_line_end(context: Any, line: Any) -> None:
    """Remove the space at the end of a line; in a right-to-left line only what stands beyond that space moves.

    WeasyPrint moves the whole line, which is right only while the last box still draws its space; a justified line is
    laid out again without it.
    """
    chain, box = [], line
    while isinstance(box, boxes.LineBox | boxes.InlineBox):
        if not box.children:
            return
        chain.append(box)
        box = box.children[-1]
    if not isinstance(box, boxes.TextBox) or box.style["white_space"] not in ("normal", "nowrap", "pre-line"):
        return
    stripped = box.text.rstrip(" ")
    if stripped == box.text:
        return
    is_rtl = box.pango_layout.first_line_direction % 2
    removed = _shorten(context, box, stripped)
    for ancestor in chain:
        ancestor.width -= removed
        for child in ancestor.children[:-1] if is_rtl else ():
            child.translate(dx=-removed, ignore_floats=True)


def _shorten(context: Any, box: Any, text: str) -> float:
    """Give a text box its shorter words and return how much narrower it became, in CSS pixels."""
    before, box.text = box.width, text
    if not text:
        box.width = 0
        return float(before)
    shorter, _, _ = weasyprint.layout.inline.split_text_box(context, box, None, 0)
    box.width, box.pango_layout = shorter.width, shorter.pango_layout
    return float(before - box.width)


def tags_with_language(
    box: Any, parent: Any, pdf: Any, page_number: int, nums: Any, annotations: Any, tags: Any
) -> Iterator[Any]:
    """Name the language of every element that declares one, so that a reader's voice changes with it."""
    for element in _build_box_tree(box, parent, pdf, page_number, nums, annotations, tags):
        source = getattr(box, "element", None)
        if source is not None and box.element_tag not in ("html", "body") and (lang := source.get("lang")):
            element["Lang"] = pydyf.String(lang)
        yield element


def stream_with_clear_end(stream: Any) -> bytes:
    """Write CR LF before `endstream` where the data ends in a carriage return, as one packed stream in 256 does.

    Its last byte and a lone LF would together read as the line end, and the stated length as one byte too long.
    """
    return clear_end(_stream_data(stream))


def clear_end(written: bytes) -> bytes:
    """The same for a stream object as written."""
    end = b"\nendstream"
    return written[: -len(end)] + b"\r" + end if written.endswith(b"\r" + end) else written
