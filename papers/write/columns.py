"""Shares names out to columns, page by page, so that they are laid out once and not tried until they are level."""

FIRST_PAGE, FURTHER_PAGES = 40, 44
"""Lines of a column below an annex's title, and on the pages after it."""

Stretch = tuple[int, int]
"""The place of the first name of a column, and the one behind its last."""


def in_pages(lines: list[int], columns: int) -> list[list[Stretch]]:
    """For every page its columns, filled one after the other; those of the last page are level.

    `lines` says how many lines each name takes. A page that turns out too full goes on on the next.
    """
    pages: list[list[Stretch]] = []
    start = 0
    while start < len(lines):
        room = FURTHER_PAGES if pages else FIRST_PAGE
        level = -(-sum(lines[start:]) // columns)
        page = _filled(lines, start, columns, min(room, level))
        while level < room and page[-1][1] < len(lines):
            level += 1
            page = _filled(lines, start, columns, level)
        pages.append(page)
        start = page[-1][1]
    return pages


def _filled(lines: list[int], start: int, count: int, height: int) -> list[Stretch]:
    """The columns of one page, none higher than `height` unless a single name is."""
    columns: list[Stretch] = []
    for _ in range(count):
        end, used = start, 0
        while end < len(lines) and (end == start or used + lines[end] <= height):
            used += lines[end]
            end += 1
        if end > start:
            columns.append((start, end))
        start = end
    return columns
