"""From a paper to the nodes of a shared text."""

import json

from papers.model import (
    Ask,
    Block,
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
    Table,
)
from papers.runs import Marks, Run, flatten
from papers.tree.nodes import Node, Nodes, node, run


def to_nodes(paper: Paper) -> Nodes:
    """Title, subtitle, position, then the blocks; a paper without blocks gets an empty paragraph to write in."""
    lines = [node(kind, [run(text)] if text else []) for kind, text in _lines(paper)]
    blocks = [_block(block) for block in paper.blocks] or [node("paragraph")]
    return lines + blocks


def _lines(paper: Paper) -> tuple[tuple[str, str], ...]:
    return ("title", paper.title), ("subtitle", paper.subtitle), ("position", paper.position)


def _block(block: Block) -> Node:
    match block:
        case Heading():
            return node("heading", _words(block.content), id=block.id, level=block.level, dir=block.dir)
        case Paragraph():
            return node("paragraph", _words(block.content), id=block.id, dir=block.dir)
        case ListBlock():
            return node("list", _items(block.items), id=block.id, ordered=block.ordered, dir=block.dir)
        case Quote():
            parts = [node("words", _words(block.content)), node("source", _words(block.source))]
            return node("quote", parts, id=block.id, dir=block.dir)
        case Table():
            return _table(block)
        case Ask():
            return _ask(block)
        case Figure():
            picture = {"media_type": block.media_type, "data": block.data, "alt": block.alt}
            return node("figure", [node("caption", _words(block.caption))], id=block.id, **picture)
        case PageBreak():
            return node("page_break", id=block.id)


def _items(items: tuple[Item, ...]) -> Nodes:
    return [
        node(
            "item",
            [
                node("line", _words(item.content)),
                *([node("sublist", _items(item.below.items), ordered=item.below.ordered)] if item.below else []),
            ],
        )
        for item in items
    ]


def _table(table: Table) -> Node:
    rows = [
        node("row", [node("cell", _words(cell.content), colspan=cell.colspan, rowspan=cell.rowspan) for cell in row])
        for row in table.rows
    ]
    return node("table", [node("caption", _words(table.caption)), *rows], id=table.id, header_rows=table.header_rows)


def _ask(ask: Ask) -> Node:
    basis = json.dumps([[cited.key, cited.pinpoint] for cited in ask.basis], ensure_ascii=False)
    facts = {"verb": ask.verb, "addressee": ask.addressee or None, "due": ask.due or None}
    return node("ask", _words(ask.content), id=ask.id, **facts, basis=basis if ask.basis else None)


def _words(content: Inlines) -> Nodes:
    return [_inline(one) for one in flatten(content)]


def _inline(found: Run) -> Node:
    match found.node:
        case Citation():
            return node("citation", key=found.node.key, pinpoint=found.node.pinpoint or None)
        case Footnote():
            return node("footnote", _words(found.node.content))
        case _:
            return run(found.text, _marks(found.marks))


def _marks(marks: Marks) -> Nodes:
    found = []
    if marks.href:
        found.append(node("link", href=marks.href))
    if marks.lang:
        found.append(node("foreign", lang=marks.lang))
    return found + [node(name) for name in ("strong", "emphasis") if getattr(marks, name)]
