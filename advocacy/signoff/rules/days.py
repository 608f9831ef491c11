"""Working days and decent hours on an organisation's own clock (HANDBOOK 1.4): pure decisions about moments.

All moments are aware; what is added to them is added on the wall clock of the zone, so that six in the evening stays
six in the evening when a clock is put forward.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY, SATURDAY, SUNDAY = range(7)
WEEKENDS: dict[str, frozenset[int]] = {
    "fri_sat": frozenset({FRIDAY, SATURDAY}),
    "sat_sun": frozenset({SATURDAY, SUNDAY}),
}
"""Which days are free, by the name that an organisation keeps."""
_FRI_SAT_ZONES = frozenset({"Asia/Damascus", "Asia/Amman", "Africa/Cairo", "Asia/Baghdad"})
WAKES, SLEEPS = time(9), time(21)
"""Between these hours a mail may reach somebody without waking them."""


@dataclass(frozen=True, slots=True)
class Calendar:
    """On whose clock, and which days are free there."""

    zone: str
    weekend: frozenset[int]

    def is_working(self, day: date) -> bool:
        return day.weekday() not in self.weekend


def calendar_of(zone: str, weekend: str = "") -> Calendar:
    """The calendar of an organisation: its own weekend, or with an empty word the usual one of its zone."""
    usual = "fri_sat" if zone in _FRI_SAT_ZONES else "sat_sun"
    return Calendar(zone, WEEKENDS[weekend if weekend in WEEKENDS else usual])


def working_day_after(start: date, days: int, calendar: Calendar) -> date:
    """The day that lies so many working days after another."""
    day = start
    while days > 0:
        day += timedelta(days=1)
        days -= calendar.is_working(day)
    return day


def common_day(start: date, days: int, calendars: Iterable[Calendar]) -> date:
    """The first day that leaves everybody so many working days and is one for all of them.

    When no day of the week is, the latest of their days: somebody must then wait for nobody's Monday.
    """
    theirs = list(calendars)
    latest = max((working_day_after(start, days, one) for one in theirs), default=start + timedelta(days=days))
    week = (latest + timedelta(days=step) for step in range(7))
    return next((day for day in week if all(one.is_working(day) for one in theirs)), latest)


def decent(at: datetime, until: datetime, calendar: Calendar) -> datetime:
    """When to write to somebody instead of at a moment that falls into a night or a weekend.

    The next morning of a working day, if that leaves at least three hours until `until`; else the last evening before.
    """
    zone = ZoneInfo(calendar.zone)
    local = at.astimezone(zone)
    if calendar.is_working(local.date()) and WAKES <= local.time() < SLEEPS:
        return at
    day = local.date() if local.time() < WAKES else local.date() + timedelta(days=1)
    later = _at(_working(day, calendar, 1), WAKES, zone)
    if later <= until - timedelta(hours=3):
        return later
    day = local.date() if local.time() >= SLEEPS else local.date() - timedelta(days=1)
    return _at(_working(day, calendar, -1), time(SLEEPS.hour - 1), zone)


def _working(day: date, calendar: Calendar, step: int) -> date:
    while not calendar.is_working(day):
        day += timedelta(days=step)
    return day


def _at(day: date, hour: time, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, hour, zone).astimezone(UTC)
