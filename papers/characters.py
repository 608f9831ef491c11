"""Cleaning single characters: what word processors, phones and PDF readers leave in pasted text."""

import re
import unicodedata

_FORMS = "\ufb50-\ufdff\ufe70-\ufefc"
_PRESENTATION = re.compile(f"[{_FORMS}]+")
_LONE_MARK = re.compile("^[ \u0640](?=[\u064b-\u0655\u0670])")
_NEVER_SEEN = (
    "\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b\u200d-\u200f"
    "\u202a-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff0-\uffff\ud800-\udfff\U000e0000-\U000e0fff"
)
_INVISIBLE = re.compile(f"[{_NEVER_SEEN}]")
_OTHER_SPACES = "\t-\r\x1c-\x1f\x85\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"
_SPACES = re.compile(f"[{_OTHER_SPACES}][ {_OTHER_SPACES}]*| [ {_OTHER_SPACES}]+")
"""All but a plain space alone, which stays as it is."""
_TO_CLEAN = re.compile(f"[{_FORMS}{_NEVER_SEEN}{_OTHER_SPACES}\u200c]")
_PERSIAN_OR_KURDISH = re.compile("[پچژگڤڕڵۆێەیکھ]")

_MAY_HOLD_DIGITS = re.compile("[\u0660-\U0010ffff]")
WESTERN = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "01234567890123456789")
ARABIC_INDIC = str.maketrans("0123456789۰۱۲۳۴۵۶۷۸۹", "٠١٢٣٤٥٦٧٨٩٠١٢٣٤٥٦٧٨٩")
_WESTERN_POINT = re.compile(r"(?<=[0-9])٫(?=[0-9])")
_WESTERN_COMMA = re.compile(r"(?<=[0-9])٬(?=[0-9])")
_WESTERN_PERCENT = re.compile(r"(?<=[0-9])٪")
_LATIN_TOKEN = re.compile(r"[^\s«»()\[\]،؛]*[A-Za-z@][^\s«»()\[\]،؛]*(?:\s\([0-9]{4}\))?")


def clean_characters(text: str, lang: str = "", *, keep_joiners: bool = False) -> str:
    """Every character as it should be stored; spaces become plain but are neither collapsed nor trimmed.

    NFC. Presentation forms become letters. No-break spaces become spaces. Direction controls and zero-width characters
    go (writers isolate); the zero-width non-joiner stays inside Kurdish and Persian words. Tashkeel stays.
    """
    if "  " not in text and not _TO_CLEAN.search(text):  # nearly always
        return unicodedata.normalize("NFC", text)
    text = _PRESENTATION.sub(lambda found: "".join(map(_letter, found.group())), text)
    text = _INVISIBLE.sub("", text)
    text = _SPACES.sub(" ", text)
    if "\u200c" in text and not keep_joiners:
        text = _without_joiners(text, lang)
    return unicodedata.normalize("NFC", text)


def _letter(form: str) -> str:
    """A presentation form as ordinary letters; the carrier of a lone mark (space or tatweel) is not text."""
    return _LONE_MARK.sub("", unicodedata.normalize("NFKC", form))


def _without_joiners(text: str, lang: str) -> str:
    """Keep one non-joiner between two letters of a Kurdish or Persian word, drop all others."""
    return " ".join(_without_joiner(word, lang) for word in text.split(" "))


def _without_joiner(word: str, lang: str) -> str:
    if lang not in ("ckb", "kmr") and not _PERSIAN_OR_KURDISH.search(word):
        return word.replace("\u200c", "")
    word = re.sub("\u200c+", "\u200c", word)
    return re.sub("(?<![^\\W\\d_])\u200c|\u200c(?![^\\W\\d_])", "", word)


def western_digits(text: str) -> str:
    """Western digits, and the point, comma and percent sign that go with them."""
    if not _MAY_HOLD_DIGITS.search(text):  # nearly always: no digit but the western ones
        return text
    text = text.translate(WESTERN)
    if any(sign in text for sign in "٪٫٬"):
        text = _WESTERN_PERCENT.sub("%", _WESTERN_COMMA.sub(",", _WESTERN_POINT.sub(".", text)))
    return text


def arabic_digits(text: str) -> str:
    """Arabic-Indic digits everywhere but in Latin tokens: reference numbers, document symbols, addresses."""
    if not re.search(r"[0-9۰-۹]", text):
        return text
    parts: list[str] = []
    end = 0
    for token in _LATIN_TOKEN.finditer(text):
        parts += (text[end : token.start()].translate(ARABIC_INDIC), token.group())
        end = token.end()
    return "".join(parts) + text[end:].translate(ARABIC_INDIC)
