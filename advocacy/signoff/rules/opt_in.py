"""Opt-in: the text belongs to those who sign it, and to nobody else (the default, HANDBOOK 1.2)."""

from advocacy.signoff.rules.rule import CLOSES_EARLY, Rule, Values, Verdict, one_of, whole
from advocacy.signoff.rules.tally import Tally
from papers.words import plural_category


def check(values: Values) -> Values:
    """`minimum`: how many signatures it takes; `voice`: "count" or "undersigned"; `close_early`: of CLOSES_EARLY."""
    return {
        "minimum": whole(values, "minimum", 1, least=1),
        "voice": one_of(values, "voice", "count", "undersigned"),
        "close_early": one_of(values, "close_early", *CLOSES_EARLY),
    }


def judge(values: Values, tally: Tally) -> Verdict:
    """Adopted by signatures alone; an objection is a voice, not a veto, and nobody speaks for the coalition."""
    return Verdict(is_adopted=tally.sign >= values["minimum"])


def explain(values: Values, lang: str) -> str:
    """The rule in a sentence or two."""
    n = values["minimum"]
    return f"{_NEEDS[lang][plural_category(n, lang)].format(n=n)} {_VOICE[lang]}"


_NEEDS = {
    "ar": {
        "one": "يُعتمد النص إذا وقّعته منظمة واحدة على الأقل.",
        "two": "يُعتمد النص إذا وقّعته منظمتان على الأقل.",
        "few": "يُعتمد النص إذا وقّعته {n} منظمات على الأقل.",
        "many": "يُعتمد النص إذا وقّعته {n} منظمة على الأقل.",
        "other": "يُعتمد النص إذا وقّعته {n} منظمة على الأقل.",
    },
    "en": {
        "one": "The text is adopted if at least one organisation signs it.",
        "other": "The text is adopted if at least {n} organisations sign it.",
    },
    "fr": {
        "one": "Le texte est adopté si au moins une organisation le signe.",
        "many": "Le texte est adopté si au moins {n} organisations le signent.",
        "other": "Le texte est adopté si au moins {n} organisations le signent.",
    },
}
_VOICE = {
    "ar": "ويصدر باسم المنظمات الموقّعة وحدها، ولا يُعدّ الصمت توقيعًا.",
    "en": "It speaks for the organisations that sign it and for no other. Silence is not a signature.",
    "fr": "Il engage les seules organisations signataires. Le silence ne vaut pas signature.",
}

RULE = Rule(
    key="opt_in",
    names={"ar": "توقيع اختياري", "en": "Opt-in signatures", "fr": "Signature volontaire"},
    check=check,
    judge=judge,
    explain=explain,
)
