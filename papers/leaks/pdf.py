"""Every text in a PDF: what is printed, said to readers aloud, kept as metadata, linked to, enclosed.

Printed Arabic stands in the order of the eye, so each page is read forwards and backwards; glyphs are taken for the
letters that the file's own tables say they are.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from io import BytesIO
from typing import Any

import pikepdf

from papers.errors import BadPaper
from papers.leaks.read import Piece, pieces_of, pieces_of_text, written

_HEX = re.compile(rb"<([0-9A-Fa-f\s]+)>")
_ONE = re.compile(rb"beginbfchar(.*?)endbfchar", re.DOTALL)
_MANY = re.compile(rb"beginbfrange(.*?)endbfrange", re.DOTALL)
_RANGE = re.compile(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>\s*(?:<([0-9A-Fa-f]+)>|\[(.*?)\])", re.DOTALL)
_SHOW, _MOVES = ("Tj", "TJ", "'", '"'), ("Tm", "Td", "TD", "T*", "BT", "'", '"', "Do")
_STEPS = " ".join(("Tf", "BDC", "BMC", "EMC", *_SHOW[:2], *_MOVES))
_DEEPEST = 8
"""Forms in forms."""
_MOST_BYTES = 60_000_000
Glyphs = list[str]


def pieces_of_pdf(data: bytes, depth: int) -> Iterator[Piece]:
    """The texts by where they stand. `BadPaper` for a file that cannot be opened."""
    try:
        with pikepdf.open(BytesIO(data)) as pdf:
            yield from _strings(pdf)
            yield from _streams(pdf, depth)
            fonts: dict[Any, _Font] = {}
            for number, page in enumerate(pdf.pages, 1):
                yield from ((f"page {number}", text) for text in _ways(list(_lines(page.obj, page.obj, fonts, 0))))
    except pikepdf.PdfError as broken:
        raise BadPaper("leaks_unreadable", "A PDF could not be searched to its end") from broken


def _strings(pdf: pikepdf.Pdf) -> Iterator[Piece]:
    said = dict.fromkeys(text for thing in pdf.objects for text in _said(thing, 0))
    yield "metadata and alternative texts", written("\n".join(said))
    yield "metadata and alternative texts", written("\n".join(text for text in _said(pdf.trailer, 0)))


def _said(thing: Any, depth: int) -> Iterator[str]:
    """The strings and names in one object; what it refers to is visited by itself."""
    if depth > 40:
        return
    if isinstance(thing, pikepdf.String | pikepdf.Name):
        yield str(thing)
    elif isinstance(thing, pikepdf.Array):
        for one in thing.as_list():
            if not (isinstance(one, pikepdf.Object) and one.is_indirect):
                yield from _said(one, depth + 1)
    elif isinstance(thing, pikepdf.Dictionary | pikepdf.Stream):
        for one in dict(thing.items()).values():
            if not (isinstance(one, pikepdf.Object) and one.is_indirect):
                yield from _said(one, depth + 1)


def _streams(pdf: pikepdf.Pdf, depth: int) -> Iterator[Piece]:
    """Metadata packets and enclosed files."""
    for thing in pdf.objects:
        if isinstance(thing, pikepdf.Stream) and str(thing.get("/Type", "")) in ("/Metadata", "/EmbeddedFile"):
            content = thing.read_bytes()
            if len(content) > _MOST_BYTES:
                raise BadPaper("leaks_unreadable", "An enclosed file is too large to be searched")
            enclosed = str(thing.get("/Type")) == "/EmbeddedFile"
            pieces = pieces_of(content, depth=depth + 1) if enclosed else pieces_of_text(content)
            yield from (
                (f"{'enclosed file' if enclosed else 'metadata'} {where}".strip(), text) for where, text in pieces
            )


def _ways(lines: Sequence[Glyphs]) -> Iterator[str]:
    """The same glyphs as they stand, each line backwards, and the whole page backwards."""
    if lines:
        yield " ".join("".join(line) for line in lines)
        turned = ["".join(reversed(line)) for line in lines]
        yield " ".join(turned)
        yield " ".join(reversed(turned))


def _lines(content: Any, holder: Any, fonts: dict[Any, "_Font"], depth: int) -> Iterator[Glyphs]:
    """What is shown on a page, or in a form on it, between two moves of the pen."""
    resources = holder.get("/Resources", pikepdf.Dictionary())
    pen = _Pen()
    for step in pikepdf.parse_content_stream(content, _STEPS):
        name, operands = str(step.operator), step.operands
        if name in _MOVES and pen.line:
            yield pen.taken()
        if name == "Tf":
            pen.font = _font(resources, operands[0], fonts)
        elif name == "Do":
            form = resources.get("/XObject", {}).get(str(operands[0]))
            if form is not None and form.get("/Subtype") == "/Form" and depth < _DEEPEST:
                yield from _lines(form, form if "/Resources" in form else holder, fonts, depth + 1)
        elif name in ("BDC", "BMC"):
            pen.begin(operands[1] if len(operands) > 1 else None)
        elif name == "EMC":
            pen.end()
        elif name in _SHOW and operands:
            pen.show(operands[-1])
    if pen.line:
        yield pen.taken()


class _Pen:
    """What has been shown on a line. A passage with a replacement text (/ActualText) says that and nothing else."""

    def __init__(self) -> None:
        self.font, self.line = _Font({}, 1), Glyphs()
        self._passages: list[bool] = []

    def begin(self, properties: Any) -> None:
        said = properties.get("/ActualText") if isinstance(properties, pikepdf.Dictionary) else None
        if said is not None and not any(self._passages):
            self.line.append(str(said))
        self._passages.append(said is not None)

    def end(self) -> None:
        if self._passages:
            self._passages.pop()

    def show(self, shown: Any) -> None:
        parts = list(shown) if isinstance(shown, pikepdf.Array) else [shown]
        if not any(self._passages):
            self.line += [
                one for part in parts if isinstance(part, pikepdf.String) for one in self.font.read(bytes(part))
            ]

    def taken(self) -> Glyphs:
        line, self.line = self.line, []
        return line


class _Font:
    """What the codes of a font mean. Codes without a meaning in the file's table stand for Latin letters."""

    def __init__(self, letters: Mapping[int, str], width: int) -> None:
        self._letters, self._width = letters, width

    def read(self, shown: bytes) -> Glyphs:
        codes = (int.from_bytes(shown[at : at + self._width], "big") for at in range(0, len(shown), self._width))
        return [self._letters.get(code) or (chr(code) if self._width == 1 else "") for code in codes]


def _font(resources: Any, name: Any, fonts: dict[Any, _Font]) -> _Font:
    found = resources.get("/Font", {}).get(str(name))
    if found is None:
        return _Font({}, 1)
    key = found.objgen if found.is_indirect else str(name)
    if key not in fonts:
        width = 2 if found.get("/Subtype") == "/Type0" else 1
        table = found.get("/ToUnicode")
        fonts[key] = _Font(_letters(table.read_bytes()) if isinstance(table, pikepdf.Stream) else {}, width)
    return fonts[key]


def _letters(table: bytes) -> dict[int, str]:
    """A ToUnicode table as code → letters (PDF 32000-1, 9.10.3)."""
    letters: dict[int, str] = {}
    for block in _ONE.findall(table):
        pairs = [bytes.fromhex(one.decode()) for one in _HEX.findall(block)]
        letters |= {int.from_bytes(code, "big"): _utf16(to) for code, to in zip(pairs[::2], pairs[1::2], strict=False)}
    for block in _MANY.findall(table):
        for first, last, start, each in _RANGE.findall(block):
            begin, end = int(first, 16), min(int(last, 16), int(first, 16) + 0xFFFF)
            if each:
                listed = [_utf16(bytes.fromhex(one.decode())) for one in _HEX.findall(each)]
                letters |= dict(zip(range(begin, end + 1), listed, strict=False))
            else:
                word = _utf16(bytes.fromhex(start.decode()))
                letters |= {
                    code: word[:-1] + chr(ord(word[-1]) + code - begin) for code in range(begin, end + 1) if word
                }
    return letters


def _utf16(data: bytes) -> str:
    return data.decode("utf-16-be", "ignore")
