"""The benchmarks measure what they say they measure."""

import sys
from pathlib import Path

import pytest

from benchmarks import docx
from benchmarks.measure import Measure, command, table
from benchmarks.subject import SIGNATORIES, SUBJECTS, edition_of, long_paper, subject_of
from papers.model import Citation, Footnote, ListBlock, Table, inlines_of


def test_the_paper_is_long_and_has_what_makes_papers_slow() -> None:
    paper = long_paper()
    inlines = [inline for block in paper.blocks for content in inlines_of(block) for inline in content]
    assert len(inlines) > 100
    assert {ListBlock, Table} <= {type(block) for block in paper.blocks}
    assert {Citation, Footnote} <= {type(inline) for inline in inlines}
    assert len(edition_of(SIGNATORIES).members) == SIGNATORIES == 120


def test_the_longest_demo_paper_is_a_real_one_with_its_asks() -> None:
    paper, edition = subject_of("demo")
    assert "demo" in SUBJECTS
    assert len(paper.asks) == 3
    assert edition.members


def test_every_way_prints_the_same_names() -> None:
    assert len(docx.ordinary(long_paper(), edition_of(SIGNATORIES))) > 10_000


def test_a_program_that_writes_nothing_is_no_measure(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError, match="wrote nothing"):
        command("idle", [sys.executable, "-c", ""], tmp_path / "out", 1)


def test_a_program_is_measured_with_its_memory(tmp_path: Path) -> None:
    output = tmp_path / "out"
    found = command("writer", [sys.executable, "-c", f"open({str(output)!r}, 'w').write('x')"], output, 2)
    assert len(found.seconds) == 2 and found.megabytes > 1 and found.made == 1


def test_the_table_shows_median_spread_and_ratio() -> None:
    said = table("Jobs", [Measure("ours", (0.1, 0.3, 0.2)), Measure("theirs", (0.4,))])
    assert "200 ms" in said and "100 – 300 ms" in said and "2.0×" in said
