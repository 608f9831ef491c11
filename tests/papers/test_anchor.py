"""A passage that somebody spoke of is found in a later text, or said to be gone."""

from dataclasses import replace

import pytest

from papers.anchor import Anchor, Found, anchored, find, text_at
from papers.model import Paper, Paragraph, Text

ONE = Paragraph("a", (Text("معرفة مصير المفقودين حقّ للأسر وليست منحة من أحد."),))
TWO = Paragraph("b", (Text("لا يُبنى سلم أهلي على الصمت، وتقع كلفة الانتظار على النساء."),))
BASE = Paper("position_paper", "ar", "عنوان", (ONE, TWO), position="الموقف كما هو.")


def said(text: str, id_: str) -> Paragraph:
    return Paragraph(id_, (Text(text),))


def test_in_an_unchanged_text_the_passage_is_the_same() -> None:
    assert find(anchored("a", "مصير المفقودين", BASE), BASE) == Found("a", "same")


def test_the_words_are_found_in_their_block_when_others_changed() -> None:
    newer = replace(BASE, blocks=(said("قبل ذلك: معرفة مصير المفقودين حقّ لكل الأسر.", "a"), TWO))
    assert find(anchored("a", "مصير المفقودين", BASE), newer) == Found("a", "words")


def test_the_words_are_found_in_another_block_that_took_them_over() -> None:
    newer = replace(BASE, blocks=(said("فقرة أخرى تمامًا.", "a"), said("هنا الآن مصير المفقودين يذكر.", "c"), TWO))
    assert find(anchored("a", "مصير المفقودين", BASE), newer) == Found("c", "words")


def test_one_common_word_elsewhere_is_not_taken_for_the_passage() -> None:
    newer = replace(BASE, blocks=(said("فقرة أخرى تمامًا.", "a"), TWO, said("كلمة حقّ.", "c")))
    assert find(anchored("a", "حقّ", BASE), newer) == Found("a", "changed")


def test_a_block_that_came_back_under_another_id_is_found_by_likeness() -> None:
    newer = replace(BASE, blocks=(said("معرفة مصير المفقودين حقّ ثابت للأسر وليست منحة.", "z"), TWO))
    assert find(anchored("a", "منحة من أحد", BASE), newer, BASE) == Found("z", "changed")
    assert find(anchored("a", "منحة من أحد", BASE), newer) == Found("", "gone")


def test_a_passage_of_which_nothing_is_left_is_gone() -> None:
    newer = replace(BASE, blocks=(TWO,))
    assert find(anchored("a", "مصير المفقودين", BASE), newer, BASE) == Found("", "gone")


@pytest.mark.parametrize(("line", "newer", "how"), [
    ("position", "الموقف كما هو، وأكثر.", "words"), ("position", "غيره.", "changed"), ("position", "", "gone"),
])  # fmt: skip
def test_the_position_is_followed_too(line: str, newer: str, how: str) -> None:
    found = find(anchored(line, "الموقف كما هو", BASE), replace(BASE, position=newer))
    assert found == Found(line if how != "gone" else "", how)  # type: ignore[arg-type]


def test_what_was_said_of_the_whole_text_always_stands() -> None:
    assert find(Anchor("", ""), replace(BASE, blocks=())) == Found("", "same")


def test_direction_marks_and_spaces_do_not_hide_words() -> None:
    assert anchored("a", "\u2067مصير   المفقودين\u2069", BASE).quote == "مصير المفقودين"


def test_the_text_of_a_place_is_that_of_the_block_or_line() -> None:
    assert text_at("title", BASE) == "عنوان"
    assert text_at("b", BASE).startswith("لا يُبنى")
    assert text_at("nowhere", BASE) == text_at("", BASE) == ""
