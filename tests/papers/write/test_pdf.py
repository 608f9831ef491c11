import subprocess
import sys
from dataclasses import replace
from functools import lru_cache
from hashlib import sha256
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from papers.__main__ import read_paper
from papers.edition import Edition, Signatory
from papers.model import Item, ListBlock, PageBreak, Paper, Paragraph, Sublist
from papers.words import say
from papers.write.pdf import decision_pdf, letter_pdf, to_bilingual_pdf, to_pdf
from papers.write.text import to_text
from tests.make.papers import papers
from tests.papers.pdfs import copied, faults, share_found
from tests.papers.samples import (
    EDITION_AR,
    EDITION_EN,
    LETTER_AR,
    LETTER_EN,
    POSITION_AR,
    POSITION_EN,
    STATEMENT_AR,
    STATEMENT_EN,
    STORY_AR,
    t,
)
from tests.papers.write.looks import signed_by_many

TEXTS = Path(__file__).parent.parent / "texts"

ANNEXES = ListBlock("l-annexes", True, (Item(t("Annex 1 (in English)"), Sublist(False, (Item(t("page 3")),))),), "ltr")
DOCUMENTS = {
    "position paper, ar": lambda: to_pdf(POSITION_AR, EDITION_AR),
    "position paper, en": lambda: to_pdf(POSITION_EN, EDITION_EN),
    "position paper without edition": lambda: to_pdf(POSITION_AR),
    "statement, ar": lambda: to_pdf(STATEMENT_AR, EDITION_AR),
    "statement, en": lambda: to_pdf(STATEMENT_EN, EDITION_EN),
    "policy paper": lambda: to_pdf(replace(POSITION_AR, kind="policy_paper"), EDITION_AR),
    "policy brief": lambda: to_pdf(replace(POSITION_EN, kind="policy_brief"), EDITION_EN),
    "unknown kind": lambda: to_pdf(replace(POSITION_EN, kind="fact_sheet"), EDITION_EN),
    "Arabic digits": lambda: to_pdf(replace(POSITION_AR, digits="arabic"), EDITION_AR),
    "a list turned round": lambda: to_pdf(replace(STATEMENT_AR, blocks=(*STATEMENT_AR.blocks, ANNEXES))),
    "bilingual": lambda: to_bilingual_pdf(POSITION_AR, POSITION_EN, EDITION_AR, EDITION_EN),
    "bilingual statement": lambda: to_bilingual_pdf(STATEMENT_EN, STATEMENT_AR, EDITION_EN, EDITION_AR),
    "letter, ar": lambda: letter_pdf(LETTER_AR),
    "letter, en": lambda: letter_pdf(LETTER_EN),
    "decision file": lambda: decision_pdf(STORY_AR),
}


@lru_cache(maxsize=32)
def document(name: str) -> bytes:
    return DOCUMENTS[name]()


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_document_is_pdf_ua_1_and_pdf_a_3a(name: str) -> None:
    assert faults(document(name)) == []


@pytest.mark.parametrize("paper", [POSITION_AR, STATEMENT_AR], ids=lambda paper: paper.kind)
def test_the_arabic_words_of_the_text_can_be_copied(paper: Paper) -> None:
    assert share_found(to_text(paper), to_pdf(paper, EDITION_AR)) >= 0.98


@pytest.mark.parametrize("file", sorted(TEXTS.glob("*.md")), ids=lambda file: file.stem)
def test_the_demo_papers_are_valid_and_every_arabic_word_of_them_can_be_copied(file: Path) -> None:
    paper = read_paper(file.read_text("utf-8"), None, None, TEXTS / "references.json")
    pdf = to_pdf(paper, EDITION_AR if paper.lang == "ar" else EDITION_EN)
    assert faults(pdf) == []
    if paper.lang == "ar":
        printed = to_text(paper).replace(say("footnotes", "ar"), "")
        assert share_found(printed, pdf) == 1


def test_the_arabic_side_of_a_bilingual_text_can_be_copied() -> None:
    assert share_found(to_text(POSITION_AR), document("bilingual")) >= 0.98


def test_the_first_third_of_the_first_page_says_who_what_and_what_is_asked() -> None:
    first = copied(document("position paper, en"), "-l", "1", "-x", "0", "-y", "0", "-W", "600", "-H", "400")
    for words in (
        "Riwaq al-Yasmin Civil Coalition",
        "On behalf of 14",
        "Families’ Right",
        "cannot be established",
        "1.",
    ):
        assert words in first


def test_names_reservations_withheld_and_verification_are_printed() -> None:
    text = copied(document("position paper, en"))
    for words in (
        "Sindyan Centre for Civil Rights",
        "Friends of the River Network",
        "2 organisations whose names are withheld",
        "Reservation of Civil Dialogue Network",
        "7KQ4-M2XR-9P",
        "Translated from Arabic",
        "Page 2 of 2",
        "a1b2 c3d4",
    ):
        assert words in text


def test_embargo_and_draft_stand_on_every_page() -> None:
    text = copied(to_pdf(POSITION_EN, replace(EDITION_EN, draft=True, embargo="24 November 2026, 18:00 Geneva")))
    pages = [page for page in text.split("\f") if page.strip()]
    assert len(pages) >= 2
    assert all("Embargoed until 24 November 2026, 18:00 Geneva" in page and "Draft" in page for page in pages)


def test_a_hundred_and_twenty_names_and_none_are_both_printed() -> None:
    names = tuple(Signatory(f"منظمة رقم {number} للعمل المدني") for number in range(120))
    long = to_pdf(STATEMENT_AR, replace(EDITION_AR, members=names))
    assert "119" in copied(long) and faults(long) == []
    none = replace(EDITION_AR, members=(), endorsers=(), withheld=0, reservations=())
    assert "الموقّعون" not in copied(to_pdf(STATEMENT_AR, none))


def test_asks_are_numbered_through_a_bilingual_table() -> None:
    text = copied(document("bilingual statement"))
    assert text.index("an immediate end") < text.index("clearance of mines")
    assert all(f"{number}." in text for number in (1, 2, 3))


def test_what_only_one_language_has_keeps_its_place_in_the_table() -> None:
    longer = replace(
        STATEMENT_EN, blocks=(*STATEMENT_EN.blocks[:1], Paragraph("only-en", t("Only here.")), *STATEMENT_EN.blocks[1:])
    )
    text = copied(to_bilingual_pdf(STATEMENT_AR, longer, EDITION_AR, EDITION_EN))
    assert text.index("Wadi al-Rumman") < text.index("Only here.") < text.index("Naming both parties")


def test_a_page_break_begins_a_new_page() -> None:
    one = Paper("position_paper", "en", "T", (Paragraph("a", t("first")), PageBreak("b"), Paragraph("c", t("second"))))
    pages = copied(to_pdf(one)).split("\f")
    assert "first" in pages[0] and "second" in pages[1]


def test_title_language_and_author_are_set() -> None:
    with pikepdf.open(BytesIO(document("position paper, ar"))) as pdf:
        assert str(pdf.docinfo["/Title"]) == POSITION_AR.title
        assert str(pdf.docinfo["/Author"]) == EDITION_AR.letterhead.name
        assert str(pdf.Root.Lang) == "ar"
        assert bool(pdf.Root.ViewerPreferences.DisplayDocTitle)


def test_markup_in_the_words_stays_words() -> None:
    paper = Paper("position_paper", "en", "<b>T</b> & co", (Paragraph("a", t('<img src="file:///etc/passwd"> </p>')),))
    text = copied(to_pdf(paper, EDITION_EN))
    assert "<b>T</b> & co" in text and '<img src="file:///etc/passwd">' in text


def test_a_colour_that_is_none_does_not_reach_the_style_sheet() -> None:
    from papers.write.print_html import to_print_html

    evil = replace(EDITION_EN, letterhead=replace(EDITION_EN.letterhead, colour="red} body{display:none"))
    assert "display:none" not in to_print_html(POSITION_EN, evil)


def test_the_same_edition_gives_the_same_bytes_in_another_process() -> None:
    script = (
        "from hashlib import sha256; from tests.papers.samples import *; from papers.write.pdf import to_pdf;"
        "print(sha256(to_pdf(POSITION_AR, EDITION_AR)).hexdigest())"
    )
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == sha256(document("position paper, ar")).hexdigest()


def test_a_statement_of_two_pages_stays_small() -> None:
    assert len(document("position paper, ar")) < 150_000


@settings(max_examples=15, deadline=None, derandomize=True, phases=[Phase.generate])
@given(papers(), st.sampled_from((EDITION_AR, signed_by_many(EDITION_AR, 70))))
def test_any_paper_is_printed_and_valid(paper: Paper, edition: Edition) -> None:
    assert faults(to_pdf(paper, edition)) == []


@pytest.mark.parametrize(
    ("lang", "words"), [("kmr", "Mafê malbatan e ku rastiyê bizanin"), ("ckb", "مافی خێزانەکانە ڕاستی بزانن")]
)
def test_kurdish_is_printed_valid_and_can_be_copied(lang: str, words: str) -> None:
    pdf = to_pdf(Paper("position_paper", lang, words, (Paragraph("p", t(words)),), position=words), EDITION_AR)
    assert faults(pdf) == []
    if lang == "kmr":
        assert words in " ".join(copied(pdf).split())
    else:
        assert share_found(words, pdf) == 1
