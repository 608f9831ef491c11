"""A line at the foot of every page of a finished file, by which two copies can be told apart; nothing else changes."""

import zlib
from io import BytesIO

import pikepdf
from pikepdf import Name, Operator

from papers.model import direction_of
from papers.write.html import words_html
from papers.write.markup import page, tag
from papers.write.press import draw

_LINE_ENDS = (b"\r", b"\n")
_NAME = Name("/FootLine")
_MARKING = frozenset(map(Operator, ("BDC", "BMC", "EMC", "DP", "MP")))


def with_foot_line(pdf: bytes, line: str, lang: str) -> bytes:
    """The unsealed file with this line under the foot of each page, for the eye and for who copies words.

    It is no part of the text: readers that speak skip it as they skip page numbers. The same input gives the same
    bytes.
    """
    with pikepdf.open(BytesIO(pdf)) as document, pikepdf.open(BytesIO(_drawn(line, lang))) as drawn:
        page_of_line = _unmarked(drawn)
        _well_ended(drawn)
        _well_ended(document)
        form = document.copy_foreign(page_of_line.as_form_xobject())
        for one in document.pages:
            one.add_resource(form, Name.XObject, _NAME, replace_existing=True)  # pages may share their resources
            one.contents_add(b"q", prepend=True)
            artifact = b"Q /Artifact << /Type /Pagination /Subtype /Footer >> BDC q %s Do Q EMC" % str(_NAME).encode()
            one.contents_add(artifact)
        written = BytesIO()
        document.save(
            written,
            deterministic_id=True,
            fix_metadata_version=False,
            compress_streams=False,  # every stream stays as `_well_ended` left it, and none is added
            stream_decode_level=pikepdf.StreamDecodeLevel.none,
            object_stream_mode=pikepdf.ObjectStreamMode.disable,
        )
    return written.getvalue()


def _drawn(line: str, lang: str) -> bytes:
    body = tag("p", words_html(line, direction_of(lang)), class_="line")
    return draw(page(body, lang=lang, title=line, author=""), ("foot_line",))


def _well_ended(pdf: pikepdf.Pdf) -> None:
    """Pack what is loose; no packed stream ends like a line: checkers of PDF/A take that for the end of the line.

    The last byte is that of a checksum, so one more byte that says nothing changes it. Files that travel inside keep
    their bytes: they are written out in figures instead.
    """
    for one in pdf.objects:
        if not isinstance(one, pikepdf.Stream):
            continue
        is_well_ended = one.read_raw_bytes()[-1:] not in _LINE_ENDS
        if is_well_ended and ("/Filter" in one or one.get("/Type") in (Name.EmbeddedFile, Name.Metadata)):
            continue
        if one.get("/Subtype") == Name.Image:
            continue
        if one.get("/Type") in (Name.EmbeddedFile, Name.Metadata):
            figures = zlib.compress(one.read_bytes()).hex().encode() + b">"
            one.write(figures, filter=pikepdf.Array([Name.ASCIIHexDecode, Name.FlateDecode]))
            continue
        data = one.read_bytes()
        while zlib.compress(data)[-1:] in _LINE_ENDS:
            data += b"\1" if "/Length1" in one else b" "  # a zero would change no sum
        one.write(zlib.compress(data), filter=Name.FlateDecode)
        if "/Length1" in one:
            one.Length1 = len(data)


def _unmarked(drawn: pikepdf.Pdf) -> pikepdf.Page:
    """The only page of the drawing, with nothing in it that points at tags."""
    found = drawn.pages[0]
    kept = [entry for entry in pikepdf.parse_content_stream(found) if entry.operator not in _MARKING]
    found.Contents = drawn.make_stream(pikepdf.unparse_content_stream(kept))
    return found
