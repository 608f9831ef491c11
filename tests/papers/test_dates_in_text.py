from collections import Counter
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from papers.dates import long_date
from papers.dates_in_text import dates_in, without_dates
from papers.model import LANGUAGES

TWO_DAYS = ["2026-11-23", "2025-03-03"]


@pytest.mark.parametrize(
    ("lang", "text", "dates"),
    [
        ("ar", "في 23 تشرين الثاني 2026 وبتاريخ ٣ آذار/مارس 2025", TWO_DAYS),
        ("ar", "منذ آب 2013 حتى 3 مارس", ["2013-08", "--03-03"]),
        ("ar", "في 23/11/2026 أو 2026-11-23", ["2026-11-23", "2026-11-23"]),
        ("en", "on November 23, 2026 and the 3rd of March 2025", TWO_DAYS),
        ("en", "since August 2013. You may march in May.", ["2013-08"]),
        ("fr", "le 1er janvier 2027, en août 2013", ["2027-01-01", "2013-08"]),
        ("kmr", "di 23ê mijdara 2026an de", ["2026-11-23"]),
        ("ckb", "لە 23ی تشرینی دووەمی 2026", ["2026-11-23"]),
        ("ar", "الآب الكاهن وكتاب مارس الرياضة عام 2020", []),
        ("en", "resolution 2254 (2015), 45/13/2020", []),
    ],
)
def test_dates_are_read_in_every_spelling(lang: str, text: str, dates: list[str]) -> None:
    assert dates_in(text, lang) == Counter(dates)


@given(st.dates(min_value=date(1900, 1, 1), max_value=date(2999, 12, 31)), st.sampled_from(LANGUAGES))
def test_every_date_that_we_print_is_read_again(day: date, lang: str) -> None:
    assert dates_in(f"« {long_date(day, lang)} »", lang) == Counter([day.isoformat()])
    assert dates_in(long_date(day, "ar", "dual"), "ar") == Counter([day.isoformat()])


def test_what_is_left_without_the_dates_are_the_other_numbers() -> None:
    assert without_dates("في ٢٣ أيار ٢٠٢٦ زرنا ٤٠ محطة", "ar") == "في  …  زرنا 40 محطة"
