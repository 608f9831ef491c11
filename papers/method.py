"""The line that says after which consultation a text was prepared: counts, days and regions, never a name."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from papers.dates import long_date
from papers.words import plural_category

FEW = 5
"""A number of women or men below this is not printed: whoever knows the place would know who it was."""

_LINE = {
    "ar": "أُعدّت هذه الورقة بعد مشاورة {people}{split} {period}{regions}.",
    "en": "This paper was prepared after consulting {people}{split} {period}{regions}.",
    "fr": "Ce document a été établi après consultation de {people}{split} {period}{regions}.",
    "kmr": "Ev nivîs piştî şêwra bi {people}{split} re {period} hat amadekirin{regions}.",
    "ckb": "ئەم نووسراوە دوای ڕاوێژ لەگەڵ {people}{split} {period} ئامادە کراوە{regions}.",
}
_PEOPLE = {
    "ar": {
        "one": "شخص واحد",
        "two": "شخصين",
        "few": "{n} أشخاص",
        "many": "{n} شخصًا",
        "other": "{n} شخص",
    },
    "en": {"one": "{n} person", "other": "{n} people"},
    "fr": {"one": "{n} personne", "other": "{n} personnes"},
    "kmr": {"one": "{n} kesî", "other": "{n} kesan"},
    "ckb": {"other": "{n} کەس"},
}
_SPLIT = {
    "ar": " (النساء: {women}، الرجال: {men})",
    "en": " (women: {women}, men: {men})",
    "fr": " (femmes\u202f: {women}, hommes\u202f: {men})",
    "kmr": " (jin: {women}, mêr: {men})",
    "ckb": " (ژن: {women}، پیاو: {men})",
}
_BETWEEN = {
    "ar": "بين {first} و{last}",
    "en": "between {first} and {last}",
    "fr": "entre le {first} et le {last}",
    "kmr": "di navbera {first} û {last} de",
    "ckb": "لە نێوان {first} و {last}",
}
_ON = {"ar": "في {first}", "en": "on {first}", "fr": "le {first}", "kmr": "di {first} de", "ckb": "لە {first}"}
_REGIONS = {"ar": "، في: {names}", "en": ", in: {names}", "fr": ", à\u202f: {names}", "kmr": "; herêm: {names}",
            "ckb": "؛ ناوچە: {names}"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Consulted:
    """One consultation: its first and last day, how many people, and of them women and men where that was counted."""

    first: date
    last: date
    people: int
    women: int | None = None
    men: int | None = None
    regions: tuple[str, ...] = ()


def method_line(consulted: Sequence[Consulted], lang: str) -> str:
    """All consultations in one sentence of that language; empty when nobody was consulted."""
    people = sum(one.people for one in consulted)
    if not people:
        return ""
    named = _PEOPLE[lang]
    counted = named.get(plural_category(people, lang), named["other"]).format(n=people)
    return _LINE[lang].format(
        people=counted,
        split=_split(consulted, lang),
        period=_period(consulted, lang),
        regions=_regions(consulted, lang),
    )


def _split(consulted: Sequence[Consulted], lang: str) -> str:
    """Women and men, if both were counted everywhere and neither is so few that they could be known."""
    if any(one.women is None or one.men is None for one in consulted):
        return ""
    women, men = sum(one.women or 0 for one in consulted), sum(one.men or 0 for one in consulted)
    return _SPLIT[lang].format(women=women, men=men) if min(women, men) >= FEW else ""


def _period(consulted: Sequence[Consulted], lang: str) -> str:
    first, last = min(one.first for one in consulted), max(one.last for one in consulted)
    words = _ON if first == last else _BETWEEN
    return words[lang].format(first=long_date(first, lang), last=long_date(last, lang))


def _regions(consulted: Sequence[Consulted], lang: str) -> str:
    names = list(dict.fromkeys(name for one in consulted for name in one.regions))
    comma = "، " if lang in ("ar", "ckb") else ", "
    return _REGIONS[lang].format(names=comma.join(names)) if names else ""
