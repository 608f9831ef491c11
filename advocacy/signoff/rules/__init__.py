"""How a call is settled, and whose voice the text then has: pure functions over counts.

`RULES` lists the by-law rules that a coalition can choose. A newcomer writes one file beside `opt_in` and its entry.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from advocacy.signoff.rules import consensus, opt_in, quorum_majority, silence
from advocacy.signoff.rules.outlook import Outlook, may_close_early
from advocacy.signoff.rules.outlook import outlook as _outlook
from advocacy.signoff.rules.rule import BadValues, Rule, Verdict
from advocacy.signoff.rules.tally import Given, Roll, Seat, Tally, count
from advocacy.signoff.rules.voice import Attribution, attribution_line, attribution_of

__all__ = (
    "RULES",
    "Attribution",
    "BadValues",
    "Given",
    "Outlook",
    "Roll",
    "Rule",
    "Seat",
    "Settlement",
    "Tally",
    "Verdict",
    "attribution_line",
    "attribution_of",
    "count",
    "explain",
    "is_settled_early",
    "outlook",
    "settle",
)

RULES: dict[str, Rule] = {rule.key: rule for rule in (opt_in.RULE, quorum_majority.RULE, consensus.RULE, silence.RULE)}


@dataclass(frozen=True, slots=True)
class Settlement:
    """How a call ends: `outcome` is "adopted" or "not_adopted"; never typed by anybody, always computed."""

    outcome: str
    tally: Tally
    attribution: Attribution


def settle(rule: str, values: Mapping[str, Any], roll: Roll, answers: Iterable[Given]) -> Settlement:
    """Settle a call from its roll (ids of the organisations asked, with their seats where the rule looks at them) and
    the standing answers.

    An answer of an organisation that was not asked counts for nothing. BadValues when the rule's numbers cannot be
    used; KeyError for a rule that does not exist.
    """
    chosen = RULES[rule]
    checked, given = chosen.check(values), list(answers)
    tally = count(roll, given)
    verdict = chosen.judge(checked, count(roll, given, weighed=True) if checked.get("weighed") else tally)
    if verdict.speaks_for_coalition and not verdict.is_adopted:
        raise ValueError(f"{rule}: a text that is not adopted has no voice")
    return Settlement(
        outcome="adopted" if verdict.is_adopted else "not_adopted",
        tally=tally,
        attribution=_voice(verdict, chosen, checked, tally),
    )


def outlook(rule: str, values: Mapping[str, Any], roll: Roll, answers: Iterable[Given]) -> Outlook:
    """What would still change the outcome; raises as `settle` does."""
    return _outlook(RULES[rule], RULES[rule].check(values), roll, answers)


def is_settled_early(rule: str, values: Mapping[str, Any], roll: Roll, answers: Iterable[Given]) -> bool:
    """Whether the by-laws let a call end now, before its deadline."""
    checked, given = RULES[rule].check(values), list(answers)
    return may_close_early(checked, count(roll, given), _outlook(RULES[rule], checked, roll, given))


def explain(rule: str, values: Mapping[str, Any], lang: str) -> str:
    """The rule with its numbers, in words of ar, en or fr; other languages as `papers.words` falls back."""
    return RULES[rule].explain(RULES[rule].check(values), {"ckb": "ar", "kmr": "en"}.get(lang, lang))


def _voice(verdict: Verdict, rule: Rule, values: Mapping[str, Any], tally: Tally) -> Attribution:
    if rule.agrees_by == "no_objection":  # words that nobody objected to are nobody's signature
        return Attribution("wording_only", 0)
    if verdict.speaks_for_coalition:
        return Attribution("in_the_name_of_the_coalition", tally.sign)
    # a list without a single printed name cannot be "undersigned": then only the number can speak
    if values.get("voice") == "undersigned" and tally.sign > tally.withheld:
        return Attribution("undersigned", tally.sign)
    return Attribution("n_member_organisations", tally.sign)
