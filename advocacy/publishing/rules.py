"""Numbers, names and codes of issues: pure decisions about what stands on a document and what somebody typed."""

import re
import unicodedata
from collections.abc import Mapping
from datetime import timedelta

from papers.arabic import fold_strict
from papers.dates import western

CODE_LETTERS = 10
"""A verification code has ten letters, nearly 50 bits: it identifies, it does not unlock."""
FIRST = "1.0"
PAIR = "ar-en"
"""The bilingual files: Arabic on the right, English on the left."""


def reference(code: str, year: int, number: int) -> str:
    """The reference number of a paper, as it is printed («RY/2026/019»)."""
    return f"{code}/{year}/{number:03d}"


def dashed(reference: str) -> str:
    """A reference number as addresses and file names carry it («RY-2026-019»)."""
    return reference.replace("/", "-")


def file_name(reference: str, number: str, lang: str, extension: str) -> str:
    """A name that tells nothing but the reference: whoever sees it on a shared telephone learns no more."""
    issue = "" if number == FIRST else f"-{number}"
    return f"{dashed(reference)}{issue}-{lang}.{extension}"


def next_number(number: str) -> str:
    """The issue after this one: 1.0, 1.1, … 1.10."""
    major, minor = number.split(".")
    return f"{major}.{int(minor) + 1}"


def grouped(letters: str) -> str:
    """A verification code as it is printed and kept («ABCDE-FGHJK»)."""
    return f"{letters[:5]}-{letters[5:]}"


def code_in(typed: str) -> str:
    """The code in what somebody typed, pasted or scanned, grouped; empty when it cannot be one.

    Any case, any digits, any spaces and dashes, and the whole address from a QR code are taken.
    """
    words = western(unicodedata.normalize("NFKC", typed[:500])).strip()
    if "/" in words:
        words = re.split(r"[?#]", words)[0].rstrip("/").rsplit("/", 1)[-1]
    letters = re.sub(r"[^0-9A-Z]", "", words.upper())
    return grouped(letters) if len(letters) == CODE_LETTERS else ""


def pause_after(attempts: int) -> timedelta:
    """How long to wait after a failed attempt: a minute, then twice as long each time, six hours at most."""
    return timedelta(minutes=min(2 ** max(attempts - 1, 0), 360))


def names_within(text: str, names: Mapping[str, str]) -> bool:
    """Whether a text says one of these names, however it is spelt: a withheld name must not slip out by its own words.

    `names` maps a language to a name; empty ones count for nothing.
    """
    said = f" {fold_strict(text)} "
    return any(f" {folded} " in said for name in names.values() if (folded := fold_strict(name)))
