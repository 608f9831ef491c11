"""The nodes of a shared text as plain dicts: their names, and the small steps that reading and writing share.

A node is {"type", "attrs"?, "content"?}; a run of words is {"type": "text", "text", "marks"?}, its marks a sorted list
of {"type", "attrs"?}. This is the form in which ProseMirror writes a document; docs/live-text.md lists the nodes.
"""

import json
from collections.abc import Iterable, Iterator
from typing import Any

Node = dict[str, Any]
Nodes = list[Node]

SCHEMA = 1
"""Version of the table of nodes. An editor that knows an older one would delete what it does not know."""

LINES = ("title", "subtitle", "position")
TEXTBLOCKS = frozenset(
    {*LINES, "heading", "paragraph", "line", "words", "source", "caption", "cell", "ask", "footnote"}
)
BLOCKS = frozenset({"heading", "paragraph", "list", "quote", "table", "ask", "figure", "page_break"})
PARTS = frozenset({"item", "line", "sublist", "words", "source", "caption", "row", "cell"})
INLINE = frozenset({"citation", "footnote"})
NAMES = frozenset({*LINES, *BLOCKS, *PARTS, *INLINE})
"""Every node that a shared text may hold, but for the words themselves."""

SUGGESTED = "suggested"
SUGGESTION_MARKS = frozenset({"insertion", "deletion"})
MARKS = frozenset({"strong", "emphasis", "link", "foreign"}) | SUGGESTION_MARKS
"""Every mark that words may bear; an editor throws away words under one that it does not know."""


def node(kind: str, content: Nodes | None = None, **attrs: Any) -> Node:
    """A node; attributes that are None and an empty content are left out."""
    made: Node = {"type": kind}
    if attrs := {name: value for name, value in attrs.items() if value is not None}:
        made["attrs"] = attrs
    if content:
        made["content"] = content
    return made


def run(text: str, marks: Iterable[Node] = ()) -> Node:
    """Words under marks."""
    ordered = sorted(marks, key=mark_key)
    return {"type": "text", "text": text, "marks": ordered} if ordered else {"type": "text", "text": text}


def mark_key(mark: Node) -> str:
    """What two equal marks have in common, and in which order marks are written."""
    return json.dumps([mark["type"], mark.get("attrs") or {}], sort_keys=True, ensure_ascii=False)


def is_text(found: Node) -> bool:
    return bool(found["type"] == "text")


def content_of(found: Node) -> Nodes:
    content: Nodes = found.get("content") or []
    return content


def attrs_of(found: Node) -> dict[str, Any]:
    attrs: dict[str, Any] = found.get("attrs") or {}
    return attrs


def joined(nodes: Iterable[Node]) -> Nodes:
    """The same nodes; neighbouring words under the same marks are one run, empty runs are gone."""
    made: Nodes = []
    for one in nodes:
        if is_text(one):
            if not one["text"]:
                continue
            if made and is_text(made[-1]) and made[-1].get("marks") == one.get("marks"):
                made[-1] = {**made[-1], "text": made[-1]["text"] + one["text"]}
                continue
        made.append(one)
    return made


def words_in(found: Node) -> str:
    """The bare words of a node, parts of it separated by a space; a citation leaves its pinpoint."""
    return " ".join(filter(None, _pieces(found)))


def _pieces(found: Node) -> Iterator[str]:
    if is_text(found):
        yield found["text"]
        return
    if found["type"] == "citation":
        yield str(attrs_of(found).get("pinpoint", ""))
    held = ""
    for child in content_of(found):
        if is_text(child):
            held += child["text"]
        else:
            yield held
            held = ""
            yield from _pieces(child)
    yield held
