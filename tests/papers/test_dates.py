import json
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from papers.dates import digits, long_date, moment, western, zone_name
from papers.model import LANGUAGES

VECTORS = json.loads((Path(__file__).parent / "arabic_vectors.json").read_text(encoding="utf-8"))
DAY = date(2026, 11, 23)
HOUR = datetime(2026, 11, 23, 17, 0, tzinfo=UTC)


@pytest.mark.parametrize("month", range(1, 13))
def test_months_are_levantine_or_double(month: int) -> None:
    assert long_date(date(2026, month, 5), "ar") == f"5 {VECTORS['months_levant'][month - 1]} 2026"
    assert long_date(date(2026, month, 5), "ar", "dual") == f"5 {VECTORS['months_dual'][month - 1]} 2026"


def test_dates_are_long_in_every_language() -> None:
    assert long_date(DAY, "en") == "23 November 2026"
    assert long_date(DAY, "fr") == "23 novembre 2026"
    assert long_date(date(2027, 1, 1), "fr") == "1er janvier 2027"
    assert long_date(DAY, "kmr") == "23ê mijdara 2026an"
    assert long_date(DAY, "ckb") == "23ی تشرینی دووەمی 2026"


def test_a_moment_names_the_day_the_hour_and_whose_clock_it_is() -> None:
    assert moment(HOUR, "Europe/Zurich", "ar") == "الاثنين 23 تشرين الثاني 2026، 18:00 (بتوقيت جنيف)"
    assert moment(HOUR, "Asia/Damascus", "en") == "Monday 23 November 2026, 20:00 (Damascus time)"
    assert moment(HOUR, "Africa/Cairo", "fr") == "lundi 23 novembre 2026, 19 h 00 (heure du Caire)"
    assert moment(HOUR, "Europe/Oslo", "fr").endswith("(heure d’Oslo)")
    assert moment(HOUR, "UTC", "en").endswith("17:00 (UTC)")


def test_a_moment_without_a_zone_is_utc() -> None:
    assert moment(HOUR.replace(tzinfo=None), "UTC", "ar") == moment(HOUR, "UTC", "ar")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_language_has_a_moment(lang: str) -> None:
    assert "2026" in moment(HOUR, "America/New_York", lang)


def test_a_zone_without_a_word_of_ours_is_named_by_its_city() -> None:
    assert zone_name("America/Sao_Paulo", "en") == "Sao Paulo"


def test_both_kinds_of_digits_are_read() -> None:
    assert western("٢٣/١١/۲۰۲۶ ٣٫٥٪") == "23/11/2026 3.5%"
    assert digits("23 في RY/2026/014", "arabic") == "٢٣ في RY/2026/014"
