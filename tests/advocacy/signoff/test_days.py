"""Working days and decent hours on everybody's own clock."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from advocacy.signoff.rules.days import SLEEPS, WAKES, calendar_of, common_day, decent, working_day_after

DAMASCUS, GENEVA = calendar_of("Asia/Damascus"), calendar_of("Europe/Zurich")
MONDAY = date(2026, 11, 23)


def test_the_weekend_is_that_of_the_zone_unless_the_organisation_says_otherwise() -> None:
    friday, sunday = date(2026, 11, 27), date(2026, 11, 29)
    assert (DAMASCUS.is_working(friday), DAMASCUS.is_working(sunday)) == (False, True)
    assert (GENEVA.is_working(friday), GENEVA.is_working(sunday)) == (True, False)
    assert calendar_of("Asia/Damascus", "sat_sun").is_working(friday)


def test_working_days_are_counted_over_each_weekend() -> None:
    assert working_day_after(MONDAY, 4, DAMASCUS) == date(2026, 11, 29)  # Tuesday, Wednesday, Thursday, Sunday
    assert working_day_after(MONDAY, 4, GENEVA) == date(2026, 11, 27)
    assert working_day_after(MONDAY, 0, GENEVA) == MONDAY


def test_a_common_day_leaves_everybody_enough_and_is_nobodys_weekend() -> None:
    assert common_day(MONDAY, 4, [DAMASCUS, GENEVA]) == date(2026, 11, 30)
    assert common_day(MONDAY, 4, [DAMASCUS]) == date(2026, 11, 29)


@pytest.mark.parametrize(
    ("at", "until", "expected"),
    [
        ("2026-11-24 10:00", "2026-11-26 18:00", "2026-11-24 10:00"),  # Tuesday morning: as it is
        ("2026-11-24 23:30", "2026-11-26 18:00", "2026-11-25 09:00"),  # at night: the next morning
        ("2026-11-25 05:00", "2026-11-26 18:00", "2026-11-25 09:00"),
        ("2026-11-27 12:00", "2026-12-01 18:00", "2026-11-29 09:00"),  # Friday: on Sunday
        ("2026-11-27 12:00", "2026-11-27 15:00", "2026-11-26 20:00"),  # too late for that: the evening before
        ("2026-11-25 03:00", "2026-11-25 06:00", "2026-11-24 20:00"),
    ],
)
def test_nobody_is_written_to_at_night_or_on_a_free_day(at: str, until: str, expected: str) -> None:
    zone = ZoneInfo("Asia/Damascus")
    moments = [datetime.fromisoformat(words).replace(tzinfo=zone).astimezone(UTC) for words in (at, until, expected)]
    assert decent(moments[0], moments[1], DAMASCUS) == moments[2]


def test_in_every_hour_of_a_year_the_hour_found_is_decent_and_before_the_end() -> None:
    begin = datetime(2026, 1, 1, tzinfo=UTC)
    for hours in range(0, 365 * 24, 7):
        at = begin + timedelta(hours=hours)
        found = decent(at, at + timedelta(hours=3), GENEVA).astimezone(ZoneInfo("Europe/Zurich"))
        assert found < at + timedelta(hours=3)
        assert WAKES <= found.time() < SLEEPS and GENEVA.is_working(found.date())
