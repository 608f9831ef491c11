"""How long a request to open withheld names waits for its second officer, and how long they then stay open."""

from datetime import datetime, timedelta
from typing import Literal

CONFIRM_WITHIN = timedelta(hours=24)
OPEN_FOR = timedelta(minutes=30)

Standing = Literal["waiting", "lapsed", "open", "shut"]


def standing(confirm_until: datetime, open_until: datetime | None, now: datetime) -> Standing:
    """How a request stands: it waits for the second officer, nobody confirmed in time, it is open, or no longer."""
    if open_until is None:
        return "waiting" if now < confirm_until else "lapsed"
    return "open" if now < open_until else "shut"
