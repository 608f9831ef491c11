"""When a checkpoint of the ledger is due to the members."""

from datetime import UTC, datetime, timedelta


def week_of(moment: datetime) -> int:
    """The ISO week of a moment (UTC) as one number: 202648."""
    year, week, _day = moment.astimezone(UTC).isocalendar()
    return year * 100 + week


def week_began(moment: datetime) -> datetime:
    """Monday, midnight UTC, of the week of a moment."""
    day = moment.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    return day - timedelta(days=day.weekday())
