"""The shape of blocks and their words, ours and pandoc's, so that two states of a text can be compared."""

import re
from collections import Counter
from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from papers.asks import printed
from papers.characters import western_digits
from papers.model import (
    Ask,
    Block,
    Citation,
    Footnote,
    Heading,
    Inlines,
    Item,
    ListBlock,
    Paper,
    Quote,
    Table,
    inlines_of,
)
from papers.notes import ask_details, citation_note, citation_words
from papers.runs import flatten

_WORD = re.compile(r"[^\W_]+")


def shapes_of(blocks: Iterable[Block]) -> list[Hashable]:
    """What each block is, without its words: type, level, nesting, grid, notes and citations."""
    return [_shape(block) for block in blocks]


def _shape(block: Block) -> Hashable:
    hung = tuple(_hung(content) for content in inlines_of(block))
    match block:
        case Heading(level=level):
            return "heading", level, hung
        case ListBlock(items=items, ordered=ordered):
            return "list", ordered, _nesting(items), hung
        case Table(rows=rows, header_rows=heads):
            return "table", heads, tuple(tuple((cell.colspan, cell.rowspan) for cell in row) for row in rows), hung
        case Quote(source=source):
            return "quote", bool(source), hung
        case Ask():
            return "ask", block.verb, block.addressee, block.due, block.basis, hung
        case _:
            return type(block).__name__, hung


def _hung(content: Inlines) -> tuple[Hashable, ...]:
    """What hangs in a line: the instruments cited and the notes."""
    nodes = (run.node for run in flatten(content))
    return tuple("note" if isinstance(node, Footnote) else node for node in nodes if node is not None)


def _nesting(items: tuple[Item, ...]) -> tuple[Hashable, ...]:
    return tuple((item.below.ordered, _nesting(item.below.items)) if item.below else None for item in items)


def words_of(paper: Paper) -> Counter[str]:
    """The words that a paper prints, notes and citations spelled out."""
    said = [paper.title, paper.subtitle, paper.position]
    for block in paper.blocks:
        contents = (printed(block, paper.lang),) if isinstance(block, Ask) else inlines_of(block)
        said += [words for content in contents for words in _words(content, paper)]
        if isinstance(block, Ask):
            said.append(ask_details(block, paper.reference, paper.lang))
    # in which figures numbers are printed is a setting of the paper, not a word
    return Counter(_WORD.findall(western_digits(" ".join(said))))


def _words(content: Inlines, paper: Paper) -> Iterator[str]:
    for run in flatten(content):
        if isinstance(run.node, Citation):
            reference = paper.reference(run.node.key)
            yield f" {citation_words(run.node, reference, paper.lang)} "
            yield citation_note(run.node, reference, paper.lang)
        elif isinstance(run.node, Footnote):
            yield from _words(run.node.content, paper)
        else:
            yield run.text


@dataclass(slots=True)
class Seen:
    """The shapes and words of a tree of pandoc's."""

    shapes: list[Hashable] = field(default_factory=list)
    words: Counter[str] = field(default_factory=Counter)


def of_pandoc(tree: dict[str, Any]) -> Seen:
    """What pandoc's tree holds. Boxes without a meaning of their own (Div) are left out."""
    return Seen(
        [_pandoc_shape(block) for block in _blocks(tree["blocks"])], Counter(_WORD.findall(_said(tree["blocks"])))
    )


def _blocks(blocks: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for block in blocks:
        if block["t"] in ("Div", "Figure"):
            yield from _blocks(block["c"][-1])
        else:
            yield block


def _pandoc_shape(block: dict[str, Any]) -> Hashable:
    kind, content = block["t"], block.get("c")
    notes = json_count(content, "Note")
    match kind:
        case "Header":
            return kind, content[0], notes
        case "BulletList":
            return kind, tuple(tuple(_pandoc_shape(one) for one in item) for item in content), notes
        case "OrderedList":
            return kind, tuple(tuple(_pandoc_shape(one) for one in item) for item in content[1]), notes
        case "Table":
            heads, bodies = content[3][1], [row for body in content[4] for row in (*body[2], *body[3])]
            rows = [tuple((cell[2], cell[3]) for cell in row[1]) for row in (*heads, *bodies)]
            return kind, len(heads), tuple(rows), notes
        case "Plain":
            return "Para", notes
        case _:
            return kind, notes


def json_count(node: Any, kind: str) -> int:
    """How many nodes of this kind stand below a node of pandoc's tree."""
    if isinstance(node, list):
        return sum(json_count(one, kind) for one in node)
    if isinstance(node, dict):
        return (node.get("t") == kind) + json_count(node.get("c"), kind)
    return 0


def _said(node: Any) -> str:
    if isinstance(node, list):
        return "".join(_said(one) for one in node)
    if isinstance(node, dict):
        if node.get("t") in ("Str", "Code"):
            return str(node["c"][-1] if node["t"] == "Code" else node["c"])
        inner = _said(node.get("c"))
        return (
            " "
            if node.get("t") in ("Space", "SoftBreak", "LineBreak")
            else (
                inner
                if node.get("t") in ("Strong", "Emph", "Span", "Link", "Superscript", "Underline")
                else f" {inner} "
            )
        )
    return ""
