"""Consensus, or consensus minus n: what nobody, or hardly anybody, objects to speaks in the coalition's name."""

from advocacy.signoff.rules.rule import CLOSES_EARLY, Rule, Values, Verdict, has_quorum, one_of, whole, yes_or_no
from advocacy.signoff.rules.tally import Tally
from papers.words import plural_category


def check(values: Values) -> Values:
    """`minus`: how many objections the coalition bears; `quorum_percent`, `weighed`, `otherwise`, `minimum` and
    `voice` as in quorum_majority.
    """
    return {
        "minus": whole(values, "minus", 0, least=0),
        "quorum_percent": whole(values, "quorum_percent", 50, least=1, most=100),
        "weighed": yes_or_no(values, "weighed"),
        "otherwise": one_of(values, "otherwise", "not_adopted", "signatories"),
        "minimum": whole(values, "minimum", 1, least=1),
        "voice": one_of(values, "voice", "count", "undersigned"),
        "close_early": one_of(values, "close_early", *CLOSES_EARLY),
    }


def judge(values: Values, tally: Tally) -> Verdict:
    """No more objections than the by-laws bear, a quorum, and more signatures than objections: a consensus of those who
    all stayed away is none.
    """
    is_consensus = tally.blocking <= values["minus"] and tally.sign > tally.object
    if is_consensus and has_quorum(values["quorum_percent"], tally):
        return Verdict(is_adopted=True, speaks_for_coalition=True)
    return Verdict(is_adopted=values["otherwise"] == "signatories" and tally.sign >= values["minimum"])


def explain(values: Values, lang: str) -> str:
    """The rule in a few sentences."""
    words = _WORDS[lang]
    sentences = [words["needs"].format(quorum=values["quorum_percent"], bears=_bears(values["minus"], lang))]
    sentences += [words["weighed"]] if values["weighed"] else []
    small = values["otherwise"] == "signatories" and values["minimum"] > 1
    sentences.append(words["at_least"].format(n=values["minimum"]) if small else words[values["otherwise"]])
    return " ".join(sentences)


def _bears(n: int, lang: str) -> str:
    forms = _BEARS[lang]
    return forms["zero" if n == 0 else plural_category(n, lang)].format(n=n)


_BEARS = {
    "ar": {
        "zero": "ولم يعترض أحد",
        "one": "ولم يزد الاعتراض القائم على واحد",
        "two": "ولم تزد الاعتراضات القائمة على اثنين",
        "few": "ولم تزد الاعتراضات القائمة على {n}",
        "many": "ولم تزد الاعتراضات القائمة على {n}",
        "other": "ولم تزد الاعتراضات القائمة على {n}",
    },
    "en": {
        "zero": "nobody objects",
        "one": "no more than one standing objection remains",
        "other": "no more than {n} standing objections remain",
    },
    "fr": {
        "zero": "si personne ne s’oppose",
        "one": "s’il reste au plus une opposition maintenue",
        "many": "s’il reste au plus {n} oppositions maintenues",
        "other": "s’il reste au plus {n} oppositions maintenues",
    },
}
_WORDS = {
    "ar": {
        "needs": "يصدر النص باسم التحالف إذا شارك في الردّ {quorum}% من الأعضاء المدعوّين على الأقل، وزاد "
        "الموقّعون على "
        "المعترضين، {bears}.",
        "weighed": "وتُحسب الأصوات التي لكل منظمة، لا عدد المنظمات.",
        "not_adopted": "وإن لم يتحقّق ذلك لا يُعتمد النص. ولا يُعدّ الصمت توقيعًا.",
        "signatories": "وإن لم يتحقّق ذلك صدر النص باسم الموقّعين وحدهم. ولا يُعدّ الصمت توقيعًا.",
        "at_least": "وإن لم يتحقّق ذلك صدر النص باسم الموقّعين وحدهم إذا بلغ عدد التوقيعات {n} على الأقل. ولا "
        "يُعدّ الصمت توقيعًا.",
    },
    "en": {
        "needs": "The text speaks in the coalition’s name if at least {quorum}% of the members asked take part, "
        "more of them "
        "sign than object, and {bears}.",
        "weighed": "The votes of each organisation are counted, not the organisations.",
        "not_adopted": "Otherwise the text is not adopted. Silence is not a signature.",
        "signatories": "Otherwise it is issued in the name of those who signed alone. Silence is not a signature.",
        "at_least": "Otherwise it is issued in the name of those who signed alone, if there are at least {n} "
        "signatures. "
        "Silence is not a signature.",
    },
    "fr": {
        "needs": "Le texte est publié au nom de la coalition si au moins {quorum} % des membres sollicités "
        "participent, si "
        "les signatures sont plus nombreuses que les oppositions et {bears}.",
        "weighed": "Ce sont les voix de chaque organisation qui comptent, non les organisations.",
        "not_adopted": "Sinon, le texte n’est pas adopté. Le silence ne vaut pas signature.",
        "signatories": "Sinon, il est publié au seul nom des signataires. Le silence ne vaut pas signature.",
        "at_least": "Sinon, il est publié au seul nom des signataires, s’il y a au moins {n} signatures. Le silence ne "
        "vaut pas signature.",
    },
}

RULE = Rule(
    key="consensus",
    names={"ar": "توافق", "en": "Consensus", "fr": "Consensus"},
    check=check,
    judge=judge,
    explain=explain,
)
