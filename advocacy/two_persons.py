"""What the database checks where one person asks for something and another confirms it."""

from sqlalchemy import CheckConstraint, Index, text

_WAITING = "confirmed_at IS NULL AND dropped_at IS NULL"


def asked_and_confirmed(table: str, about: str) -> tuple[CheckConstraint | Index, ...]:
    """For a table of wishes with `reason`, `asked_by_id`, `confirmed_by_id`, `confirmed_at` and `dropped_at`.

    Each says why, nobody confirms their own, none is both confirmed and dropped, and one waits at a time for each row
    that `about` names.
    """
    return (
        CheckConstraint("reason != ''", name="says_why"),
        CheckConstraint("confirmed_by_id IS NULL OR confirmed_by_id != asked_by_id", name="second_person"),
        CheckConstraint("confirmed_at IS NULL OR dropped_at IS NULL", name="confirmed_or_dropped"),
        Index(
            f"ix_{table}_one_waiting",
            about,
            unique=True,
            sqlite_where=text(_WAITING),
            postgresql_where=text(_WAITING),
        ),
    )
