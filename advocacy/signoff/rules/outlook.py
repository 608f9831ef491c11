"""What answers that are still to come could change: said on the board at any time, and asked before closing early."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from itertools import accumulate
from typing import Any

from advocacy.signoff.rules.rule import Rule
from advocacy.signoff.rules.tally import Given, Roll, Seat, Tally, count, seats_of

GIVEN = frozenset({"sign", "sign_with_reservation", "no_objection", "abstain", "object", "recuse", "uncounted"})
"""Answers that count. Whoever has none of these may still give any: the silent, the contested, the half-signed …"""


@dataclass(frozen=True, slots=True)
class Outlook:
    """How sure the outcome is while the answers that count stand.

    `rank` is 0 for not adopted, 1 for adopted by those who sign (or for words that stand), 2 for the coalition's
    name. `more_to_rise` is the fewest further agreements that would lift it, `more_to_fall` the fewest further
    objections that would lower it; None where nothing of the kind would.
    """

    rank: int
    is_certain: bool
    undecided: int
    more_to_rise: int | None
    more_to_fall: int | None


def outlook(rule: Rule, values: Mapping[str, Any], roll: Roll, answers: Iterable[Given]) -> Outlook:
    """Look at every answer that can still come. `values` are checked ones.

    Nothing that can come is better than that all agree, or worse than some number of objections amid silence; so
    these are tried, one organisation after the other, the heaviest first. Where votes are weighed, every number of
    votes is tried: more than can really happen, so that "certain" is never said too early.
    """
    weighed = bool(values.get("weighed"))
    seats, given = seats_of(roll), list(answers)
    left = _undecided(seats, given)
    tally = count(seats, given, weighed=weighed)
    votes = [0, *accumulate(seat.votes if weighed else 1 for seat in left)]

    def rank(more: int, choice: str) -> int:
        kept = tally.silence_kept if more == 0 else 0  # whoever speaks is silent no more
        verdict = rule.judge(values, replace(tally, **{choice: getattr(tally, choice) + more}, silence_kept=kept))
        return 2 if verdict.speaks_for_coalition else int(verdict.is_adopted)

    now, best = rank(0, "object"), rank(votes[-1], rule.agrees_by)
    worst = min(rank(more, "object") for more in range(votes[-1] + 1))
    return Outlook(
        rank=now,
        is_certain=best == now == worst,
        undecided=len(left),
        more_to_rise=next((n for n, more in enumerate(votes) if rank(more, rule.agrees_by) > now), None),
        more_to_fall=next((n for n, more in enumerate(votes) if rank(more, "object") < now), None),
    )


def _undecided(seats: Mapping[int, Seat], given: Iterable[Given]) -> list[Seat]:
    heard = {answer.organisation_id for answer in given if answer.choice in GIVEN}
    left = [seat for organisation_id, seat in seats.items() if organisation_id not in heard]
    return sorted(left, key=lambda seat: -seat.votes)


def may_close_early(values: Mapping[str, Any], tally: Tally, found: Outlook) -> bool:
    """Whether the by-laws let a call close before its deadline as things stand. `values` are checked ones."""
    match values["close_early"]:
        case "when_all_answered":
            return tally.is_complete
        case "when_certain":
            return tally.is_complete or (tally.answered > 0 and found.is_certain)
        case _:
            return False
