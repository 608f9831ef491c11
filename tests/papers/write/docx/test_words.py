"""What stands in the Word file, under which style, and in which direction."""

import base64
import io
from dataclasses import replace
from typing import Literal

import pytest
import segno
from lxml import etree

from papers.edition import Signatory
from papers.model import Cell, Figure, Heading, Item, ListBlock, PageBreak, Paper, Paragraph, Sublist, Table, Text
from papers.order import MANY_HEADINGS, MANY_NAMES
from papers.read.docx import from_docx
from papers.write.docx import letter_docx, to_bilingual_docx, to_docx
from tests.papers.write.docx.opened import W, paragraphs, part, text, values, words_of
from tests.papers.write.docx.samples import DIGEST, arabic, edition, english, letter, words


def issued() -> bytes:
    return to_docx(arabic(), edition())


def test_titles_and_headings_have_real_styles() -> None:
    assert words_of(issued(), "Title") == ["حقّ الأسر في المعرفة والمشاركة"]
    assert words_of(issued(), "Subtitle") == ["ورقة موقف بشأن تمثيل أسر المفقودين"]
    assert words_of(issued(), "Heading1") == ["الخلفية"]
    assert words_of(issued(), "Position")[0].startswith("ترى المنظمات الموقّعة")
    assert words_of(issued(), "Quote") == ["لا نريد إلا أن نعرف."]


def test_asks_are_printed_once_in_a_box_before_the_text() -> None:
    asks = words_of(issued(), "Ask")
    assert len(asks) == 3
    assert asks[0].startswith("نطالب بتخصيص مقاعد دائمة")
    said = text(part(issued()))
    assert said.index("تخصيص مقاعد دائمة") < said.index("الخلفية")


def test_asks_of_a_joint_statement_stand_where_they_were_written() -> None:
    said = text(part(to_docx(arabic("joint_statement"), edition())))
    assert said.index("تخصيص مقاعد دائمة") > said.index("الحالات المسجّلة بحسب المحافظة")


def test_asks_are_counted_through_by_one_list_however_far_apart_they_stand() -> None:
    asks = paragraphs(to_docx(arabic("joint_statement")), "Ask")
    assert len({_number(found) for found in asks}) == 1


def _number(paragraph: etree._Element) -> str | None:
    found = paragraph.find(f"{W}pPr/{W}numPr/{W}numId")
    return None if found is None else str(found.get(f"{W}val"))


def test_the_numbers_of_an_arabic_digit_paper_are_of_one_kind() -> None:
    said = text(part(to_docx(replace(arabic(), digits="arabic"), replace(edition(), withheld=12))))
    assert "٢٣ تشرين الثاني ٢٠٢٦" in said and "إضافةً إلى ١٢ منظمة" in said and "انظر التحفّظ ١" in said


def test_whom_to_call_stands_in_the_verification_block_and_only_there() -> None:
    assert text(part(issued())).count("للتواصل") == 1
    assert "للتواصل" in text(part(to_docx(arabic(), replace(edition(), digest="", verify_code=""))))


def test_each_list_begins_at_its_own_first_number() -> None:
    first, second = paragraphs(issued(), "ListParagraph")[0], paragraphs(issued(), "ListParagraph")[-1]
    assert _number(first) != _number(second)


def test_sub_items_count_in_abjad_in_arabic_and_in_letters_in_english() -> None:
    assert "arabicAbjad" in values(issued(), "numFmt", "word/numbering.xml")
    english_formats = values(to_docx(english()), "numFmt", "word/numbering.xml")
    assert "lowerLetter" in english_formats and "arabicAbjad" not in english_formats


def test_a_paper_with_arabic_digits_has_typed_labels_because_word_cannot_count_so() -> None:
    data = to_docx(replace(arabic(), digits="arabic"))
    assert words_of(data, "ListParagraph")[0].startswith("١.")
    assert words_of(data, "ListParagraph")[1].startswith("(أ)")
    assert words_of(data, "Ask")[2].startswith("٣.")


def test_a_citation_prints_its_title_and_hangs_a_real_footnote() -> None:
    data = issued()
    assert "المادة 24 من الاتفاقية الدولية لحماية جميع الأشخاص من الاختفاء القسري" in text(part(data))
    notes = [text(note) for note in part(data, "word/footnotes.xml")]
    assert "A/RES/61/177" in notes[2]
    marks = [mark.get(f"{W}id") for mark in part(data).iter(f"{W}footnoteReference")]
    assert marks == ["1", "2"]


def test_an_arabic_file_reads_from_right_to_left_everywhere() -> None:
    data = issued()
    assert part(data).find(f".//{W}sectPr/{W}bidi") is not None
    tables = list(part(data).iter(f"{W}tbl"))
    assert tables and all(table.find(f"{W}tblPr/{W}bidiVisual") is not None for table in tables)
    assert part(data, "word/styles.xml").find(f"{W}style/{W}pPr/{W}bidi") is not None


def test_an_english_file_has_no_direction_from_the_right() -> None:
    data = to_docx(english(), edition("en"))
    assert part(data).find(f".//{W}bidi") is None
    assert part(data).find(f".//{W}bidiVisual") is None


def test_a_paragraph_against_the_direction_of_its_paper_says_so() -> None:
    paper = Paper("position_paper", "ar", "عنوان", (Paragraph("p", (Text("In English."),), "ltr"),))
    assert values(to_docx(paper), "bidi")[0] == "0"


@pytest.mark.parametrize("digits", ["western", "arabic"])
def test_every_entry_of_a_list_against_the_direction_of_its_paper_says_so(digits: Literal["western", "arabic"]) -> None:
    below = Sublist(False, (Item((Text("جلسة of the Council"),)),))
    block = ListBlock("l", True, (Item((Text("Annex 1"),), below), Item((Text("Annex 2"),))), "ltr")
    paper = Paper("position_paper", "ar", "عنوان", (block,), digits=digits)
    assert values(to_docx(paper), "bidi")[:3] == ["0", "0", "0"]
    back, _ = from_docx(to_docx(paper), lang="ar", new_id=lambda: "l")
    assert back.blocks == (block,)


def test_languages_are_named() -> None:
    data = issued()
    default = part(data, "word/styles.xml").find(f".//{W}rPrDefault/{W}rPr/{W}lang")
    assert default is not None and default.get(f"{W}bidi") == "ar-SY"
    assert [found.get(f"{W}val") for found in part(data).iter(f"{W}lang")] == ["en-GB"]


def test_header_and_footer_carry_the_code_and_count_pages() -> None:
    footer = part(issued(), "word/footer1.xml")
    assert "RY26-7KQ4-M2XD" in text(footer)
    instructions = [(found.text or "").strip() for found in footer.iter(f"{W}instrText")]
    assert instructions == ["PAGE", "NUMPAGES"]
    assert "RY/2026/011" in text(part(issued(), "word/header1.xml"))
    assert text(part(issued(), "word/header2.xml")) == ""


def test_signatories_reservations_and_the_withheld_are_printed() -> None:
    names = words_of(issued(), "Signatory")
    assert "اتحاد نساء وادي الرمّان" in names and "Geneva Forum for the Missing" in "".join(names)
    assert "انظر التحفّظ 1" in words_of(issued(), "SignatoryNote")
    said = text(part(issued()))
    assert "إضافةً إلى منظمتين حُجب اسماهما لأسباب أمنية" in said
    assert "نتحفّظ على المهلة الواردة في المطلب الأول." in said


def test_the_verification_block_has_code_address_and_whole_digest() -> None:
    said = "".join(words_of(issued(), "Verification"))
    assert "RY26-7KQ4-M2XD" in said and DIGEST in said and "https://verify.example.org/v/RY26-7KQ4-M2XD" in said


def test_pictures_speak_to_those_who_do_not_see_them() -> None:
    picture = io.BytesIO()
    segno.make("x").save(picture, kind="png")
    figure = Figure("f", "image/png", base64.b64encode(picture.getvalue()).decode(), 'A "chart" & more', words("Cases"))
    data = to_docx(Paper("position_paper", "en", "T", (figure,)), edition("en"))
    spoken = [found.get("descr") for found in part(data).iter("{*}docPr")]
    assert 'A "chart" & more' in spoken
    assert all(spoken)


def test_drawings_and_bookmarks_have_numbers_of_their_own() -> None:
    data = to_docx(in_many_parts(), edition("en"))
    numbers = [found.get("id") for found in part(data).iter("{*}docPr")]
    numbers += [found.get(f"{W}id") for found in part(data).iter(f"{W}bookmarkStart")]
    assert len(numbers) == len(set(numbers)) == 2 + MANY_HEADINGS


def test_a_policy_paper_has_contents_that_lead_to_its_headings() -> None:
    assert not words_of(to_docx(english("policy_paper")), "TOC1")
    data = to_docx(in_many_parts())
    assert words_of(data, "TOC1")[:2] == ["Background", "Part 1"]
    anchors = {found.get(f"{W}anchor") for found in part(data).iter(f"{W}hyperlink")} - {None}
    assert anchors == {found.get(f"{W}name") for found in part(data).iter(f"{W}bookmarkStart")}


def test_a_table_repeats_its_head_and_keeps_its_spans() -> None:
    data = issued()
    table = next(table for table in part(data).iter(f"{W}tbl") if "المحافظة" in text(table))
    rows = table.findall(f"{W}tr")
    assert [row.find(f"{W}trPr/{W}tblHeader") is not None for row in rows] == [True, False, False, False]
    merges = [found.get(f"{W}val") for found in table.iter(f"{W}vMerge")]
    assert merges == ["restart", "continue"]
    assert [found.get(f"{W}val") for found in table.iter(f"{W}gridSpan")] == ["2"]


def test_no_column_is_narrower_than_its_longest_word_while_the_others_can_spare_it() -> None:
    written = ("5", *(2 * ("يجب أن تصبح كل المباني العامة ميسّرة للجميع خلال سنة.",)))
    head = tuple(Cell(words(label)) for label in ("الموضع", "النص الآن", "النص المقترح"))
    table = Table("t", (head, tuple(Cell(words(each)) for each in written)), header_rows=1)
    data = to_docx(Paper("position_paper", "ar", "عنوان", (table,)))
    first, *others = [int(found.get(f"{W}w") or 0) for found in part(data).iter(f"{W}gridCol")]
    assert first >= 140 * len("الموضع") + 240
    assert min(others) > first


def test_spans_that_collide_or_run_out_of_the_table_still_fill_every_row() -> None:
    rows = (
        (Cell(words("a"), rowspan=9), Cell(words("b"), colspan=3, rowspan=2), Cell(words("c"))),
        (Cell(words("d")), Cell(words("e"))),
        (),
        (Cell(words("f"), colspan=500),),
    )
    data = to_docx(Paper("position_paper", "en", "T", (Table("t", rows, header_rows=0),)))
    for row in part(data).iter(f"{W}tr"):
        spans = [int(found.get(f"{W}val") or 0) for found in row.iter(f"{W}gridSpan")]
        assert len(row.findall(f"{W}tc")) - len(spans) + sum(spans) == len(list(part(data).iter(f"{W}gridCol")))


def test_a_table_without_cells_is_left_out() -> None:
    assert list(part(to_docx(Paper("position_paper", "en", "T", (Table("t", ()),)))).iter(f"{W}tbl")) == []


def test_a_page_break_is_where_it_was_put() -> None:
    blocks = (Paragraph("p1", words("One.")), PageBreak("b"), Paragraph("p2", words("Two.")))
    data = to_docx(Paper("position_paper", "en", "T", blocks))
    (found,) = [one for one in part(data).iter(f"{W}br") if one.get(f"{W}type") == "page"]
    following = found.getparent().getparent().getnext()
    assert following is not None and text(following) == "Two."


def test_the_kind_of_document_stands_above_its_title() -> None:
    assert words_of(issued(), "Kind") == ["ورقة موقف"]
    assert words_of(to_docx(replace(english(), kind="no_such_kind")), "Kind") == []


def test_asks_and_their_translations_meet_in_one_row() -> None:
    data = to_bilingual_docx(arabic(), english(), edition(), edition("en"))
    rows = [[text(cell) for cell in row.findall(f"{W}tc")] for row in part(data).iter(f"{W}tr")]
    assert any(len(row) == 2 and "قناة واحدة" in row[0] and "one safe channel" in row[1] for row in rows)


def test_a_two_language_file_is_verified_by_one_code_and_needs_no_edition() -> None:
    data = to_bilingual_docx(arabic(), english(), edition(), edition("en"))
    assert text(part(data)).count(DIGEST) == 1
    assert "Background" in text(part(to_bilingual_docx(arabic(), english())))


def test_blocks_and_their_translations_meet_in_one_row() -> None:
    data = to_bilingual_docx(arabic(), english(), edition(), edition("en"))
    whole = part(data).find(f"{W}body/{W}tbl")
    assert whole is not None and whole.find(f"{W}tblPr/{W}bidiVisual") is not None
    rows = [[text(cell) for cell in row.findall(f"{W}tc")] for row in whole.findall(f"{W}tr")]
    assert ["الخلفية", "Background"] in rows
    alone = next(row for row in rows if "لا نريد إلا أن نعرف." in row[0])
    assert alone[1] == ""


def test_a_block_that_only_the_left_column_has_follows_its_neighbour() -> None:
    left = replace(
        english(), blocks=(Paragraph("n0", words("First.")), *english().blocks[:1], Paragraph("n1", words("Own.")))
    )
    data = to_bilingual_docx(arabic(), left, edition(), edition("en"))
    whole = part(data).find(f"{W}body/{W}tbl")
    assert whole is not None
    rows = [[text(cell) for cell in row.findall(f"{W}tc")] for row in whole.findall(f"{W}tr")]
    at = rows.index(["الخلفية", "Background"])
    assert rows[at - 1] == ["", "First."]
    assert rows[at + 1] == ["", "Own."]


def test_a_letter_has_address_subject_words_and_enclosures_in_this_order() -> None:
    said = text(part(letter_docx(letter())))
    places = [
        said.index(words)
        for words in (
            "تحالف رواق",
            "سعادة السفيرة",
            "الموضوع",
            "تحية طيبة",
            "وتفضلوا",
            "المرفقات",
            "نسخة إلى",
            "للتواصل",
        )
    ]
    assert places == sorted(places)


def test_an_edition_without_withheld_names_says_nothing_about_them() -> None:
    assert "حُجب" not in text(part(to_docx(arabic(), replace(edition(), withheld=0))))


def test_a_translation_is_named_at_the_head() -> None:
    assert words_of(to_docx(english(), edition("en")), "Notice") == ["Translated from Arabic"]


def test_a_draft_and_an_embargo_stand_above_every_page() -> None:
    data = to_docx(english(), replace(edition("en"), draft=True, embargo="Monday 18:00 (Geneva time)"))
    for header in ("header1", "header2"):
        said = text(part(data, f"word/{header}.xml"))
        assert "Embargoed until Monday 18:00 (Geneva time)" in said and "Draft" in said


def in_many_parts() -> Paper:
    """A policy paper that is long enough for a list of contents."""
    paper = english("policy_paper")
    parts = tuple(Heading(f"part{number}", 1, words(f"Part {number}")) for number in range(1, MANY_HEADINGS))
    return replace(paper, blocks=(*paper.blocks, *parts))


def test_contents_and_an_annex_of_names_begin_a_page() -> None:
    many = replace(edition(), members=tuple(Signatory(f"جمعية {number}") for number in range(MANY_NAMES + 1)))
    data = to_docx(in_many_parts(), many)
    begun = [text(found.getparent().getparent()) for found in part(data).iter(f"{W}pageBreakBefore")]
    assert begun == ["Contents", "Annex: Signatories"]
    assert any(line.endswith("the names are in the annex") for line in words_of(data, "Attribution"))


def test_in_two_columns_no_row_is_broken_for_an_annex() -> None:
    many = replace(edition(), members=tuple(Signatory(f"جمعية {number}") for number in range(MANY_NAMES + 1)))
    data = to_bilingual_docx(arabic(), english(), many, many)
    assert "الملحق: الموقّعون" in words_of(data, "ClosingHeading")
    assert not list(part(data).iter(f"{W}pageBreakBefore"))
