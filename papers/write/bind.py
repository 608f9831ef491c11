"""Binds printed pieces to one document: pages with their edges, one tree of tags, one list of targets."""

import re
from collections.abc import Iterator, Mapping
from itertools import count
from typing import Any

import pydyf

from papers.write.pieces import REFERENCE, head
from papers.write.printed import Printed, PrintedObject

_PLACE = re.compile(rb"(/StructParent )(\d+)")


def bookmark(document: Any, pieces: tuple[Printed, ...]) -> None:
    """Give the pages of the binding the bookmarks of the pieces, before it is written."""
    inner = [page for piece in pieces for page in piece.pages]
    for page, printed in zip(document.pages, inner, strict=True):
        page.bookmarks = list(printed.bookmarks)


def bind(pdf: Any, pieces: tuple[Printed, ...]) -> None:
    """Put the pieces into the binding, which has as many pages as they have together, empty but for their edges."""
    binding = _Binding(pdf)
    for piece in pieces:
        binding.take(piece)
    binding.close()


class _Object(pydyf.Object):  # type: ignore[misc]
    """An object that is written already."""

    def __init__(self, data: bytes, *, is_stream: bool) -> None:
        super().__init__()
        self.written, self.is_stream = data, is_stream

    @property
    def data(self) -> bytes:
        return self.written

    @property
    def compressible(self) -> bool:
        return not self.is_stream


class _Binding:
    def __init__(self, pdf: Any) -> None:
        self.pdf = pdf
        self.pages = [pdf.objects[number] for number in pdf.pages["Kids"][::3]]
        tree = self._at(pdf.catalog["StructTreeRoot"])
        self.top, self.tree = self._at(tree["K"][0]), self._at(tree["ParentTree"])
        self.edges = self._at(self.pages[0]["Resources"])
        self.places = pydyf.Array()
        self.tags = pydyf.Array()
        self.targets: list[tuple[str, bytes]] = []
        self.first_page = self.first_place = 0

    def take(self, piece: Printed) -> None:
        numbers = self._numbers(piece)
        for one, number in zip(piece.objects, self._added(piece), strict=True):
            self.pdf.objects[number].written = self._renumbered(one, numbers)
        resources = self._resources(piece, numbers)
        for page, printed in zip(self.pages[self.first_page :], piece.pages, strict=False):
            page.update(printed.boxes)
            page["Contents"] = pydyf.Array([_reference(numbers[printed.content]), self._edge(page)])
            page["Resources"] = resources
            page["StructParents"] = printed.place + self.first_place
            if printed.links:
                page["Annots"] = pydyf.Array(_reference(numbers[link]) for link in printed.links)
        self.tags.extend(_reference(numbers[tag]) for tag in piece.tags)
        for place, owner in piece.places:
            self.places.extend((place + self.first_place, _moved(owner, numbers)))
        self.targets += [(name, _moved(target, numbers)) for name, target in piece.targets]
        self.first_page += len(piece.pages)
        self.first_place += 1 + max((place for place, _ in piece.places), default=-1)

    def close(self) -> None:
        self.tree["Nums"], self.top["K"] = self.places, self.tags
        if self.targets:
            listed = pydyf.Array()
            for name, target in sorted(self.targets):
                listed.extend((pydyf.String(name), target))
            names = self.pdf.catalog.setdefault("Names", pydyf.Dictionary())
            names["Dests"] = pydyf.Dictionary({"Names": listed})

    def _numbers(self, piece: Printed) -> dict[int, int]:
        """The number in the binding for every number that the piece speaks of."""
        own = {
            "tags": self.top.number,
            "colours": int(self.edges["ColorSpace"].split()[0]),
            **{f"page {place}": page.number for place, page in enumerate(self.pages[self.first_page :])},
        }
        numbers = {number: own[name] for number, name in piece.outside}
        next_number = count(len(self.pdf.objects))
        return numbers | {one.number: next(next_number) for one in piece.objects}

    def _added(self, piece: Printed) -> Iterator[int]:
        """Room for every object of the piece, in order."""
        begin = len(self.pdf.objects)
        for one in piece.objects:
            self.pdf.add_object(_Object(b"", is_stream=one.is_stream))
        return iter(range(begin, len(self.pdf.objects)))

    def _renumbered(self, one: PrintedObject, numbers: Mapping[int, int]) -> bytes:
        before = head(one)
        moved = _moved(before, numbers)
        if b"/StructParent " in moved:
            moved = _PLACE.sub(lambda found: found[1] + str(int(found[2]) + self.first_place).encode(), moved, count=1)
        return moved + one.data[len(before) :]

    def _resources(self, piece: Printed, numbers: Mapping[int, int]) -> bytes:
        fonts = pydyf.Dictionary({name: _reference(numbers[number]) for name, number in piece.fonts})
        fonts.update(self._at(self.edges["Font"]))
        self.pdf.add_object(fonts)
        shown = pydyf.Dictionary({name: _moved(data, numbers) for name, data in piece.resources})
        shown.update({"ColorSpace": self.edges["ColorSpace"], "Font": fonts.reference})
        self.pdf.add_object(shown)
        return bytes(shown.reference)

    def _edge(self, page: Any) -> bytes:
        """The stream of what runs along the edges; it goes on where the text ended, on a page turned over already."""
        stream = self._at(page["Contents"])
        turn = stream.stream.pop(0)
        if not bytes(turn).endswith(b" cm"):
            raise RuntimeError("The renderer no longer begins a page by turning it over.")
        return bytes(stream.reference)

    def _at(self, reference: Any) -> Any:
        return self.pdf.objects[int(reference.split()[0])]


def _moved(data: bytes, numbers: Mapping[int, int]) -> bytes:
    return REFERENCE.sub(lambda found: _reference(numbers[int(found[1])]) if found[1] else found[0], data)


def _reference(number: int) -> bytes:
    return b"%d 0 R" % number
