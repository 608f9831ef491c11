"""Small corrections of the renderer, each named and tested, pinned to WeasyPrint 70.

| defect | correction |
|---|---|
| vowel marks break words when copied; empty ToUnicode entries | `papers.write.glyphs.draw_line` |
| a justified right-to-left line that ended in a space leaves its last words one space too far left | `strip_line_end` |
| a packed stream that ends in a carriage return seems one byte too long | `stream_with_clear_end` |
| what stands inside a link becomes a second link, outside the Link tag | `add_own_links` |
| a list item of several paragraphs has no LBody; a header cell does not say what it heads | `tags_with_language` |
| a foreign phrase carries no /Lang in the tags | `tags_with_language` |
| a note is no Note | `tags_with_language` |
| a leader of spaces, which only holds two ends apart, becomes hundreds of boxes | `hold_apart` |
| what runs along the edges of a page is content, not Artifact | `mark_or_leave`, `tags_with_language` |
"""

import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from hashlib import md5
from math import inf
from typing import Any

import papers.write.engine  # noqa: F401 - it comes before the engine that it starts

# isort: split
import pydyf
import weasyprint
import weasyprint.document
import weasyprint.draw.text
import weasyprint.layout.inline
import weasyprint.pdf
import weasyprint.pdf.fonts
import weasyprint.pdf.stream
import weasyprint.pdf.tags
from weasyprint.formatting_structure import boxes
from weasyprint.layout.leader import handle_leader, leader_index

from papers.write.glyphs import draw_line

PINNED = "70."

_piece = ""

_build_box_tree = weasyprint.pdf.tags._build_box_tree
_draw_page = weasyprint.document.draw_page
_marked = weasyprint.pdf.stream.Stream.marked
_add_links = weasyprint.pdf.add_links


def apply() -> None:
    """Put the corrections in place; RuntimeError for another renderer than the one they were made for."""
    if not weasyprint.__version__.startswith(PINNED):
        raise RuntimeError(f"The corrections of the PDF writer were made for WeasyPrint {PINNED}x; check them again.")
    weasyprint.draw.text.draw_first_line = draw_line
    weasyprint.layout.inline.remove_last_whitespace = strip_line_end
    weasyprint.layout.inline.handle_leader = hold_apart
    weasyprint.pdf.tags._build_box_tree = tags_with_language
    weasyprint.pdf.add_links = add_own_links
    weasyprint.document.draw_page = draw_page_with_edges
    weasyprint.pdf.stream.Stream.marked = mark_or_leave
    weasyprint.pdf.stream.Font = OwnFont
    pydyf.Stream.data = property(stream_with_clear_end)


@contextmanager
def one_piece(name: str) -> Iterator[None]:
    """While this lasts, give fonts and notes names that no other piece of the document gives (`papers.write.bind`)."""
    global _piece
    before, _piece = _piece, name
    try:
        yield
    finally:
        _piece = before


class OwnFont(weasyprint.pdf.fonts.Font):  # type: ignore[misc]
    """A font whose name says of which piece its letters are."""

    hash: str
    name: bytes

    def __init__(self, *given: Any) -> None:
        super().__init__(*given)
        if _piece:
            before = self.hash
            own = md5(f"{_piece} {before}".encode(), usedforsecurity=False).digest()
            tag = "".join(chr(65 + letter % 26) for letter in own[:6])
            self.name = self.name.replace(before.encode(), tag.encode(), 1)
            self.hash = tag


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


def hold_apart(context: Any, line: Any, containing_block: Any) -> None:
    """Send what follows a leader to the end of the line; nothing is drawn for one of spaces."""
    _, box = leader_index(line)
    if box is not None and box.children and not box.children[0].text.strip():
        box.children[0].width = inf  # none of its kind will fit
    handle_leader(context, line, containing_block)


def add_own_links(links_and_anchors: Any, *others: Any) -> None:
    """Add a link for the element that is one; WeasyPrint adds another for every element inside it."""
    links, anchors = links_and_anchors
    _add_links(([link for link in links if link[3].link], anchors), *others)


def draw_page_with_edges(page: Any, stream: Any) -> None:
    """Draw a page, and know what of it runs along its edges."""
    margins = (child for child in page.children if isinstance(child, boxes.MarginBox))
    stream.edges = {box for margin in margins for box in margin.descendants()}
    _draw_page(page, stream)


@contextmanager
def mark_or_leave(stream: Any, box: Any, tag: str) -> Iterator[None]:
    """Mark a box as content, or as an artifact of the pages where it runs along their edges (ISO 14289-1, 7.8)."""
    if box not in getattr(stream, "edges", ()):
        with _marked(stream, box, tag):
            yield
        return
    stream.begin_marked_content("Artifact", pydyf.Dictionary({"Type": "/Pagination"}))
    yield
    stream.end_marked_content()


def tags_with_language(
    box: Any, parent: Any, pdf: Any, page_number: int, nums: Any, annotations: Any, tags: Any
) -> Iterator[Any]:
    """Name the language of every element that declares one, put the words of every list item into its LBody, say that
    header cells head their columns (our tables have no others) and what is a note; leave out edges and mere breaks."""
    if isinstance(box, boxes.MarginBox) or getattr(box, "element_tag", None) == "hr":
        return
    for element in _build_box_tree(box, parent, pdf, page_number, nums, annotations, tags):
        source = getattr(box, "element", None)
        if source is not None and box.element_tag not in ("html", "body") and (lang := source.get("lang")):
            element["Lang"] = pydyf.String(lang)
        if element["S"] == "/LI":
            _give_body(element, pdf)
        if element["S"] == "/TH":
            element["A"]["Scope"] = "/Column"
        if _is_note(box):
            element["S"], element["ID"] = "/Note", pydyf.String(f"note-{_piece}{element.number}")
        yield element


def _is_note(box: Any) -> bool:
    """Whether a box is a note at the foot of the page; its mark in the text has another name."""
    return box.element_tag == "span" and box.element.get("class") == "footnote" and isinstance(box, boxes.BlockBox)


def _give_body(item: Any, pdf: Any) -> None:
    """Gather what stands in a list item, apart from its label, its body and the list below it, into a new LBody."""
    children = [pdf.objects[int(reference.split()[0])] for reference in item["K"]]
    loose = [child for child in children if child["S"] not in ("/Lbl", "/LBody", "/L")]
    if not loose:
        return
    body = pydyf.Dictionary(
        {"Type": "/StructElem", "S": "/LBody", "K": pydyf.Array(), "Pg": item["Pg"], "P": item.reference}
    )
    pdf.add_object(body)
    for child in loose:
        child["P"] = body.reference
        body["K"].append(child.reference)
    kept = [child.reference for child in children if child not in loose and child["S"] == "/Lbl"]
    rest = [child.reference for child in children if child not in loose and child["S"] != "/Lbl"]
    item["K"] = pydyf.Array([*kept, body.reference, *rest])


def stream_with_clear_end(stream: Any) -> bytes:
    """Write CR LF before `endstream` where the data ends in a carriage return, as one packed stream in 256 does.

    Its last byte and a lone LF would together read as the line end, and the stated length as one byte too long. The
    writer asks for every stream twice, to write it and for the digest of the file: what was packed is remembered.
    """
    content = b"\n".join(item if type(item) is bytes else pydyf._to_bytes(item) for item in stream.stream)
    extra = pydyf.Dictionary(stream.extra.copy())
    if stream.compress:
        extra["Filter"], content = "/FlateDecode", packed(content)
    extra["Length"] = len(content)
    return clear_end(b"\n".join((extra.data, b"stream", content, b"endstream")))


@lru_cache(maxsize=64)
def packed(content: bytes) -> bytes:
    """As the writer packs: what stands in every letter, such as the colour profile, is packed once."""
    return zlib.compress(content, 6)


def clear_end(written: bytes) -> bytes:
    """The same for a stream object as written."""
    end = b"\nendstream"
    return written[: -len(end)] + b"\r" + end if written.endswith(b"\r" + end) else written
