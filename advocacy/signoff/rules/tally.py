"""Counting answers: every organisation once, withheld names like all others."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

SIGNATURES = frozenset({"sign", "sign_with_reservation"})


@dataclass(frozen=True, slots=True)
class Seat:
    """What the rules know of an organisation that was asked, beside its answer.

    `votes` is its weight where the by-laws weigh; `was_told` that the notice demonstrably left for it,
    `accepts_silence` that its standing instruction lets its silence count: only both together make silence mean
    anything.
    """

    votes: int = 1
    was_told: bool = False
    accepts_silence: bool = False


Roll = Collection[int] | Mapping[int, Seat]
"""Who was asked: ids of organisations, with their seats where a rule looks at more than the ids."""


@dataclass(frozen=True, slots=True)
class Given:
    """One standing answer.

    `choice` is a word of `models.Choice`, or "contested" when two representatives disagree, "half_signed" when the
    second of two signatures is to come, "unconfirmed" when the text changed after the signature, "uncounted" when the
    signatory wants it so: these are known and count for nothing. `withheld` says that the name is printed nowhere,
    `set_aside` that the arbitration body took the blocking force from an objection.
    """

    organisation_id: int
    choice: str
    withheld: bool = False
    set_aside: bool = False


@dataclass(frozen=True, slots=True)
class Tally:
    """The counts from which everything follows.

    `sign` includes those with a reservation; `reservation` and `withheld` are parts of `sign`, `set_aside` of
    `object`. `silent` answered nothing, which means nothing (HANDBOOK 1.2), except that `silence_kept` of them have
    said beforehand that their silence counts, and were told.
    """

    roll: int
    sign: int = 0
    reservation: int = 0
    abstain: int = 0
    object: int = 0
    recuse: int = 0
    withheld: int = 0
    no_objection: int = 0
    contested: int = 0
    unconfirmed: int = 0
    half_signed: int = 0
    uncounted: int = 0
    set_aside: int = 0
    silence_kept: int = 0

    @property
    def answered(self) -> int:
        return self.sign + self.no_objection + self.abstain + self.object + self.recuse

    @property
    def silent(self) -> int:
        known = self.contested + self.unconfirmed + self.half_signed + self.uncounted
        return self.roll - self.answered - known

    @property
    def blocking(self) -> int:
        """Objections that still have their force."""
        return self.object - self.set_aside

    @property
    def is_complete(self) -> bool:
        """Everybody who was asked has answered, and no answer is still to be settled."""
        return self.roll > 0 and self.answered + self.uncounted == self.roll

    def facts(self) -> dict[str, int]:
        """As it is kept beside the call."""
        return {**asdict(self), "answered": self.answered, "silent": self.silent}


def seats_of(roll: Roll) -> dict[int, Seat]:
    """Every organisation that was asked with its seat; those of which only the id is known have one vote."""
    return dict(roll) if isinstance(roll, Mapping) else {organisation_id: Seat() for organisation_id in roll}


def count(roll: Roll, answers: Iterable[Given], *, weighed: bool = False) -> Tally:
    """Count the answers of those on the roll; `weighed` counts votes instead of organisations.

    ValueError when an organisation has two standing answers: one of them cannot stand.
    """
    seats = seats_of(roll)
    given = [answer for answer in answers if answer.organisation_id in seats]
    if len({answer.organisation_id for answer in given}) != len(given):
        raise ValueError("two standing answers of one organisation")
    votes = {id_: seat.votes if weighed else 1 for id_, seat in seats.items()}
    choices: Counter[str] = Counter()
    for answer in given:
        choices[str(answer.choice)] += votes[answer.organisation_id]
    heard = {answer.organisation_id for answer in given}
    kept = (id_ for id_, seat in seats.items() if id_ not in heard and seat.was_told and seat.accepts_silence)
    return Tally(
        roll=sum(votes.values()),
        sign=sum(choices[choice] for choice in SIGNATURES),
        reservation=choices["sign_with_reservation"],
        abstain=choices["abstain"],
        object=choices["object"],
        recuse=choices["recuse"],
        withheld=sum(votes[one.organisation_id] for one in given if one.withheld and one.choice in SIGNATURES),
        no_objection=choices["no_objection"],
        contested=choices["contested"],
        unconfirmed=choices["unconfirmed"],
        half_signed=choices["half_signed"],
        uncounted=choices["uncounted"],
        set_aside=sum(votes[one.organisation_id] for one in given if one.set_aside and one.choice == "object"),
        silence_kept=sum(votes[organisation_id] for organisation_id in kept),
    )


def tally_of(facts: Mapping[str, Any]) -> Tally:
    """The counts as they were kept; what was not counted then is nought."""
    return Tally(**{name: int(facts.get(name, 0)) for name in Tally.__slots__})
