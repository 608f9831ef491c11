"""A Word table as a table, or as its paragraphs where it is only a frame."""

from lxml import etree

from papers.model import Cell, Inline, Text
from papers.read.docx.archive import W
from papers.read.docx.inlines import Reader


def is_frame(table: etree._Element) -> bool:
    """Whether a table holds one cell: a box drawn around words, not rows and columns."""
    return len(list(table.iterfind(f"{W}tr/{W}tc"))) == 1


def rows_of(table: etree._Element, reader: Reader) -> tuple[tuple[tuple[Cell, ...], ...], int]:
    """The rows and how many of them are head rows; cells merged downwards are counted into `rowspan`."""
    rows: list[list[list[Cell]]] = []
    open_above: dict[int, list[Cell]] = {}
    heads = 0
    for row in table.iterfind(f"{W}tr"):
        heads += len(rows) == heads and row.find(f"{W}trPr/{W}tblHeader") is not None
        rows.append(_cells(row, reader, open_above))
    return tuple(tuple(held[0] for held in row) for row in rows if row), heads


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
