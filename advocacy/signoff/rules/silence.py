"""Silence on the wording: words stand unless somebody who was told objects; nobody signs by it (HANDBOOK 1.2)."""

from advocacy.signoff.rules.rule import CLOSES_EARLY, Rule, Values, Verdict, has_quorum, one_of, whole, yes_or_no
from advocacy.signoff.rules.tally import Tally


def check(values: Values) -> Values:
    """`quorum_percent`: the share of the roll that must agree, in words or by silence that counts; `weighed` as
    elsewhere.
    """
    return {
        "quorum_percent": whole(values, "quorum_percent", 50, least=1, most=100),
        "weighed": yes_or_no(values, "weighed"),
        "close_early": one_of(values, "close_early", *CLOSES_EARLY),
    }


def judge(values: Values, tally: Tally) -> Verdict:
    """The wording stands when nobody objects and enough agree. Only the silence of who accepts it and was told
    counts.
    """
    agreed = tally.no_objection + tally.silence_kept
    enough = agreed > 0 and has_quorum(values["quorum_percent"], tally, present=agreed)
    return Verdict(is_adopted=enough and tally.blocking == 0)


def explain(values: Values, lang: str) -> str:
    """The rule in a few sentences."""
    sentences = [_WORDS[lang]["needs"].format(quorum=values["quorum_percent"]), _WORDS[lang]["silence"]]
    sentences += [_WORDS[lang]["weighed"]] if values["weighed"] else []
    return " ".join(sentences)


_WORDS = {
    "ar": {
        "needs": "تثبت الصياغة إذا لم يعترض أحد حتى نهاية المهلة، ووافق عليها {quorum}% من الأعضاء المدعوّين "
        "على الأقل صراحةً أو "
        "بصمت يُحتسب.",
        "silence": "ولا يُحتسب الصمت إلا لمن قبل ذلك سلفًا وثبت إرسال الإشعار إليه، وهو لا يعني توقيعًا في أي حال.",
        "weighed": "وتُحسب الأصوات التي لكل منظمة، لا عدد المنظمات.",
    },
    "en": {
        "needs": "The wording stands if nobody objects until the time is over and at least {quorum}% of the "
        "members asked agree, "
        "in words or by silence that counts.",
        "silence": "Silence counts only for members who accepted that beforehand and whose notice demonstrably "
        "left. It is never "
        "a signature.",
        "weighed": "The votes of each organisation are counted, not the organisations.",
    },
    "fr": {
        "needs": "La formulation est retenue si personne ne s’oppose dans le délai et si au moins {quorum} % "
        "des membres "
        "sollicités l’acceptent, expressément ou par un silence qui compte.",
        "silence": "Le silence ne compte que pour les membres qui l’ont accepté d’avance et dont l’avis est "
        "parti de façon "
        "prouvée. Il ne vaut jamais signature.",
        "weighed": "Ce sont les voix de chaque organisation qui comptent, non les organisations.",
    },
}

RULE = Rule(
    key="silence",
    names={"ar": "الصمت على الصياغة", "en": "Silence on the wording", "fr": "Silence sur la formulation"},
    check=check,
    judge=judge,
    explain=explain,
    agrees_by="no_objection",
)
