"""The time, as it is told to the application: always UTC, always passed in from outside."""

from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Protocol
from zoneinfo import available_timezones

from advocacy import outside


class Clock(Protocol):
    """Something that tells the time."""

    def now(self) -> datetime:
        """The present moment, aware, in UTC."""
        ...


class SystemClock:
    """The machine's clock."""

    def now(self) -> datetime:
        return datetime.now(UTC)


class SetClock:
    """A clock that stands still until it is moved; for tests, demonstrations and replays."""

    def __init__(self, at: datetime) -> None:
        self._at = at.astimezone(UTC)

    def now(self) -> datetime:
        return self._at

    def move(self, by: timedelta) -> None:
        self._at += by

    def set(self, at: datetime) -> None:
        self._at = at.astimezone(UTC)


def now() -> datetime:
    """The present moment of this process, in UTC, to the microsecond."""
    return outside.current().clock.now()


@cache
def time_zones() -> frozenset[str]:
    """The IANA names of all time zones; looked for on the disk once a process."""
    return frozenset(available_timezones())
