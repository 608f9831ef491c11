"""One form for one text: whatever two editors did on the way, equal words become equal papers."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TypeVar

from papers.characters import arabic_digits, clean_characters, western_digits
from papers.model import (
    RTL_LANGUAGES,
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
    Text,
    inlines_of,
)
from papers.runs import Run, flatten, nest, snap

Words = TypeVar("Words", str, Inlines)


def clean_text(text: str, lang: str = "") -> str:
    """Words as they are stored: clean characters, spaces collapsed and trimmed. Idempotent."""
    return _settled(lambda words: " ".join(clean_characters(words, lang).split()), text)


def normalise(paper: Paper) -> Paper:
    """The same words in their one form. Idempotent, and the ground of `canonical_bytes`.

    Besides the characters: marks begin and end at words, stand in one order and hold no edge space; empty inlines and
    blocks without words go; digits follow the paper's policy; of the references those cited stay, in order of citation.
    """
    tidy = _Tidy(paper.lang, paper.digits)
    blocks = tuple(block for block in map(tidy.block, paper.blocks) if block is not None)
    cited = {citation.key: None for block in blocks for citation in citations_of(block)}
    known = {ref.key: ref for ref in paper.references}
    return replace(
        paper,
        title=tidy.words(paper.title),
        subtitle=tidy.words(paper.subtitle),
        position=tidy.words(paper.position),
        blocks=blocks,
        references=tuple(tidy.reference(known[key]) for key in cited if key in known),
    )


def citations_of(block: Block) -> tuple[Citation, ...]:
    """The citations of a block in reading order; the basis of an ask comes last."""
    runs = (run.node for content in inlines_of(block) for run in flatten(content))
    found = tuple(node for node in runs if isinstance(node, Citation))
    return found + block.basis if isinstance(block, Ask) else found


def _settled(step: Callable[[Words], Words], words: Words) -> Words:
    """Repeat until nothing changes: dropping one character can bring two others together that combine."""
    for _ in range(10):
        after = step(words)
        if after == words:
            break
        words = after
    return words


@dataclass(frozen=True)
class _Tidy:
    lang: str
    digits: str

    def words(self, text: str, lang: str = "") -> str:
        return _settled(lambda words: " ".join(self.characters(words, lang).split()), text)

    def characters(self, text: str, lang: str = "") -> str:
        """Clean characters with the digits of the language: only Arabic script may have Arabic-Indic ones."""
        lang = lang or self.lang
        text = clean_characters(text, lang)
        return arabic_digits(text) if self.digits == "arabic" and lang in RTL_LANGUAGES else western_digits(text)

    def reference(self, ref: Reference) -> Reference:
        return Reference(ref.key, self.words(ref.title), clean_text(ref.symbol))

    def citation(self, citation: Citation) -> Citation:
        return Citation(citation.key, self.words(citation.pinpoint))

    def inlines(self, content: Inlines) -> Inlines:
        match content:
            case ():
                return ()
            case (Text(text=text),):
                return (Text(words),) if (words := self.words(text)) else ()
            case _:
                return _settled(self._snapped, content)

    def _snapped(self, content: Inlines) -> Inlines:
        joined = flatten(nest(snap([self._clean(run) for run in flatten(content, drop=self.lang)])))
        return nest(
            replace(run, text=self.characters(run.text, run.marks.lang)) if run.node is None else run for run in joined
        )

    def _clean(self, run: Run) -> Run:
        match run.node:
            case Citation():
                return replace(run, node=self.citation(run.node))
            case Footnote():
                inner = self.inlines(run.node.content)
                return replace(run, node=Footnote(inner)) if inner else Run("")
            case _:
                return replace(run, text=clean_characters(run.text, keep_joiners=True))

    def items(self, items: tuple[Item, ...]) -> tuple[Item, ...]:
        tidy = (Item(self.inlines(item.content), self._sublist(item.below)) for item in items)
        return tuple(item for item in tidy if item.content or item.below)

    def _sublist(self, below: Sublist | None) -> Sublist | None:
        items = self.items(below.items) if below else ()
        return Sublist(below.ordered, items) if below and items else None

    def block(self, block: Block) -> Block | None:
        """The block in its one form; None if it holds no words (an ask may be empty: the writer is not done)."""
        match block:
            case Heading() | Paragraph():
                content = self.inlines(block.content)
                return replace(block, content=content) if content else None
            case ListBlock():
                items = self.items(block.items)
                return replace(block, items=items) if items else None
            case Quote():
                content, source = self.inlines(block.content), self.inlines(block.source)
                return replace(block, content=content, source=source) if content or source else None
            case Table():
                return self._table(block)
            case Ask():
                return self._ask(block)
            case Figure():
                return replace(block, alt=self.words(block.alt), caption=self.inlines(block.caption))
            case PageBreak():
                return block

    def _table(self, table: Table) -> Table | None:
        rows = tuple(
            tuple(Cell(self.inlines(cell.content), cell.colspan, cell.rowspan) for cell in row)
            for row in table.rows
            if row
        )
        if not rows:
            return None
        header_rows = min(table.header_rows, len(rows))
        return replace(table, rows=rows, header_rows=header_rows, caption=self.inlines(table.caption))

    def _ask(self, ask: Ask) -> Ask:
        return replace(
            ask,
            content=self.inlines(ask.content),
            addressee=self.words(ask.addressee),
            due=self.words(ask.due),
            basis=tuple(self.citation(citation) for citation in ask.basis),
        )
