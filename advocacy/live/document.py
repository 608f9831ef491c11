"""Between a shared document (Yjs, through pycrdt) and the nodes of `papers.tree`.

Whatever touches pycrdt stands here and in `advocacy.live.change`: its text offsets are bytes of UTF-8, its numbers come
back as floats, overlapping marks are called `name--hash`, and what it cannot read it may answer with a panic, which is
a BaseException.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

import pycrdt
from pycrdt import Doc, XmlElement, XmlFragment, XmlText
from pycrdt._pycrdt import XmlText as InnerText

from advocacy.live.rules import MAX_DEPTH
from papers.tree.nodes import TEXTBLOCKS, Node, Nodes, attrs_of, content_of, is_text, joined, run

ROOT = "text"
FAN = 64
"""Updates merged at once: merging them flat takes time by their square."""


class Unreadable(ValueError):
    """An update that is no update, or that the document does not take."""


def merged(updates: Sequence[bytes]) -> bytes:
    """One update that says what these say, in their order. Raises Unreadable."""
    level = list(updates)
    if not level:
        return b"\x00\x00"
    while len(level) > 1:
        level = [_without_panic(pycrdt.merge_updates, *level[at : at + FAN]) for at in range(0, len(level), FAN)]
    return level[0]


def document(updates: Sequence[bytes] = (), *, client_id: int | None = None) -> "Doc[Any]":
    """A document that holds these updates, applied in the order of the log."""
    made: Doc[Any] = Doc() if client_id is None else Doc(client_id=client_id)
    apply_all(made, updates)
    return made


def apply_all(doc: "Doc[Any]", updates: Sequence[bytes]) -> None:
    """Bring many updates into a document, FAN by FAN. Raises Unreadable.

    One by one costs a transaction each; all at once the library joins what they brought letter by letter, in time by
    the square of their number: a text with 50,000 of them would open in seconds instead of a tenth of one.
    """
    for at in range(0, len(updates), FAN):
        apply(doc, merged(updates[at : at + FAN]))


def apply(doc: "Doc[Any]", update: bytes) -> None:
    """Bring an update into a document. Raises Unreadable; then the document may be harmed and must be thrown away."""
    _without_panic(doc.apply_update, update)


def _without_panic(do: Callable[..., Any], *updates: bytes) -> Any:
    try:
        return do(*updates)
    except (KeyboardInterrupt, SystemExit, GeneratorExit):
        raise
    except BaseException as panic:  # a panic of the library below is no Exception
        raise Unreadable(type(panic).__name__) from None


def root(doc: "Doc[Any]") -> XmlFragment:
    """Where the text hangs."""
    found: XmlFragment = doc.get(ROOT, type=XmlFragment)
    return found


# --- out ------------------------------------------------------------------------------------------------------------
# The library wraps its objects in others that ask for the transaction with every question, which takes longer than the
# answers. A text is read from those inside, in one transaction.


def nodes_of(doc: "Doc[Any]") -> Nodes:
    """The whole text, suggestions and all."""
    with doc.transaction() as reading:
        return _children(root(doc).integrated, reading._txn, 0)


def _children(parent: Any, reading: Any, depth: int) -> Nodes:
    found: Nodes = []
    for child in parent.children(reading):
        if isinstance(child, InnerText):
            found += _runs(child, reading)
        else:
            found.append(_element(child, reading, depth + 1))
    return joined(found)


def _element(element: Any, reading: Any, depth: int) -> Node:
    tag = getattr(element, "tag", None)
    made: Node = {"type": str((tag and tag()) or "paragraph")}
    if attrs := {name: plain(value) for name, value in sorted(element.attributes(reading)) if value is not None}:
        made["attrs"] = attrs
    # the relay lets nothing so deep come in; what stands deeper is no text of ours
    if depth <= 4 * MAX_DEPTH and (content := _children(element, reading, depth)):
        made["content"] = content
    return made


def node_of(element: Any) -> Node:
    """One node with everything inside it."""
    with element.doc.transaction() as reading:
        return _element(element.integrated, reading._txn, 1)


def joined_nodes(nodes: Iterable[Node]) -> Nodes:
    """Runs of words under the same marks as one."""
    return joined(nodes)


def runs_of(text: XmlText) -> Nodes:
    """The words of a text with their marks; values that are no words are left out."""
    with text.doc.transaction() as reading:
        return _runs(text.integrated, reading._txn)


def _runs(text: Any, reading: Any) -> Nodes:
    return [run(words, _marks(marks or {})) for words, marks in text.diff(reading) if isinstance(words, str)]


def _marks(marks: dict[str, Any]) -> Iterable[Node]:
    for name, value in marks.items():
        if value is None:
            continue
        attrs = plain(value)
        kind = name.split("--", 1)[0]
        yield {"type": kind, "attrs": attrs} if isinstance(attrs, dict) and attrs else {"type": kind}


def plain(value: Any) -> Any:
    """A value without the traces of its transport: 2.0 is 2."""
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if isinstance(value, dict):
        return {str(name): plain(inner) for name, inner in sorted(value.items())}
    if isinstance(value, list | tuple):
        return [plain(inner) for inner in value]
    return value


def depth_of(doc: "Doc[Any]") -> int:
    """How many nodes stand inside one another, counted to one more than is allowed."""
    with doc.transaction():
        level: list[Any] = [root(doc)]
        depth = 0
        while level and depth <= MAX_DEPTH:
            level = [child for parent in level for child in parent.children if isinstance(child, XmlElement)]
            depth += 1
        return depth


# --- in -------------------------------------------------------------------------------------------------------------


def add(parent: Any, at: int, one: Node) -> None:
    """Put a node into a parent at that place among its children."""
    element = parent.children.insert(at, XmlElement(one["type"], list(attrs_of(one).items()), []))
    if one["type"] in TEXTBLOCKS and not content_of(one):
        element.children.append(XmlText(""))  # two who begin an empty line at once begin the same text
    fill(element, content_of(one))


def fill(parent: Any, nodes: Nodes) -> None:
    """Put nodes at the end of a parent; words go into one text until a node parts them, as editors do it."""
    text: XmlText | None = None
    for one in nodes:
        if is_text(one):
            if text is None:
                text = parent.children.append(XmlText(""))
            put_words(text, len(text), one)
        else:
            text = None
            add(parent, len(parent.children), one)


def put_words(text: XmlText, at: int, one: Node, inherited: Iterable[str] = ()) -> None:
    """Put a run of words at an offset (bytes of UTF-8) under its own marks, and not under those that it would inherit.

    One mark after the other: given together, the library would write them in an order of chance.
    """
    end = at + len(one["text"].encode())
    text.insert(at, one["text"], {})
    marks = named_marks(one)
    for name in sorted({*inherited, *marks}):
        text.format(at, end, {name: marks.get(name)})


def named_marks(one: Node) -> dict[str, Any]:
    """Marks by the names of the document; a second one of a kind gets a name of its own."""
    named: dict[str, Any] = {}
    for number, mark in enumerate(one.get("marks") or []):
        name = mark["type"] if mark["type"] not in named else f"{mark['type']}--{number:08}"
        named[name] = attrs_of(mark) or {}
    return named
