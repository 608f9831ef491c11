"""Takes a printed piece of a document out of the renderer's hands, as plain data. Pinned to WeasyPrint 70."""

import re
from collections.abc import Iterator
from typing import Any

from papers.write.printed import Printed, PrintedObject, PrintedPage

REFERENCE = re.compile(rb"\((?:[^()\\]|\\.)*\)|(\d+) 0 R", re.DOTALL)
"""A reference from one object to another. Strings are matched first: words may look like one."""

_BOXES = ("MediaBox", "TrimBox", "BleedBox", "Tabs")
_OURS = ("ExtGState", "XObject", "Pattern", "Shading")


def taken(document: Any, pdf: Any) -> Printed:
    """What generate_pdf made of a piece, without the catalogue, metadata and colours that the whole has once."""
    pages = [pdf.objects[number] for number in pdf.pages["Kids"][::3]]
    tree = _at(pdf, pdf.catalog["StructTreeRoot"])
    top = _number(tree["K"][0])
    resources = _at(pdf, pages[0]["Resources"])
    fonts = dict(_at(pdf, resources["Font"]))
    outside = {page.number: f"page {place}" for place, page in enumerate(pages)}
    outside |= {top: "tags", _number(resources["ColorSpace"]): "colours"}
    tags = tuple(map(_number, pdf.objects[top]["K"]))
    numbers = _at(pdf, tree["ParentTree"])["Nums"]
    own = tuple((name, _written(resources[name])) for name in _OURS if resources[name])
    begin = [*tags, *map(_number, fonts.values()), *_references(b" ".join(data for _, data in own))]
    for page in pages:
        begin += [_number(page["Contents"]), *map(_number, page.get("Annots", ()))]
    targets = pdf.catalog.get("Names", {}).get("Dests", {}).get("Names", ())
    return Printed(
        tuple(_page(page, laid_out.bookmarks) for page, laid_out in zip(pages, document.pages, strict=True)),
        tuple(_reached(pdf, begin, outside)),
        own,
        tuple((name, _number(reference)) for name, reference in fonts.items()),
        tags,
        tuple((key, _written(owner)) for key, owner in zip(numbers[::2], numbers[1::2], strict=True)),
        tuple((name.string, _written(target)) for name, target in zip(targets[::2], targets[1::2], strict=True)),
        tuple(outside.items()),
    )


def _page(page: Any, bookmarks: Any) -> PrintedPage:
    boxes = tuple((name, _written(page[name])) for name in _BOXES)
    links = tuple(map(_number, page.get("Annots", ())))
    return PrintedPage(_number(page["Contents"]), boxes, links, page["StructParents"], tuple(bookmarks))


def _reached(pdf: Any, begin: list[int], outside: dict[int, str]) -> Iterator[PrintedObject]:
    """The objects that the piece needs, in the order of their numbers."""
    found: dict[int, PrintedObject] = {}
    waiting = list(begin)
    while waiting:
        number = waiting.pop()
        if number in found or number in outside:
            continue
        one = pdf.objects[number]
        found[number] = PrintedObject(number, not one.compressible, one.data)
        waiting += _references(head(found[number]))
    return iter(sorted(found.values(), key=lambda one: one.number))


def head(one: PrintedObject) -> bytes:
    """The part of an object in which it may refer to others."""
    return one.data[: one.data.index(b"\nstream\n")] if one.is_stream else one.data


def _references(data: bytes) -> list[int]:
    return [int(found[1]) for found in REFERENCE.finditer(data) if found[1]]


def _at(pdf: Any, reference: Any) -> Any:
    return pdf.objects[_number(reference)]


def _number(reference: Any) -> int:
    return int(reference.split()[0])


def _written(value: Any) -> bytes:
    data = getattr(value, "data", value)
    return data if isinstance(data, bytes) else str(data).encode("ascii")
