"""What an update of a whole document says, piece by piece (Yjs calls them structs), for whoever writes it otherwise."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from advocacy.live.update import Bytes, Foreign, Id, skip_value

MOST_STRUCTS = 400_000
"""Beyond this it would take seconds to make: such a text is sent as it is."""
GARBAGE, DELETED, WORDS, MARK, NODE, VALUES = KINDS = (0, 1, 4, 6, 7, 8)
"""What a struct can be, by the numbers of Yjs."""


@dataclass(slots=True)
class Struct:
    """One struct of an update. `content` is a string of words, a length, or bytes as they stand in the update.

    `parent` is the name of a text or the id of a node; None where an origin says it. `has_name` if it is an attribute.
    """

    kind: int
    clock: int
    length: int
    origin: Id | None
    right: Id | None
    parent: str | Id | None
    has_name: int
    name: str
    content: str | bytes

    def goes_on(self, client: int, other: "Struct") -> bool:
        """Whether the other one is more of the same run."""
        return (
            self.kind == other.kind
            and self.kind in (DELETED, WORDS)
            and other.origin == (client, other.clock - 1)
            and self.right == other.right
        )


@dataclass
class Update:
    """Structs by client, in the order of the update, runs joined; and the ranges that it deletes besides."""

    clients: dict[int, list[Struct]]
    deleted: dict[int, list[tuple[int, int]]]


def read(update: bytes) -> Update:
    """What an update says. Raises Foreign for what no document of ours holds."""
    source = Bytes(update)
    clients: dict[int, list[Struct]] = {}
    for _ in range(source.number()):
        count, client, clock = source.number(), source.number(), source.number()
        if not 0 < count <= MOST_STRUCTS:
            raise Foreign("too_large", "no structs, or too many")
        clients[client] = _joined(client, _structs(source, count, clock))
    deleted = {}
    for _ in range(source.number()):
        client = source.number()
        ranges = [(source.number(), source.number()) for _ in range(source.number())]
        if besides := list(_besides(sorted(ranges), clients.get(client, ()))):
            deleted[client] = besides
    return Update(clients, deleted)


def _structs(source: Bytes, count: int, clock: int) -> Iterator[Struct]:
    for _ in range(count):
        one = _struct(source, clock)
        clock += one.length
        yield one


def _struct(source: Bytes, clock: int) -> Struct:
    info = source.byte()
    one = Struct(info & 31, clock, 1, None, None, None, int(info & 0x20 > 0), "", b"")
    if one.kind == GARBAGE:
        one.length = source.number()
        return one
    if info & 0x80:
        one.origin = source.number(), source.number()
    if info & 0x40:
        one.right = source.number(), source.number()
    if not info & 0xC0:
        one.parent = source.string() if source.number() else (source.number(), source.number())
        one.name = source.string() if one.has_name else ""
    _read_content(source, one)
    return one


def _read_content(source: Bytes, one: Struct) -> None:
    start = source.at
    match one.kind:
        case 1:
            one.length = source.number()
            return
        case 4:
            one.content = source.string()
            one.length = places(one.content)
            return
        case other:
            one.length = skip_content(source, other)
    one.content = source.data[start : source.at]


def skip_content(source: Bytes, kind: int) -> int:
    """Go over a mark, a node or values; returns how many places it takes."""
    match kind:
        case 6:
            source.string(), source.string()
        case 7:
            if source.number() == 3:
                source.string()
        case 8:
            count = source.number()
            for _ in range(count):
                skip_value(source)
            return count
        case other:
            raise Foreign("foreign", f"content of kind {other}")
    return 1


def places(words: str) -> int:
    """How many places a string takes in a text: Yjs counts as JavaScript does."""
    return len(words) if words.isascii() else len(words.encode("utf-16-le")) // 2


def _joined(client: int, structs: Iterable[Struct]) -> list[Struct]:
    """What one has written in one run is one struct: whoever applies it parts it where others stand in it."""
    found: list[Struct] = []
    for one in structs:
        if found and found[-1].goes_on(client, one):
            found[-1].length += one.length
            found[-1].content += one.content  # type: ignore[operator]
        else:
            found.append(one)
    return found


def _besides(ranges: list[tuple[int, int]], structs: Iterable[Struct]) -> Iterator[tuple[int, int]]:
    """What is deleted and not told already by structs that have lost their content."""
    gone = iter([(one.clock, one.clock + one.length) for one in structs if one.kind in (GARBAGE, DELETED)])
    start, end = next(gone, (0, 0))
    for clock, length in ranges:
        at, until = clock, clock + length
        while at < until:
            while end <= at and end:
                start, end = next(gone, (0, 0))
            if not end or start >= until:
                yield at, until - at
                break
            if start > at:
                yield at, start - at
            at = end
