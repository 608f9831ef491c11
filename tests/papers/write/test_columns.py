from itertools import chain

import pytest
from hypothesis import given
from hypothesis import strategies as st

from papers.write.columns import FIRST_PAGE, FURTHER_PAGES, in_pages

NAMES = st.lists(st.integers(1, 3), min_size=1, max_size=400)


@given(NAMES, st.integers(1, 3))
def test_every_name_stands_once_and_in_order(lines: list[int], columns: int) -> None:
    stretches = list(chain.from_iterable(in_pages(lines, columns)))
    assert [place for first, end in stretches for place in range(first, end)] == list(range(len(lines)))


@given(NAMES, st.integers(1, 3))
def test_no_column_is_higher_than_its_page(lines: list[int], columns: int) -> None:
    for number, page in enumerate(in_pages(lines, columns)):
        assert len(page) <= columns
        assert all(sum(lines[first:end]) <= (FURTHER_PAGES if number else FIRST_PAGE) for first, end in page)


@pytest.mark.parametrize(
    ("names", "columns", "heights"),
    [
        (10, 2, [[5, 5]]),
        (2, 3, [[1, 1]]),
        (120, 3, [[40, 40, 40]]),
        (130, 3, [[40, 40, 40], [4, 4, 2]]),
        (1, 3, [[1]]),
    ],
)
def test_columns_are_level_on_the_last_page(names: int, columns: int, heights: list[list[int]]) -> None:
    assert [[end - first for first, end in page] for page in in_pages([1] * names, columns)] == heights
