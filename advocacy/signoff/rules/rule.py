"""What a by-law rule is."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from advocacy.signoff.rules.tally import Tally

Values = Mapping[str, Any]
CLOSES_EARLY = ("when_all_answered", "never", "when_certain")
"""When a call may close before its deadline; the first is the usual one (decision 0008)."""


class BadValues(ValueError):
    """The numbers of a rule cannot be used; `name` is the value that is wrong."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether the text is adopted, and whether it may speak in the coalition's name."""

    is_adopted: bool
    speaks_for_coalition: bool = False


@dataclass(frozen=True, slots=True)
class Rule:
    """One way to settle a call.

    `check` completes and verifies the values or raises BadValues; `judge` and `explain` get checked values only, and
    `judge` a tally of votes where the values say `weighed`, else of organisations. `names` is what the rule is called
    in ar, en and fr. `agrees_by` is the answer that agrees: a rule on the wording ("no_objection") gives nobody's
    name to a text.
    """

    key: str
    names: Mapping[str, str]
    check: Callable[[Values], Values]
    judge: Callable[[Values, Tally], Verdict]
    explain: Callable[[Values, str], str]
    agrees_by: Literal["sign", "no_objection"] = "sign"


def whole(values: Values, name: str, default: int, *, least: int, most: int | None = None) -> int:
    """A whole number of the values within its bounds."""
    value = values.get(name, default)
    if isinstance(value, bool) or not isinstance(value, int) or value < least or (most is not None and value > most):
        raise BadValues(name)
    return value


def yes_or_no(values: Values, name: str) -> bool:
    """A switch of the values; off when it is not there."""
    value = values.get(name, False)
    if not isinstance(value, bool):
        raise BadValues(name)
    return value


def one_of(values: Values, name: str, *choices: str) -> str:
    """A word of the values; the first choice when it is not there."""
    value = values.get(name, choices[0])
    if value not in choices:
        raise BadValues(name)
    return str(value)


def took_part(tally: Tally) -> int:
    """Who counts for a quorum. Abstaining is taking part; stepping aside is not (decision 0008)."""
    return tally.sign + tally.no_objection + tally.object + tally.abstain


def has_quorum(percent: int, tally: Tally, *, present: int | None = None) -> bool:
    """Whether at least that share of the whole roll took part, in whole numbers; `present` says otherwise who did."""
    there = took_part(tally) if present is None else present
    return tally.roll > 0 and there * 100 >= percent * tally.roll
