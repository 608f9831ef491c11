"""What two states of a text are called where they stand side by side."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class States:
    """What the two states of a text are called, in the paper's language: «المراجعة 3», "Issue 1.1"."""

    old: str
    new: str
