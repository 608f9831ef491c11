"""How a body decides: an approval never hurts, order never matters, nobody in office never approves."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advocacy.signoff.rules.plans import MOST_STEPS, OWN_GROUP, USUAL, checked, usual
from advocacy.signoff.rules.rule import BadValues
from advocacy.signoff.rules.steps import STEP_RULES, Decision, decide, is_vacant, may_act

RULES = st.sampled_from(sorted(STEP_RULES))
SEATS = st.dictionaries(st.integers(1, 9), st.booleans(), max_size=8)
SAID = st.dictionaries(st.integers(1, 12), st.booleans(), max_size=10)
RANK = {Decision.RETURNED: 0, Decision.PENDING: 1, Decision.APPROVED: 2}


@given(RULES, SEATS, SAID, st.integers(1, 12))
def test_one_more_approval_never_hurts(rule: str, seats: dict[int, bool], said: dict[int, bool], who: int) -> None:
    assert RANK[decide(rule, seats, {**said, who: True})] >= RANK[decide(rule, seats, said)]


@given(RULES, SEATS, SAID, st.integers(1, 12))
def test_sending_back_never_helps(rule: str, seats: dict[int, bool], said: dict[int, bool], who: int) -> None:
    assert RANK[decide(rule, seats, {**said, who: False})] <= RANK[decide(rule, seats, said)]


@given(RULES, SEATS, SAID)
def test_the_order_never_matters(rule: str, seats: dict[int, bool], said: dict[int, bool]) -> None:
    turned = dict(reversed(list(said.items())))
    assert decide(rule, dict(reversed(list(seats.items()))), turned) is decide(rule, seats, said)


@given(RULES, SEATS, SAID)
def test_whoever_is_not_in_office_changes_nothing(rule: str, seats: dict[int, bool], said: dict[int, bool]) -> None:
    inside = {who: word for who, word in said.items() if who in seats}
    assert decide(rule, seats, said) is decide(rule, seats, inside)


@given(RULES, SAID)
def test_an_empty_body_never_decides(rule: str, said: dict[int, bool]) -> None:
    assert decide(rule, {}, said) is Decision.PENDING
    assert is_vacant(rule, {})


@given(RULES, SEATS)
def test_silence_never_decides(rule: str, seats: dict[int, bool]) -> None:
    assert decide(rule, seats, {}) is Decision.PENDING


@given(RULES, SEATS)
def test_a_body_that_is_not_vacant_can_always_come_to_a_decision(rule: str, seats: dict[int, bool]) -> None:
    acting = may_act(rule, seats)
    everybody = decide(rule, seats, dict.fromkeys(acting, True))
    assert (everybody is Decision.APPROVED) is not is_vacant(rule, seats)
    if acting:
        assert decide(rule, seats, dict.fromkeys(acting, False)) is Decision.RETURNED


@pytest.mark.parametrize("count", range(1, 9))
def test_a_majority_is_more_than_half_of_those_in_office(count: int) -> None:
    seats = dict.fromkeys(range(count), False)
    for approvals in range(count + 1):
        said = dict.fromkeys(range(approvals), True)
        assert (decide("majority", seats, said) is Decision.APPROVED) is (approvals * 2 > count)


def test_only_who_presides_decides_by_the_rule_of_the_chair() -> None:
    seats = {1: True, 2: False}
    assert decide("chair", seats, {2: True}) is Decision.PENDING
    assert decide("chair", seats, {1: True, 2: False}) is Decision.APPROVED


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"task": "sing"}, "task-0"),
        ({"by": "group:0"}, "by-0"),
        ({"by": "office:admin"}, "by-0"),
        ({"rule": "loudest"}, "rule-0"),
        ({"hours": 0}, "hours-0"),
        ({"hours": True}, "hours-0"),
    ],
)
def test_a_step_that_nobody_could_take_is_refused(wrong: dict[str, object], field: str) -> None:
    step = {"task": "approve", "by": OWN_GROUP, "rule": "chair", "hours": 72}
    with pytest.raises(BadValues) as refusal:
        checked([{**step, **wrong}])
    assert refusal.value.name == field
    with pytest.raises(BadValues):
        checked([step] * (MOST_STEPS + 1))


@pytest.mark.parametrize("kind", sorted(USUAL))
def test_the_usual_routes_are_ones_that_the_by_laws_take(kind: str) -> None:
    for legal in ("", "group:7"):
        plan = usual(kind, legal)
        assert checked([step.facts() for step in plan.steps]) == plan.steps
        assert plan.steps[-1].by == "office:board"
