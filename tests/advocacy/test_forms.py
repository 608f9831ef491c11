"""Whatever people type, it becomes a clean value or a message beside its field."""

from datetime import UTC, date, datetime

import pytest

from advocacy.errors import BadInput
from advocacy.forms import day_of, moment_of, reading


@pytest.mark.parametrize(
    "words",
    [
        "2026-11-23",
        "23/11/2026",
        "23.11.2026",
        "٢٣/١١/٢٠٢٦",
        "۲۳/۱۱/۲۰۲۶",
        "\u200f23/11/2026\u00a0",
        "23 / 11 / 2026",
        "٢٣؍١١؍٢٠٢٦",
    ],
)
def test_a_date_is_understood_in_every_way_it_is_written(words: str) -> None:
    assert day_of(words) == date(2026, 11, 23)


@pytest.mark.parametrize("words", ["", "31/02/2026", "11/23/2026", "23/11/26", "غدًا", "2026-11-23 18:00", "0001-01-01"])
def test_what_is_no_date_is_none(words: str) -> None:
    assert day_of(words) is None


@pytest.mark.parametrize("words", ["2026-11-23T18:00", "23/11/2026 18:00", "٢٣/١١/٢٠٢٦، ١٨:٠٠", "23/11/2026 18.00"])
def test_a_moment_is_read_on_the_clock_of_its_zone(words: str) -> None:
    assert moment_of(words, "Asia/Damascus") == datetime(2026, 11, 23, 15, 0, tzinfo=UTC)


@pytest.mark.parametrize("words", ["23/11/2026", "18:00", "23/11/2026 25:00", "23/11/2026 12:60"])
def test_half_a_moment_is_none(words: str) -> None:
    assert moment_of(words, "UTC") is None


def test_all_mistakes_are_named_at_once() -> None:
    with pytest.raises(BadInput) as refusal, reading({"day": "soon", "count": "many", "mail": "nobody"}) as typed:
        typed.text("name", required=True)
        typed.day("day")
        typed.whole("count")
        typed.mail("mail")
        typed.choice("kind", ["a", "b"])
    assert set(refusal.value.fields) == {"name", "day", "count", "mail", "kind"}


def test_text_is_cleaned_of_what_editors_leave() -> None:
    with reading({"name": "  \u200fﻣﺮﻛﺰ\u00a0سنديان  "}) as typed:
        assert typed.text("name") == "مركز سنديان"


def test_ten_megabytes_are_refused_and_not_read() -> None:
    with pytest.raises(BadInput), reading({"name": "م" * 5_000_000}) as typed:
        assert typed.text("name") == ""


def test_a_field_of_nothing_but_invisible_characters_is_empty() -> None:
    with pytest.raises(BadInput), reading({"name": "\u200f\u00a0\u200b"}) as typed:
        typed.text("name", required=True)


def test_numbers_are_read_in_both_kinds_of_digits_and_within_their_bounds() -> None:
    with reading({"a": "٥٠", "b": "50"}) as typed:
        assert typed.whole("a") == typed.whole("b") == 50
    with pytest.raises(BadInput), reading({"a": "101"}) as typed:
        typed.whole("a", most=100)


def test_lines_stay_lines() -> None:
    with reading({"note": "\r\nأولًا\u00a0 \r\n\r\nثانيًا\r\n"}) as typed:
        assert typed.lines("note") == "أولًا\n\nثانيًا"


def test_date_and_time_may_come_in_two_fields() -> None:
    with reading({"soft": "2026-11-23", "soft_time": "18:00"}) as typed:
        assert typed.moment("soft", "UTC") == datetime(2026, 11, 23, 18, 0, tzinfo=UTC)


def test_a_password_is_the_same_from_every_keyboard() -> None:
    with reading({"a": "سرّ ١٢٣ ", "b": "سرّ 123 "}) as typed:
        assert typed.secret("a") == typed.secret("b") == "سرّ 123 "
