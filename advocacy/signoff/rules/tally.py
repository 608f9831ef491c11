"""Counting answers: every organisation once, withheld names like all others."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

SIGNATURES = frozenset({"sign", "sign_with_reservation"})


@dataclass(frozen=True, slots=True)
class Given:
    """One standing answer. `choice` is a word of `models.Choice`; `withheld` that the name is printed nowhere."""

    organisation_id: int
    choice: str
    withheld: bool = False


@dataclass(frozen=True, slots=True)
class Tally:
    """The counts from which everything follows.

    `sign` includes those with a reservation; `reservation` and `withheld` are parts of `sign`. `silent` answered
    nothing, which means nothing (HANDBOOK 1.2).
    """

    roll: int
    sign: int = 0
    reservation: int = 0
    abstain: int = 0
    object: int = 0
    recuse: int = 0
    withheld: int = 0

    @property
    def answered(self) -> int:
        return self.sign + self.abstain + self.object + self.recuse

    @property
    def silent(self) -> int:
        return self.roll - self.answered

    @property
    def is_complete(self) -> bool:
        """Everybody who was asked has answered."""
        return self.roll > 0 and self.silent == 0

    def facts(self) -> dict[str, int]:
        """As it is kept beside the call."""
        return {**asdict(self), "answered": self.answered, "silent": self.silent}


def count(roll: Collection[int], answers: Iterable[Given]) -> Tally:
    """Count the answers of those on the roll. ValueError when an organisation has two: one of them cannot stand."""
    asked = set(roll)
    given = [answer for answer in answers if answer.organisation_id in asked]
    if len({answer.organisation_id for answer in given}) != len(given):
        raise ValueError("two standing answers of one organisation")
    choices = Counter(str(answer.choice) for answer in given)
    return Tally(
        roll=len(asked),
        sign=sum(choices[choice] for choice in SIGNATURES),
        reservation=choices["sign_with_reservation"],
        abstain=choices["abstain"],
        object=choices["object"],
        recuse=choices["recuse"],
        withheld=sum(answer.withheld and answer.choice in SIGNATURES for answer in given),
    )


def tally_of(facts: Mapping[str, Any]) -> Tally:
    """The counts as they were kept."""
    return Tally(**{name: int(facts[name]) for name in Tally.__slots__})
