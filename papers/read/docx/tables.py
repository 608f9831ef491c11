"""A Word table as a table, or as its paragraphs where it is only a frame."""

from dataclasses import replace

from lxml import etree

from papers.model import Cell, Inline, Strong, Text
from papers.read.docx.archive import W
from papers.read.docx.inlines import Reader


def is_frame(table: etree._Element) -> bool:
    """Whether a table holds one cell that is no head: a box drawn around words, not rows and columns."""
    return len(list(table.iterfind(f"{W}tr/{W}tc"))) == 1 and table.find(f"{W}tr/{W}trPr/{W}tblHeader") is None


def rows_of(table: etree._Element, reader: Reader) -> tuple[tuple[tuple[Cell, ...], ...], int]:
    """The rows and how many of them are head rows; cells merged downwards are counted into `rowspan`."""
    rows: list[list[list[Cell]]] = []
    open_above: dict[int, list[Cell]] = {}
    heads = 0
    for row in table.iterfind(f"{W}tr"):
        heads += len(rows) == heads and row.find(f"{W}trPr/{W}tblHeader") is not None
        rows.append(_cells(row, reader, open_above))
    read = (tuple(_plain(held[0]) if at < heads else held[0] for held in row) for at, row in enumerate(rows))
    return tuple(row for row in read if row), heads


def _plain(cell: Cell) -> Cell:
    """A cell of the head without the weight that all of its words have: it is the head's."""
    while cell.content and all(isinstance(inline, Strong) or _is_blank(inline) for inline in cell.content):
        inner = (one.content if isinstance(one, Strong) else (one,) for one in cell.content)
        cell = replace(cell, content=tuple(inline for content in inner for inline in content))
        if not any(isinstance(inline, Strong) for inline in cell.content):
            break
    return cell


def _is_blank(inline: Inline) -> bool:
    return isinstance(inline, Text) and not inline.text.strip()


def _cells(row: etree._Element, reader: Reader, above: dict[int, list[Cell]]) -> list[list[Cell]]:
    """Cells in holders of one, so that a continuation further down can widen the cell it belongs to."""
    found: list[list[Cell]] = []
    column = 0
    for cell in row.iterfind(f"{W}tc"):
        span = _span(cell)
        merge = cell.find(f"{W}tcPr/{W}vMerge")
        if merge is not None and merge.get(f"{W}val", "continue") == "continue" and column in above:
            over = above[column][0]
            above[column][0] = Cell(over.content, over.colspan, over.rowspan + 1)
        else:
            holder = [Cell(_content(cell, reader), span)]
            found.append(holder)
            above[column] = holder
        column += span
    return found


def _content(cell: etree._Element, reader: Reader) -> tuple[Inline, ...]:
    said: list[Inline] = []
    for paragraph in cell.iter(f"{W}p"):
        words = reader.inlines(paragraph)
        said += [Text(" "), *words] if said and words else words
    return tuple(said)


def _span(cell: etree._Element) -> int:
    written = cell.find(f"{W}tcPr/{W}gridSpan")
    value = "" if written is None else written.get(f"{W}val", "")
    return max(1, min(int(value), 63)) if value.isdecimal() and len(value) < 4 else 1
