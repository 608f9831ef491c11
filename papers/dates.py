"""Dates, moments and digits in words, per language: Levantine months, never 11/12 alone, always the year."""

from datetime import UTC, date, datetime
from typing import Literal
from zoneinfo import ZoneInfo

from papers.characters import arabic_digits, western_digits

Months = Literal["levant", "dual"]

_LEVANT = (
    "كانون الثاني", "شباط", "آذار", "نيسان", "أيار", "حزيران",
    "تموز", "آب", "أيلول", "تشرين الأول", "تشرين الثاني", "كانون الأول",
)  # fmt: skip
EGYPTIAN_MONTHS = (
    "يناير", "فبراير", "مارس", "أبريل", "مايو", "يونيه", "يوليه", "أغسطس", "سبتمبر", "أكتوبر", "نوفمبر", "ديسمبر",
)  # fmt: skip
_MONTHS = {
    "en": (
        "January", "February", "March", "April", "May", "June",
        "July", "August", "September", "October", "November", "December",
    ),
    "fr": (
        "janvier", "février", "mars", "avril", "mai", "juin",
        "juillet", "août", "septembre", "octobre", "novembre", "décembre",
    ),
    "kmr": (
        "rêbendan", "sibat", "adar", "nîsan", "gulan", "hezîran",
        "tîrmeh", "tebax", "îlon", "cotmeh", "mijdar", "berfanbar",
    ),
    "ckb": (
        "کانوونی دووەم", "شوبات", "ئازار", "نیسان", "ئایار", "حوزەیران",
        "تەمووز", "ئاب", "ئەیلوول", "تشرینی یەکەم", "تشرینی دووەم", "کانوونی یەکەم",
    ),
}  # fmt: skip
_DAYS = {
    "ar": ("الاثنين", "الثلاثاء", "الأربعاء", "الخميس", "الجمعة", "السبت", "الأحد"),
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
    "fr": ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"),
    "kmr": ("duşem", "sêşem", "çarşem", "pêncşem", "în", "şemî", "yekşem"),
    "ckb": ("دووشەممە", "سێشەممە", "چوارشەممە", "پێنجشەممە", "هەینی", "شەممە", "یەکشەممە"),
}
_CITIES = {
    # zone: ar, en, fr, kmr, ckb
    "Asia/Damascus": ("دمشق", "Damascus", "Damas", "Şam", "دیمەشق"),
    "Asia/Beirut": ("بيروت", "Beirut", "Beyrouth", "Beyrût", "بەیرووت"),
    "Asia/Amman": ("عمّان", "Amman", "Amman", "Eman", "عەممان"),
    "Europe/Zurich": ("جنيف", "Geneva", "Genève", "Cenevre", "ژنێڤ"),
    "Europe/Brussels": ("بروكسل", "Brussels", "Bruxelles", "Bruksel", "بروکسل"),
    "Europe/London": ("لندن", "London", "Londres", "London", "لەندەن"),
    "Europe/Paris": ("باريس", "Paris", "Paris", "Parîs", "پاریس"),
    "Europe/Oslo": ("أوسلو", "Oslo", "Oslo", "Oslo", "ئۆسلۆ"),
    "Europe/Istanbul": ("إسطنبول", "Istanbul", "Istanbul", "Stenbol", "ئیستانبوڵ"),
    "Africa/Cairo": ("القاهرة", "Cairo", "Le Caire", "Qahîre", "قاهیرە"),
    "America/New_York": ("نيويورك", "New York", "New York", "New York", "نیویۆرک"),
    "UTC": ("غرينتش", "UTC", "UTC", "UTC", "گرینیچ"),
}
_ORDER = ("ar", "en", "fr", "kmr", "ckb")
ZONES = tuple(_CITIES)
"""The time zones whose cities have a name in every language, for forms."""


def month_names(lang: str) -> tuple[str, ...]:
    """The twelve months, January first; in Arabic those of the Levant."""
    return _MONTHS.get(lang, _LEVANT)


def city_of(zone: str, lang: str) -> str:
    """The city by which people call a time zone; the zone's own last word for one that has no name here."""
    names = _CITIES.get(zone)
    return names[_ORDER.index(lang)] if names and lang in _ORDER else zone.rsplit("/", 1)[-1].replace("_", " ")


def long_date(day: date, lang: str, months: Months = "levant") -> str:
    """«23 تشرين الثاني 2026», "23 November 2026", "1er janvier 2027". `dual` is UN style: «تشرين الثاني/نوفمبر»."""
    number = str(day.day)
    match lang:
        case "ar":
            name = _LEVANT[day.month - 1]
            if months == "dual":
                name = f"{name}/{EGYPTIAN_MONTHS[day.month - 1]}"
            return f"{number} {name} {day.year}"
        case "kmr":
            return f"{number}ê {_MONTHS[lang][day.month - 1]}a {day.year}an"
        case "ckb":
            return f"{number}ی {_MONTHS[lang][day.month - 1]}ی {day.year}"
        case "fr":
            return f"{'1er' if day.day == 1 else number} {_MONTHS[lang][day.month - 1]} {day.year}"
        case _:
            return f"{number} {_MONTHS['en'][day.month - 1]} {day.year}"


def weekday(day: date, lang: str) -> str:
    """The day of the week in words."""
    return _DAYS[lang][day.weekday()]


def local_time(when: datetime, tz: str) -> datetime:
    """A moment by the wall clock of a zone. A moment without a zone is UTC."""
    return (when if when.tzinfo else when.replace(tzinfo=UTC)).astimezone(ZoneInfo(tz))


def moment(when: datetime, tz: str, lang: str) -> str:
    """«الاثنين 23 تشرين الثاني 2026، 18:00 (بتوقيت جنيف)»: the wall clock of a zone, and whose clock it is.

    A moment without a zone is UTC. `tz` is an IANA name; ZoneInfoNotFoundError for one that does not exist.
    """
    local = local_time(when, tz)
    day, clock, place = f"{weekday(local, lang)} {long_date(local, lang)}", f"{local:%H:%M}", zone_name(tz, lang)
    match lang:
        case "ar":
            return f"{day}، {clock} (بتوقيت {place})"
        case "fr":
            return f"{day}, {local:%H} h {local:%M} ({_of_place(place)})"
        case "kmr":
            return f"{day}, {clock} (bi dema {place})"
        case "ckb":
            return f"{day}، {clock} (بە کاتی {place})"
        case _:
            return f"{day}, {clock} ({place} time)" if place != "UTC" else f"{day}, {clock} (UTC)"


def zone_name(tz: str, lang: str) -> str:
    """The city that people name the zone by; for a zone that we have no word for, the city of its IANA name."""
    known = _CITIES.get("UTC" if tz in ("Etc/UTC", "Etc/GMT", "GMT") else tz)
    return known[_ORDER.index(lang)] if known else tz.rsplit("/", 1)[-1].replace("_", " ")


def _of_place(place: str) -> str:
    if place == "UTC":
        return "UTC"
    if place.startswith("Le "):
        return f"heure du {place.removeprefix('Le ')}"
    return f"heure d’{place}" if place[0] in "AEIOUÉ" else f"heure de {place}"


def digits(text: str, policy: Literal["western", "arabic"]) -> str:
    """The text with the digits of a policy; Latin tokens such as RY/2026/014 keep western ones."""
    return arabic_digits(text) if policy == "arabic" else western(text)


def western(text: str) -> str:
    """The text with western digits, whichever kind was typed."""
    return western_digits(text)
