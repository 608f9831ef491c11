"""The words by which the Markdown of a paper is recognised, in every language that people type it in."""

import re

from papers.asks import PHRASES
from papers.model import AskVerb

SUBTITLE = ("العنوان الفرعي", "Subtitle", "Sous-titre", "Binnav", "ژێرناونیشان")
POSITION = (
    "الموقف", "موقفنا", "Position", "Our position", "Notre position", "Helwest", "Helwesta me", "هەڵوێست", "هەڵوێستمان",
)  # fmt: skip
DUE = ("المهلة", "الموعد", "Due", "Time limit", "By", "Deadline", "Délai", "Échéance", "Heta", "Dem", "ماوە")
BASIS = ("السند", "السند القانوني", "Basis", "Legal basis", "Fondement", "Base", "Bingeh", "بنەما", "بنەمای یاسایی")

# Canonical words per language, as the writer writes them; each must be among those above.
WRITTEN = {
    "subtitle": dict(zip(("ar", "en", "fr", "kmr", "ckb"), SUBTITLE, strict=True)),
    "position": {"ar": "الموقف", "en": "Position", "fr": "Position", "kmr": "Helwest", "ckb": "هەڵوێست"},
    "due": {"ar": "المهلة", "en": "Due", "fr": "Délai", "kmr": "Heta", "ckb": "ماوە"},
    "basis": {"ar": "السند", "en": "Basis", "fr": "Fondement", "kmr": "Bingeh", "ckb": "بنەما"},
}

_MORE_VERBS: dict[AskVerb, tuple[str, ...]] = {
    "demand": ("نطالب", "طالب", "مطالبة", "We demand", "Demand that", "Demand", "Nous demandons", "Exiger", "demand"),
    "call_on": ("ندعو", "ندعوا", "We call upon", "Call on", "Call upon", "Appeler", "call_on"),
    "urge": ("نحثّ", "نحث", "Urge", "Exhorter", "urge"),
    "request": ("نرجو", "نرجوا", "نطلب", "We ask", "Ask", "Request", "Prier", "request"),
    "recommend": ("نوصي", "We recommend", "Recommend that", "Recommend", "Recommander", "recommend"),
}

Phrase = tuple[str, AskVerb, str, str]
"""The verb as it is typed, the verb, and what may stand before and after the addressee."""


def _phrases() -> list[Phrase]:
    found: dict[str, Phrase] = {}
    for verbs in PHRASES.values():
        for verb, (words, before, joint) in verbs.items():
            found.setdefault(words.casefold(), (words, verb, before, joint))
    for verb, synonyms in _MORE_VERBS.items():
        for words in synonyms:
            before, joint = _grammar(words, verb)
            found.setdefault(words.casefold(), (words, verb, before, joint))
    return sorted(found.values(), key=lambda phrase: -len(phrase[0]))


def _grammar(words: str, verb: AskVerb) -> tuple[str, str]:
    arabic = re.match("[\u0600-\u06ff]", words) is not None
    _, before, joint = PHRASES["ar" if arabic else "en"][verb]
    return before, joint


VERBS: list[Phrase] = _phrases()
"""Longest first, so that «We demand that» is tried before «We demand»."""


def after_label(text: str, labels: tuple[str, ...]) -> str | None:
    """What stands after «label:» at the beginning of a line; None if the line begins with none of the labels."""
    found = re.match(rf"(?:{'|'.join(map(re.escape, labels))})\s*[:：]\s*", text, re.IGNORECASE)
    return text[found.end() :] if found else None
