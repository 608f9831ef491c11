"""A statement that takes parts in before and behind its own pages, by an incremental update (ISO 32000-1, 7.5.6)."""

import re
import struct
import zlib
from collections.abc import Sequence
from typing import Any

from papers.seal.parts import Body, Part, opened, read_part, renumbered, said

_START = re.compile(rb"startxref\s+(\d+)\s+%%EOF\s*$")
_ENTRY = struct.Struct(">BIH")
_MOST_PACKED = 0xFFFF


class Ground:
    """A tagged PDF of ours, read once; any number of packages can be written on it. Its bytes are never touched."""

    def __init__(self, pdf: bytes) -> None:
        """NotJoinable for a file that is sealed, untagged, or not of our making."""
        self.pdf = pdf
        with opened(pdf) as found:
            root, tags = found.Root, found.Root.StructTreeRoot
            self.size = int(found.trailer.Size)
            self.trailer = {key: said(found.trailer[key]) for key in ("/Root", "/Info", "/ID") if key in found.trailer}
            self.pages, self.document, self.places = (
                _Shelf(root.Pages, "/Kids"), _Shelf(tags.K[0], "/K"), _Shelf(tags.ParentTree, "/Nums"),
            )  # fmt: skip
            self.count = int(root.Pages.Count)
            self.next_place = int(tags.ParentTree.Nums[-2]) + 1
        start = _START.search(pdf)
        assert start is not None
        self.start = int(start[1])

    def with_front(self, *documents: bytes) -> bytes:
        """The file with these documents before its own pages, in order."""
        return self._joined(documents, in_front=True)

    def with_back(self, *documents: bytes) -> bytes:
        """The file with these documents behind its own pages, in order."""
        return self._joined(documents, in_front=False)

    def _joined(self, documents: Sequence[bytes], *, in_front: bool) -> bytes:
        update, place = _Update(self.size), self.next_place
        pages: list[bytes] = []
        tags: list[bytes] = []
        places: list[bytes] = []
        for document in documents:
            part = read_part(document, first_place=place, label=f"{place}.")
            place += len(part.places)
            taken = update.take(part, pages_node=self.pages.number, parent=self.document.number)
            pages += [b"%d 0 R" % taken[page] for page in part.pages]
            tags.append(b"%d 0 R" % taken[part.document])
            places += [b"%d %s" % (key, renumbered(value, taken.__getitem__)) for key, value in part.places]
        update.put(self.pages.number, self.pages.with_more(pages, in_front=in_front, Count=self.count + len(pages)))
        update.put(self.document.number, self.document.with_more(tags, in_front=in_front))
        update.put(self.places.number, self.places.with_more(places, in_front=False))
        return self.pdf + update.written(len(self.pdf), self.trailer, self.start)


class _Shelf:
    """A dictionary of the statement with one list that grows."""

    def __init__(self, item: Any, key: str) -> None:
        self.number = item.objgen[0]
        self.key = key
        self.others = {name: said(item[name]) for name in sorted(item.keys()) if name != key}
        entries = item[key]
        self.entries = [said(entries[at]) for at in range(len(entries))]

    def with_more(self, more: list[bytes], *, in_front: bool, **others: int) -> Body:
        entries = [*more, *self.entries] if in_front else [*self.entries, *more]
        rest = {**self.others, **{f"/{name}": b"%d" % value for name, value in others.items()}}
        written = b" ".join(b"%s %s" % (name.encode(), value) for name, value in rest.items())
        return Body(b"<< %s %s [ %s ] >>" % (written, self.key.encode(), b" ".join(entries)))


class _Update:
    """The objects that are added, numbered behind those of the statement, or in the place of some."""

    def __init__(self, size: int) -> None:
        self.next = size
        self.bodies: dict[int, Body] = {}

    def put(self, number: int, body: Body) -> None:
        self.bodies[number] = body

    def take(self, part: Part, *, pages_node: int, parent: int) -> dict[int, int]:
        """Take in everything of a part; returns the new number of each of its objects."""
        numbers = {old: self.next + at for at, old in enumerate(part.bodies)}
        self.next += len(numbers)
        new = {**numbers, part.pages_node: pages_node, part.tags_root: parent}
        for old, body in part.bodies.items():
            self.put(new[old], Body(renumbered(body.value, new.__getitem__), body.data))
        return new

    def written(self, position: int, trailer: dict[str, bytes], previous: int) -> bytes:
        """The bytes that stand from `position` on: streams, then everything else packed, then the table of all."""
        pieces: list[bytes] = []
        rows: dict[int, bytes] = {}
        loose = [(number, body) for number, body in sorted(self.bodies.items()) if body.data is None]

        def write(number: int, body: Body) -> None:
            rows[number] = _ENTRY.pack(1, position + sum(map(len, pieces)), 0)
            pieces.append(b"%d 0 obj\n%s\nstream\n%s\r\nendstream\nendobj\n" % (number, body.value, body.data))

        for number, body in sorted(self.bodies.items()):
            if body.data is not None:
                write(number, body)
        for first in range(0, len(loose), _MOST_PACKED):
            box, self.next = self.next, self.next + 1
            kept = loose[first : first + _MOST_PACKED]
            rows |= {number: _ENTRY.pack(2, box, at) for at, (number, _) in enumerate(kept)}
            write(box, _packed(kept))
        start = position + sum(map(len, pieces))
        rows[self.next] = _ENTRY.pack(1, start, 0)
        write(self.next, _table(rows, {**trailer, "/Prev": b"%d" % previous, "/Size": b"%d" % (self.next + 1)}))
        return b"".join((*pieces, b"startxref\n%d\n%%%%EOF\n" % start))


def _packed(bodies: list[tuple[int, Body]]) -> Body:
    """An object stream."""
    index, values, at = [], [], 0
    for number, body in bodies:
        index.append(b"%d %d" % (number, at))
        values.append(body.value)
        at += len(body.value) + 1
    head = b" ".join(index) + b"\n"
    about = b"/Type /ObjStm /N %d /First %d" % (len(bodies), len(head))
    return _stream(about, head + b"\n".join(values))


def _table(rows: dict[int, bytes], trailer: dict[str, bytes]) -> Body:
    """A cross-reference stream for the added objects."""
    numbers = sorted(rows)
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == sum(runs[-1]):
            runs[-1][1] += 1
        else:
            runs.append([number, 1])
    index = b" ".join(b"%d %d" % (first, length) for first, length in runs)
    rest = b" ".join(b"%s %s" % (key.encode(), value) for key, value in trailer.items())
    return _stream(b"/Type /XRef /W [1 4 2] /Index [%s] %s" % (index, rest), b"".join(rows[n] for n in numbers))


def _stream(about: bytes, content: bytes) -> Body:
    data = zlib.compress(content)
    return Body(b"<< %s /Filter /FlateDecode /Length %d >>" % (about, len(data)), data)
