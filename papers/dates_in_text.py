"""Finds the dates that a text names, in any of our languages and spellings, so that two texts can be compared."""

import re
from collections import Counter
from functools import cache

from papers.characters import western_digits
from papers.dates import EGYPTIAN_MONTHS, month_names

_ISO = re.compile(r"(?<!\d)(\d{4})-(\d{2})-(\d{2})(?!\d)")
_NUMERIC = re.compile(r"(?<![\d/.])(\d{1,2})[/.](\d{1,2})[/.](\d{4})(?![\d/])")
_OTHER_SPELLINGS = {
    "يونيو": 6,
    "يوليو": 7,
    "ابريل": 4,
    "إبريل": 4,
    "اغسطس": 8,
    "اكتوبر": 10,
    "اذار": 3,
    "ايار": 5,
    "ايلول": 9,
}


def dates_in(text: str, lang: str) -> Counter[str]:
    """The dates of a text as «2026-11-23», «2026-11» or, without a year, «--11-23»; how often each is named.

    A month alone is no date («May», «آب» are words too). In figures the day comes first.
    """
    return Counter(date for _, date in _found(western_digits(text), lang))


def without_dates(text: str, lang: str) -> str:
    """The text with western digits and a gap in the place of every date: what is left to be compared as numbers."""
    text = western_digits(text)
    for (start, end), _ in sorted(_found(text, lang), reverse=True):
        text = f"{text[:start]} … {text[end:]}"
    return text


def _found(text: str, lang: str) -> list[tuple[tuple[int, int], str]]:
    """Every date with the place where it stands."""
    found: list[tuple[tuple[int, int], str]] = []
    for pattern, (year, month, day) in ((_ISO, (1, 2, 3)), (_NUMERIC, (3, 2, 1))):
        found += [
            (date.span(), _iso(int(date[year]), int(date[month]), int(date[day]))) for date in pattern.finditer(text)
        ]
    for date in _worded(lang).finditer(text):
        number = _months(lang)[date["month"].casefold()]
        found.append((date.span(), _iso(int(date["year"] or 0), number, int(date["day"] or date["later_day"] or 0))))
    return [(place, date) for place, date in found if date]


def _iso(year: int, month: int, day: int) -> str:
    """The date in figures; nothing when these figures are no date."""
    if not (1 <= month <= 12 and 0 <= day <= 31 and (year or day)):
        return ""
    return (f"{year:04d}" if year else "-") + f"-{month:02d}" + (f"-{day:02d}" if day else "")


@cache
def _months(lang: str) -> dict[str, int]:
    names = {name.casefold(): number for number, name in enumerate(month_names(lang), 1)}
    if lang == "ar":
        names |= {name: number for number, name in enumerate(EGYPTIAN_MONTHS, 1)} | _OTHER_SPELLINGS
    return names


@cache
def _worded(lang: str) -> re.Pattern[str]:
    """A day, a month by its name (in the UN's double form too) and a year; the English order of the day as well."""
    month = "|".join(sorted(map(re.escape, _months(lang)), key=len, reverse=True))
    second = f"(?:\\s?/\\s?(?:{month}))?" if lang == "ar" else ""
    return re.compile(
        rf"(?:(?<!\d)(?P<day>\d{{1,2}})(?:er|st|nd|rd|th|ê|ی)?\s+(?:(?:of|من|شهر)\s+)*)?"
        rf"(?<!\w)[وفبكل]?(?P<month>{month}){second}(?:a|ی)?(?!\w)"
        rf"(?:\s+(?P<later_day>\d{{1,2}})(?:st|nd|rd|th)?(?=\s*,\s*\d{{4}}))?"
        r"(?:\s*,?\s*(?:عام|سنة|de|ê)?\s*(?P<year>\d{4})(?:an|ان)?(?!\d))?",
        re.IGNORECASE,
    )
