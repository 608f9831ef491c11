"""Settling a call: the by-law rules, and whose voice the text then has."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advocacy.coalition.rules import BY_LAW_RULES, by_law_values
from advocacy.signoff.models import Choice
from advocacy.signoff.rules import (
    RULES,
    Attribution,
    BadValues,
    Given,
    attribution_line,
    attribution_of,
    explain,
    settle,
)
from advocacy.signoff.rules.tally import tally_of

NAME = "تحالف رواق الياسمين المدني"

CLOSING = {"close_early": st.sampled_from(["when_all_answered", "never", "when_certain"])}
OPT_IN = st.fixed_dictionaries({}, optional={"minimum": st.integers(1, 8), **CLOSING})
QUORUM = st.fixed_dictionaries(
    {},
    optional={
        "quorum_percent": st.integers(1, 100),
        "majority": st.sampled_from(["simple", "half", "absolute", "two_thirds", "over_two_thirds"]),
        "majority_of": st.sampled_from(["answers", "members"]),
        "objection_blocks": st.booleans(),
        "count_abstentions": st.booleans(),
        "weighed": st.booleans(),
        "otherwise": st.sampled_from(["not_adopted", "signatories"]),
        "minimum": st.integers(1, 4),
        **CLOSING,
    },
)
CONSENSUS = st.fixed_dictionaries(
    {},
    optional={
        "minus": st.integers(0, 3),
        "quorum_percent": st.integers(1, 100),
        "weighed": st.booleans(),
        "otherwise": st.sampled_from(["not_adopted", "signatories"]),
        "minimum": st.integers(1, 4),
        **CLOSING,
    },
)
SILENCE = st.fixed_dictionaries(
    {}, optional={"quorum_percent": st.integers(1, 100), "weighed": st.booleans(), **CLOSING}
)
VALUES = {"opt_in": OPT_IN, "quorum_majority": QUORUM, "consensus": CONSENSUS, "silence": SILENCE}
"""The numbers that a rule may have; a newcomer that is not listed is held to the contract with its defaults."""
BY_LAWS = st.one_of([st.tuples(st.just(key), VALUES.get(key, st.just({}))) for key in RULES])
CHOICES = st.lists(st.one_of(st.none(), st.sampled_from(list(Choice))), max_size=12)
RANK = {"wording_only": 0, "n_member_organisations": 0, "in_the_name_of_the_coalition": 1}


def given_by(choices: list[Choice | None]) -> list[Given]:
    """Answers of organisations 0, 1, …; None is silence."""
    return [Given(number, choice) for number, choice in enumerate(choices) if choice]


def settled(rule: str, values: dict[str, Any], choices: list[Choice | None]) -> Any:
    return settle(rule, values, range(len(choices)), given_by(choices))


S, R, A, X, C, N = Choice.SIGN, Choice.SIGN_WITH_RESERVATION, Choice.ABSTAIN, Choice.OBJECT, Choice.RECUSE, None


@given(BY_LAWS, CHOICES, st.data())
def test_one_more_agreement_never_hurts(law: Any, choices: list[Choice | None], data: st.DataObject) -> None:
    agreeing = (S, R) if RULES[law[0]].agrees_by == "sign" else (Choice.NO_OBJECTION,)
    others = [number for number, choice in enumerate(choices) if choice not in agreeing]
    if not others:
        return
    before = settled(*law, choices)
    more = list(choices)
    more[data.draw(st.sampled_from(others))] = agreeing[0]
    after = settled(*law, more)
    assert (before.outcome, after.outcome) != ("adopted", "not_adopted")
    assert RANK[after.attribution.key] >= RANK[before.attribution.key]


@given(BY_LAWS, CHOICES, st.data())
def test_the_order_of_answers_never_matters(law: Any, choices: list[Choice | None], data: st.DataObject) -> None:
    answers = given_by(choices)
    shuffled = data.draw(st.permutations(answers))
    roll = list(range(len(choices)))
    assert settle(*law, roll, answers) == settle(*law, data.draw(st.permutations(roll)), shuffled)


@given(BY_LAWS, st.lists(st.sampled_from([A, X, C, N]), max_size=12))
def test_without_a_signature_nothing_is_adopted(law: Any, choices: list[Choice | None]) -> None:
    assert settled(*law, choices).outcome == "not_adopted"


@given(BY_LAWS, CHOICES)
def test_a_withheld_name_counts_like_any_other(law: Any, choices: list[Choice | None]) -> None:
    shown = given_by(choices)
    hidden = [Given(answer.organisation_id, answer.choice, withheld=True) for answer in shown]
    roll = range(len(choices))
    one, two = settle(*law, roll, shown), settle(*law, roll, hidden)
    assert (one.outcome, one.attribution) == (two.outcome, two.attribution)
    assert two.tally.withheld == two.tally.sign


@given(CHOICES)
def test_the_tally_adds_up_and_survives_being_kept(choices: list[Choice | None]) -> None:
    tally = settled("opt_in", {}, choices).tally
    assert tally.roll == len(choices) == tally.answered + tally.silent
    assert tally.silent == choices.count(None)
    assert tally_of(tally.facts()) == tally


@pytest.mark.parametrize(("minimum", "signatures", "outcome"), [(1, 1, "adopted"), (3, 2, "not_adopted")])
def test_opt_in_asks_for_its_minimum(minimum: int, signatures: int, outcome: str) -> None:
    assert settled("opt_in", {"minimum": minimum}, [S] * signatures + [X, N]).outcome == outcome


def test_opt_in_never_speaks_for_the_coalition_even_if_all_sign() -> None:
    assert settled("opt_in", {}, [S, S, R]).attribution == Attribution("n_member_organisations", 3)


@pytest.mark.parametrize(
    ("values", "choices", "outcome"),
    [
        ({"quorum_percent": 50}, [S, A, N, N], "adopted"),  # exactly half took part
        ({"quorum_percent": 51}, [S, A, N, N], "not_adopted"),
        ({"quorum_percent": 67}, [S, S, N], "not_adopted"),  # 66.7 is not 67: shares are never rounded
        ({"quorum_percent": 50}, [S, C, C, C], "not_adopted"),  # stepping aside is not taking part
        ({"quorum_percent": 50}, [S, X, N, N], "not_adopted"),  # a tie
        ({"quorum_percent": 50}, [S, S, X, N], "adopted"),
        ({"quorum_percent": 50, "majority": "absolute"}, [S, S, A, N], "not_adopted"),
        ({"quorum_percent": 50, "majority": "absolute"}, [S, S, R, N], "adopted"),
        ({"quorum_percent": 50, "majority": "two_thirds"}, [S, S, X], "adopted"),
        ({"quorum_percent": 50, "majority": "two_thirds"}, [S, S, S, X, X], "not_adopted"),
        ({"quorum_percent": 50}, [S, A, A], "adopted"),
        ({"quorum_percent": 50, "count_abstentions": True}, [S, A, A], "not_adopted"),
        ({"quorum_percent": 50}, [S, S, S, X], "adopted"),  # one objection is no veto…
        ({"quorum_percent": 50, "objection_blocks": True}, [S, S, S, X], "not_adopted"),  # …unless the by-laws say so
    ],
)
def test_quorum_and_majority(values: dict[str, Any], choices: list[Choice | None], outcome: str) -> None:
    settlement = settled("quorum_majority", values, choices)
    assert settlement.outcome == outcome
    assert (settlement.attribution.key == "in_the_name_of_the_coalition") == (outcome == "adopted")


def test_by_laws_may_let_signatories_speak_for_themselves_when_the_coalition_cannot() -> None:
    settlement = settled("quorum_majority", {"quorum_percent": 90, "otherwise": "signatories"}, [S, R, N, N])
    assert settlement.outcome == "adopted"
    assert settlement.attribution == Attribution("n_member_organisations", 2)


def test_the_undersigned_need_a_printed_name() -> None:
    hidden = settle("opt_in", {"voice": "undersigned"}, [1], [Given(1, S, withheld=True)])
    shown = settle("opt_in", {"voice": "undersigned"}, [1], [Given(1, S)])
    assert (hidden.attribution.key, shown.attribution.key) == ("n_member_organisations", "undersigned")


def test_an_answer_of_somebody_who_was_not_asked_counts_for_nothing() -> None:
    assert settle("opt_in", {}, [1], [Given(2, S)]).tally.sign == 0


def test_two_standing_answers_of_one_organisation_are_an_error() -> None:
    with pytest.raises(ValueError, match="two standing answers"):
        settle("opt_in", {}, [1], [Given(1, S), Given(1, X)])


@pytest.mark.parametrize(
    ("rule", "values", "name"),
    [
        ("opt_in", {"minimum": 0}, "minimum"),
        ("opt_in", {"minimum": True}, "minimum"),
        ("opt_in", {"voice": "Syrian civil society"}, "voice"),
        ("quorum_majority", {"quorum_percent": 101}, "quorum_percent"),
        ("quorum_majority", {"majority": "most"}, "majority"),
        ("quorum_majority", {"objection_blocks": "yes"}, "objection_blocks"),
    ],
)
def test_a_by_law_with_impossible_numbers_is_refused(rule: str, values: dict[str, Any], name: str) -> None:
    with pytest.raises(BadValues) as refused:
        settle(rule, values, [1], [])
    assert refused.value.name == name


@pytest.mark.parametrize("lang", ["ar", "en", "fr", "kmr", "ckb"])
@pytest.mark.parametrize("rule", sorted(RULES))
@given(data=st.data())
def test_every_rule_explains_itself_in_every_language(rule: str, lang: str, data: st.DataObject) -> None:
    words = explain(rule, data.draw(VALUES.get(rule, st.just({}))), lang)
    assert words.endswith(".")
    assert "{" not in words


def test_the_settings_offer_exactly_the_rules_that_exist_and_numbers_that_they_take() -> None:
    assert set(BY_LAW_RULES) == {key for key, rule in RULES.items() if rule.agrees_by == "sign"}
    for key, rule in ((key, RULES[key]) for key in BY_LAW_RULES):
        assert set(BY_LAW_RULES[key]) <= set(rule.check({}))
        assert rule.check(by_law_values(key, {}))
        assert set(rule.names) == {"ar", "en", "fr"}


@pytest.mark.parametrize(
    ("n", "line"),
    [
        (0, f"لم توقّع أي منظمة عضو في {NAME}"),
        (1, f"باسم منظمة واحدة عضو في {NAME}"),
        (2, f"باسم منظمتين عضوين في {NAME}"),
        (7, f"باسم 7 منظمات أعضاء في {NAME}"),
        (19, f"باسم 19 منظمة عضوًا في {NAME}"),
        (100, f"باسم 100 منظمة عضو في {NAME}"),
    ],
)
def test_the_arabic_line_has_six_forms(n: int, line: str) -> None:
    assert attribution_line(Attribution("n_member_organisations", n), "ar", NAME) == line


def test_the_line_says_whose_voice_it_is() -> None:
    everybody, some = Attribution("in_the_name_of_the_coalition", 9), Attribution("undersigned", 2)
    assert attribution_line(everybody, "ar", NAME) == f"باسم {NAME}"
    assert attribution_line(everybody, "en", "Riwaq Coalition") == "In the name of the Riwaq Coalition"
    assert (
        attribution_line(everybody, "fr", "Coalition civile") == "Au nom de la coalition «\u202fCoalition civile\u202f»"
    )
    assert attribution_line(some, "ar", NAME) == f"الموقّعون أدناه من أعضاء {NAME}"
    one = Attribution("n_member_organisations", 1)
    assert attribution_line(one, "en", "The Riwaq") == "In the name of one member organisation of The Riwaq"


def test_an_attribution_survives_being_kept() -> None:
    kept = Attribution("undersigned", 4)
    assert attribution_of(kept.facts()) == kept
    with pytest.raises(ValueError, match="civil_society"):
        attribution_of({"key": "civil_society", "numbers": {"n": 4}})
