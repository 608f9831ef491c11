"""Suggestions in a shared text: what stands without them, what would stand with them, and what they say."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Literal

from papers.tree.nodes import (
    SUGGESTED,
    SUGGESTION_MARKS,
    Node,
    Nodes,
    attrs_of,
    content_of,
    is_text,
    joined,
    words_in,
)

Kind = Literal["insertion", "deletion", "change"]


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One act of suggesting. `block` is the id of the block that it stands in, empty for the lines at the head.

    `person` and `at` are what the mark says (the id of a person, a moment in UTC); the log of updates is the proof.
    """

    id: str
    person: str
    at: str
    kind: Kind
    block: str
    text: str


Decide = Callable[[str, str], bool | None]
"""Of a suggestion's id and person: accept it (True), reject it (False), leave it (None)."""

_KINDS: dict[object, Kind] = {"insert": "insertion", "delete": "deletion", "change": "change"}


def as_it_stands(nodes: Nodes) -> Nodes:
    """The text with every suggestion rejected: what the paper says now."""
    return resolved(nodes, lambda _id, _person: False)


def as_proposed(nodes: Nodes) -> Nodes:
    """The text with every suggestion accepted."""
    return resolved(nodes, lambda _id, _person: True)


def without(nodes: Nodes, person: str) -> Nodes:
    """The text with one person's suggestions rejected: somebody who may only suggest must leave this as it was."""
    return resolved(nodes, lambda _id, whose: False if whose == person else None)


def resolved(nodes: Nodes, decide: Decide) -> Nodes:
    """The text with some suggestions accepted and some rejected."""
    return joined(done for one in nodes if (done := _resolved(one, decide)) is not None)


def _resolved(one: Node, decide: Decide) -> Node | None:
    if is_text(one):
        return _run(one, decide)
    attrs = attrs_of(one)
    wanted = block_suggestion(attrs)
    choice = decide(wanted["id"], wanted["person"]) if wanted else None
    if wanted and choice is not None:
        kind = _KINDS[wanted["kind"]]
        if kind != "change" and choice is (kind == "deletion"):
            return None
        attrs = {name: value for name, value in attrs.items() if name != SUGGESTED}
        if kind == "change" and choice is False:
            attrs = wanted["was"]
    done: Node = {"type": one["type"]}
    if attrs:
        done["attrs"] = attrs
    if content := resolved(content_of(one), decide):
        done["content"] = content
    return done


def _run(one: Node, decide: Decide) -> Node | None:
    kept = []
    for mark in one.get("marks") or []:
        if mark["type"] in SUGGESTION_MARKS:
            choice = decide(*signature(mark))
            if choice is not None:
                if choice is (mark["type"] == "deletion"):
                    return None
                continue
        kept.append(mark)
    return {"type": "text", "text": one["text"], "marks": kept} if kept else {"type": "text", "text": one["text"]}


def signature(mark: Node) -> tuple[str, str]:
    """The id and the person of an insertion or deletion; empty where it does not say."""
    attrs = attrs_of(mark)
    return str(attrs.get("id", "")), str(attrs.get("person", ""))


def block_suggestion(attrs: dict[str, Any]) -> dict[str, Any] | None:
    """What the attribute `suggested` of a block says; None where there is none, or nothing that can be read."""
    try:
        found = json.loads(attrs[SUGGESTED])
        kind = _KINDS[found["kind"]]
        was = found.get("was") or {}
    except (KeyError, TypeError, ValueError, AttributeError, RecursionError):
        return None
    if not isinstance(was, dict) or (kind == "change" and not was):
        return None
    return {
        "kind": found["kind"],
        "id": str(found.get("id", "")),
        "person": str(found.get("person", "")),
        "at": str(found.get("at", "")),
        "was": {str(name): value for name, value in was.items() if name != SUGGESTED},
    }


def suggestions(nodes: Nodes) -> tuple[Suggestion, ...]:
    """Every open suggestion, in reading order; the pieces of one act that stand in one block are one."""
    found: dict[tuple[str, str, str, Kind, str], str] = {}
    for key, text in _open(nodes, ""):
        found[key] = found.get(key, "") + text
    return tuple(Suggestion(*key, text) for key, text in found.items())


def _open(nodes: Nodes, block: str) -> Iterator[tuple[tuple[str, str, str, Kind, str], str]]:
    for one in nodes:
        attrs = attrs_of(one)
        here = block or str(attrs.get("id", ""))
        if is_text(one):
            for mark in one.get("marks") or []:
                if mark["type"] in SUGGESTION_MARKS:
                    yield (*signature(mark), str(attrs_of(mark).get("at", "")), mark["type"], here), one["text"]
            continue
        if wanted := block_suggestion(attrs):
            yield (wanted["id"], wanted["person"], wanted["at"], _KINDS[wanted["kind"]], here), words_in(one)
        yield from _open(content_of(one), here)
