"""How long to wait before a mail is tried again, and when to give up."""

from datetime import timedelta

PAUSES = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, 60))
GIVE_UP_AFTER = timedelta(hours=24)


def pause_after(attempts: int) -> timedelta | None:
    """The pause after so many attempts that were put off; None once they fill GIVE_UP_AFTER."""
    waited = sum((_pause(turn) for turn in range(1, attempts + 1)), timedelta())
    return _pause(attempts) if waited <= GIVE_UP_AFTER else None


def _pause(turn: int) -> timedelta:
    return PAUSES[min(turn, len(PAUSES)) - 1]
