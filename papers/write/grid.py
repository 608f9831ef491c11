"""Makes a table regular for print: PDF/UA wants every row as wide, and every column as high, as the table."""

from dataclasses import replace

from papers.model import Cell, Table

WIDEST = 24
"""No cell spans more columns than this: a million would stop the layout, and no reader sees more on A4."""


def regular(table: Table) -> Table:
    """The same cells in the same order; spans cut to what is there, holes filled with empty cells.

    At least one row is not a header, and no cell reaches from the header into the rows below.
    """
    head = min(table.header_rows, max(len(table.rows) - 1, 0))
    sections = [_placed(table.rows[:head]), _placed(table.rows[head:])]
    width = max((end for section in sections for row in section for _, end, _ in row), default=0)
    rows = tuple(row for section in sections for row in _filled(section, width))
    return replace(table, rows=rows, header_rows=head)


Placed = list[tuple[int, int, Cell]]
"""Cells of a row with their first column and the one after their last; a row also holds what reaches into it."""


def _placed(rows: tuple[tuple[Cell, ...], ...]) -> list[Placed]:
    """Each row's own cells where HTML puts them: in the first free column, around what hangs down from above."""
    taken: list[set[int]] = [set() for _ in rows]
    placed: list[Placed] = []
    for place, row in enumerate(rows):
        own: Placed = []
        for cell in row:
            start = next(column for column in range(len(taken[place]) + 1) if column not in taken[place])
            span = _free_run(taken[place], start, min(cell.colspan, WIDEST))
            depth = min(cell.rowspan, len(rows) - place)
            for below in taken[place : place + depth]:
                below.update(range(start, start + span))
            own.append((start, start + span, Cell(cell.content, span, depth)))
        placed.append(own)
    return placed


def _free_run(taken: set[int], start: int, wanted: int) -> int:
    """How many of the wanted columns are free from `start` on; at least one."""
    return next((step for step in range(1, wanted) if start + step in taken), max(wanted, 1))


def _filled(section: list[Placed], width: int) -> list[tuple[Cell, ...]]:
    """The rows with an empty cell in every hole."""
    rows = []
    for place, own in enumerate(section):
        covered = {
            column
            for above, row in enumerate(section[: place + 1])
            for start, end, cell in row
            if above + cell.rowspan > place
            for column in range(start, end)
        }
        holes: Placed = [(column, column + 1, Cell(())) for column in range(width) if column not in covered]
        rows.append(tuple(cell for _, _, cell in sorted([*own, *holes], key=lambda one: one[0])))
    return rows
