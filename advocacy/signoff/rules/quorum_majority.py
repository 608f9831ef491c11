"""Quorum and majority: when both are met, and nothing blocks, the text speaks in the coalition's name."""

from advocacy.signoff.rules.rule import CLOSES_EARLY, Rule, Values, Verdict, has_quorum, one_of, whole, yes_or_no
from advocacy.signoff.rules.tally import Tally

MAJORITIES = ("simple", "half", "absolute", "two_thirds", "over_two_thirds")


def check(values: Values) -> Values:
    """The numbers of the by-law, completed.

    `quorum_percent`: of the roll, 1 to 100. `majority`: one of MAJORITIES; `majority_of`: whether a share is one of
    those who signed or objected ("answers") or of everybody who was asked ("members"). `objection_blocks`: whether a
    single objection stops the text, unless arbitration sets it aside; off unless the by-laws say so (hard case N15).
    `count_abstentions`: whether an abstention weighs against the majority. `weighed`: whether votes count, not
    organisations. `otherwise`: what happens when the rule is not met: "not_adopted", or "signatories", when the text
    may still appear under the names of those who signed it, if there are `minimum`. `voice`: as in opt_in.
    """
    return {
        "quorum_percent": whole(values, "quorum_percent", 50, least=1, most=100),
        "majority": one_of(values, "majority", *MAJORITIES),
        "majority_of": one_of(values, "majority_of", "answers", "members"),
        "objection_blocks": yes_or_no(values, "objection_blocks"),
        "count_abstentions": yes_or_no(values, "count_abstentions"),
        "weighed": yes_or_no(values, "weighed"),
        "otherwise": one_of(values, "otherwise", "not_adopted", "signatories"),
        "minimum": whole(values, "minimum", 1, least=1),
        "voice": one_of(values, "voice", "count", "undersigned"),
        "close_early": one_of(values, "close_early", *CLOSES_EARLY),
    }


def judge(values: Values, tally: Tally) -> Verdict:
    """In the coalition's name, or by its signatories alone if the by-laws allow that, or not at all."""
    blocked = values["objection_blocks"] and tally.blocking > 0
    if has_quorum(values["quorum_percent"], tally) and has_majority(values, tally) and not blocked:
        return Verdict(is_adopted=True, speaks_for_coalition=True)
    return Verdict(is_adopted=values["otherwise"] == "signatories" and tally.sign >= values["minimum"])


def has_majority(values: Values, tally: Tally) -> bool:
    """Whether enough are for the text. Always whole numbers, never a rounded share; nothing against nothing is none.

    Simple: more for than against. Absolute: more than half of the roll. The others: at least half, at least two thirds,
    more than two thirds of the answers or of the roll.
    """
    against = tally.object + (tally.abstain if values["count_abstentions"] else 0)
    of = tally.roll if values["majority_of"] == "members" else tally.sign + against
    match values["majority"]:
        case "absolute":
            return tally.sign * 2 > tally.roll
        case "half":
            return tally.sign > 0 and tally.sign * 2 >= of
        case "two_thirds":
            return tally.sign > 0 and tally.sign * 3 >= of * 2
        case "over_two_thirds":
            return tally.sign * 3 > of * 2
        case _:
            return tally.sign > against


def explain(values: Values, lang: str) -> str:
    """The rule in a few sentences."""
    words = _WORDS[lang]
    share = values["majority"]
    if values["majority_of"] == "members" and share not in ("simple", "absolute"):
        share += "_of_members"
    sentences = [words["needs"].format(quorum=values["quorum_percent"], majority=words[share])]
    sentences.append(words["counted" if values["count_abstentions"] else "uncounted"])
    sentences += [words[name] for name in ("weighed",) if values[name]]
    if values["objection_blocks"]:
        sentences.append(words["blocks"])
    if values["otherwise"] == "signatories" and values["minimum"] > 1:
        sentences.append(words["at_least"].format(n=values["minimum"]))
    else:
        sentences.append(words[values["otherwise"]])
    return " ".join(sentences)


_WORDS = {
    "ar": {
        "needs": "يصدر النص باسم التحالف إذا شارك في الردّ {quorum}% من الأعضاء المدعوّين على الأقل، و{majority}.",
        "simple": "زاد عدد الموقّعين على عدد المعترضين",
        "half": "كان الموقّعون نصف الموقّعين والمعترضين معًا على الأقل",
        "half_of_members": "وقّع نصف الأعضاء المدعوّين على الأقل",
        "absolute": "وقّع أكثر من نصف الأعضاء المدعوّين",
        "two_thirds": "وقّع ثلثا الموقّعين والمعترضين معًا على الأقل",
        "two_thirds_of_members": "وقّع ثلثا الأعضاء المدعوّين على الأقل",
        "over_two_thirds": "زاد الموقّعون على ثلثي الموقّعين والمعترضين معًا",
        "over_two_thirds_of_members": "وقّع أكثر من ثلثي الأعضاء المدعوّين",
        "counted": "والامتناع يدخل في حساب الأغلبية.",
        "uncounted": "والامتناع مشاركة، لكنه لا يدخل في حساب الأغلبية.",
        "weighed": "وتُحسب الأصوات التي لكل منظمة، لا عدد المنظمات.",
        "blocks": "واعتراض واحد قائم يوقف النص، ما لم تُسقط هيئة التحكيم أثره.",
        "not_adopted": "وإن لم يتحقّق ذلك لا يُعتمد النص. ولا يُعدّ الصمت توقيعًا.",
        "signatories": "وإن لم يتحقّق ذلك صدر النص باسم المنظمات الموقّعة وحدها. ولا يُعدّ الصمت توقيعًا.",
        "at_least": "وإن لم يتحقّق ذلك صدر النص باسم الموقّعين وحدهم إذا بلغ عدد التوقيعات {n} على الأقل. ولا "
        "يُعدّ الصمت توقيعًا.",
    },
    "en": {
        "needs": "The text speaks in the coalition’s name if at least {quorum}% of the members asked take part and "
        "{majority}.",
        "simple": "more of them sign than object",
        "half": "at least half of those who sign or object sign",
        "half_of_members": "at least half of the members asked sign",
        "absolute": "more than half of the members asked sign",
        "two_thirds": "at least two thirds of those who sign or object sign",
        "two_thirds_of_members": "at least two thirds of the members asked sign",
        "over_two_thirds": "more than two thirds of those who sign or object sign",
        "over_two_thirds_of_members": "more than two thirds of the members asked sign",
        "counted": "An abstention counts against the majority.",
        "uncounted": "An abstention is taking part, but does not count in the majority.",
        "weighed": "The votes of each organisation are counted, not the organisations.",
        "blocks": "A single standing objection stops the text, unless arbitration sets it aside.",
        "not_adopted": "Otherwise the text is not adopted. Silence is not a signature.",
        "signatories": "Otherwise it is issued in the name of those who signed alone. Silence is not a signature.",
        "at_least": "Otherwise it is issued in the name of those who signed alone, if there are at least {n} "
        "signatures. "
        "Silence is not a signature.",
    },
    "fr": {
        "needs": "Le texte est publié au nom de la coalition si au moins {quorum} % des membres sollicités participent "
        "et si {majority}.",
        "simple": "les signatures sont plus nombreuses que les oppositions",
        "half": "au moins la moitié des signatures et oppositions sont des signatures",
        "half_of_members": "au moins la moitié des membres sollicités signent",
        "absolute": "plus de la moitié des membres sollicités signent",
        "two_thirds": "au moins deux tiers des signatures et oppositions sont des signatures",
        "two_thirds_of_members": "au moins deux tiers des membres sollicités signent",
        "over_two_thirds": "plus de deux tiers des signatures et oppositions sont des signatures",
        "over_two_thirds_of_members": "plus de deux tiers des membres sollicités signent",
        "counted": "Une abstention pèse contre la majorité.",
        "uncounted": "Une abstention vaut participation, mais ne compte pas dans la majorité.",
        "weighed": "Ce sont les voix de chaque organisation qui comptent, non les organisations.",
        "blocks": "Une seule opposition maintenue arrête le texte, sauf si l’arbitrage l’écarte.",
        "not_adopted": "Sinon, le texte n’est pas adopté. Le silence ne vaut pas signature.",
        "signatories": "Sinon, il est publié au seul nom des signataires. Le silence ne vaut pas signature.",
        "at_least": "Sinon, il est publié au seul nom des signataires, s’il y a au moins {n} signatures. Le silence ne "
        "vaut pas signature.",
    },
}

RULE = Rule(
    key="quorum_majority",
    names={"ar": "نصاب وأغلبية", "en": "Quorum and majority", "fr": "Quorum et majorité"},
    check=check,
    judge=judge,
    explain=explain,
)
