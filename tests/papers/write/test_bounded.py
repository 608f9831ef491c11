from dataclasses import replace

import pytest

from papers.model import Paper, Paragraph
from papers.write.bounded import OutOfBounds, run_bounded
from papers.write.pdf import to_pdf
from tests.papers.samples import EDITION_AR, POSITION_AR, STATEMENT_AR, t


def test_the_bounded_writer_gives_the_same_bytes() -> None:
    assert run_bounded("to_pdf", (STATEMENT_AR, EDITION_AR)) == to_pdf(STATEMENT_AR, EDITION_AR)


def test_a_text_that_takes_too_long_is_stopped() -> None:
    monster = replace(POSITION_AR, blocks=tuple(Paragraph(f"p{n}", t("كلمة " * 200)) for n in range(2000)))
    with pytest.raises(OutOfBounds):
        run_bounded("to_pdf", (monster,), seconds=2)


def test_a_document_that_needs_too_much_memory_is_stopped() -> None:
    with pytest.raises(OutOfBounds, match="could not be written"):
        run_bounded("to_pdf", (POSITION_AR,), megabytes=120)


def test_only_writers_can_be_called() -> None:
    with pytest.raises(KeyError):
        run_bounded("os.system", (Paper("x", "ar", "x"),))
