"""How an ask is read out: verb, addressee and the words that follow, joined as the language joins them."""

from papers.model import Ask, AskVerb, Citation, Emphasis, Footnote, Foreign, Inlines, Link, Strong, Text

PHRASES: dict[str, dict[AskVerb, tuple[str, str, str]]] = {
    # verb: the verb, what stands before the addressee, what joins the words that follow
    "ar": {
        "demand": ("نطالب", "", "بـ"),
        "call_on": ("ندعو", "", "إلى"),
        "urge": ("نحثّ", "", "على"),
        "request": ("نرجو", "من", ""),
        "recommend": ("نوصي", "", "بـ"),
    },
    "en": {
        "demand": ("We demand that", "", ""),
        "call_on": ("We call on", "", "to"),
        "urge": ("We urge", "", "to"),
        "request": ("We request", "", "to"),
        "recommend": ("We recommend that", "", ""),
    },
    "fr": {
        "demand": ("Nous exigeons", "de", "de"),
        "call_on": ("Nous appelons", "", "à"),
        "urge": ("Nous exhortons", "", "à"),
        "request": ("Nous prions", "", "de"),
        "recommend": ("Nous recommandons", "à", "de"),
    },
    "kmr": {
        "demand": ("Em daxwaz dikin ji", "", "ku"),
        "call_on": ("Em bang dikin li", "", "ku"),
        "urge": ("Em bi tundî daxwaz dikin ji", "", "ku"),
        "request": ("Em hêvî dikin ji", "", "ku"),
        "recommend": ("Em pêşniyar dikin ji bo", "", "ku"),
    },
    "ckb": {
        "demand": ("داوا دەکەین لە", "", "کە"),
        "call_on": ("بانگەواز دەکەین بۆ", "", "کە"),
        "urge": ("هان دەدەین", "", "کە"),
        "request": ("تکا دەکەین لە", "", "کە"),
        "recommend": ("ڕاسپاردە دەکەین بۆ", "", "کە"),
    },
}

ALONE: dict[str, dict[AskVerb, str]] = {
    "ar": {"demand": "نطالب بـ", "call_on": "ندعو إلى", "urge": "نحثّ على", "request": "نرجو", "recommend": "نوصي بـ"},
    "en": {
        "demand": "We demand:",
        "call_on": "We call for action:",
        "urge": "We urge:",
        "request": "We request:",
        "recommend": "We recommend:",
    },
    "fr": {
        "demand": "Nous exigeons\u202f:",
        "call_on": "Nous appelons à",
        "urge": "Nous exhortons à",
        "request": "Nous prions de",
        "recommend": "Nous recommandons de",
    },
    "kmr": {
        "demand": "Em daxwaz dikin:",
        "call_on": "Em bang dikin:",
        "urge": "Em bi tundî daxwaz dikin:",
        "request": "Em hêvî dikin:",
        "recommend": "Em pêşniyar dikin:",
    },
    "ckb": {
        "demand": "داوا دەکەین:",
        "call_on": "بانگەواز دەکەین:",
        "urge": "هان دەدەین:",
        "request": "تکا دەکەین:",
        "recommend": "ڕاسپاردە دەکەین:",
    },
}


def printed(ask: Ask, lang: str) -> Inlines:
    """The whole sentence: the verb and its addressee in strong type, then the words of the ask.

    The Arabic «بـ» is written onto the next word («بتخصيص») and the French «de» elided, inside the text run: letters
    would not join across a tag.
    """
    lead, joint = _lead(ask.verb, ask.addressee, lang)
    return (Strong((Text(lead),)), *_joined(joint, ask.content))


def _lead(verb: AskVerb, addressee: str, lang: str) -> tuple[str, str]:
    if addressee:
        phrase, before, joint = PHRASES[lang][verb]
        return " ".join(filter(None, (phrase, _preposition(before, addressee), addressee))).replace("’ ", "’"), joint
    words = ALONE[lang][verb]
    if words.endswith(" بـ"):
        return words.removesuffix(" بـ"), "بـ"
    if words.endswith(" de"):
        return words.removesuffix(" de"), "de"
    return words, ""


def _preposition(before: str, word: str) -> str:
    return "d’" if before == "de" and _elides(word) else before


def _elides(word: str) -> bool:
    return word[:1].lower() in "aàâeéèêëiîïoôuùûyhœæ" and word[:1] != ""


def _joined(joint: str, content: Inlines) -> Inlines:
    start = _first_letter(content)
    if joint == "بـ" and "ء" <= start <= "ي":
        return (Text(" "), *_prefixed("ب", content))
    if joint == "بـ":
        return (Text(" بـ"), *content)
    if joint == "de" and _elides(start):
        return (Text(" d’"), *content)
    return (Text(f" {joint} " if joint else " "), *content)


def _first_letter(content: Inlines) -> str:
    for inline in content:
        match inline:
            case Text(text=text):
                found = text[:1]
            case Citation() | Footnote():
                return ""
            case _:
                found = _first_letter(inline.content)
        if found:
            return found
    return ""


def _prefixed(prefix: str, content: Inlines) -> Inlines:
    """The prefix inside the first words, below whatever marks they carry."""
    match content:
        case (Text(text=text), *rest) if text:
            return (Text(prefix + text), *rest)
        case (Strong(content=inner), *rest) if inner:
            return (Strong(_prefixed(prefix, inner)), *rest)
        case (Emphasis(content=inner), *rest) if inner:
            return (Emphasis(_prefixed(prefix, inner)), *rest)
        case (Link(href=href, content=inner), *rest) if inner:
            return (Link(href, _prefixed(prefix, inner)), *rest)
        case (Foreign(lang=lang, content=inner), *rest) if inner:
            return (Foreign(lang, _prefixed(prefix, inner)), *rest)
        case (_, *rest):
            return _prefixed(prefix, tuple(rest))
    return (Text(prefix),)
