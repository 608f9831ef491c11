"""A new document, written from its beginning to its end by one pen: what stands in it, and nothing that ever stood.

Each piece goes behind the one before it in the same node, and in front of nothing. So it is told by its nodes alone:
whoever reads them writes the same document (docs/live-text.md, "A text that was renewed").
"""

import json
import struct
from collections.abc import Iterable
from typing import Any

from advocacy.live.document import ROOT, named_marks
from advocacy.live.relay.frames import varuint
from advocacy.live.structs import MARK, NODE, VALUES, WORDS, Struct, Update, places
from advocacy.live.update import Id
from papers.tree.nodes import TEXTBLOCKS, Node, Nodes, attrs_of, content_of, is_text

BYTE = b"\x02"
"""With what a document begins that is told by its nodes."""
_ELEMENT, _TEXT = b"\x03", b"\x06"
_END = "null"


def fresh(nodes: Nodes, client: int) -> Update:
    """The document that says these nodes, all of it written by this client id."""
    pen = _Pen(client)
    pen.fill(ROOT, nodes, is_textblock=False)
    return Update({client: pen.written} if pen.written else {}, {})


def told(nodes: Nodes, client: int) -> bytes:
    """The same by its nodes; a line that is empty has empty content, what has no content is no line."""
    return BYTE + _json([client, list(map(_whole, nodes))]).encode()


def written(told: bytes) -> Update:
    """The document that was told so."""
    client, nodes = json.loads(told[1:])
    return fresh(nodes, client)


def _whole(one: Node) -> Node:
    if is_text(one):
        return one
    if one["type"] in TEXTBLOCKS or content_of(one):
        return {**one, "content": list(map(_whole, content_of(one)))}
    return {name: value for name, value in one.items() if name != "content"}


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True)


class _Pen:
    def __init__(self, client: int) -> None:
        self._client, self._clock = client, 0
        self.written: list[Struct] = []

    def fill(self, parent: str | Id, nodes: Nodes, *, is_textblock: bool) -> None:
        """Write nodes into a node; words go into one text until a node parts them, as editors do it."""
        last: Id | None = None
        text: list[Node] = []
        for one in nodes:
            if is_text(one):
                text.append(one)
                continue
            if text:
                last = self._text(parent, last, text)
                text = []
            last = self._element(parent, last, one)
        if text or (is_textblock and not nodes):  # two who begin an empty line at once begin the same text
            self._text(parent, last, text)

    def _element(self, parent: str | Id, last: Id | None, one: Node) -> Id:
        made = self._write(NODE, parent, last, _ELEMENT + _string(one["type"]))
        for name, value in sorted(attrs_of(one).items()):
            self._write(VALUES, made, None, b"\x01" + _value(value), name=name)
        self.fill(made, content_of(one), is_textblock=one["type"] in TEXTBLOCKS)
        return made

    def _text(self, parent: str | Id, last: Id | None, runs: Iterable[Node]) -> Id:
        made = self._write(NODE, parent, last, _TEXT)
        at: Id | None = None
        under: dict[str, str] = {}
        for one in runs:
            marks = {name: _json(value) for name, value in named_marks(one).items()}
            at = self._turn(made, at, under, marks)
            at = self._write(WORDS, made, at, one["text"], length=places(one["text"]))
            under = marks
        self._turn(made, at, under, {})
        return made

    def _turn(self, text: Id, at: Id | None, under: dict[str, str], marks: dict[str, str]) -> Id | None:
        """End marks, and begin others."""
        for name in sorted(under.keys() - marks.keys()):
            at = self._write(MARK, text, at, _string(name) + _string(_END))
        for name, value in sorted(marks.items()):
            if under.get(name) != value:
                at = self._write(MARK, text, at, _string(name) + _string(value))
        return at

    def _write(
        self, kind: int, parent: str | Id, last: Id | None, content: str | bytes, *, length: int = 1, name: str = ""
    ) -> Id:
        """Write a piece behind the last one of its parent; returns the place of its end."""
        hangs = parent if last is None else None
        self.written.append(Struct(kind, self._clock, length, last, None, hangs, int(bool(name)), name, content))
        self._clock += length
        return self._client, self._clock - 1


def _string(words: str) -> bytes:
    return varuint(len(words.encode())) + words.encode()


def _signed(number: int) -> bytes:
    """A number with its sign: six bits in the first byte, then seven in each."""
    sign, size = 0x40 if number < 0 else 0, abs(number)
    more = varuint(size >> 6) if size > 63 else b""
    return bytes((sign | size & 63 | (0x80 if more else 0),)) + more


def _value(value: Any) -> bytes:
    """A value of an attribute, as an update has it."""
    match value:
        case None:
            return b"\x7e"
        case bool():
            return b"\x78" if value else b"\x79"
        case int() if abs(value) < 1 << 31:
            return b"\x7d" + _signed(value)
        case int() | float():
            return b"\x7b" + struct.pack(">d", value)
        case str():
            return b"\x77" + _string(value)
        case list():
            return b"\x75" + varuint(len(value)) + b"".join(map(_value, value))
        case dict():
            inner = b"".join(_string(name) + _value(one) for name, one in sorted(value.items()))
            return b"\x76" + varuint(len(value)) + inner
    raise TypeError(type(value).__name__)
