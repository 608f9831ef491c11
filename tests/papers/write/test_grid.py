from hypothesis import given
from hypothesis import strategies as st

from papers.model import Cell, Table
from papers.write.grid import WIDEST, regular
from tests.papers.samples import t

cells = st.builds(Cell, st.just(t("x")), st.integers(1, 5), st.integers(1, 5))
tables = st.builds(
    Table, st.just("t"), st.lists(st.lists(cells, max_size=4).map(tuple), max_size=5).map(tuple), st.integers(0, 6)
)


def slots(rows: tuple[tuple[Cell, ...], ...]) -> list[dict[int, int]]:
    """How often every column of every row is covered."""
    covered: list[dict[int, int]] = [{} for _ in rows]
    for place, row in enumerate(rows):
        for cell in row:
            start = next(column for column in range(1000) if column not in covered[place])
            for below in range(place, place + cell.rowspan):
                for column in range(start, start + cell.colspan):
                    covered[below][column] = covered[below].get(column, 0) + 1
    return covered


@given(tables)
def test_every_slot_is_covered_once_and_no_word_is_lost(table: Table) -> None:
    done = regular(table)
    assert len(done.rows) == len(table.rows)
    for section in (done.rows[: done.header_rows], done.rows[done.header_rows :]):
        widths = {frozenset(row.items()) for row in slots(section)}
        assert len(widths) <= 1
        assert all(times == 1 for row in widths for _, times in row)
    assert [cell.content for row in done.rows for cell in row if cell.content] == [
        cell.content for row in table.rows for cell in row
    ]


def test_a_regular_table_stays_as_it_is() -> None:
    table = Table("t", ((Cell(t("a"), colspan=2),), (Cell(t("b")), Cell(t("c")))))
    assert regular(table) == table


def test_one_row_is_always_below_the_header() -> None:
    assert regular(Table("t", ((Cell(t("a")),),), header_rows=1)).header_rows == 0


def test_a_cell_of_a_million_columns_spans_what_fits() -> None:
    (row,) = regular(Table("t", ((Cell(t("a"), colspan=1_000_000),),), header_rows=0)).rows
    assert row[0].colspan == WIDEST
