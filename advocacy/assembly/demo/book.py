"""The demo coalition as it is written down in advocacy/assembly/data, and the names that the file leaves out."""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

DATA = Path(__file__).parent.parent / "data"
PASSWORD = "yasmin-demo-2026"  # noqa: S105 - printed for whoever tries the demo, useless elsewhere


@dataclass(frozen=True, slots=True)
class Signatory:
    """Somebody who signs for an organisation and is not among the people whom the demo introduces."""

    organisation: str
    login: str
    name_ar: str
    name_en: str


SIGNATORIES = (
    Signatory("2", "wael", "وائل ج.", "Wael J."),
    Signatory("3", "lama", "لمى ش.", "Lama Sh."),
    Signatory("4", "hanan", "حنان د.", "Hanan D."),
    Signatory("5", "majd", "مجد ق.", "Majd Q."),
    Signatory("7", "rana", "رنا س.", "Rana S."),
    Signatory("9", "kinan", "كنان ب.", "Kinan B."),
    Signatory("10", "salim", "سليم ن.", "Salim N."),
    Signatory("11", "fadia", "فادية ك.", "Fadia K."),
    Signatory("13", "ghassan", "غسان م.", "Ghassan M."),
    Signatory("14", "shirin", "شيرين أ.", "Shirin A."),
    Signatory("15", "nizar", "نزار ح.", "Nizar H."),
    Signatory("16", "amal", "أمل ع.", "Amal A."),
    Signatory("17", "tarek", "طارق ي.", "Tarek Y."),
    Signatory("18", "rula", "رولا خ.", "Rula Kh."),
    Signatory("19", "yazan", "يزن ر.", "Yazan R."),
    Signatory("21", "dalal", "دلال ف.", "Dalal F."),
    Signatory("23", "michel", "ميشيل ت.", "Michel T."),
    Signatory("24", "souad", "سعاد ل.", "Souad L."),
)

ENGLISH_NAMES = {
    "rim": "Rim T.", "sami": "Sami A.", "huda": "Huda M.", "nour1": "Nour H.", "yara1": "Yara H.", "layla": "Layla S.",
    "azad": "Azad K.", "mariam": "Mariam N.", "khalil": "Khalil D.", "dima": "Dima R.", "basel": "Basel F.",
    "salma": "Salma Q.", "joud": "Joud B.", "admin": "System administrator",
}  # fmt: skip

HOMES = {"rim": "6", "huda": "12", "nour1": "1", "yara1": "1", "khalil": "8", "joud": "20", "basel": "7", "salma": "X1"}
"""Whose people the introduced ones are."""

BODIES_OF = {"sami": ("SE", "staff"), "layla": ("IR", "staff"), "mariam": ("OT", "chair"), "dima": ("AB", "chair")}
OFFICES_OF_BODIES = {"SE": "coordinator", "AB": "board", "OT": "oversight", "RA": "arbitration", "IR": "relations"}

RAPPORTEURS = {"WG1": "rim", "WG2": "tarek", "WG3": "salim", "WG4": "hanan", "WG5": "nizar"}
TRANSLATOR = "azad"

FRENCH_OFFICES = {
    "K05": "Mission permanente de la Lumérie auprès des Nations Unies à New York",
    "K06": "Ambassade de la République de Valdoria à Beyrouth",
    "K11": "Ministère des Affaires étrangères de Valdoria, direction du Moyen-Orient",
    "K13": "Ministère de la Coopération internationale de Lumérie",
    "K24": "Commission des affaires étrangères du Parlement européen (démonstration)",
}

LISTS = {
    "Europe/Zurich": "geneva", "America/New_York": "newyork", "Europe/Brussels": "brussels", "Asia/Damascus": "syria",
}  # fmt: skip


@cache
def book() -> dict[str, Any]:
    """The demo coalition as data."""
    found: dict[str, Any] = json.loads((DATA / "demo.json").read_text("utf-8"))
    return found


def text_of(name: str, lang: str) -> str:
    """The Markdown of a demo paper in one language."""
    return (DATA / "papers" / f"{name}.{lang}.md").read_text("utf-8")


def has_text(name: str, lang: str) -> bool:
    """Whether the demo paper was written in that language."""
    return (DATA / "papers" / f"{name}.{lang}.md").exists()
