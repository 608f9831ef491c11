from dataclasses import replace

from papers.bounded.shelves import LARGEST, PAPERS, Shelves
from papers.write.printed import Printed, PrintedObject
from tests.papers.samples import POSITION_AR, STATEMENT_AR


def piece(size: int = 10) -> Printed:
    return Printed((), (PrintedObject(1, False, b"x" * size),), (), (), (), (), (), ())


def test_a_paper_gets_its_own_pieces_back_and_no_other() -> None:
    shelves = Shelves()
    shelves.keep(POSITION_AR, {"a": piece()})
    assert shelves.of(POSITION_AR) == {"a": piece()}
    assert shelves.of(STATEMENT_AR) == {}
    assert shelves.of(replace(POSITION_AR, title="غيره")) == {}


def test_the_pieces_of_the_latest_issue_take_the_place_of_the_former() -> None:
    shelves = Shelves()
    shelves.keep(POSITION_AR, {"a": piece(), "b": piece()})
    shelves.keep(POSITION_AR, {"a": piece(), "c": piece()})
    assert shelves.of(POSITION_AR).keys() == {"a", "c"}


def test_only_the_papers_printed_last_are_kept_and_none_that_is_large() -> None:
    shelves = Shelves()
    papers = [replace(POSITION_AR, title=f"{number}") for number in range(PAPERS + 1)]
    for paper in papers:
        shelves.keep(paper, {"a": piece()})
    assert [bool(shelves.of(paper)) for paper in papers] == [False] + [True] * PAPERS
    shelves.keep(STATEMENT_AR, {"a": piece(LARGEST + 1)})
    assert shelves.of(STATEMENT_AR) == {}
