"""What the rules of a review decide."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advocacy.amending.rules import keywords_of, next_number, touches


@pytest.mark.parametrize(
    ("words", "keyword"),
    [
        ("نطالب بفرض عقوبات شاملة", "عقوبات"),
        ("ترفض المنظمات العقوبات", "عقوبات"),
        ("نطالب بالعقوبات فورًا", "عقوبات"),
        ("وعقوبات أخرى", "العقوبات"),
        ("العقوباتُ الاقتصاديّة", "عقوبات"),
        ("We call for sanctions.", "Sanction"),
        ("Des sanctions économiques", "sanctions economiques"),
        ("مصير المعتقلين والمعتقلات", "المعتقلين"),
        ("عودة اللاجئين القسرية", "عوده اللاجئين"),
    ],
)
def test_a_text_touches_a_keyword_however_it_is_spelled(words: str, keyword: str) -> None:
    assert touches(words, ["شيء آخر", keyword]) == keyword


@pytest.mark.parametrize(
    ("words", "keyword"),
    [("المعاقبة بالمثل", "عقوبات"), ("unsanctioned", "sanction"), ("", "كلمة"), ("نصّ", ""), ("نصّ", "…")],
)
def test_other_words_touch_nothing(words: str, keyword: str) -> None:
    assert touches(words, [keyword]) == ""


@given(st.text(max_size=200), st.lists(st.text(max_size=20), max_size=5))
def test_a_touch_is_one_of_the_keywords_or_nothing(words: str, keywords: list[str]) -> None:
    assert touches(words, keywords) in {"", *keywords}


def test_keywords_come_from_lines_and_commas_of_both_scripts_each_once() -> None:
    assert keywords_of("عقوبات، حصار\nsanctions, embargo;  عقوبات") == ["عقوبات", "حصار", "sanctions", "embargo"]


def test_a_number_is_never_given_twice() -> None:
    assert next_number([]) == 1
    assert next_number([None, 3, 1]) == 4
