"""What would still change the outcome, and when a call may end before its deadline."""

from itertools import product
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from advocacy.signoff.rules import RULES, Given, Outlook, Seat, attribution_line, is_settled_early, outlook, settle
from tests.advocacy.signoff.test_rules import BY_LAWS

ALL = ("sign", "no_objection", "abstain", "object", "recuse", "contested", "half_signed", "unconfirmed", None)
COMING = ("sign", "no_objection", "abstain", "object", "recuse", None)
RANK = {"wording_only": 1, "n_member_organisations": 1, "undersigned": 1, "in_the_name_of_the_coalition": 2}

Roll = dict[int, Seat]


@st.composite
def calls(draw: st.DrawFn) -> tuple[Roll, list[Given]]:
    """A small roll and some answers, so that every future can be tried."""
    seats = st.builds(Seat, votes=st.integers(1, 3), was_told=st.booleans(), accepts_silence=st.booleans())
    roll = dict(enumerate(draw(st.lists(seats, min_size=1, max_size=6))))
    answers = [Given(number, choice) for number in roll if (choice := draw(st.sampled_from(ALL)))]
    return roll, answers


def rank(law: Any, roll: Roll, answers: list[Given]) -> int:
    found = settle(*law, roll, answers)
    return RANK[found.attribution.key] if found.outcome == "adopted" else 0


def futures(roll: Roll, answers: list[Given]) -> Any:
    standing = [answer for answer in answers if answer.choice not in ("contested", "half_signed", "unconfirmed")]
    left = sorted(roll.keys() - {answer.organisation_id for answer in standing})
    for choices in product(COMING, repeat=min(len(left), 4)):
        yield standing + [Given(number, choice) for number, choice in zip(left, choices, strict=False) if choice]


@given(BY_LAWS, calls())
@settings(max_examples=60, deadline=None)
def test_what_is_called_certain_no_answer_can_change(law: Any, call: tuple[Roll, list[Given]]) -> None:
    roll, answers = call
    found = outlook(*law, roll, answers)
    if found.is_certain:
        assert {rank(law, roll, future) for future in futures(roll, answers)} == {found.rank}


@given(BY_LAWS, calls())
@settings(max_examples=60, deadline=None)
def test_the_board_says_the_truth_about_the_next_signatures(law: Any, call: tuple[Roll, list[Given]]) -> None:
    roll, answers = call
    found = outlook(*law, roll, answers)
    assert found.rank == rank(law, roll, answers)
    standing = [answer for answer in answers if answer.choice not in ("contested", "half_signed", "unconfirmed")]
    left = [number for number in roll if number not in {answer.organisation_id for answer in standing}]
    heaviest = sorted(left, key=lambda number: -roll[number].votes)
    for n, choice in ((found.more_to_rise, RULES[law[0]].agrees_by), (found.more_to_fall, "object")):
        if n is not None:
            assert rank(law, roll, standing + [Given(number, choice) for number in heaviest[:n]]) != found.rank
    assert found.undecided == len(left)


def test_without_weights_a_certain_outcome_is_always_found() -> None:
    """Three of four signed under an absolute majority: the fourth can say what it likes."""
    law: Any = ("quorum_majority", {"majority": "absolute"})
    answers = [Given(number, "sign") for number in range(3)]
    assert outlook(*law, range(4), answers) == Outlook(2, True, 1, None, None)


def test_the_board_says_how_many_are_missing_and_how_many_would_bring_it_down() -> None:
    law: Any = ("quorum_majority", {"quorum_percent": 50})
    assert outlook(*law, range(6), [Given(0, "sign")]) == Outlook(0, False, 5, 2, None)
    three = [Given(number, "sign") for number in range(3)]
    assert outlook(*law, range(6), three) == Outlook(2, False, 3, None, 3)


@pytest.mark.parametrize(
    ("when", "signed", "early"),
    [
        ("when_all_answered", 3, False),
        ("when_all_answered", 4, True),
        ("never", 4, False),
        ("when_certain", 2, False),
        ("when_certain", 3, True),
        ("when_certain", 0, False),
    ],
)
def test_a_call_ends_early_only_as_the_by_laws_say(when: str, signed: int, early: bool) -> None:
    values = {"majority": "absolute", "close_early": when}
    answers = [Given(number, "sign") for number in range(signed)]
    assert is_settled_early("quorum_majority", values, range(4), answers) is early


def test_an_answer_that_is_contested_or_unconfirmed_counts_for_nothing_and_keeps_the_call_open() -> None:
    answers = [Given(1, "contested"), Given(2, "unconfirmed"), Given(3, "sign")]
    found = settle("opt_in", {}, [1, 2, 3], answers)
    assert (found.tally.sign, found.tally.contested, found.tally.unconfirmed, found.tally.silent) == (1, 1, 1, 0)
    assert not found.tally.is_complete


def test_votes_decide_where_the_by_laws_weigh_and_organisations_are_printed() -> None:
    roll = {1: Seat(votes=5), 2: Seat(), 3: Seat()}
    answers = [Given(1, "sign"), Given(2, "object"), Given(3, "object")]
    weighed = settle("quorum_majority", {"weighed": True}, roll, answers)
    counted = settle("quorum_majority", {}, roll, answers)
    assert (weighed.outcome, counted.outcome) == ("adopted", "not_adopted")
    assert weighed.attribution.signatures == weighed.tally.sign == 1


def test_arbitration_takes_the_force_from_an_objection_and_not_its_voice() -> None:
    values = {"objection_blocks": True}
    answers = [Given(1, "sign"), Given(2, "sign"), Given(3, "object")]
    aside = [*answers[:2], Given(3, "object", set_aside=True)]
    assert settle("quorum_majority", values, [1, 2, 3], answers).outcome == "not_adopted"
    assert settle("quorum_majority", values, [1, 2, 3], aside).outcome == "adopted"
    tie = [Given(1, "sign"), Given(3, "object", set_aside=True)]
    assert settle("quorum_majority", values, [1, 3], tie).outcome == "not_adopted"


@pytest.mark.parametrize(("minus", "objections", "outcome"), [(0, 0, True), (0, 1, False), (1, 1, True), (1, 2, False)])
def test_consensus_bears_as_many_objections_as_the_by_laws_say(minus: int, objections: int, outcome: bool) -> None:
    answers = [Given(n, "sign") for n in range(5)] + [Given(9 - n, "object") for n in range(objections)]
    found = settle("consensus", {"minus": minus}, range(10), answers)
    assert (found.outcome == "adopted") is outcome


@pytest.mark.parametrize(
    ("majority", "of", "signs", "objects", "roll", "passes"),
    [
        ("half", "answers", 2, 2, 4, True),
        ("half", "answers", 0, 0, 4, False),  # nothing against nothing
        ("half", "members", 2, 0, 4, True),
        ("half", "members", 2, 0, 5, False),
        ("two_thirds", "members", 4, 0, 6, True),
        ("two_thirds", "members", 3, 0, 6, False),
        ("over_two_thirds", "answers", 4, 2, 6, False),  # exactly two thirds
        ("over_two_thirds", "answers", 5, 1, 6, True),
        ("over_two_thirds", "members", 4, 0, 6, False),
    ],
)
def test_shares_of_answers_and_of_members(
    majority: str, of: str, signs: int, objects: int, roll: int, passes: bool
) -> None:
    answers = [Given(n, "sign") for n in range(signs)] + [Given(signs + n, "object") for n in range(objects)]
    values = {"majority": majority, "majority_of": of, "quorum_percent": 1}
    assert (settle("quorum_majority", values, range(roll), answers).outcome == "adopted") is passes


def test_silence_counts_only_for_who_accepts_it_and_was_told() -> None:
    kept, unheard, unwilling = Seat(1, True, True), Seat(1, False, True), Seat(1, True, False)
    law: Any = ("silence", {"quorum_percent": 100})
    assert settle(*law, {1: kept, 2: kept}, []).outcome == "adopted"
    assert settle(*law, {1: kept, 2: unheard}, []).outcome == "not_adopted"
    assert settle(*law, {1: kept, 2: unwilling}, []).outcome == "not_adopted"
    assert settle(*law, {1: kept, 2: unwilling}, [Given(2, "no_objection")]).outcome == "adopted"
    assert settle(*law, {1: kept, 2: kept}, [Given(2, "object")]).outcome == "not_adopted"


def test_words_that_nobody_objected_to_are_nobodys_signature() -> None:
    found = settle("silence", {}, {1: Seat(1, True, True)}, [])
    assert found.attribution.key == "wording_only" and found.tally.sign == 0
    assert attribution_line(found.attribution, "en", "Riwaq") == "The wording is agreed; nobody has signed"
