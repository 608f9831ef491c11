"""How long a dispute is the organisation's own."""

from datetime import datetime, timedelta

OWN_FOR = timedelta(hours=12)


def own_until(opened_at: datetime, closes_at: datetime) -> datetime:
    """Twelve hours, or half of what is left where that is less: arbitration must have time before the call closes."""
    return opened_at + min(OWN_FOR, max((closes_at - opened_at) / 2, timedelta(0)))
