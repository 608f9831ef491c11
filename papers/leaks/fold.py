"""The key under which two spellings of a name are one when a leak is looked for; coarser than any other fold.

Letter by letter, so that a whole file is folded by one `str.translate`: accents, tashkeel, tatweel, hamza and controls
go; alif, taa marbuta, yaa and kaf are levelled, Persian and Arabic ones alike; digits are western; all else is a space.
"""

import re
import unicodedata

_LEVELLED = {"ٱ": "ا", "ى": "ي", "ی": "ي", "ې": "ي", "ۍ": "ي", "ے": "ي", "ة": "ه", "ە": "ه", "ھ": "ه", "ہ": "ه"} | {
    "ک": "ك", "ء": "", "ـ": "", "ı": "i", "œ": "oe", "æ": "ae", "ø": "o", "ł": "l", "đ": "d"
}  # fmt: skip
_SEATS = str.maketrans("", "", "ؤئ")
"""A hamza goes with its seat: شؤون is شئون."""
_ARTICLE = re.compile(r"(?<= )(?:[وفبك]{0,2}ال|[وف]?لل)(?=\w\w)")


class _Table(dict[int, str]):
    """What becomes of each character; filled as characters are met."""

    def __missing__(self, code: int) -> str:
        whole = unicodedata.normalize("NFKC", chr(code)).casefold().translate(_SEATS)
        apart = unicodedata.normalize("NFKD", whole)
        self[code] = "".join(_letter(char) for char in apart)
        return self[code]


def _letter(char: str) -> str:
    if char in _LEVELLED:
        return _LEVELLED[char]
    kind = unicodedata.category(char)
    if kind in ("Mn", "Me", "Cf"):
        return ""
    if kind in ("Nd", "No"):
        return str(unicodedata.digit(char, " "))
    return char if kind[0] in "LM" else " "


_TABLE = _Table()


def words_of(text: str) -> list[str]:
    """The folded words of a text with their articles."""
    return unicodedata.normalize("NFC", text).translate(_TABLE).split()


def bare(words: list[str]) -> list[str]:
    """The same words without leading articles and what is written together with them; سوريا is سورية."""
    line = _ARTICLE.sub("", f" {' '.join(words)} ")
    return line.replace("يا ", "يه ").split()
