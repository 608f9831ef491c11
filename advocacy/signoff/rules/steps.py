"""When a body has approved a text, or sent it back: pure functions over its seats and what those in them said.

`STEP_RULES` lists the rules that a step of a route can have. An approval is never a signature (HANDBOOK 1.2).
"""

import enum
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass

Seats = Mapping[int, bool]
"""Who is in office, by the id of the person, and whether they preside."""
Said = Mapping[int, bool]
"""What people said, by their ids: whether they approve (True) or send the text back (False)."""


class Decision(enum.StrEnum):
    """How a step stands."""

    PENDING = "pending"
    APPROVED = "approved"
    RETURNED = "returned"


@dataclass(frozen=True, slots=True)
class StepRule:
    """One way in which a body decides.

    `may_act` says who of those in office acts, `needed` how many of `count` such people must approve, `stops` how many
    of them send the text back by saying so.
    """

    key: str
    may_act: Callable[[Seats], frozenset[int]]
    needed: Callable[[int], int]
    stops: Callable[[int], int]


def decide(rule: str, seats: Seats, said: Said) -> Decision:
    """Decide a step. Only what people say who are in office now and may act counts; the order never matters.

    Nobody in office never decides anything.
    """
    chosen = STEP_RULES[rule]
    acting = chosen.may_act(seats)
    approvals = sum(1 for person in acting if said.get(person) is True)
    returns = sum(1 for person in acting if said.get(person) is False)
    if not acting:
        return Decision.PENDING
    if returns >= chosen.stops(len(acting)):
        return Decision.RETURNED
    return Decision.APPROVED if approvals >= chosen.needed(len(acting)) else Decision.PENDING


def may_act(rule: str, seats: Seats) -> frozenset[int]:
    """The people whose word counts in a step of this rule."""
    return STEP_RULES[rule].may_act(seats)


def is_vacant(rule: str, seats: Seats) -> bool:
    """Whether too few people are in office for the body ever to approve."""
    acting = may_act(rule, seats)
    return len(acting) < max(1, STEP_RULES[rule].needed(len(acting)))


def _everybody(seats: Seats) -> frozenset[int]:
    return frozenset(seats)


def _those_who_preside(seats: Seats) -> frozenset[int]:
    return frozenset(person for person, presides in seats.items() if presides)


def _always(number: int) -> Callable[[int], int]:
    return lambda _count: number


def _more_than_half(count: int) -> int:
    return count // 2 + 1


def _so_that_no_majority_is_left(count: int) -> int:
    return max(1, count - _more_than_half(count) + 1)


def _all(count: int) -> int:
    return max(1, count)


def _so_that_no_two_are_left(count: int) -> int:
    return min(2, max(1, count - 1))


def _rule(
    key: str, needed: Callable[[int], int], stops: Callable[[int], int], acting: Callable[[Seats], Collection[int]]
) -> StepRule:
    return StepRule(key, lambda seats: frozenset(acting(seats)), needed, stops)


STEP_RULES: dict[str, StepRule] = {
    rule.key: rule
    for rule in (
        _rule("one", _always(1), _always(1), _everybody),
        _rule("chair", _always(1), _always(1), _those_who_preside),
        _rule("two", _always(2), _so_that_no_two_are_left, _everybody),
        _rule("majority", _more_than_half, _so_that_no_majority_is_left, _everybody),
        _rule("all", _all, _always(1), _everybody),
    )
}
