"""Whether an objection to a wording that arrives after the end still counts (hard case N14)."""

from datetime import datetime, timedelta


def counts_late(closes_at: datetime, grace: timedelta, *, opened_at: datetime | None, arrived_at: datetime) -> bool:
    """Only within the grace of the by-laws, and only from a page that was demonstrably opened before the end.

    A device's own clock proves nothing, so the house stamps the page when it hands it out; None is no such stamp.
    """
    return opened_at is not None and opened_at < closes_at <= arrived_at < closes_at + grace
