"""A table of HTML as a table of a paper."""

from collections.abc import Callable, Iterator
from itertools import takewhile

from lxml import etree

from papers.model import Cell, Inlines, Table

_SECTIONS = frozenset({"thead", "tbody", "tfoot"})
_MOST_SPAN = 63


def is_frame(table: etree._Element) -> bool:
    """Whether a table holds one cell at most: a box drawn around words."""
    return sum(len(_cells(row)) for row in _rows(table)) < 2


def table_of(table: etree._Element, content: Callable[[etree._Element], Inlines]) -> Table:
    """The table, still without an id. Its first rows are head rows while they stand in a thead or hold only th."""
    rows = [row for row in _rows(table) if _cells(row)]
    heads = sum(1 for _ in takewhile(_is_head, rows))
    read = tuple(
        tuple(_cell(cell, content, len(rows) - at) for cell in _cells(row)) for at, row in enumerate(rows)
    )  # fmt: skip
    caption = table.find("caption")
    return Table("", read, heads, () if caption is None else content(caption))


def strays_of(table: etree._Element) -> Iterator[str | etree._Element]:
    """Words and elements that stand in a table and in none of its cells; a browser shows them before it."""
    caption = table.find("caption")
    sections = [part for part in table if part.tag in _SECTIONS]
    holders = [table, *sections, *_rows(table)]
    own = {caption, *holders, *(cell for row in _rows(table) for cell in _cells(row))}
    for holder in holders:
        yield holder.text or ""
        for child in holder:
            if child not in own:
                yield child
            yield child.tail or ""


def _rows(table: etree._Element) -> list[etree._Element]:
    parts = [part for child in table for part in (child if child.tag in _SECTIONS else (child,))]
    return [row for row in parts if row.tag == "tr"]


def _cells(row: etree._Element) -> list[etree._Element]:
    return [cell for cell in row if cell.tag in ("td", "th")]


def _is_head(row: etree._Element) -> bool:
    above = row.getparent()
    return (above is not None and above.tag == "thead") or all(cell.tag == "th" for cell in _cells(row))


def _cell(cell: etree._Element, content: Callable[[etree._Element], Inlines], rows_left: int) -> Cell:
    return Cell(content(cell), _span(cell, "colspan", _MOST_SPAN), _span(cell, "rowspan", rows_left))


def _span(cell: etree._Element, name: str, most: int) -> int:
    written = cell.get(name, "")
    return max(1, min(int(written), most)) if written.isascii() and written.isdecimal() and len(written) < 4 else 1
