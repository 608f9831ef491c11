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
from advocacy.live.structs import MARK, NODE, VALUES, WORDS, places
from papers.tree.nodes import TEXTBLOCKS, Node, Nodes, attrs_of, content_of, is_text

BYTE = b"\x02"
"""With what a document begins that is told by its nodes."""
_ELEMENT, _TEXT = b"\x03", b"\x06"
_END = "null"


def told(nodes: Nodes, client: int) -> bytes:
    """The document that says these nodes, told by them and by the client id that writes it all.

    A line that is empty has empty content; what has no content is no line.
    """
    return BYTE + _json([client, list(map(_whole, nodes))]).encode()


def written(told: bytes) -> bytes:
    """The document that was told so, as an update."""
    client, nodes = json.loads(told[1:])
    return fresh(nodes, client)


def fresh(nodes: Nodes, client: int) -> bytes:
    """The update that writes these nodes into an empty document, all of it by this client id."""
    pen = _Pen(client)
    pen.fill(None, nodes, is_textblock=False)
    if not pen.count:
        return b"\x00\x00"
    return b"\x01" + varuint(pen.count) + varuint(client) + b"\x00" + b"".join(pen.pieces) + b"\x00"


def _whole(one: Node) -> Node:
    if is_text(one):
        return one
    if one["type"] in TEXTBLOCKS or content_of(one):
        return {**one, "content": list(map(_whole, content_of(one)))}
    return {name: value for name, value in one.items() if name != "content"}


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True)


class _Pen:
    """Writes struct after struct; a place is its clock."""

    def __init__(self, client: int) -> None:
        self._client, self._clock = varuint(client), 0
        self.pieces: list[bytes] = []
        self.count = 0

    def fill(self, parent: int | None, nodes: Nodes, *, is_textblock: bool) -> None:
        """Write nodes into a node; words go into one text until a node parts them, as editors do it."""
        last: int | None = None
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

    def _element(self, parent: int | None, last: int | None, one: Node) -> int:
        made = self._write(NODE, parent, last, _ELEMENT + _string(one["type"]))
        for name, value in sorted(attrs_of(one).items()):
            self._write(VALUES, made, None, _string(name) + b"\x01" + _value(value), named=True)
        self.fill(made, content_of(one), is_textblock=one["type"] in TEXTBLOCKS)
        return made

    def _text(self, parent: int | None, last: int | None, runs: Iterable[Node]) -> int:
        made = self._write(NODE, parent, last, _TEXT)
        at: int | None = None
        under: dict[str, str] = {}
        for one in runs:
            marks = {name: _json(value) for name, value in named_marks(one).items()}
            at = self._turn(made, at, under, marks)
            at = self._write(WORDS, made, at, _string(one["text"]), length=places(one["text"]))
            under = marks
        self._turn(made, at, under, {})
        return made

    def _turn(self, text: int, at: int | None, under: dict[str, str], marks: dict[str, str]) -> int | None:
        """End marks, and begin others."""
        for name in sorted(under.keys() - marks.keys()):
            at = self._write(MARK, text, at, _string(name) + _string(_END))
        for name, value in sorted(marks.items()):
            if under.get(name) != value:
                at = self._write(MARK, text, at, _string(name) + _string(value))
        return at

    def _write(
        self, kind: int, parent: int | None, last: int | None, content: bytes, *, length: int = 1, named: bool = False
    ) -> int:
        """Write a piece behind the last one of its parent, or the first of it; returns the place of its end."""
        if last is not None:
            begin = bytes((kind | 0x80,)) + self._client + varuint(last)
        elif parent is not None:
            begin = bytes((kind | (0x20 if named else 0), 0)) + self._client + varuint(parent)
        else:
            begin = bytes((kind, 1)) + _string(ROOT)
        self.pieces.append(begin + content)
        self.count += 1
        self._clock += length
        return self._clock - 1


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
