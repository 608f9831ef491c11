"""Reading an update of an editor before the document does: what it brings, on what it rests, and whether it may.

The form is version 1 of Yjs' update encoding: structs by client, then the ranges that are deleted. The library that
applies it is written for friends: it keeps for later what rests on something unknown, and some thousands of nodes
inside one another bring the process down. So only what is wholly understood goes further.
"""

from dataclasses import dataclass, field

from papers.tree.nodes import MARKS, NAMES

_ELEMENT, _TEXT = 3, 6
_TEXT_NAME = "text"
MAX_CLOCK = 1 << 30
Id = tuple[int, int]
"""A client id and the clock of one of its structs."""


class Foreign(ValueError):
    """An update that no editor of ours writes; `code` says which notice its sender gets."""

    def __init__(self, code: str, why: str) -> None:
        super().__init__(why)
        self.code = code


@dataclass
class Contents:
    """What an update holds.

    `clients` maps a client id to where its structs begin and end, `deleted` and `rests_on` to how far it is needed.
    `made` are the nodes that it makes, each with another one and its distance from it: 1 inside it, 0 beside it.
    """

    clients: dict[int, tuple[int, int]] = field(default_factory=dict)
    deleted: dict[int, int] = field(default_factory=dict)
    rests_on: dict[int, int] = field(default_factory=dict)
    made: dict[Id, tuple[Id | None, int]] = field(default_factory=dict)

    def add(self, other: "Contents") -> bool:
        """Let this hold the other as well; False, and of no use any more, if something is missing between them."""
        for client, (start, end) in other.clients.items():
            first, last = self.clients.get(client, (start, end))
            if start > last:
                return False
            self.clients[client] = (min(first, start), max(last, end))
        for mine, theirs in ((self.deleted, other.deleted), (self.rests_on, other.rests_on)):
            for client, end in theirs.items():
                mine[client] = max(mine.get(client, 0), end)
        self.made.update(other.made)
        return True

    @property
    def is_empty(self) -> bool:
        return not self.clients and not self.deleted

    @property
    def depth(self) -> int:
        """How many of the nodes that it makes stand inside one another."""
        known: dict[Id, int] = {}
        for one in self.made:
            path: list[Id] = []
            at: Id | None = one
            while at in self.made and at not in known and len(path) <= len(self.made):
                path.append(at)
                at = self.made[at][0]
            for found in reversed(path):
                other, distance = self.made[found]
                known[found] = known.get(other, 1 - distance) + distance if other else 1
        return max(known.values(), default=0)


class Bytes:
    """A cursor over bytes."""

    def __init__(self, data: bytes) -> None:
        self.data, self.at, self.end = data, 0, len(data)

    def byte(self) -> int:
        at = self.at
        if at >= self.end:
            raise Foreign("undecodable", "it ends too early")
        self.at = at + 1
        return self.data[at]

    def number(self) -> int:
        byte = self.byte()
        if byte < 128:  # nearly always
            return byte
        value, shift = byte & 127, 7
        while True:
            byte = self.byte()
            value |= (byte & 127) << shift
            if byte < 128:
                return value
            shift += 7
            if shift > 56:
                raise Foreign("undecodable", "a number is too large")

    def signed(self) -> None:
        if self.byte() & 128:
            self.number()

    def skip(self, count: int) -> bytes:
        end = self.at + count
        if end > len(self.data):
            raise Foreign("undecodable", "it ends too early")
        piece = self.data[self.at : end]
        self.at = end
        return piece

    def string(self) -> str:
        try:
            text = self.skip(self.number()).decode("utf-8")
        except UnicodeDecodeError:
            raise Foreign("bad_character", "half a character") from None
        if "\ufffd" in text:
            raise Foreign("bad_character", "a character was lost on the way")
        return text


def read_update(data: bytes) -> Contents:
    """What an update holds. Raises Foreign for whatever an editor of ours would not write."""
    source, found = Bytes(data), Contents()
    for _ in range(source.number()):
        _read_client(source, found)
    for _ in range(source.number()):
        client = source.number()
        for _ in range(source.number()):
            end = source.number() + source.number()
            found.deleted[client] = max(found.deleted.get(client, 0), end)
    if source.at != len(data):
        raise Foreign("undecodable", "something stands behind its end")
    return found


def _read_client(source: Bytes, found: Contents) -> None:
    count, client, start = source.number(), source.number(), source.number()
    clock = start
    if client in found.clients:
        raise Foreign("undecodable", "a client stands twice")
    for _ in range(count):
        clock += _read_struct(source, found, client, clock)
        if clock > MAX_CLOCK:
            raise Foreign("undecodable", "a clock that no editor reaches")
    found.clients[client] = (start, clock)


def _read_struct(source: Bytes, found: Contents, client: int, clock: int) -> int:
    """Go over one struct; returns its length."""
    info = source.byte()
    kind = info & 31
    if kind == 0:  # what was collected as waste: only its length
        return _positive(source.number())
    other: Id | None = None
    distance = 0
    if info & 0xC0:
        for flag in (0x80, 0x40):
            if info & flag:
                beside = (source.number(), source.number())
                _rest(found, *beside)
                other = other if other in found.made else beside
    else:
        other, distance = _read_parent(source, found), 1
        if info & 0x20:
            source.string()
    if kind == 7:
        found.made[client, clock] = (other, distance)
    return _read_content(source, kind)


def _rest(found: Contents, client: int, clock: int) -> None:
    if clock >= found.rests_on.get(client, 0):
        found.rests_on[client] = clock + 1


def _read_parent(source: Bytes, found: Contents) -> Id | None:
    """The node in which a struct hangs; None for the text itself."""
    if source.number() == 1:
        if source.string() != _TEXT_NAME:
            raise Foreign("foreign", "it writes into another text")
        return None
    whose = (source.number(), source.number())
    _rest(found, *whose)
    return whose


def _read_content(source: Bytes, kind: int) -> int:
    """Go over the content of a struct; returns how many places it takes."""
    match kind:
        case 1:
            return _positive(source.number())
        case 4:
            return _positive(sum(2 if char > "\uffff" else 1 for char in source.string()))
        case 6:
            _read_mark(source.string(), source.string())
            return 1
        case 7:
            _read_type(source)
            return 1
        case 8:
            count = _positive(source.number())
            for _ in range(count):
                skip_value(source, 0)
            return count
        case _:
            raise Foreign("foreign", f"content of kind {kind}")


def _read_mark(name: str, value: str) -> None:
    """A mark begins or ends; overlapping ones of a kind are called `name--hash`."""
    if name.split("--", 1)[0] not in MARKS or len(name) > 60:
        raise Foreign("foreign", f"a mark «{name:.40}»")
    if value != "null" and not value.startswith("{"):
        raise Foreign("foreign", "a mark without its attributes")


def _read_type(source: Bytes) -> None:
    kind = source.number()
    if kind == _ELEMENT:
        if (name := source.string()) not in NAMES:
            raise Foreign("foreign", f"a node «{name:.40}»")
    elif kind != _TEXT:
        raise Foreign("foreign", f"a type {kind}")


def skip_value(source: Bytes, depth: int = 0) -> None:
    """Go over a value of an attribute: nothing, a number, words, or a few of them."""
    if depth > 8:
        raise Foreign("foreign", "a value inside too many others")
    match source.byte():
        case 127 | 126 | 121 | 120:
            return
        case 125:
            source.signed()
        case 124:
            source.skip(4)
        case 123 | 122:
            source.skip(8)
        case 119:
            source.string()
        case 118:
            for _ in range(source.number()):
                source.string()
                skip_value(source, depth + 1)
        case 117:
            for _ in range(source.number()):
                skip_value(source, depth + 1)
        case other:
            raise Foreign("foreign", f"a value of kind {other}")


def _positive(count: int) -> int:
    if count < 1:
        raise Foreign("undecodable", "an empty struct")
    return count


def read_state(vector: bytes) -> dict[int, int]:
    """A state vector: how far each client is known."""
    source = Bytes(vector)
    return {source.number(): source.number() for _ in range(source.number())}


def refuse_gaps(found: Contents, known: dict[int, int]) -> None:
    """Refuse what rests on something that is not there: the sender must say it from the state that the server has."""
    for client, (start, _end) in found.clients.items():
        if start > known.get(client, 0):
            raise Foreign("resync", "something before it is missing")
    for needed in (found.rests_on, found.deleted):
        for client, end in needed.items():
            if end > max(known.get(client, 0), found.clients.get(client, (0, 0))[1]):
                raise Foreign("resync", "it rests on something unknown")
