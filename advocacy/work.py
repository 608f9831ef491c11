"""The shape of work that the worker does: rows that are due, done one by one."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta

LEASE = timedelta(minutes=5)
"""How long a claimed row belongs to the worker that claimed it; longer than the longest honest work."""


@dataclass(frozen=True, slots=True)
class Work:
    """One kind of work.

    `due()` lists the ids of rows whose time has come, by the tables and the clock alone. `do(id)` claims the row by a
    conditional UPDATE, commits, does the work and marks it; on a row that is no longer due it does nothing. Both open
    their own transactions and may run in several processes at once.
    """

    name: str
    due: Callable[[], Sequence[int]]
    do: Callable[[int], None]
