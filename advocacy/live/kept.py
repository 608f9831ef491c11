"""What goes between a relay and whoever keeps its texts: plain facts that two processes can tell one another."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Entry:
    """One update with its author; `clients` are client ids that may be new, and become the author's pens."""

    data: bytes
    person_id: int | None
    clients: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Loaded:
    """A text as the log has it: updates in their order, of which the first may be a snapshot."""

    text_id: int
    epoch: int
    schema: int
    head: int
    updates: Sequence[bytes]


@dataclass(frozen=True, slots=True)
class Packed:
    """A text at rest as whoever loads it gets it: everything up to the update `number`, in columns and brotli."""

    epoch: int
    schema: int
    number: int
    data: bytes


@dataclass(frozen=True, slots=True)
class News:
    """What others have written into a text, up to the update `number`, and whose the pens are now."""

    updates: Sequence[bytes]
    number: int
    pens: dict[int, int | None]


@dataclass(frozen=True, slots=True)
class Batch:
    """Updates for the log of one text and epoch, from a relay that has `seen` it up to that number (None: unknown)."""

    text_id: int
    epoch: int
    seen: int | None
    entries: Sequence[Entry]


@dataclass(frozen=True, slots=True)
class Written:
    """A batch is in the log: the number of its last update, and what others had written before it."""

    number: int
    news: News | None
