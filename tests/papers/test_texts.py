"""Whole papers as coalitions write them, through every room of the engine."""

from pathlib import Path

import pytest

from papers.__main__ import read_paper
from papers.canonical import digest
from papers.kinds import KINDS
from papers.model import Paper
from papers.parity import Difference, differences
from papers.record import from_json, to_json
from papers.write.html import to_html
from papers.write.markdown import to_markdown
from papers.write.text import to_text

TEXTS = Path(__file__).parent / "texts"
NAMES = sorted(path.name for path in TEXTS.glob("*.md"))


def text(name: str) -> Paper:
    return read_paper((TEXTS / name).read_text(encoding="utf-8"), None, None, TEXTS / "references.json")


def test_there_are_six_papers_in_two_languages() -> None:
    assert len(NAMES) == 12


@pytest.mark.parametrize("name", NAMES)
def test_a_paper_keeps_its_digest_through_every_form(name: str) -> None:
    paper = text(name)
    assert digest(from_json(to_json(paper))) == digest(paper)
    again = read_paper(to_markdown(paper, ids=True), paper.lang, paper.kind, TEXTS / "references.json")
    assert digest(again) == digest(paper)


@pytest.mark.parametrize("name", NAMES)
def test_markdown_of_a_real_paper_needs_no_backslash(name: str) -> None:
    assert "\\" not in to_markdown(text(name))


@pytest.mark.parametrize("name", NAMES)
def test_nothing_but_a_missing_basis_keeps_a_real_paper_back(name: str) -> None:
    paper = text(name)
    assert {gap.code for gap in KINDS[paper.kind].gaps(paper) if gap.severity == "blocks"} <= {"no_basis"}


@pytest.mark.parametrize("name", NAMES)
def test_a_paper_is_shown_with_all_its_asks(name: str) -> None:
    paper = text(name)
    html, plain = to_html(paper), to_text(paper)
    assert html.count("<li id=") >= len(paper.asks) == html.count('class="ask ask-')
    assert all(f"\n{number}. " in plain for number in range(1, len(paper.asks) + 1))


@pytest.mark.parametrize("name", ["families", "associations", "school", "recovery"])
def test_the_two_languages_of_a_paper_say_the_same(name: str) -> None:
    assert differences(text(f"{name}.ar.md"), text(f"{name}.en.md")) == ()


def test_a_number_written_out_in_one_language_is_pointed_at() -> None:
    found = differences(text("housing.ar.md"), text("housing.en.md"))
    assert [(one.code, one.source, one.translation) for one in found] == [("numbers", "64", "")]
    assert isinstance(found[0], Difference)


def test_the_asks_of_the_families_read_as_sentences() -> None:
    plain = to_text(text("families.ar.md"))
    assert "1. نطالب الدول المشاركة في المؤتمر بتخصيص مقاعد دائمة" in plain
    assert "We demand that the States at the conference reserve permanent seats" in to_text(text("families.en.md"))
