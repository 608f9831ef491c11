"""What may be said of a source, and whether its consent still holds, as pure decisions."""

import enum
from collections.abc import Iterable
from datetime import date

from papers.arabic import fold_strict

MAX_TITLE = 200
MAX_WORDS = 500
MAX_SEALED = 2_000
MAX_LINKS = 500
"""Passages of one text that rest on sources: more is nobody's work any more."""
_SHORTEST_NAME = 3


class Consent(enum.StrEnum):
    """Whether people still agree. No person is asked for a report or a law."""

    NOT_NEEDED = "not_needed"
    HOLDS = "holds"
    ENDED = "ended"
    WITHDRAWN = "withdrawn"


def consent_on(day: date, *, consent_for: str, until: date | None, is_withdrawn: bool) -> Consent:
    """The consent for a source on a day; the last day of a term still counts."""
    if is_withdrawn:
        return Consent.WITHDRAWN
    if not consent_for:
        return Consent.NOT_NEEDED
    return Consent.ENDED if until is not None and until < day else Consent.HOLDS


def purpose(source_id: int) -> str:
    """What the sealed words of a source are bound to: table, column, row."""
    return f"evidence_source.sealed.{source_id}"


def names_within(words: str, sealed: str) -> bool:
    """Whether words say one of the sealed names: each line, and each piece of it between commas, is a name."""
    text = f" {fold_strict(words)} "
    return any(f" {name} " in text for name in _names(sealed))


def _names(sealed: str) -> Iterable[str]:
    for line in sealed.replace("،", ",").replace("؛", ",").replace(";", ",").splitlines():
        for piece in line.split(","):
            name = fold_strict(piece)
            if len(name) >= _SHORTEST_NAME:
                yield name
