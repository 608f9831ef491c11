"""The PDF and the Word file of an edition say the same words and numbers in the same order."""

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import replace

import lxml.html
import pytest

from papers.characters import arabic_digits
from papers.edition import Edition, Signatory
from papers.model import Paper
from papers.words import withheld
from papers.write.docx import to_docx
from papers.write.page import to_page
from papers.write.pdf import to_pdf
from papers.write.print_html import to_print_html
from papers.write.text import to_text
from tests.papers.pdfs import arabic_words, copied
from tests.papers.samples import EDITION_AR, EDITION_EN, POSITION_AR, POSITION_EN, STATEMENT_AR
from tests.papers.write.docx.opened import W, part, text
from tests.papers.write.looks import legal_comment, long_paper, signed_by_many

ACCEDED = replace(
    EDITION_AR,
    acceded=(Signatory("جمعية الأفق", "انضمّت في 1 كانون الأول 2026"), Signatory("مبادرة السنبلة", "انضمّت أمس")),
    acceded_withheld=2,
)
EDITIONS = {
    "short, ar": (POSITION_AR, EDITION_AR),
    "statement, ar": (STATEMENT_AR, EDITION_AR),
    "statement with annex, ar": (STATEMENT_AR, signed_by_many(EDITION_AR)),
    "legal comment, ar": (legal_comment(), EDITION_AR),
    "cover, contents and annex, ar": (long_paper(POSITION_AR), signed_by_many(EDITION_AR)),
    "cover, contents and annex, en": (long_paper(POSITION_EN), signed_by_many(EDITION_EN)),
    "acceded later, ar": (POSITION_AR, ACCEDED),
    "Arabic digits": (replace(POSITION_AR, digits="arabic"), signed_by_many(EDITION_AR)),
}
_ASIDE = ("top", "top-first", "foot", "footnote", "masthead", "verification")
"""What each of the two says in a place of its own: edges of pages, notes, the head, how to verify."""
_HEAD = ("Letterhead", "LetterheadLine", "Reference", "Notice", "Verification", "Kind")
_WORD = re.compile("[\\w\u064b-\u0652\u0670]+")
_TYPED = re.compile("^\\s*(?:[٠-٩]+[.)]|\\([أ-ي]\\))")
"""A number that Word cannot count: it is typed there, and counted by the style sheet here."""


def said(words: str) -> list[str]:
    return _WORD.findall(words)


def words_of_the_pdf(paper: Paper, edition: Edition) -> list[str]:
    """The words of the page that the PDF is laid out from."""
    page = lxml.html.fromstring(to_print_html(paper, edition))
    for name in (*_ASIDE, "kind"):
        for found in page.find_class(name):
            found.drop_tree()
    for number, kept in enumerate(page.xpath("//*[@class='reservations']//li"), start=1):
        kept.text = f"{arabic_digits(str(number)) if paper.digits == 'arabic' else number} {kept.text or ''}"
    for found in page.iter("p", "li", "td", "th", "h1", "h2", "h3", "h4", "caption", "br"):
        found.text, found.tail = f" {found.text or ''}", f" {found.tail or ''}"
    return said(page.find("body").text_content())


def words_of_the_word_file(paper: Paper, edition: Edition) -> list[str]:
    words: list[str] = []
    for paragraph in part(to_docx(paper, edition)).iter(f"{W}p"):
        style = paragraph.find(f"{W}pPr/{W}pStyle")
        if style is None or style.get(f"{W}val") not in _HEAD:
            words += said(_without_typed(text(paragraph), style))
    return words


def _without_typed(words: str, style: object) -> str:
    is_counted = style is not None and style.get(f"{W}val") != "Reservation"  # type: ignore[attr-defined]
    return _TYPED.sub("", words) if is_counted else words


@pytest.mark.parametrize("name", EDITIONS)
def test_both_files_say_the_same_words_in_the_same_order(name: str) -> None:
    assert words_of_the_word_file(*EDITIONS[name]) == words_of_the_pdf(*EDITIONS[name])


@pytest.mark.parametrize("name", EDITIONS)
def test_both_files_have_the_same_numbers(name: str) -> None:
    paper, edition = EDITIONS[name]
    numbers = Counter(re.findall(r"\d+", " ".join(words_of_the_word_file(paper, edition))))
    printed = Counter(re.findall(r"\d+", copied(to_pdf(paper, edition))))
    assert not numbers - printed


@pytest.mark.parametrize("name", ["cover, contents and annex, ar", "statement with annex, ar"])
def test_nearly_every_arabic_word_of_the_word_file_can_be_copied_out_of_the_pdf(name: str) -> None:
    wanted = arabic_words(" ".join(words_of_the_word_file(*EDITIONS[name])))
    missing = wanted - arabic_words(copied(to_pdf(*EDITIONS[name])))
    assert 1 - missing.total() / wanted.total() >= 0.985, missing


@pytest.mark.parametrize("write", [to_text, to_page, lambda *printed: " ".join(words_of_the_word_file(*printed))])
def test_who_acceded_stands_below_all_others_with_its_day(write: Callable[[Paper, Edition], str]) -> None:
    words = " ".join(said(re.sub("<[^>]+>", " ", write(POSITION_AR, ACCEDED))))
    places = [words.index(" ".join(said(each))) for each in ("شبكة أصدقاء النهر", "انضمّوا لاحقًا", "جمعية الأفق")]
    assert places == sorted(places)
    assert words.index(" ".join(said("انضمّت في 1 كانون الأول 2026"))) > places[-1]
    assert words.index(" ".join(said("مبادرة السنبلة"))) < words.rindex(" ".join(said(withheld(2, "ar"))))
