from dataclasses import replace

import pytest
from hypothesis import given, settings

from papers.model import (
    Ask,
    Citation,
    Emphasis,
    Footnote,
    Foreign,
    Heading,
    Inlines,
    Link,
    Paper,
    Paragraph,
    Reference,
    Strong,
    Text,
)
from papers.normalise import clean_text, normalise
from tests.make.papers import papers, words


def tidy(*content: object, lang: str = "ar", digits: str = "western") -> Inlines:
    paragraph = Paragraph("p", content)  # type: ignore[arg-type]
    (block,) = normalise(Paper("joint_statement", lang, "", (paragraph,), digits=digits)).blocks  # type: ignore[arg-type]
    assert isinstance(block, Paragraph)
    return block.content


@given(papers())
@settings(max_examples=150, deadline=None)
def test_normalising_twice_changes_nothing_more(paper: Paper) -> None:
    once = normalise(paper)
    assert normalise(once) == once


@given(words)
def test_cleaning_twice_changes_nothing_more(text: str) -> None:
    assert clean_text(clean_text(text)) == clean_text(text)


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("اﻟﺴﯿﺪات واﻟﺴﺎدة", "السیدات والسادة"),
        ("ﷲ", "الله"),
        ("حقّ  الأسر\u00a0كلّها ", "حقّ الأسر كلّها"),
        ("\u202bنص\u202c\u200f", "نص"),
        ("المنـ\u200cظمة", "المنـظمة"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("ﹽ", "ّ"),
        ("²", "²"),
        ("a\ud800b\x00c", "abc"),
        ("عنوان\nفي سطرين", "عنوان في سطرين"),
    ],
)
def test_pasted_characters_become_plain_letters(typed: str, stored: str) -> None:
    assert clean_text(typed) == stored


def test_tashkeel_stays() -> None:
    assert clean_text("حُجِبَ اسمُها") == "حُجِبَ اسمُها"


def test_a_mark_never_ends_inside_a_word() -> None:
    assert tidy(Text("نطالب بال"), Strong((Text("حق"),)), Text("وق الآن")) == (
        Text("نطالب "),
        Strong((Text("بالحقوق"),)),
        Text(" الآن"),
    )


def test_spaces_leave_the_edges_of_a_mark() -> None:
    assert tidy(Text("في"), Strong((Text(" دمشق "),)), Text(" اليوم")) == (
        Text("في "),
        Strong((Text("دمشق"),)),
        Text(" اليوم"),
    )


def test_the_same_mark_twice_is_one_and_neighbours_are_joined() -> None:
    assert tidy(Strong((Text("حق "), Strong((Text("الأسر"),)))), Text(""), Strong((Text("!"),))) == (
        Strong((Text("حق الأسر!"),)),
    )


def test_marks_stand_in_one_order() -> None:
    link = Link("https://riwaq.example/", (Strong((Text("هنا"),)),))
    assert tidy(Strong((Link("https://riwaq.example/", (Text("هنا"),)),))) == (link,) == tidy(link)


def test_a_note_inside_a_link_stands_after_the_linked_words() -> None:
    note = Footnote((Text("حاشية"),))
    linked = Link("https://riwaq.example/", (Text("هنا"), note, Text(".")))
    assert tidy(linked) == (
        Link("https://riwaq.example/", (Text("هنا"),)),
        note,
        Link("https://riwaq.example/", (Text("."),)),
    )


def test_words_in_the_language_of_the_paper_are_not_foreign() -> None:
    assert tidy(Foreign("ar", (Text("نص"),)), Foreign("en", (Text(" text"),))) == (
        Text("نص "),
        Foreign("en", (Text("text"),)),
    )


def test_empty_blocks_and_inlines_go_but_an_empty_ask_stays() -> None:
    blocks = (Paragraph("p", (Strong((Text(" "),)), Footnote(()))), Heading("h", 1, ()), Ask("a", ()))
    assert normalise(Paper("joint_statement", "ar", "", blocks)).blocks == (Ask("a", ()),)


def test_western_digits_are_the_default() -> None:
    assert tidy(Text("٢٠٢٦ و۳٫۵ و١٬٠٠٠ و٦٧٪")) == (Text("2026 و3.5 و1,000 و67%"),)


def test_arabic_digits_leave_reference_numbers_alone() -> None:
    assert tidy(Text("في 2026 رقم RY/2026/014 وS/RES/2254 (2015) 7"), digits="arabic") == (
        Text("في ٢٠٢٦ رقم RY/2026/014 وS/RES/2254 (2015) ٧"),
    )


def test_an_english_text_has_western_digits_whatever_the_policy() -> None:
    assert tidy(Text("٢٠٢٦"), lang="en", digits="arabic") == (Text("2026"),)


def test_references_that_nothing_cites_are_not_part_of_the_text() -> None:
    cited, other = Reference("ICCPR", "العهد"), Reference("ROME", "روما")
    block = Ask("a", (Text("نص"),), basis=(Citation("ICCPR", "المادة ٢٢"),))
    paper = normalise(Paper("joint_statement", "ar", "", (block,), references=(other, cited)))
    assert paper.references == (cited,)
    assert paper.asks[0].basis == (Citation("ICCPR", "المادة 22"),)


def test_emphasis_keeps_its_place_inside_strong_words() -> None:
    content = (Strong((Text("a "), Emphasis((Text("b"),)))),)
    assert tidy(*content, lang="en") == content


def test_the_working_state_is_kept() -> None:
    paper = Paper("joint_statement", "en", "T", aligned=(("p", "0" * 64),))
    assert normalise(paper) == paper
    assert normalise(replace(paper, title=" T")) == paper
