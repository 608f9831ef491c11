"""Keys for comparing, searching and sorting Arabic, Kurdish and Latin names. Keys are never shown to anybody."""

import re
import unicodedata

_DROPPED = re.compile(
    "[\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed"  # tashkeel and Quranic marks
    "\u0640"  # tatweel
    "\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]"  # zero-width and direction controls
)
_LETTERS = str.maketrans("أإآٱىةیک", "ااااي" + "هيك")
_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "01234567890123456789")


class _Strict(dict[int, int | None]):
    """What `fold_strict` makes of each character; those of the basic plane are judged once, texts being long."""

    def __missing__(self, code: int) -> int | None:
        char = chr(code)
        found = None if _DROPPED.match(char) else code if _is_word(char) else 0x20
        if code < 0x10000:
            self[code] = found
        return found


_STRICT = _Strict(_LETTERS | _DIGITS)
_ARABIC = re.compile("[\u0600-\u06ff\u0750-\u077f]")
_ARTICLES = re.compile("(?:[وفبك]?ال|و?لل)(?=..)")
_HAMZA = str.maketrans("", "", "ءؤئ")

_SORANI = "ئابپتجچحخدرڕزژسشعغفڤقکگلڵمنوۆهەیێ"
_KURMANJI = "abcçdeêfghiîjklmnopqrsştuûvwxyz"


def fold_strict(text: str) -> str:
    """The key under which two spellings are the same name: equality and duplicates.

    Compatibility forms, tashkeel, tatweel and controls go; hamza seats, taa marbuta and final yaa are levelled; digits
    are western; punctuation is a space; Latin letters are lower case.
    """
    return " ".join(unicodedata.normalize("NFKC", text).casefold().translate(_STRICT).split())


def fold_loose(text: str) -> str:
    """The key for searching: strict, and without hamza, leading articles, and Latin accents; سوريا is سورية."""
    return " ".join(filter(None, map(_loose, fold_strict(text).split())))


def _loose(word: str) -> str:
    if not _ARABIC.search(word):
        return _unaccented(word)
    bare = word.translate(_HAMZA) or word
    bare = _ARTICLES.sub("", bare, count=1) if _ARTICLES.match(bare) else bare
    return bare[:-2] + "يه" if bare.endswith("يا") else bare


def sort_key(text: str, lang: str) -> str:
    """The key that puts names into the alphabetical order of a language.

    Arabic ignores the article of the first word and lists names in its own script first; Sorani and Kurmanji follow
    their alphabets; the other languages ignore accents. Equal keys fall back on the spelling, so the order is total.
    """
    match lang:
        case "ckb":
            key = _by_alphabet(_sorani(text), _SORANI)
        case "kmr":
            key = _by_alphabet(fold_strict(text), _KURMANJI)
        case "ar":
            folded = fold_strict(text)
            key = folded.removeprefix("ال") if len(folded.split(" ")[0]) > 3 else folded
            key = ("0" if _ARABIC.match(key) else "1") + key
        case _:
            key = _unaccented(fold_strict(text))
    return f"{key}\x01{text}"


def _is_word(char: str) -> bool:
    return unicodedata.category(char)[0] in "LNM"


def _unaccented(text: str) -> str:
    apart = unicodedata.normalize("NFD", text.replace("ı", "i").replace("œ", "oe").replace("æ", "ae"))
    return "".join(char for char in apart if unicodedata.category(char) != "Mn")


def _sorani(text: str) -> str:
    """Sorani in its own letters: the Arabic fold would make ە and ه, ی and ي one letter."""
    text = unicodedata.normalize("NFKC", text).replace("ه\u200c", "ە").casefold()
    text = _DROPPED.sub("", text).translate(_DIGITS).replace("ك", "ک").replace("ي", "ی").replace("ى", "ی")
    return " ".join("".join(char if _is_word(char) else " " for char in text).split())


def _by_alphabet(text: str, alphabet: str) -> str:
    """Letters moved to consecutive code points in the order of the alphabet; all others stay before or after."""
    places = {letter: chr(0x4000 + index) for index, letter in enumerate(alphabet)}
    return "".join(places.get(char, char) for char in text)
