"""Standing instructions: when one can be used for a call, and from when it counts (decision 0026). Pure."""

from datetime import datetime, timedelta

UNDO = timedelta(hours=24)
"""How long an organisation can stop it after the copy of the text has left."""


def leaves_time(opened_at: datetime, closes_at: datetime) -> bool:
    """Whether a call is long enough for the 24 hours; a shorter one asks explicitly."""
    return closes_at > opened_at + UNDO


def counts_from(sent_at: datetime | None, closes_at: datetime) -> datetime | None:
    """From when it counts: 24 hours after the copy left; None while none has left, or when the end comes before."""
    at = sent_at + UNDO if sent_at is not None else None
    return at if at is not None and at < closes_at else None
