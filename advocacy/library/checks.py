"""What the charter asks of every text, as far as a machine can see it: hints for people, never a verdict.

The words stand in data/charter_checks.json, each group with its reason, so that the coalition can change them.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from papers.parties import Party, parties_in

_DATA = Path(__file__).parent / "data" / "charter_checks.json"

REASONS = ("dehumanises", "brands", "sectarian", "blames_all", "calls_for_violence")
"""Why a word is flagged; the pages put it into words."""


@dataclass(frozen=True, slots=True)
class Flag:
    """A word that should be looked at again, and why."""

    word: str
    reason: str


@cache
def _data() -> Mapping[str, Any]:
    found: Mapping[str, Any] = json.loads(_DATA.read_text("utf-8"))
    return found


def flagged_in(text: str, lang: str) -> list[Flag]:
    """Words that the value of non-violence forbids towards people (charter, values), whatever is written onto them."""
    found = parties_in(text, lang, [Party(word, {lang: (word,)}) for word, _ in _flagged(lang)])
    return [Flag(word, reason) for word, reason in _flagged(lang) if word in found]


def _flagged(lang: str) -> Iterator[tuple[str, str]]:
    for group in _data()["incitement"]:
        yield from ((word, group["reason"]) for word in group.get(lang, ()))


def speaks_for(text: str, lang: str, parties: Sequence[Party]) -> list[str]:
    """Phrases by which a text would speak for a party, a state or an armed body (charter, objective 9)."""
    begin = _data()["in_the_name_of"].get(lang, "")
    phrases = list(_data()["speaks_for"].get(lang, ()))
    phrases += [f"{begin} {name}" for party in parties for name in party.names.get(lang, ()) if begin]
    return sorted(parties_in(text, lang, [Party(phrase, {lang: (phrase,)}) for phrase in phrases]))


def conflicting(parties: Sequence[Party]) -> list[Party]:
    """The parties without the international bodies: naming two of these sets nobody equal with anybody."""
    known = set(_data()["not_in_conflict"])
    return [party for party in parties if party.key not in known]


def non_equation(lang: str) -> str:
    """The sentence that naming several parties does not equate them, in the charter's words (objective 9).

    Empty in a language into which the charter's words have not been brought.
    """
    words: str = _data()["non_equation"].get(lang, "")
    return words
