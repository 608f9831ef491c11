"""Shares names out to the columns of the annex's pages, so that they are laid out once, not tried again and again."""

COLUMNS = 3
FIRST_PAGE, FURTHER_PAGES = 40, 44
"""Lines of a column below the annex's title, and on the pages after it."""

Stretch = tuple[int, int]
"""The place of the first name of a column, and the one behind its last."""


def in_pages(lines: list[int]) -> list[list[Stretch]]:
    """For every page its columns, filled one after the other; those of the last page are level.

    `lines` says how many lines each name takes. A page that turns out too full goes on on the next.
    """
    pages: list[list[Stretch]] = []
    start = 0
    while start < len(lines):
        room = FURTHER_PAGES if pages else FIRST_PAGE
        level = -(-sum(lines[start:]) // COLUMNS)
        columns = _filled(lines, start, min(room, level))
        if level <= room and columns[-1][1] < len(lines):
            columns = _filled(lines, start, room)
        pages.append(columns)
        start = columns[-1][1]
    return pages


def _filled(lines: list[int], start: int, height: int) -> list[Stretch]:
    """The columns of one page, none higher than `height` unless a single name is."""
    columns: list[Stretch] = []
    for _ in range(COLUMNS):
        end, used = start, 0
        while end < len(lines) and (end == start or used + lines[end] <= height):
            used += lines[end]
            end += 1
        if end > start:
            columns.append((start, end))
        start = end
    return columns
