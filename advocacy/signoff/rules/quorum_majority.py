"""Quorum and majority: when both are met, and nothing blocks, the text speaks in the coalition's name."""

from advocacy.signoff.rules.rule import Rule, Values, Verdict, one_of, whole, yes_or_no
from advocacy.signoff.rules.tally import Tally

MAJORITIES = ("simple", "absolute", "two_thirds")


def check(values: Values) -> Values:
    """The numbers of the by-law, completed.

    `quorum_percent`: of the roll, 1 to 100. `majority`: one of MAJORITIES. `objection_blocks`: whether a single
    objection stops the text; off unless the by-laws say so (hard case N15). `count_abstentions`: whether an abstention
    weighs against the majority. `otherwise`: what happens when the rule is not met: "not_adopted", or "signatories",
    when the text may still appear under the names of those who signed it. `voice`: as in opt_in.
    """
    return {
        "quorum_percent": whole(values, "quorum_percent", 50, least=1, most=100),
        "majority": one_of(values, "majority", *MAJORITIES),
        "objection_blocks": yes_or_no(values, "objection_blocks"),
        "count_abstentions": yes_or_no(values, "count_abstentions"),
        "otherwise": one_of(values, "otherwise", "not_adopted", "signatories"),
        "voice": one_of(values, "voice", "count", "undersigned"),
    }


def judge(values: Values, tally: Tally) -> Verdict:
    """In the coalition's name, or by its signatories alone if the by-laws allow that, or not at all."""
    blocked = values["objection_blocks"] and tally.object > 0
    if has_quorum(values, tally) and has_majority(values, tally) and not blocked:
        return Verdict(is_adopted=True, speaks_for_coalition=True)
    return Verdict(is_adopted=values["otherwise"] == "signatories" and tally.sign > 0)


def has_quorum(values: Values, tally: Tally) -> bool:
    """Whether enough of the whole roll took part.

    Abstaining is taking part. Recusing is stepping aside: it neither helps the quorum nor shrinks the roll, or a few
    could speak for a coalition in which most had to stay out.
    """
    took_part = tally.sign + tally.object + tally.abstain
    return tally.roll > 0 and took_part * 100 >= values["quorum_percent"] * tally.roll


def has_majority(values: Values, tally: Tally) -> bool:
    """Simple: more for than against. Absolute: more than half of the roll. Two thirds: at least that share.

    Always whole numbers, never a rounded share; nothing against nothing is no majority.
    """
    against = tally.object + (tally.abstain if values["count_abstentions"] else 0)
    match values["majority"]:
        case "absolute":
            return tally.sign * 2 > tally.roll
        case "two_thirds":
            return tally.sign > 0 and tally.sign * 3 >= (tally.sign + against) * 2
        case _:
            return tally.sign > against


def explain(values: Values, lang: str) -> str:
    """The rule in a few sentences."""
    words = _WORDS[lang]
    sentences = [words["needs"].format(quorum=values["quorum_percent"], majority=words[values["majority"]])]
    sentences.append(words["counted" if values["count_abstentions"] else "uncounted"])
    if values["objection_blocks"]:
        sentences.append(words["blocks"])
    sentences.append(words[values["otherwise"]])
    return " ".join(sentences)


_WORDS = {
    "ar": {
        "needs": "يصدر النص باسم التحالف إذا شارك في الردّ {quorum}% من الأعضاء المدعوّين على الأقل، و{majority}.",
        "simple": "زاد عدد الموقّعين على عدد المعترضين",
        "absolute": "وقّع أكثر من نصف الأعضاء المدعوّين",
        "two_thirds": "وقّع ثلثا الموقّعين والمعترضين معًا على الأقل",
        "counted": "والامتناع يدخل في حساب الأغلبية.",
        "uncounted": "والامتناع مشاركة، لكنه لا يدخل في حساب الأغلبية.",
        "blocks": "واعتراض واحد قائم يوقف النص.",
        "not_adopted": "وإن لم يتحقّق ذلك لا يُعتمد النص. ولا يُعدّ الصمت توقيعًا.",
        "signatories": "وإن لم يتحقّق ذلك صدر النص باسم المنظمات الموقّعة وحدها. ولا يُعدّ الصمت توقيعًا.",
    },
    "en": {
        "needs": "The text speaks in the coalition’s name if at least {quorum}% of the members asked take part and "
        "{majority}.",
        "simple": "more of them sign than object",
        "absolute": "more than half of the members asked sign",
        "two_thirds": "at least two thirds of those who sign or object sign",
        "counted": "An abstention counts against the majority.",
        "uncounted": "An abstention is taking part, but does not count in the majority.",
        "blocks": "A single standing objection stops the text.",
        "not_adopted": "Otherwise the text is not adopted. Silence is not a signature.",
        "signatories": "Otherwise it is issued in the name of those who signed alone. Silence is not a signature.",
    },
    "fr": {
        "needs": "Le texte est publié au nom de la coalition si au moins {quorum} % des membres sollicités participent "
        "et si {majority}.",
        "simple": "les signatures sont plus nombreuses que les oppositions",
        "absolute": "plus de la moitié des membres sollicités signent",
        "two_thirds": "au moins deux tiers des signatures et oppositions sont des signatures",
        "counted": "Une abstention pèse contre la majorité.",
        "uncounted": "Une abstention vaut participation, mais ne compte pas dans la majorité.",
        "blocks": "Une seule opposition maintenue arrête le texte.",
        "not_adopted": "Sinon, le texte n’est pas adopté. Le silence ne vaut pas signature.",
        "signatories": "Sinon, il est publié au seul nom des signataires. Le silence ne vaut pas signature.",
    },
}

RULE = Rule(
    key="quorum_majority",
    names={"ar": "نصاب وأغلبية", "en": "Quorum and majority", "fr": "Quorum et majorité"},
    check=check,
    judge=judge,
    explain=explain,
)
