"""Faces, sizes, colours and language tags of a Word file."""

import re
from dataclasses import dataclass

from papers.model import direction_of

LANGUAGE_TAGS = {"ar": "ar-SY", "ckb": "ku-Arab-IQ", "en": "en-GB", "fr": "fr-FR", "kmr": "ku-TR"}
"""Tags that Word knows: it has no Kurmanji, so `ku-TR` (Latin script) stands for it."""

DEFAULT_COLOUR = "14532D"

# A Word file embeds no fonts: it is set in what the reader has. Times New Roman is the one Naskh that Word brings on
# Windows, macOS and phones alike, with the Kurdish letters; Sakkal Majalla is finer, but where it is missing its
# replacement is a third larger and the pages break elsewhere. Inside Arabic text Latin words keep the same face.
ARABIC_FACE = "Times New Roman"
LATIN_FACE = "Calibri"


@dataclass(frozen=True, slots=True)
class Look:
    """The look of one file: its language and the letterhead's colour as six hexadecimal digits.

    `tracked` is set for a redline, which must name who changed what, and in which Word goes on tracking.
    """

    lang: str
    colour: str = DEFAULT_COLOUR
    tracked: bool = False

    @property
    def rtl(self) -> bool:
        return direction_of(self.lang) == "rtl"

    @property
    def face(self) -> str:
        """The face in the Latin slots."""
        return ARABIC_FACE if self.rtl else LATIN_FACE

    @property
    def tint(self) -> str:
        """The colour, so light that text stands on it."""
        return "".join(f"{round(255 - (255 - part) * 0.07):02X}" for part in bytes.fromhex(self.colour))

    @property
    def tag(self) -> str:
        return language_tag(self.lang)


def look_of(lang: str, colour: str) -> Look:
    """The look for a letterhead colour written "#14532d"; anything else falls back to the house green."""
    found = re.fullmatch("#?([0-9a-fA-F]{6})", colour)
    return Look(lang, found[1].upper() if found else DEFAULT_COLOUR)


def language_tag(lang: str) -> str:
    """The tag for w:lang; a language that we have no tag for is passed on if it looks like one."""
    if lang in LANGUAGE_TAGS:
        return LANGUAGE_TAGS[lang]
    return lang if re.fullmatch("[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*", lang) else "en-GB"


def language_style(lang: str) -> str:
    """The id of the character style of words in another language; empty for one that has none.

    The language alone would not do: a program that saves the file again leaves it out where it is the file's own.
    """
    return f"Language{lang.title()}" if lang in LANGUAGE_TAGS else ""
