"""What one person does to a paper in some weeks: words here and there, letters taken back, no place twice in a row."""

import random
from dataclasses import dataclass
from functools import cache
from typing import Any

import pycrdt

from advocacy.live import document
from advocacy.live.fresh import fresh
from benchmarks.live.subject import paper_of_pages
from papers.tree import Nodes, to_nodes

RUN = 25
"""Edits after which the caret goes elsewhere."""
TAKEN_BACK = 0.12
"""How many of all edits take the last letter back."""


@dataclass(frozen=True)
class Edits:
    """The paper as an update, then every edit as one; how many letters were written, and what stands in the end."""

    first: bytes
    updates: list[bytes]
    letters: int
    text: Nodes


@cache
def edits(writer: int, count: int, pages: int) -> Edits:
    """So many edits of one writer in a paper of so many pages; the same ones every time."""
    dice, first = random.Random(count), fresh(to_nodes(paper_of_pages(pages)), 7)
    doc = document.document([first], client_id=writer)
    made: list[bytes] = []
    watch = doc.observe(lambda event: made.append(event.update))
    texts = [text for node in document.root(doc).children for text in _texts(node)]
    letters, text, at, run = 0, texts[0], 0, 0
    for turn in range(count):
        if turn % RUN == 0:
            text, run = dice.choice(texts), 0
            at = _between(dice, text)
        if run and turn < count - 1 and dice.random() < TAKEN_BACK:
            del text[at - 1 : at]
            at, run = at - 1, run - 1
        else:
            text.insert(at, "abcdefgh "[letters % 9])
            at, letters, run = at + 1, letters + 1, run + 1
    doc.unobserve(watch)
    return Edits(first, made, letters, document.nodes_of(doc))


def _between(dice: random.Random, text: Any) -> int:
    """A place between two words, in bytes of UTF-8."""
    words = "".join(part for part, _ in text.diff() if isinstance(part, str))
    place = words.rfind(" ", 0, dice.randrange(len(words) + 1)) + 1
    return len(words[:place].encode())


def _texts(node: Any) -> list[Any]:
    if isinstance(node, pycrdt.XmlText):
        return [node]
    return [text for child in getattr(node, "children", ()) for text in _texts(child)]
