"""Who wrote which words of a shared text: the log read again from its beginning, with every change given its author."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from pycrdt import XmlText

from advocacy.live import document, queries
from advocacy.live.models import LiveText
from papers.tree import as_it_stands
from papers.tree.nodes import attrs_of

_LINES = {"line", "words", "source", "caption", "cell"}


@dataclass(frozen=True, slots=True)
class Passage:
    """Words of one author that stand together in one block. `person_id` None is the system.

    `block` is the id of the block, or the name of a line at the head.
    """

    block: str
    person_id: int | None
    text: str


def authors_of(text: LiveText) -> Sequence[Passage]:
    """The text as it stands, passage by passage; from the epochs that go on from one another, for others are purged."""
    begins = queries.begins_of(text.id)
    before: list[int | None] = []
    root: Any = None
    reader = _Reader()
    for epoch, number in sorted(begins.items()):
        first, *rows = queries.updates_since(text.id, epoch, number - 1, begins.get(epoch + 1))
        reader, doc = _Reader(first.person_id), document.document()
        root = document.root(doc)  # the watch ends with this object
        root.observe_deep(reader.note)
        document.apply(doc, first.data)
        if epoch > min(begins):
            reader.inherit(root, before)
        for person_id, theirs in groupby(rows, lambda row: row.person_id):
            reader.person_id = person_id
            document.apply_all(doc, [row.data for row in theirs])
        before = list(reader.letter_by_letter(root))
    return list(reader.passages(root)) if begins else []


@dataclass
class _Reader:
    """For every text of the document the author of each of its bytes."""

    person_id: int | None = None
    authors: dict[Any, list[int | None]] = field(default_factory=dict)

    def note(self, events: Sequence[Any]) -> None:
        """Take the changes of one update."""
        for event in events:
            if isinstance(event.target, XmlText):
                self._note_words(event.target, event.delta)
            else:
                for step in event.delta:
                    self._note_nodes(step.get("insert") or ())

    def _note_nodes(self, nodes: Iterable[Any]) -> None:
        for node in nodes:
            if isinstance(node, XmlText):
                self.authors[node] = [self.person_id] * len(node)
            else:
                self._note_nodes(node.children)

    def _note_words(self, text: XmlText, delta: Sequence[dict[str, Any]]) -> None:
        before = self.authors.get(text)
        if before is None:
            self.authors[text] = [self.person_id] * len(text)
            return
        after: list[int | None] = []
        at = 0
        for step in delta:
            if "retain" in step:
                after += before[at : at + step["retain"]]
                at += step["retain"]
            elif "delete" in step:
                at += step["delete"]
            else:
                words = step["insert"]
                after += [self.person_id] * (len(words.encode()) if isinstance(words, str) else 1)
        self.authors[text] = after + before[at:]

    def inherit(self, root: Any, before: Sequence[int | None]) -> None:
        """A document that goes on from another: its words are of whoever wrote them there."""
        whose = iter(before)
        for text in _texts(root):
            self.authors[text] = [next(whose, None) for _ in range(len(text))]

    def letter_by_letter(self, root: Any) -> Iterable[int | None]:
        """The authors of the bytes of all texts, in reading order."""
        for text in _texts(root):
            whose = self.authors.get(text, [])
            yield from (whose[at] if at < len(whose) else None for at in range(len(text)))

    def passages(self, root: Any) -> Iterable[Passage]:
        """Neighbouring words of one author as one passage."""
        for block in root.children:
            if isinstance(block, XmlText) or not as_it_stands([document.node_of(block)]):
                continue
            name = str(attrs_of(document.node_of(block)).get("id") or block.tag)
            for person_id, pieces in groupby(_with_line_ends(self._pieces(block)), lambda piece: piece[0]):
                yield Passage(name, person_id, "".join(text for _, text in pieces))

    def _pieces(self, parent: Any) -> Iterable[tuple[int | None, str]]:
        """Letter by letter; nothing (an empty string) where another entry, cell or line of the block begins."""
        for child in parent.children:
            if not isinstance(child, XmlText):
                if child.tag in _LINES:
                    yield None, ""
                yield from self._pieces(child)
                continue
            whose, at = self.authors.get(child, []), 0
            for run in document.runs_of(child):
                stands = bool(as_it_stands([run]))
                for char in run["text"]:
                    if stands:
                        yield whose[at] if at < len(whose) else None, char
                    at += len(char.encode())


def _texts(parent: Any) -> Iterable[XmlText]:
    for child in parent.children:
        if isinstance(child, XmlText):
            yield child
        else:
            yield from _texts(child)


def _with_line_ends(pieces: Iterable[tuple[int | None, str]]) -> Iterable[tuple[int | None, str]]:
    """A line end between the lines of a block; it is of whoever wrote the last letter before it."""
    last: int | None = None
    has_begun = ends = False
    for whose, letter in pieces:
        if not letter:
            ends = has_begun
            continue
        if ends:
            yield last, "\n"
        yield whose, letter
        last, has_begun, ends = whose, True, False
