"""What a package must hold before it may leave, and in which language an office reads what."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

LETTER_LANGUAGES = ("ar", "en", "fr")


@dataclass(frozen=True, slots=True)
class LetterText:
    """The words of a covering letter in one language: subject line, and paragraphs between salutation and closing."""

    subject: str
    body: tuple[str, ...]


def letters_from(kept: Mapping[str, Mapping[str, Any]]) -> dict[str, LetterText]:
    """The letters of a package as values again."""
    return {lang: LetterText(words["subject"], tuple(words["body"])) for lang, words in kept.items()}


def letter_language(reads: str, written: Collection[str]) -> str | None:
    """The language of the letter to an office that reads `reads`: its own, else English, else Arabic, else None."""
    return next((lang for lang in (reads, "en", "ar") if lang in written), None)


def text_language(reads: str, issued: Collection[str], authoritative: str) -> str:
    """The language of the statement for an office: its own, else English, else the authoritative text."""
    return next((lang for lang in (reads, "en") if lang in issued), authoritative)


def parcel_number(reference: str, package: int, position: int) -> str:
    """The reference of one letter («RY/2026/019/P3-07»), unique within the coalition."""
    return f"{reference}/P{package}-{position:02d}"
