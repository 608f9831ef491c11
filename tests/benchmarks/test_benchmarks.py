"""The benchmarks measure what they say they measure."""

import io
import re
import sys
import zipfile
from dataclasses import replace
from itertools import count
from pathlib import Path

import pytest

from benchmarks import round_trip
from benchmarks.marked import tracked_file
from benchmarks.measure import Measure, command, table
from benchmarks.plain_docx import plain_docx
from benchmarks.subject import SIGNATORIES, SUBJECTS, demo_paper, edition_of, long_paper, subject_of
from papers.model import Citation, Footnote, ListBlock, Table, inlines_of
from papers.read import review_file
from papers.words import say
from papers.write.docx import to_docx


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


def words_in(data: bytes) -> set[str]:
    """The words of a Word file without the marks that part directions, and without punctuation."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = [archive.read(name).decode() for name in archive.namelist() if name.endswith(".xml")]
    said = (words for part in parts for words in re.findall(r"<w:t(?: [^>]*)?>([^<]*)</w:t>", part))
    return set(re.findall(r"[^\W_]+", " ".join(re.sub("[\u200e\u200f\u064b-\u0652]", "", words) for words in said)))


def test_the_plain_way_says_what_our_file_says() -> None:
    paper, edition = long_paper(), edition_of(SIGNATORIES)
    ours, plain = words_in(to_docx(paper, edition)), words_in(plain_docx(paper, edition))
    labels = ("reference", "issue", "position", "asks", "contents", "verification_code", "verify_at", "fingerprint")
    ours -= {word for key in (*labels, "contact") for word in re.findall(r"[^\W_]+", say(key, "ar"))}
    assert len(ours) > 500
    # what only ours has: the kind of document, the date in words, the numbers of pages and of the issue
    assert len(ours - plain) < 20


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


def test_the_round_trip_counts_a_block_that_is_lost_and_a_word_that_is_lost() -> None:
    paper = long_paper()
    shorter = replace(paper, blocks=paper.blocks[1:])
    whole, less = (round_trip._ours("x", [paper], [to_docx(one)]) for one in (paper, shorter))
    assert (whole.kept, whole.words_lost) == (whole.of, 0)
    assert less.kept == less.of - 1 and less.words_lost > 0


def test_a_file_that_went_round_has_changes_and_comments_to_lose() -> None:
    numbers = count()
    found = review_file(tracked_file(demo_paper()), lang="ar", new_id=lambda: f"b{next(numbers)}")
    assert {one.kind for one in found.suggestions} == {"insertion", "deletion"} and len(found.comments) > 2
