"""The grid of an OpenDocument table as Word has it: covered cells become continuations of the cell above."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from papers.read.odt.archive import TABLE

_MOST_COLUMNS = 63
_ROWS = frozenset(f"{TABLE}{tag}" for tag in ("table-rows", "table-row-group", "table-header-rows"))


@dataclass(frozen=True, slots=True)
class GridCell:
    """A cell of a row: its element (None for the continuation of one above), its columns, whether it goes on below."""

    element: etree._Element | None
    span: int
    goes_on: bool = False


@dataclass(slots=True)
class Grid:
    """Remembers, row by row, which cells of the rows above reach down; by their first column."""

    _down: dict[int, tuple[int, int]] = field(default_factory=dict)

    def cells(self, row: etree._Element) -> Iterator[GridCell]:
        for column, cell in enumerate(_cells(row)):
            if cell.tag == f"{TABLE}table-cell":
                span, rows = _number(cell, "columns-spanned"), _number(cell, "rows-spanned", 10_000)
                self._down.pop(column, None)
                if rows > 1:
                    self._down[column] = (rows - 1, span)
                yield GridCell(cell, span, rows > 1)
            elif column in self._down:
                left, span = self._down.pop(column)
                if left > 1:
                    self._down[column] = (left - 1, span)
                yield GridCell(None, span)


def rows_of(table: etree._Element, *, header: bool = False) -> Iterator[tuple[etree._Element, bool]]:
    """The rows of a table, and whether each belongs to its head."""
    for child in table:
        if child.tag == f"{TABLE}table-row":
            yield child, header
        elif child.tag in _ROWS:
            yield from rows_of(child, header=header or child.tag == f"{TABLE}table-header-rows")


def _cells(row: etree._Element) -> Iterator[etree._Element]:
    count = 0
    for cell in row.iterchildren(f"{TABLE}table-cell", f"{TABLE}covered-table-cell"):
        for _ in range(_number(cell, "columns-repeated")):
            count += 1
            if count > _MOST_COLUMNS:
                return
            yield cell


def _number(cell: etree._Element, name: str, most: int = _MOST_COLUMNS) -> int:
    written = cell.get(f"{TABLE}number-{name}", "")
    return max(1, min(int(written), most)) if written.isascii() and written.isdecimal() and len(written) < 6 else 1
