"""Which of our languages a tag of Word or OpenDocument means."""

from papers.model import LANGUAGES


def language_of(tag: str) -> str:
    """The language for "ar-SY", "ku-Arab-IQ" or "fr"; empty for one that a paper cannot have."""
    first, *rest = tag.replace("_", "-").casefold().split("-")
    if first == "ku":
        return "ckb" if "arab" in rest or "iq" in rest else "kmr"
    return first if first in LANGUAGES else ""


def is_arabic(words: str) -> bool:
    """Whether there are Arabic letters in the words: these have a language of their own in either format."""
    return any("\u0590" <= letter <= "\u08ff" and letter.isalpha() for letter in words)
