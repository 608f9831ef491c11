"""More time for one member: how far its own day moves, and when so many ask that the board should hear of it."""

from datetime import datetime, timedelta

HOURS = (12, 24, 48)
"""What can be asked for."""
FEW = 3
"""Fewer than this are never many, however short the roll."""


def moved(day: datetime, hours: int, *, now: datetime, closes_at: datetime) -> datetime:
    """The new day of a member: so many hours after its own day, or after now where that is over; never past the end."""
    return min(max(day, now) + timedelta(hours=hours), closes_at)


def ask_many(asking: int, roll: int) -> bool:
    """Whether this is no longer one member's trouble: at least three of them, and a quarter of all who were asked."""
    return asking >= FEW and asking * 4 >= roll
