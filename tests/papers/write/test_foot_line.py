"""A line at the foot of every page, by which two copies are told apart."""

import pytest

from papers.seal.join import join
from papers.write.foot_line import with_foot_line
from papers.write.pdf import letter_pdf, to_pdf
from tests.papers.pdfs import copied, faults
from tests.papers.samples import EDITION_AR, EDITION_EN, LETTER_EN, POSITION_AR, POSITION_EN

LINES = {
    "ar": "نسخة مبكرة لسفارة نورلاند حصرًا · 7KQ2-M4XW · لا تُستعمل قبل 5 كانون الأول 2026",
    "en": "Early copy for the Embassy of Norland alone · 7KQ2-M4XW · not to be used before 5 December 2026",
}


@pytest.fixture(scope="module", params=["ar", "en"])
def printed(request: pytest.FixtureRequest) -> tuple[str, bytes]:
    pairs = {"ar": (POSITION_AR, EDITION_AR), "en": (POSITION_EN, EDITION_EN)}
    return request.param, to_pdf(*pairs[request.param])


def test_the_line_stands_on_every_page_and_nothing_else_changes(printed: tuple[str, bytes]) -> None:
    lang, pdf = printed
    before, after = copied(pdf).split("\f"), copied(with_foot_line(pdf, LINES[lang], lang)).split("\f")
    assert len(before) == len(after)
    for old, new in zip(before[:-1], after[:-1], strict=True):
        added = [line for line in new.splitlines() if "7KQ2-M4XW" in line]
        assert len(added) == 1
        rest = [line for line in new.splitlines() if line.strip() and line not in added]
        assert rest == [line for line in old.splitlines() if line.strip()]


def test_the_file_stays_what_readers_and_archives_ask_for(printed: tuple[str, bytes]) -> None:
    lang, pdf = printed
    marked = with_foot_line(pdf, LINES[lang], lang)
    assert faults(marked) == []
    assert with_foot_line(pdf, LINES[lang], lang) == marked


def test_a_letter_is_still_joined_to_it(printed: tuple[str, bytes]) -> None:
    lang, pdf = printed
    joined = join(letter_pdf(LETTER_EN), with_foot_line(pdf, LINES[lang], lang))
    assert faults(joined) == []
    assert "7KQ2-M4XW" in copied(joined)


@pytest.mark.parametrize("number", range(12))
def test_no_words_make_a_file_that_a_checker_refuses(number: int, printed: tuple[str, bytes]) -> None:
    lang, pdf = printed
    assert faults(with_foot_line(pdf, f"{LINES[lang]} · {number}", lang)) == []
