"""How many organisations had answered at which moment: what a chart draws."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Act:
    """An organisation answered (`gives`), or took its answer back."""

    at: datetime
    organisation_id: int
    gives: bool = True


@dataclass(frozen=True, slots=True)
class Step:
    """From this moment on so many organisations had answered."""

    at: datetime
    answered: int


def curve(acts: Iterable[Act]) -> tuple[Step, ...]:
    """The steps in order, one for each moment at which the number changed. Whoever answers twice counts once."""
    given: set[int] = set()
    steps: list[Step] = []
    for act in sorted(acts, key=lambda act: (act.at, act.gives)):
        before = len(given)
        given.add(act.organisation_id) if act.gives else given.discard(act.organisation_id)
        if len(given) == before:
            continue
        if steps and steps[-1].at == act.at:
            steps.pop()
        steps.append(Step(act.at, len(given)))
    return tuple(steps)


def answered_at(steps: Iterable[Step], moment: datetime) -> int:
    """How many had answered by then."""
    return next((step.answered for step in sorted(steps, key=lambda s: s.at, reverse=True) if step.at <= moment), 0)
