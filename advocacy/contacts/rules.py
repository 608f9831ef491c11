"""How an office is addressed: from the form of address, the holder's name and the language to the lines of a letter."""

import re
from dataclasses import dataclass
from typing import Protocol

HIGH_ARABIC = ("فخامة", "دولة", "معالي", "سعادة")
"""Arabic forms that ask for the formal closing."""

LANGUAGES = ("ar", "en", "fr")
"""Languages in which letters are written."""

CLOSINGS = {
    ("ar", True): "وتفضلوا بقبول فائق الاحترام والتقدير،",
    ("ar", False): "وتفضلوا بقبول الاحترام والتقدير،",
    ("en", True): "Please accept, Excellency, the assurances of our highest consideration.",
    ("en", False): "Yours sincerely,",
    ("fr", True): "Veuillez agréer, {call}, l’assurance de notre très haute considération.",
    ("fr", False): "Veuillez agréer, {call}, l’expression de nos salutations distinguées.",
}


class Form(Protocol):
    """A form of address as the register keeps it; «...» stands for a name or a country."""

    ar_m: str
    ar_f: str
    en_salutation: str
    en_envelope: str
    fr_m: str
    fr_f: str


@dataclass(frozen=True, slots=True)
class Address:
    """What a letter prints: the lines of the address, the salutation, the closing words."""

    lines: tuple[str, ...]
    salutation: str
    closing: str


def address(form: Form, gender: str, lang: str, office: str, holder: str = "", postal: str = "") -> Address:
    """The address of an office in Arabic, English or French.

    `gender` is that of the form ("m", "f", "n"), `office` the office's name and `holder` the person's in that language;
    an empty holder addresses the office alone. `postal` holds further lines. HANDBOOK 1.10, 1.11.
    """
    build = {"ar": _arabic, "fr": _french}.get(lang, _english)
    title, salutation, is_high = build(form, gender, holder)
    if not holder and title.removeprefix("The ").lower() in office.lower():
        title = ""  # «Minister for Foreign Affairs of Estmere» says already whose desk it is
    lines = [title, office, *postal.splitlines()]
    closing = CLOSINGS[(lang if lang in LANGUAGES else "en", is_high)].format(call=salutation.rstrip(",، "))
    return Address(tuple(line.strip() for line in lines if line.strip()), salutation, closing)


def _arabic(form: Form, gender: str, holder: str) -> tuple[str, str, bool]:
    words = form.ar_f if gender == "f" else form.ar_m
    respect = {"m": "المحترم", "f": "المحترمة"}.get(gender, "")
    ending = next((word for word in ("المحترمون", "المحترمة", "المحترم") if words.endswith(word)), "")
    call = words.removesuffix(ending).strip()
    call = " ".join(call.replace("...", holder).split()) if "..." in call else call
    named = f"{call} {holder}" if holder and holder not in call else call
    last = ending or respect
    return f"{named} {last}".strip(), f"{call} {last}".strip() + "،", words.startswith(HIGH_ARABIC)


def _english(form: Form, gender: str, holder: str) -> tuple[str, str, bool]:
    prefix, _comma, title = form.en_envelope.partition(" ..., ")
    style = _by_gender(prefix, gender) if _comma else ""
    office = _without_gaps(title) if _comma else ""
    if holder:
        line = ", ".join(part for part in (f"{style} {holder}".strip(), office) if part)
    else:
        line = f"The {office}" if office not in ("", "MP", "MEP") else ""
    salutation = _by_gender(form.en_salutation, gender)
    if "..." in salutation:
        salutation = (
            salutation.replace("...", _family_name(holder)) if holder and gender != "n" else "Dear Sir or Madam,"
        )
    return line, salutation, salutation == "Excellency,"


def _french(form: Form, gender: str, holder: str) -> tuple[str, str, bool]:
    salutation = {"m": form.fr_m, "f": form.fr_f}.get(gender, form.fr_m)
    if gender == "n" and salutation.startswith("Monsieur"):
        salutation = "Madame, Monsieur,"
    is_high = "Excellency" in form.en_envelope
    title = salutation.rstrip(",")
    if title in ("Monsieur", "Madame", "Madame, Monsieur"):
        line = f"{title} {holder}" if holder and gender != "n" else holder
    else:
        line = f"Son Excellence {title}" if is_high else title
        line = f"{line}, {holder}" if holder else line
    return line, salutation, is_high


def _by_gender(words: str, gender: str) -> str:
    """«His/Her Excellency», «Mr/Ms», «Mr. Speaker, / Madam Speaker,» by the form's gender; neutral: no title."""
    if " / " in words:
        first, second = words.split(" / ", 1)
        return second if gender == "f" else first
    for male, female in (("His", "Her"), ("Mr", "Ms")):
        both = f"{male}/{female}"
        if both in words:
            return words.replace(both, {"m": male, "f": female}.get(gender, "")).strip()
    return words


def _without_gaps(title: str) -> str:
    """A functional title without the places that a register line would fill («Ambassador of ...»)."""
    return re.sub(r"\s+(?:of|for|on)?\s*\.\.\.", "", title).replace("  ", " ").strip()


def _family_name(holder: str) -> str:
    return holder.split()[-1]
