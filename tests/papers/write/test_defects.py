"""What the renderer was seen to do wrong, each with its remedy tried on a page; the other corrections are in
test_corrections (copied words, line ends), test_press (languages, enclosed files) and test_looks (columns, tables)."""

import re
from dataclasses import replace
from functools import lru_cache
from io import BytesIO
from typing import Any

import pikepdf
import pytest

from papers.edition import Edition
from papers.model import Cell, Foreign, Heading, Paper, Paragraph, Strong, Table, Text
from papers.write.pdf import letter_pdf, to_bilingual_pdf, to_pdf
from papers.write.press import LAYOUTS
from papers.write.print_bilingual import bilingual_html
from papers.write.print_html import to_print_html
from tests.papers.pdfs import copied, share_found
from tests.papers.samples import (
    EDITION_AR,
    EDITION_EN,
    LETTER_AR,
    POSITION_AR,
    POSITION_EN,
    STATEMENT_AR,
    STATEMENT_EN,
    t,
)
from tests.papers.write.looks import long_paper, signed_by_many

PAGES = (
    to_print_html(POSITION_AR, EDITION_AR),
    to_print_html(POSITION_EN, EDITION_EN),
    bilingual_html(STATEMENT_AR, STATEMENT_EN, EDITION_AR, EDITION_EN),
)


def in_order(pdf: bytes, *words: str) -> None:
    said = " ".join(copied(pdf).split())
    assert " ".join(words) in said, said


def test_a_foreign_phrase_with_a_marked_word_keeps_its_order() -> None:
    phrase = Foreign("en", (Text("the "), Strong(t("European Union")), Text(" Commission in Brussels")))
    paper = Paper("position_paper", "ar", "ع", (Paragraph("p", (Text("كتبت "), phrase, Text(" أمس."))),))
    in_order(to_pdf(paper), "the European Union Commission in Brussels")


@pytest.mark.parametrize(
    "sign", ["-4%", "+963 11 000 0000", "2026-11-23", "office@riwaq.example", "A/RES/77/301", "9f2b 7c41 d0e8 6a35"]
)
def test_signs_keep_their_order_in_an_arabic_line(sign: str) -> None:
    paper = Paper("position_paper", "ar", "ع", (Paragraph("p", t(f"القيمة {sign} في السطر.")),))
    in_order(to_pdf(paper), sign)


def test_a_latin_line_of_an_address_keeps_its_figures_before_it() -> None:
    letter = replace(LETTER_AR, addressee=("سعادة السفيرة", "Werderscher Markt 1", "10117 Berlin"))
    in_order(letter_pdf(letter), "10117 Berlin")


def test_no_line_ends_within_a_symbol() -> None:
    words = " ".join(["see A/RES/77/301"] * 40)
    said = copied(to_pdf(Paper("position_paper", "en", "t", (Paragraph("p", t(words)),))), "-layout")
    assert said.count("A/RES/77/301") == 40, said


def test_every_direction_is_said_outright() -> None:
    for page in PAGES:
        assert 'dir="auto"' not in page
        assert not re.search(r"<bdi(?![^>]*dir=)", page)


def test_a_mark_inside_a_word_does_not_part_its_letters() -> None:
    paper = Paper("position_paper", "ar", "ع", (Paragraph("p", (Text("المنظ"), Strong(t("مات")), Text(" الموقّعة"))),))
    assert share_found("المنظمات", to_pdf(paper)) == 1


@pytest.mark.parametrize("avoided", ["grid", "flex", "text-indent", "column-rule", "letter-spacing", "columns:"])
def test_no_layout_uses_what_is_wrong_from_the_right(avoided: str) -> None:
    named = [
        sheet.name for sheet in LAYOUTS.glob("*.css") if re.search(rf"[:\s;{{]{avoided}", sheet.read_text("utf-8"))
    ]
    assert named == []


@pytest.mark.parametrize("lines", range(36, 46))
def test_no_heading_and_no_caption_stands_alone_at_the_foot_of_a_page(lines: int) -> None:
    rows = tuple((Cell(t(f"row {number}")), Cell(t("x"))) for number in range(6))
    table = Table("t", ((Cell(t("Place")), Cell(t("Cases"))), *rows), caption=t("The caption"))
    filler = tuple(Paragraph(f"p{number}", t("A line.")) for number in range(lines - 16))
    paper = Paper("position_paper", "en", "T", (*filler, Heading("h", 1, t("The heading")), table))
    for page in copied(to_pdf(paper)).split("\f"):
        if "The caption" in page or "The heading" in page:
            assert "row 0" in page and "Place" in page


def test_the_metadata_can_be_read_without_unpacking() -> None:
    for pdf in (to_pdf(STATEMENT_AR, EDITION_AR), to_pdf(STATEMENT_AR, signed_by_many(EDITION_AR))):
        assert b"<pdfuaid:part>1</pdfuaid:part>" in pdf
        with pikepdf.open(BytesIO(pdf)) as opened:
            assert "/Filter" not in opened.Root.Metadata


DOCUMENTS = {
    "one piece": lambda: to_pdf(POSITION_AR, EDITION_AR),
    "pieces": lambda: to_pdf(long_paper(POSITION_AR), signed_by_many(EDITION_AR)),
    "two languages": lambda: to_bilingual_pdf(POSITION_AR, POSITION_EN, EDITION_AR, EDITION_EN),
}


@lru_cache(maxsize=3)
def document(name: str) -> bytes:
    return DOCUMENTS[name]()


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_note_is_one_with_a_name_of_its_own(name: str) -> None:
    with pikepdf.open(BytesIO(document(name))) as pdf:
        notes = [element for element in _elements(pdf) if element.S == "/Note"]
        names = [str(note.ID) for note in notes]
    assert len(notes) >= 3
    assert len(set(names)) == len(names)


@pytest.mark.parametrize("name", DOCUMENTS)
def test_what_runs_along_the_edges_is_no_content(name: str) -> None:
    with pikepdf.open(BytesIO(document(name))) as pdf:
        for number, page in enumerate(pdf.pages):
            begun = [part for part in pikepdf.parse_content_stream(page) if str(part.operator) == "BDC"]
            edges = [part for part in begun if str(part.operands[0]) == "/Artifact"]
            marked = [int(part.operands[1].MCID) for part in begun if "/MCID" in _properties(part)]
            assert len(edges) >= (2 if number else 1), f"page {number + 1} has no foot or no head"
            assert len(marked) == len(set(marked)) == len(_owners(pdf, page))


def test_no_chart_is_labelled_in_svg() -> None:
    for page in PAGES:
        assert "<text" not in page


def test_a_signatory_is_printed_whole_in_an_annex_of_any_names() -> None:
    edition: Edition = signed_by_many(EDITION_AR)
    long_name = "الشبكة السورية للتنمية المجتمعية المستدامة والحوار الأهلي والعدالة الانتقالية"
    pdf = to_pdf(STATEMENT_AR, replace(edition, members=tuple(replace(one, name=long_name) for one in edition.members)))
    assert share_found(" ".join([long_name] * len(edition.members)), pdf) == 1


def _elements(pdf: pikepdf.Pdf) -> list[Any]:
    return [one for one in pdf.objects if isinstance(one, pikepdf.Dictionary) and one.get("/Type") == "/StructElem"]


def _properties(part: Any) -> Any:
    return part.operands[1] if isinstance(part.operands[1], pikepdf.Dictionary) else {}


def _owners(pdf: pikepdf.Pdf, page: Any) -> Any:
    numbers = pdf.Root.StructTreeRoot.ParentTree.Nums
    return next(numbers[at + 1] for at in range(0, len(numbers), 2) if int(numbers[at]) == int(page.StructParents))
