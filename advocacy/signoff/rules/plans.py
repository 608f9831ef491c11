"""How a route is composed, as the by-laws keep it; pure."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any

from advocacy.policy import Office
from advocacy.signoff.rules.rule import BadValues
from advocacy.signoff.rules.steps import STEP_RULES

MOST_STEPS = 5
MOST_HOURS = 720
TASKS = ("approve", "legal_check")
OWN_GROUP = "own_group"
"""The working group of the paper itself, whichever it is."""
OFFICES = (Office.BOARD, Office.OVERSIGHT, Office.ARBITRATION, Office.COORDINATOR, Office.RELATIONS)
"""Offices whose holders together can have a step, whatever the body is called."""
_HOLDER = re.compile(rf"{OWN_GROUP}|(?:body|group):[1-9]\d{{0,8}}|office:(?:{'|'.join(OFFICES)})")


@dataclass(frozen=True, slots=True)
class PlanStep:
    """One step as it is composed: `by` is `own_group`, `group:<id>`, `body:<id>` or `office:<name>`."""

    task: str
    by: str
    rule: str
    hours: int

    def facts(self) -> dict[str, Any]:
        """As it is kept."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Plan:
    """The steps before the members' own, whether urgency may skip them, and whether approvals carry over."""

    steps: tuple[PlanStep, ...] = ()
    may_skip: bool = False
    carries: bool = False


def checked(steps: Sequence[Mapping[str, Any]]) -> tuple[PlanStep, ...]:
    """The steps as they are kept; BadValues names the first field that cannot be used, like `rule-1` (from 0)."""
    if len(steps) > MOST_STEPS:
        raise BadValues("steps")
    return tuple(_checked(number, step) for number, step in enumerate(steps))


def _checked(number: int, step: Mapping[str, Any]) -> PlanStep:
    task, by, rule, hours = (step.get(name) for name in ("task", "by", "rule", "hours"))
    if task not in TASKS:
        raise BadValues(f"task-{number}")
    if not isinstance(by, str) or not _HOLDER.fullmatch(by):
        raise BadValues(f"by-{number}")
    if rule not in STEP_RULES:
        raise BadValues(f"rule-{number}")
    if isinstance(hours, bool) or not isinstance(hours, int) or not 1 <= hours <= MOST_HOURS:
        raise BadValues(f"hours-{number}")
    return PlanStep(task, by, str(rule), hours)


def remind_at(opened_at: datetime, due_at: datetime) -> datetime:
    """When those who have not acted are reminded: a day before the end, or half-way where there is less than two."""
    return due_at - min(timedelta(hours=24), (due_at - opened_at) / 2)


_GROUP, _BOARD = PlanStep("approve", OWN_GROUP, "chair", 72), PlanStep("approve", "office:board", "majority", 72)
USUAL: Mapping[str, Plan] = {
    "policy_paper": Plan((_GROUP, _BOARD), carries=True),
    "legal_comment": Plan((_GROUP, _BOARD), carries=True),
    "written_submission": Plan((_GROUP, PlanStep("approve", "office:board", "chair", 48)), carries=True),
    "urgent_appeal": Plan((PlanStep("approve", "office:board", "chair", 6),), may_skip=True, carries=True),
}
"""Routes to begin from. The kinds that are not here go straight to the members, whose call is always the last step."""


def usual(kind: str, legal: str = "") -> Plan:
    """The usual route of a kind; `legal` is who checks the citations, if anybody is known to: before the board."""
    plan = USUAL.get(kind, Plan())
    if not legal or kind not in ("policy_paper", "legal_comment", "written_submission"):
        return plan
    check = PlanStep("legal_check", legal, "one", 72)
    return Plan((*plan.steps[:-1], check, plan.steps[-1]), plan.may_skip, plan.carries)
