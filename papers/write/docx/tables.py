"""Tables: columns from the reading side, spans, and a head that is repeated on every page."""

from dataclasses import dataclass, replace

from papers.model import Cell, Table, plain
from papers.write.docx import ooxml
from papers.write.docx.inlines import inline_runs
from papers.write.docx.sheet import Side

_MOST_COLUMNS = 63
"""Word opens no table with more."""
_SHORT = 9
"""A table of at most so many rows stays on one page."""
_LETTER, _PADDING = 140, 240
"""Twentieths of a point that a letter of a heading and the edges of its cell may take."""


@dataclass(frozen=True, slots=True)
class _Placed:
    """What stands at a place of the grid: a cell, the continuation of one above, or what fills up a short row."""

    cell: Cell
    span: int
    continues: bool = False
    fills: bool = False


def table(block: Table, side: Side) -> str:
    """The caption and the table, and an empty line below, which Word needs between two tables and in a cell."""
    grid = _grid(block)
    columns = max((sum(placed.span for placed in row) for row in grid), default=0)
    if not columns:
        return ""
    widths = _widths(block, columns, side.width)
    together = len(grid) if len(grid) <= _SHORT else block.header_rows
    rows = "".join(
        _row(row, widths, side, header=number < block.header_rows, keep=number < together - 1)
        for number, row in enumerate(grid)
    )
    caption = side.paragraph(inline_runs(block.caption, side), "Caption") if block.caption else ""
    drawn = ooxml.table(rows, widths, "Ruled", rtl=side.rtl, caption=plain(block.caption), header=block.header_rows > 0)
    return caption + drawn + side.paragraph("", "TableText")


def _row(row: list[_Placed], widths: tuple[int, ...], side: Side, *, header: bool, keep: bool) -> str:
    written: list[str] = []
    column, columns = 0, len(widths)
    before = "<w:keepNext/>" if keep else ""
    for placed in row:
        width = sum(widths[column : column + placed.span])
        voice = replace(side.voice(), bold=True) if header else side.voice()
        said = "" if placed.continues or placed.fills else inline_runs(placed.cell.content, side, voice)
        written.append(
            ooxml.cell(side.paragraph(said, "TableText", before=before), width, span=placed.span, merge=_merge(placed))
        )
        column += placed.span
    if column < columns:
        written.append(ooxml.cell(side.paragraph("", "TableText"), sum(widths[column:]), span=columns - column))
    return ooxml.row("".join(written), header=header)


def _merge(placed: _Placed) -> ooxml.Merge:
    if placed.continues:
        return "continue"
    return "restart" if placed.cell.rowspan > 1 else ""


def _grid(block: Table) -> list[list[_Placed]]:
    """The rows with every place filled: a cell that spans rows stands again, as a continuation, in those below."""
    grid: list[list[_Placed]] = []
    above: dict[int, tuple[_Placed, int]] = {}
    for cells in block.rows:
        row: list[_Placed] = []
        below: dict[int, tuple[_Placed, int]] = {}
        column, waiting = 0, list(cells)
        while waiting or any(start >= column for start in above):
            if column in above:
                placed, left = above[column]
                placed = replace(placed, continues=True)
            else:
                room = min((start for start in above if start > column), default=_MOST_COLUMNS) - column
                fills = not waiting
                cell = Cell((), colspan=room) if fills else waiting.pop(0)
                placed, left = _Placed(cell, max(1, min(cell.colspan, room)), fills=fills), cell.rowspan
            row.append(placed)
            if left > 1:
                below[column] = (placed, left - 1)
            column += placed.span
        grid.append(row)
        above = below
    return grid


def _widths(block: Table, columns: int, total: int) -> tuple[int, ...]:
    """Column widths by what stands in them, so that a column of figures leaves its room to a column of words.

    No column is narrower than its longest word if the others can spare it: Word would break the word.
    """
    weights, longest = [10] * columns, [0] * columns
    for row in block.rows:
        for column, cell in enumerate(row[:columns]):
            if cell.colspan == 1:
                said = plain(cell.content)
                longest[column] = max([longest[column], *map(len, said.split())])
                weights[column] = max(weights[column], min(len(said), 48), longest[column] + 5)
    least = [min(letters * _LETTER + _PADDING, total // columns) for letters in longest]
    spare = total - sum(least)
    shares = [own + spare * weight // sum(weights) for own, weight in zip(least, weights, strict=True)]
    shares[-1] += total - sum(shares)
    return tuple(shares)
