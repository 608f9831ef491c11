"""One of our own PDFs as loose objects, ready to be carried into another file."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import Any

import pikepdf
from pikepdf import Name

from papers.errors import BadPaper

_TOKENS = re.compile(rb"\((?:\\.|[^\\()])*\)|<[0-9A-Fa-f\s]*>|(?<![\w.+-])(\d+) 0 R\b", re.DOTALL)
"""Strings, which may say anything, and references, which alone may be renumbered."""


class NotJoinable(BadPaper):
    """A part cannot be joined; `code` says why: "unreadable", "untagged", "sealed", or "foreign" (not made by us)."""


@dataclass(frozen=True, slots=True)
class Body:
    """One object as it is written: its value, and the packed data behind it when it is a stream."""

    value: bytes
    data: bytes | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """What of a document is carried over: pages, tags, and all that these need, and nothing else.

    `places` lead from the content of pages and from links to their tags. `pages_node` and `tags_root` are the two
    objects that stay behind; whoever takes the part in puts its own in their place.
    """

    pages: tuple[int, ...]
    document: int
    places: tuple[tuple[int, bytes], ...]
    bodies: dict[int, Body]
    pages_node: int
    tags_root: int


def opened(pdf: bytes) -> pikepdf.Pdf:
    """The file, which must be tagged, unsealed and of the plain form that we write. NotJoinable otherwise."""
    try:
        found = pikepdf.open(BytesIO(pdf))
    except pikepdf.PdfError as broken:
        raise NotJoinable("unreadable", f"This is no PDF that can be read: {broken}") from broken
    root = found.Root
    if "/StructTreeRoot" not in root or "/Lang" not in root:
        raise NotJoinable("untagged", "Only tagged documents can be joined.")
    if "/AcroForm" in root:
        raise NotJoinable("sealed", "It is sealed: join the unsealed one, then seal the package.")
    if not _is_ours(root):
        raise NotJoinable("foreign", "Only documents that this engine has made can be joined.")
    return found


def _is_ours(root: Any) -> bool:
    """One node of pages, one Document element, one list of places, and no roles or names of tags to translate."""
    tags = root.StructTreeRoot
    places = tags.get("/ParentTree", {})
    return bool(
        all(kid.get("/Type") == Name.Page for kid in root.Pages.get("/Kids", ()))
        and isinstance(tags.get("/K"), pikepdf.Array)
        and len(tags.K) == 1
        and tags.K[0].get("/S") == Name.Document
        and "/Nums" in places
        and "/RoleMap" not in tags
    )


def read_part(pdf: bytes, *, first_place: int, label: str) -> Part:
    """Take a document apart. Its places are counted from `first_place`; `label` keeps the names of its table cells
    apart from those of other parts. NotJoinable as `opened`."""
    with opened(pdf) as source:
        root, tags = source.Root, source.Root.StructTreeRoot
        _shift(source, first_place)
        _name_cells(source, label)
        document = tags.K[0]
        document.S, document.Lang = Name.Sect, root.Lang
        numbers = tags.ParentTree.Nums
        places = tuple((int(numbers[at]) + first_place, said(numbers[at + 1])) for at in range(0, len(numbers), 2))
        pages = tuple(page.obj.objgen[0] for page in source.pages)
        stays = (root.Pages.objgen[0], tags.objgen[0])
        start = [*pages, document.objgen[0], *(number for _, value in places for number in references(value))]
        return Part(pages, document.objgen[0], places, _reachable(source, start, stays), *stays)


def _shift(source: pikepdf.Pdf, first_place: int) -> None:
    """Count places from there, and let links go to their page itself: names of places stay behind."""
    targets = _targets(source)
    for page in source.pages:
        page.obj.StructParents = int(page.obj.StructParents) + first_place
        for link in page.obj.get("/Annots", ()):
            if "/StructParent" in link:
                link.StructParent = int(link.StructParent) + first_place
            if isinstance(link.get("/Dest"), pikepdf.String):
                link.Dest = targets[bytes(link.Dest)]


def _targets(source: pikepdf.Pdf) -> dict[bytes, Any]:
    if "/Names" not in source.Root or "/Dests" not in source.Root.Names:
        return {}
    named = source.Root.Names.Dests.Names
    return {bytes(named[at]): named[at + 1] for at in range(0, len(named), 2)}


def _name_cells(source: pikepdf.Pdf, label: str) -> None:
    """Header cells are found by name, and every document of ours counts its names from the beginning."""
    for element in source.objects:
        if not isinstance(element, pikepdf.Dictionary) or element.get("/Type") != Name.StructElem:
            continue
        if "/ID" in element:
            element.ID = pikepdf.String(f"{label}{element.ID}")
        if "/A" in element and "/Headers" in element.A:
            element.A.Headers = pikepdf.Array([pikepdf.String(f"{label}{name}") for name in element.A.Headers])


def _reachable(source: pikepdf.Pdf, start: list[int], stays: tuple[int, int]) -> dict[int, Body]:
    """Everything that leads on from the pages and tags, in the order in which it is met."""
    found: dict[int, Body] = {}
    waiting = start[::-1]
    while waiting:
        number = waiting.pop()
        if number in found or number in stays:
            continue
        body = found[number] = _body(source.get_object((number, 0)))
        waiting.extend(reversed(list(references(body.value))))
    return found


def _body(item: Any) -> Body:
    if isinstance(item, pikepdf.Stream):
        return Body(item.stream_dict.unparse(resolved=True), item.read_raw_bytes())
    return Body(item.unparse(resolved=True))


def said(value: Any) -> bytes:
    """A value as it stands inside another one: an indirect object by its reference."""
    return bytes(pikepdf.Array([value]).unparse()[1:-1].strip())


def references(value: bytes) -> Iterator[int]:
    """The numbers of the objects that a written value refers to."""
    return (int(found[1]) for found in _TOKENS.finditer(value) if found[1])


def renumbered(value: bytes, number_of: Callable[[int], int]) -> bytes:
    """The value with its references led to other numbers; what stands in strings is words."""
    return _TOKENS.sub(lambda found: b"%d 0 R" % number_of(int(found[1])) if found[1] else found[0], value)
