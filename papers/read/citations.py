"""Citations found again in a text that was printed: the title in the line and its note say which instrument it was."""

from collections.abc import Mapping
from dataclasses import replace
from itertools import takewhile

from papers.characters import western_digits
from papers.model import (
    Ask,
    Block,
    Cell,
    Citation,
    Figure,
    Footnote,
    Heading,
    Inlines,
    Item,
    ListBlock,
    PageBreak,
    Paper,
    Paragraph,
    Quote,
    Reference,
    Sublist,
    Table,
    plain,
)
from papers.normalise import clean_text, normalise
from papers.notes import citation_note, citation_words
from papers.runs import Run, flatten, nest


def with_citations(paper: Paper, references: Mapping[str, Reference]) -> Paper:
    """The paper with every printed citation of these instruments a citation again.

    Only where both the words in the line and the note are those that we print, letter by letter: what somebody edited
    stays as it was written.
    """
    if not references:
        return paper
    finder = Finder(references, paper.lang)
    blocks = tuple(finder.block(block) for block in paper.blocks)
    return normalise(replace(paper, blocks=blocks, references=tuple(references.values())))


class Finder:
    """Knows how each instrument is printed in one language."""

    def __init__(self, references: Mapping[str, Reference], lang: str) -> None:
        self._lang = lang
        self._by_key = {one.key: one for one in references.values()}
        known = [(one, self.clean(one.title), self._note(Citation(one.key))) for one in references.values()]
        # longer titles first: one may begin like another
        self._known = sorted(known, key=lambda one: -len(one[1]))

    def _note(self, citation: Citation) -> str:
        return self.clean(citation_note(citation, self.reference(citation.key), self._lang))

    def clean(self, words: str) -> str:
        return western_digits(clean_text(words, self._lang))

    def of_note(self, note: str) -> Citation | None:
        """The citation that prints this note; None if none does."""
        note = self.clean(note)
        for reference, _, bare in self._known:
            if note == bare:
                return Citation(reference.key)
            found = Citation(reference.key, note.removeprefix(bare).lstrip("،, "))
            if note.startswith(bare) and self._note(found) == note:
                return found
        return None

    def printed(self, citation: Citation) -> str:
        return citation_words(citation, self.reference(citation.key), self._lang)

    def reference(self, key: str) -> Reference | None:
        return self._by_key.get(key)

    def inlines(self, content: Inlines) -> Inlines:
        runs = flatten(content)
        done: list[Run] = []
        for run in runs:
            citation = self._cited(done, run)
            done.append(run if citation is None else Run("", node=citation))
        return nest(done) if any(isinstance(run.node, Citation) for run in done) else content

    def _cited(self, before: list[Run], run: Run) -> Citation | None:
        """The citation whose note this is, its words taken from the runs before it."""
        if not isinstance(run.node, Footnote):
            return None
        citation = self.of_note(plain(run.node.content))
        words = self.clean(self.printed(citation)) if citation else ""
        said = [one.text for one in takewhile(lambda one: one.node is None, reversed(before))]
        if not words or not "".join(reversed(said)).rstrip().endswith(words):
            return None
        # marks of a word beside the title may lie over a part of it
        left = len(words) + len(said[0]) - len(said[0].rstrip())
        while left > 0:
            last = before.pop()
            if len(last.text) > left:
                before.append(replace(last, text=last.text[:-left]))
            left -= len(last.text)
        return citation

    def block(self, block: Block) -> Block:
        match block:
            case Heading() | Paragraph() | Ask():
                return replace(block, content=self.inlines(block.content))
            case Quote():
                return replace(block, content=self.inlines(block.content), source=self.inlines(block.source))
            case ListBlock():
                return replace(block, items=self._items(block.items))
            case Table():
                rows = tuple(tuple(self._cell(cell) for cell in row) for row in block.rows)
                return replace(block, rows=rows, caption=self.inlines(block.caption))
            case Figure():
                return replace(block, caption=self.inlines(block.caption))
            case PageBreak():
                return block

    def _items(self, items: tuple[Item, ...]) -> tuple[Item, ...]:
        return tuple(
            Item(self.inlines(item.content), item.below and Sublist(item.below.ordered, self._items(item.below.items)))
            for item in items
        )

    def _cell(self, cell: Cell) -> Cell:
        return replace(cell, content=self.inlines(cell.content))
