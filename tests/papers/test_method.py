"""The method line counts right in every language, and says nothing by which somebody could be known."""

from dataclasses import replace
from datetime import date

import pytest

from papers.edition import Edition
from papers.method import Consulted, method_line
from papers.model import LANGUAGES, Paper
from papers.read.docx import from_docx
from papers.write.docx import to_docx
from papers.write.page import to_page
from papers.write.print_bilingual import bilingual_html
from papers.write.print_html import to_print_html
from papers.write.text import to_text
from tests.papers.samples import EDITION_AR, EDITION_EN, POSITION_AR, POSITION_EN
from tests.papers.write.docx.opened import part, text

MANY = Consulted(date(2026, 3, 1), date(2026, 5, 5), 212, 98, 114, ("حلب", "دمشق"))
ONE_DAY = Consulted(date(2026, 3, 1), date(2026, 3, 1), 7)


@pytest.mark.parametrize(
    ("people", "said"),
    [(1, "شخص واحد في"), (2, "شخصين"), (7, "7 أشخاص"), (12, "12 شخصًا"), (100, "100 شخص في"), (212, "212 شخصًا")],
)
def test_arabic_counts_people_as_arabic_does(people: int, said: str) -> None:
    assert said in method_line([replace(ONE_DAY, people=people)], "ar")


def test_the_whole_sentence_in_arabic_and_english() -> None:
    assert method_line([MANY], "ar") == (
        "أُعدّت هذه الورقة بعد مشاورة 212 شخصًا (النساء: 98، الرجال: 114) بين 1 آذار 2026 و5 أيار 2026، في: حلب، دمشق."
    )
    assert method_line([replace(MANY, regions=("Aleppo",))], "en") == (
        "This paper was prepared after consulting 212 people (women: 98, men: 114) "
        "between 1 March 2026 and 5 May 2026, in: Aleppo."
    )


def test_nobody_consulted_gives_no_line() -> None:
    assert method_line([], "ar") == ""


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_language_has_its_line(lang: str) -> None:
    line = method_line([MANY, ONE_DAY], lang)
    assert "219" in line and "{" not in line and "98" not in line


def test_few_women_or_men_are_not_printed_apart() -> None:
    assert "98" in method_line([MANY], "en")
    assert "women" not in method_line([replace(MANY, women=4)], "en")
    assert "women" not in method_line([replace(MANY, men=None)], "en")


def test_consultations_are_counted_together_and_a_region_is_named_once() -> None:
    line = method_line([MANY, replace(MANY, last=date(2026, 6, 1))], "ar")
    assert "424 شخصًا" in line and line.count("حلب") == 1 and "1 حزيران 2026" in line


LINE_AR, LINE_EN = method_line([MANY], "ar"), method_line([replace(MANY, regions=())], "en")
AR, EN = replace(EDITION_AR, method=LINE_AR), replace(EDITION_EN, method=LINE_EN)


@pytest.mark.parametrize(("paper", "edition"), [(POSITION_AR, AR), (POSITION_EN, EN)])
def test_every_format_prints_the_line_once_under_the_text(paper: Paper, edition: Edition) -> None:
    words = edition.method.split(" (")[0]
    written = [
        to_page(paper, edition),
        to_print_html(paper, edition),
        to_text(paper, edition),
        text(part(to_docx(paper, edition))),
    ]
    for one in written:
        assert one.count(words) == 1
    for one in written[1:3]:
        assert one.index(words) < one.index(edition.members[0].name)


def test_a_page_of_two_languages_prints_both_lines_beside_each_other() -> None:
    both = bilingual_html(POSITION_AR, POSITION_EN, AR, EN)
    assert both.count(LINE_AR.split(" (")[0]) == both.count(LINE_EN.split(" (")[0]) == 1


def test_an_edition_without_a_line_prints_none() -> None:
    assert 'class="method"' not in to_print_html(POSITION_AR, EDITION_AR)


def test_a_file_that_comes_back_does_not_bring_the_line_into_the_text() -> None:
    ids = (f"b{number}" for number in range(1000))
    back, _dropped = from_docx(to_docx(POSITION_EN, EN), lang="en", new_id=lambda: next(ids))
    assert "consulting" not in to_text(back)
