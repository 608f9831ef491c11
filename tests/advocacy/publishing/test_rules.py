"""Numbers, names and codes."""

from datetime import timedelta

import pytest

from advocacy.publishing.rules import (
    code_in,
    dashed,
    file_name,
    grouped,
    names_within,
    next_number,
    pause_after,
    reference,
)


def test_a_reference_number_has_three_digits_and_more_when_they_are_needed() -> None:
    assert reference("RY", 2026, 19) == "RY/2026/019"
    assert reference("RY", 2026, 1234) == "RY/2026/1234"


def test_a_file_name_tells_nothing_but_the_reference() -> None:
    assert file_name("RY/2026/019", "1.0", "ar", "pdf") == "RY-2026-019-ar.pdf"
    assert file_name("RY/2026/019", "1.1", "ar-en", "docx") == "RY-2026-019-1.1-ar-en.docx"
    assert dashed("RY/2026/019") == "RY-2026-019"


def test_the_tenth_newer_issue_is_1_10() -> None:
    assert next_number("1.0") == "1.1"
    assert next_number("1.9") == "1.10"


@pytest.mark.parametrize(
    "typed",
    [
        "ABCDE-23456",
        "abcde23456",
        " abcde – 23456 ",
        "ABCDE-٢٣٤٥٦",
        "ＡＢＣＤＥ－２３４５６",
        "\u2066ABCDE-23456\u2069",
        "https://riwaq.example/verify/ABCDE-23456",
        "https://riwaq.example/verify/abcde-23456/?lang=ar",
        "ab cde\u00a0234 56",
    ],
)
def test_a_code_is_understood_however_it_is_typed(typed: str) -> None:
    assert code_in(typed) == "ABCDE-23456"


@pytest.mark.parametrize("typed", ["", "ABCDE", "ABCDE-234567", "رمز", "/", "a" * 100_000, "\x00"])
def test_what_cannot_be_a_code_is_none(typed: str) -> None:
    assert code_in(typed) == ""


def test_a_code_is_printed_in_two_groups() -> None:
    assert grouped("ABCDE23456") == "ABCDE-23456"


def test_attempts_come_ever_more_slowly_but_never_end() -> None:
    assert [pause_after(n) for n in (1, 2, 3)] == [timedelta(minutes=1), timedelta(minutes=2), timedelta(minutes=4)]
    assert pause_after(50) == timedelta(hours=6)


def test_a_name_is_found_in_a_text_however_it_is_spelt() -> None:
    names = {"ar": "شبكة الأحرار", "en": "Free Network", "fr": ""}
    assert names_within("نحن في شَبَكة الاحرار نتحفّظ", names)
    assert names_within("we, the FREE NETWORK, reserve", names)
    assert not names_within("نتحفّظ على المهلة", names)
    assert not names_within("شبكة الأحراريين", names)
