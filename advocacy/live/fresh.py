"""A new document, written from its beginning to its end by one pen: what stands in it, and nothing that ever stood.

Each piece goes behind the one before it in the same node, and in front of nothing. So whoever reads it need not look
for any place (docs/live-text.md, "In columns").
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

_ELEMENT, _TEXT = b"\x03", b"\x06"
_END = "null"


def fresh(nodes: Nodes, client: int) -> Update:
    """The document that says these nodes, all of it written by this client id."""
    pen = _Pen(client)
    pen.fill(ROOT, nodes, is_textblock=False)
    return Update({client: pen.written} if pen.written else {}, {})


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
            marks = {name: json.dumps(value, ensure_ascii=False) for name, value in named_marks(one).items()}
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


def _value(value: Any) -> bytes:
    """A value of an attribute, as an update has it."""
    match value:
        case None:
            return b"\x7e"
        case bool():
            return b"\x78" if value else b"\x79"
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
