"""Changing a shared document from the server, so that those who write in it meanwhile are not disturbed.

Only what differs is touched: an untouched block keeps its place in everybody's document, an untouched word its author,
and suggestions stay where their words stay.
"""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import groupby
from typing import Any

from pycrdt import Doc, XmlElement, XmlText

from advocacy.live import document
from papers.tree import Node, Nodes, as_it_stands
from papers.tree.nodes import SUGGESTED, SUGGESTION_MARKS, TEXTBLOCKS, attrs_of, content_of, is_text, run
from papers.tree.suggestions import Decide, block_suggestion, signature

Sees = Callable[[Nodes], Nodes]


def update_of(doc: "Doc[Any]", change: Callable[[Any], None]) -> bytes | None:
    """What a change to the document is for everybody else; None if it changes nothing."""
    made: list[bytes] = []
    watch = doc.observe(lambda event: made.append(event.update))
    try:
        with doc.transaction():
            change(document.root(doc))
    finally:
        doc.unobserve(watch)
    return made[0] if made else None


# --- suggestions ----------------------------------------------------------------------------------------------------


def settle(parent: Any, decide: Decide) -> None:
    """Accept and reject suggestions: `decide` says which."""
    for place in reversed(range(len(parent.children))):
        child = parent.children[place]
        if isinstance(child, XmlText):
            _settle_words(child, decide)
        elif _settle_node(child, decide):
            settle(child, decide)
        else:
            del parent.children[place]


def _settle_node(element: Any, decide: Decide) -> bool:
    """Whether the node stays."""
    wanted = block_suggestion(dict(element.attributes))
    choice = decide(wanted["id"], wanted["person"]) if wanted else None
    if wanted is None or choice is None:
        return True
    if wanted["kind"] != "change" and choice is (wanted["kind"] == "delete"):
        return False
    if wanted["kind"] == "change" and choice is False:
        _set_attributes(element, wanted["was"])
    del element.attributes[SUGGESTED]
    return True


def _settle_words(text: XmlText, decide: Decide) -> None:
    for start, end, marks in reversed(_stretches(text)):
        for name, value in sorted(marks.items()):
            kind = name.split("--", 1)[0]
            if kind not in SUGGESTION_MARKS or value is None:
                continue
            choice = decide(*signature({"type": kind, "attrs": value if isinstance(value, dict) else {}}))
            if choice is (kind == "deletion"):
                del text[start:end]
                break
            if choice is not None:
                text.format(start, end, {name: None})


def _stretches(text: XmlText) -> list[tuple[int, int, dict[str, Any]]]:
    """From where to where, in bytes, which marks lie over a text."""
    found, at = [], 0
    for words, marks in text.diff():
        end = at + (len(words.encode()) if isinstance(words, str) else 1)
        found.append((at, end, marks or {}))
        at = end
    return found


# --- from one text to another ---------------------------------------------------------------------------------------


def everything(nodes: Nodes) -> Nodes:
    """All that is there, suggestions too."""
    return nodes


def turn_into(parent: Any, wanted: Nodes, sees: Sees = as_it_stands) -> None:
    """Make what `sees` shows of the text read as these nodes.

    Of the text as it stands: suggestions stay beside it where their words stay. Of `everything`: they are part of it.
    """
    _turn_children(parent, wanted, _name, sees)


def _name(node: Node) -> str:
    """By what a block is known again."""
    return json.dumps([node["type"], attrs_of(node).get("id", "")])


def _whole(node: Node) -> str:
    return json.dumps(node, sort_keys=True, ensure_ascii=False)


def _turn_children(parent: Any, wanted: Nodes, key: Callable[[Node], str], sees: Sees) -> None:
    places, grounds = _visible(parent, sees)
    kept = {_name(node): place for place, node in zip(places, grounds, strict=True)}
    full = {place: document.node_of(parent.children[place]) for place in places}
    match = SequenceMatcher(None, [key(node) for node in grounds], [key(node) for node in wanted], autojunk=False)
    for tag, i1, i2, j1, j2 in reversed(match.get_opcodes()):
        pairs = min(i2 - i1, j2 - j1) if tag in ("equal", "replace") else 0
        for node in reversed(wanted[j1 + pairs : j2]):
            at = places[i1 + pairs - 1] + 1 if i1 + pairs else 0
            document.add(parent, at, _with_suggestions(node, kept, full, grounds, places))
        for place in reversed(places[i1 + pairs : i2]):
            del parent.children[place]
        for step in reversed(range(pairs)):
            _turn(parent, places[i1 + step], grounds[i1 + step], wanted[j1 + step], sees)


def _with_suggestions(
    node: Node, kept: dict[str, int], full: dict[int, Node], grounds: Nodes, places: Sequence[int]
) -> Node:
    """A block that was moved takes its suggestions along."""
    place = kept.get(_name(node)) if attrs_of(node).get("id") else None
    if place is not None and grounds[places.index(place)] == node:
        return full[place]
    return node


def _visible(parent: Any, sees: Sees) -> tuple[list[int], Nodes]:
    """The places of the children that are seen, and what is seen of them."""
    places, grounds = [], []
    for place, child in enumerate(parent.children):
        if isinstance(child, XmlElement) and (ground := sees([document.node_of(child)])):
            places.append(place)
            grounds += ground
    return places, grounds


def _turn(parent: Any, place: int, ground: Node, wanted: Node, sees: Sees) -> None:
    if ground == wanted:
        return
    element = parent.children[place]
    if ground["type"] != wanted["type"]:
        del parent.children[place]
        document.add(parent, place, wanted)
        return
    if attrs_of(ground) != attrs_of(wanted):
        _set_attributes(element, attrs_of(wanted), spared=() if sees is everything else (SUGGESTED,))
    if wanted["type"] in TEXTBLOCKS:
        _turn_words(element, content_of(wanted), sees)
    else:
        _turn_children(element, content_of(wanted), _whole, sees)


def _set_attributes(element: Any, wanted: dict[str, Any], spared: Sequence[str] = (SUGGESTED,)) -> None:
    present = {name: document.plain(value) for name, value in element.attributes}
    for name in sorted(present.keys() - wanted.keys() - set(spared)):
        del element.attributes[name]
    for name, value in sorted(wanted.items()):
        if present.get(name) != value:
            element.attributes[name] = value


# --- words ----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Unit:
    """A character under its marks, or a node among the words; where it stands among the children, in bytes."""

    key: str
    node: Node
    place: int = 0
    at: int = 0

    @property
    def end(self) -> int:
        """Where a character ends; a node has no extent in bytes."""
        return self.at + len(self.node.get("text", "").encode())


def _turn_words(parent: Any, wanted: Nodes, sees: Sees) -> None:
    there, new = _units(parent, sees), _wanted_units(wanted)
    for tag, i1, i2, j1, j2 in reversed(_steps(there, new)):
        if tag != "equal":
            _delete(parent, there[i1:i2])
            _insert(parent, there, i1, new[j1:j2])


def _units(parent: Any, sees: Sees) -> list[_Unit]:
    found: list[_Unit] = []
    for place, child in enumerate(parent.children):
        if not isinstance(child, XmlText):
            found += [_Unit(_whole(ground), ground, place) for ground in sees([document.node_of(child)])]
            continue
        at = 0
        for words in document.runs_of(child):
            size = len(words["text"].encode())
            if ground := sees([words]):
                found += _characters(ground[0], place, at)
            at += size
    return found


def _wanted_units(wanted: Nodes) -> list[_Unit]:
    found: list[_Unit] = []
    for node in wanted:
        found += _characters(node, 0, 0) if is_text(node) else [_Unit(_whole(node), node)]
    return found


def _characters(words: Node, place: int, at: int) -> list[_Unit]:
    marks = words.get("marks") or []
    under = json.dumps(marks, sort_keys=True, ensure_ascii=False)
    found = []
    for char in words["text"]:
        found.append(_Unit(char + under, run(char, marks), place, at))
        at += len(char.encode())
    return found


def _steps(there: list[_Unit], new: list[_Unit]) -> list[tuple[str, int, int, int, int]]:
    """What differs, word by word: who types beside a changed word keeps whole words."""
    left, right = _tokens(there), _tokens(new)
    match = SequenceMatcher(None, [key for key, _ in left], [key for key, _ in right], autojunk=False)
    starts = [at for _, at in left] + [len(there)], [at for _, at in right] + [len(new)]
    return [
        (tag, starts[0][i1], starts[0][i2], starts[1][j1], starts[1][j2]) for tag, i1, i2, j1, j2 in match.get_opcodes()
    ]


def _tokens(units: list[_Unit]) -> list[tuple[str, int]]:
    """Words, spaces and nodes, each with the place of its first unit."""
    found, at = [], 0
    for kind, group in groupby(units, lambda unit: is_text(unit.node) and unit.node["text"].isalnum()):
        members = list(group)
        if kind:
            found.append(("".join(unit.key for unit in members), at))
        else:
            found += [(unit.key, at + step) for step, unit in enumerate(members)]
        at += len(members)
    return found


def _delete(parent: Any, units: list[_Unit]) -> None:
    start = end = -1
    for number in reversed(range(len(units))):
        unit, before = units[number], units[number - 1] if number else None
        if not is_text(unit.node):
            del parent.children[unit.place]
            continue
        start, end = unit.at, max(end, unit.end)
        if before is None or (before.place, before.end) != (unit.place, start) or not is_text(before.node):
            del parent.children[unit.place][start:end]
            end = -1


def _insert(parent: Any, there: list[_Unit], index: int, new: list[_Unit]) -> None:
    """Put units where the one at `index` stands, or stood."""
    if not new:
        return
    before = there[index - 1] if index else None
    after = there[index] if index < len(there) else None
    if before is not None and is_text(before.node):
        place, at = before.place, before.end
    elif after is not None and is_text(after.node):
        place, at = after.place, after.at
    else:
        place, at = before.place + 1 if before else 0, 0
    nodes = _nodes(new)
    if not _is_words(parent, place):
        _insert_nodes(parent, place, nodes)
        return
    if all(map(is_text, nodes)):
        _insert_words(parent.children[place], at, nodes)
    else:
        _part(parent, place, at)
        _insert_nodes(parent, place + 1, nodes)


def _is_words(parent: Any, place: int) -> bool:
    """Whether a text stands there, be it empty: an empty line has one from the beginning."""
    return place < len(parent.children) and isinstance(parent.children[place], XmlText)


def _nodes(units: list[_Unit]) -> Nodes:
    return document.joined_nodes(unit.node for unit in units)


def _insert_words(text: XmlText, at: int, nodes: Nodes) -> None:
    for node in nodes:
        beside = {name for start, end, marks in _stretches(text) if start <= at <= end for name in marks}
        document.put_words(text, at, node, beside)
        at += len(node["text"].encode())


def _part(parent: Any, place: int, at: int) -> None:
    """Part a text in two: what stands behind goes into a text of its own, with all its marks."""
    text = parent.children[place]
    behind, seen = [], 0
    for words in document.runs_of(text):
        size = len(words["text"].encode())
        if seen + size > at:
            rest = words["text"].encode()[max(0, at - seen) :].decode()
            behind.append({**words, "text": rest})
        seen += size
    del text[at:seen]
    if behind:
        _insert_nodes(parent, place + 1, behind)


def _insert_nodes(parent: Any, place: int, nodes: Nodes) -> None:
    for words, group in groupby(nodes, is_text):
        if words:
            text = parent.children.insert(place, XmlText(""))
            for node in group:
                document.put_words(text, len(text), node)
            place += 1
        else:
            for node in group:
                document.add(parent, place, node)
                place += 1
