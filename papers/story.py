"""What a decision file prints: everything that happened to a paper, in order, already in the reader's words."""

from dataclasses import dataclass
from typing import Literal

from papers.edition import Letterhead

Tone = Literal["plain", "good", "bad", "quiet"]


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that happened. `at` is the moment as the reader reads it, `tone` how it is marked."""

    at: str
    heading: str
    lines: tuple[str, ...] = ()
    tone: Tone = "plain"


@dataclass(frozen=True, slots=True)
class Story:
    """The decision file of one paper in one language.

    `figures` are pairs of value and label for the line of numbers at the top («14», «وقّعت»). `fingerprint` is the
    hexadecimal digest that binds the file to the ledger; empty prints none. Every string is printed as it stands.
    """

    lang: str
    letterhead: Letterhead
    title: str
    reference: str = ""
    intro: tuple[str, ...] = ()
    entries: tuple[Entry, ...] = ()
    figures: tuple[tuple[str, str], ...] = ()
    fingerprint: str = ""
    date: str = ""
    fingerprint_label: str = ""
