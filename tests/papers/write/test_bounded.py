from dataclasses import replace

import pytest

from papers.model import Cell, Paper, Table
from papers.write.bounded import OutOfBounds, run_bounded
from papers.write.pdf import to_pdf
from tests.papers.samples import EDITION_AR, POSITION_AR, STATEMENT_AR, t


def test_the_bounded_writer_gives_the_same_bytes() -> None:
    assert run_bounded("to_pdf", (STATEMENT_AR, EDITION_AR)) == to_pdf(STATEMENT_AR, EDITION_AR)


def test_a_table_of_a_million_columns_is_stopped() -> None:
    monster = replace(POSITION_AR, blocks=(Table("t", ((Cell(t("x"), colspan=1_000_000),),), header_rows=0),))
    with pytest.raises(OutOfBounds):
        run_bounded("to_pdf", (monster,), seconds=3)


def test_a_document_that_needs_too_much_memory_is_stopped() -> None:
    with pytest.raises(OutOfBounds, match="could not be written"):
        run_bounded("to_pdf", (POSITION_AR,), megabytes=120)


def test_only_writers_can_be_called() -> None:
    with pytest.raises(KeyError):
        run_bounded("os.system", (Paper("x", "ar", "x"),))
