"""A whole document in columns, for its first load: what Yjs' update says (version 1), in a tenth of the bytes.

Who writes goes on behind the letter before, in front of the same letter, and takes some back. An update says so of
every run of letters, and tells all that was deleted once more at its end; here one byte says it, and whatever can be
known is left out. Equal things stand side by side, so that brotli finds them. docs/live-text.md describes the form;
`frontend/live/columns.js` reads it.
"""

from collections.abc import Iterator
from itertools import islice

import brotli

from advocacy.live import document, fresh
from advocacy.live.relay.frames import varuint
from advocacy.live.structs import DELETED, KINDS, WORDS, Struct, Update, read, skip_content
from advocacy.live.update import Bytes, Foreign, Id
from papers.tree import Nodes

FORM = 1
LARGE = 2_000_000
"""Bytes, of pictures most likely, in which brotli would search for seconds and find nothing."""
NOTHING, BEFORE, TOLD = range(3)
"""What is known of an origin: there is none; it is the place before; it is told."""
SAME, NEXT, APART = range(1, 4)
"""And of a right origin: it is that of the struct before; it stands next to the origin; it is told."""
_CLIENTS, _SHAPES, _LENGTHS, _GONE, _WHOSE, _CLOCKS, _TEXT, _REST = range(8)


# --- into columns ---------------------------------------------------------------------------------------------------


def small(state: bytes) -> bytes | None:
    """A whole document in columns and brotli; None for one that does not come out of them as it went in, or is so
    large that somebody would wait for this."""
    try:
        found = read(state)
        columns = packed(found)
        again = unpacked(columns)
        if read(again) != found or _nodes(again) != _nodes(state):
            return None
    except (Foreign, document.Unreadable):
        return None
    return compressed(columns)


def compressed(columns: bytes) -> bytes:
    """As small as can be made in a second."""
    small: bytes = brotli.compress(columns, quality=10 if len(columns) < LARGE else 5)
    return small


def _nodes(state: bytes) -> Nodes:
    return document.nodes_of(document.document([state]))


def packed(found: Update) -> bytes:
    """The update in columns. Raises Foreign for what no document of ours holds."""
    columns = [bytearray() for _ in range(_REST + 1)]
    order = {client: number for number, client in enumerate(found.clients)}
    rest = columns[_REST]
    rest += varuint(len(order))
    for client, structs in found.clients.items():
        columns[_CLIENTS] += varuint(client)
        rest += varuint(len(structs)) + varuint(client) + varuint(structs[0].clock)
        right: Id | None = None
        for one in structs:
            _pack(columns, one, client, right, order)
            right = one.right
    rest += varuint(len(found.deleted))
    for client, ranges in found.deleted.items():
        rest += varuint(client) + varuint(len(ranges)) + b"".join(varuint(number) for pair in ranges for number in pair)
    return bytes((FORM,)) + b"".join(varuint(len(column)) + column for column in columns[:_REST]) + rest


def _pack(columns: list[bytearray], one: Struct, client: int, before: Id | None, order: dict[int, int]) -> None:
    origin = NOTHING if one.origin is None else BEFORE if one.origin == (client, one.clock - 1) else TOLD
    if one.right is None:
        right = NOTHING
    elif one.right == before:
        right = SAME
    else:
        is_next = one.origin and origin == TOLD and one.right == (one.origin[0], one.origin[1] + 1)
        right = NEXT if is_next else APART
    columns[_SHAPES].append(KINDS.index(one.kind) << 5 | origin << 3 | right << 1 | one.has_name)

    def tell(place: Id) -> None:
        whose, clock = place
        back = one.clock - clock if whose == client else clock
        if whose not in order or back < 0:
            raise Foreign("foreign", "it hangs on something that is not there")
        columns[_WHOSE].extend(varuint(order[whose]))
        columns[_CLOCKS].extend(varuint(back))

    if origin == TOLD and one.origin:
        tell(one.origin)
    if right == APART and one.right:
        tell(one.right)
    if isinstance(one.parent, tuple):
        tell(one.parent)
    elif one.parent is not None:
        columns[_WHOSE].extend(varuint(len(order)))
        columns[_REST].extend(_string(one.parent))
    if one.has_name and one.parent is not None:
        columns[_REST].extend(_string(one.name))
    if isinstance(one.content, str):
        columns[_LENGTHS].extend(varuint(one.length))
        columns[_TEXT].extend(one.content.encode())
    elif one.content:
        columns[_REST].extend(one.content)
    else:
        columns[_GONE].extend(varuint(one.length))


def _string(words: str) -> bytes:
    return varuint(len(words.encode())) + words.encode()


# --- out of columns -------------------------------------------------------------------------------------------------


def unpacked(columns: bytes) -> bytes:
    """An update that says what was packed, or told by its nodes. Raises for what neither is."""
    if columns[:1] == fresh.BYTE:
        return fresh.written(columns)
    return _Reader(columns).update()


_READ = [
    (kind | (origin and 128) | (beside and 64) | has_name << 5, kind, origin, beside, has_name)
    for kind in KINDS
    for origin in range(4)
    for beside in range(4)
    for has_name in range(2)
]
"""The first byte of a struct, and what stands behind it, by its shape."""
_ONE = [bytes((number,)) for number in range(128)]


def _number(number: int) -> bytes:
    """The number as an update has it; most are small."""
    if number < 128:
        return _ONE[number]
    if number < 1 << 14:
        return bytes((number & 127 | 128, number >> 7))
    if number < 1 << 21:
        return bytes((number & 127 | 128, number >> 7 & 127 | 128, number >> 14))
    return varuint(number)


def _numbers(column: bytes) -> Iterator[int]:
    if column.isascii():  # each in one byte
        return iter(column)
    source = Bytes(column)
    return iter([source.number() for _ in range(sum(byte < 128 for byte in column))])


class _Reader:
    """The columns, each read from its beginning to its end, while struct after struct is written."""

    def __init__(self, data: bytes) -> None:
        source = Bytes(data)
        if source.byte() != FORM:
            raise Foreign("undecodable", "another form")
        columns = [source.skip(source.number()) for _ in range(_REST)]
        self.names = [varuint(client) for client in _numbers(columns[_CLIENTS])]
        self.shapes = iter(columns[_SHAPES])
        self.lengths, self.gone = _numbers(columns[_LENGTHS]), _numbers(columns[_GONE])
        self.whose, self.clocks = _numbers(columns[_WHOSE]), _numbers(columns[_CLOCKS])
        self.text, self.text_at = columns[_TEXT].decode().encode("utf-16-le"), 0
        self.rest = source

    def update(self) -> bytes:
        rest = self.rest
        out = bytearray(varuint(rest.number()))
        for me, name in enumerate(self.names):
            count, _client, clock = rest.number(), rest.number(), rest.number()
            out += varuint(count) + name + varuint(clock)
            self._write(out, me, clock, count)
        return bytes(out) + rest.data[rest.at :]

    def _write(self, out: bytearray, me: int, clock: int, count: int) -> None:
        mine, place, right = self.names[me], (0, 0), b""
        for info, kind, origin, beside, has_name in map(_READ.__getitem__, islice(self.shapes, count)):
            out.append(info)
            if origin == BEFORE:
                out += mine
                out += _number(clock - 1)
            elif origin == TOLD:
                place = self._place(me, clock)
                out += self._id(place)
            if beside == NOTHING:
                right = b""
            elif beside == NEXT:
                right = self._id((place[0], place[1] + 1))
            elif beside == APART:
                right = self._id(self._place(me, clock))
            out += right
            if kind and not info & 0xC0:
                self._write_parent(out, me, clock, has_name)
            if kind == WORDS:
                length = next(self.lengths)
                start, self.text_at = self.text_at, self.text_at + 2 * length
                words = self.text[start : self.text_at].decode("utf-16-le").encode()
                out += _number(len(words))
                out += words
            elif kind <= DELETED:
                length = next(self.gone)
                out += _number(length)
            else:
                start = self.rest.at
                length = skip_content(self.rest, kind)
                out += self.rest.data[start : self.rest.at]
            clock += length

    def _place(self, me: int, clock: int) -> tuple[int, int]:
        whose, told = next(self.whose), next(self.clocks)
        return whose, clock - told if whose == me else told

    def _id(self, place: tuple[int, int]) -> bytes:
        return self.names[place[0]] + _number(place[1])

    def _write_parent(self, out: bytearray, me: int, clock: int, has_name: int) -> None:
        whose = next(self.whose)
        if whose == len(self.names):
            out += b"\1" + self._string()
        else:
            told = next(self.clocks)
            out += b"\0" + self._id((whose, clock - told if whose == me else told))
        if has_name:
            out += self._string()

    def _string(self) -> bytes:
        start = self.rest.at
        self.rest.string()
        return self.rest.data[start : self.rest.at]
