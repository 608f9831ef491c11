"""Reading the charter's own page, finding the articles a note names, and ranking what a search found."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from papers.arabic import fold_loose, fold_strict

PLAIN_PARTS = {"الرؤيا": ("vision", "VIS"), "الرسالة": ("mission", "MIS"), "التعريف": ("definition", "DEF"),
               "المرجعية": ("reference", "REF")}  # fmt: skip
VALUES, OBJECTIVES, AFTERWARDS = "قيم التحالف", "أهداف التحالف", "المشاريع التنموية"
_NUMBERED = re.compile(r"^(\d{1,2})\s*[.\-)]\s*(?=\D)")
_ORDINAL = re.compile(r"^(?:أولا|أولاً|ثانيا|ثانياً|ثالثا|ثالثاً)\s*:\s*")
_LETTERED = re.compile(r"^[أبجد]\s*-\s*")
_ARTICLES = re.compile(r"(?:\barts?\.|المادة|المواد)\s+(\d[^;؛]*)")
_PLACE = re.compile(r"^(\d+(?:-\d+)?)\s*(.*)$")

PARTY = "party"
"""The field of the glossary that lists whom papers name."""
TERM_LANGUAGES = ("ar", "en", "fr", "kmr", "ckb")
"""The languages in which the glossary has words."""
WORD_FOR_ARTICLE = {"ar": "المادة", "en": "art.", "fr": "art.", "kmr": "xala", "ckb": "ماددەی"}


@dataclass(frozen=True, slots=True)
class ClauseText:
    """One clause as it stands in the charter; `part` is a word of models.Part, `heading` the group of a value."""

    code: str
    part: str
    text: str
    heading: str = ""


def read_charter(text: str) -> list[ClauseText]:
    """The clauses of the charter's page in their order, in its own words.

    An objective without a number belongs after the one before it and is called by that number and «a» (O5a), because
    the numbers that people use must not move. ValueError names the part that the page lacks.
    """
    clauses = list(_clauses(_lines(text)))
    for part in ("vision", "mission", "definition", "reference", "value", "objective"):
        if not any(clause.part == part for clause in clauses):
            raise ValueError(part)
    return clauses


def _lines(text: str) -> Iterator[str]:
    for line in text.lstrip("\ufeff").splitlines():
        words = line.replace("\u00a0", " ").strip()
        if fold_strict(words) == fold_strict(AFTERWARDS):
            return
        if words:
            yield words


def _clauses(lines: Iterator[str]) -> Iterator[ClauseText]:
    part, heading, group, values, last = "", "", "", 0, ""
    plain = {fold_strict(title): place for title, place in PLAIN_PARTS.items()}
    for line in lines:
        key = fold_strict(line)
        if key in plain:
            part = key
        elif key in (fold_strict(VALUES), fold_strict(OBJECTIVES)):
            part = "value" if key == fold_strict(VALUES) else "objective"
        elif part in plain:
            yield ClauseText(plain[part][1], plain[part][0], line)
        elif part == "value" and (_ORDINAL.match(line) or _LETTERED.match(line)):
            group = group if _LETTERED.match(line) else _ORDINAL.sub("", line)
            heading = f"{group} — {_LETTERED.sub('', line).rstrip(':')}" if _LETTERED.match(line) else group
        elif part == "value":
            values += 1
            yield ClauseText(f"V{values}", "value", _NUMBERED.sub("", line), heading)
        elif part == "objective":
            number = _NUMBERED.match(line)
            last = number[1] if number else f"{last}a"
            yield ClauseText(f"O{last}", "objective", _NUMBERED.sub("", line))


def joined(clauses: list[ClauseText]) -> list[ClauseText]:
    """Clauses of one code (a part written in several paragraphs) as one."""
    whole: dict[str, ClauseText] = {}
    for clause in clauses:
        known = whole.get(clause.code)
        whole[clause.code] = replace(known, text=f"{known.text}\n{clause.text}") if known else clause
    return list(whole.values())


def articles_in(note: str) -> list[tuple[str, str]]:
    """The places that a note points to: «المادة 6 الحياة، 7 التعذيب» gives ("6", "الحياة") and ("7", "التعذيب")."""
    found: list[tuple[str, str]] = []
    for run in _ARTICLES.findall(note):
        for piece in re.split("[,،]", run):
            place = _PLACE.match(piece.strip())
            if not place:
                break
            found.append((place[1], place[2].strip()))
    return found


def citation(key: str, lang: str, article: str = "") -> str:
    """What one writes into a text to cite an instrument, with its pinpoint in the language of the paper."""
    place = f" {WORD_FOR_ARTICLE.get(lang, 'art.')} {article}" if article else ""
    return f"[@{key}{place}]"


def search_key(*texts: str) -> str:
    """The words that a search looks through: folded loosely, each between spaces."""
    return f" {fold_loose(' '.join(texts))} "


def wanted(words: str) -> list[str]:
    """The words of a question, folded; at most eight, because nobody asks for more."""
    return list(dict.fromkeys(fold_loose(words[:400]).split()))[:8]


def pattern(word: str, *, is_begun: bool = False) -> str:
    """A LIKE pattern: a word of three letters or more, or one that `is_begun`, finds longer words that begin so too."""
    return f"% {word}%" if is_begun or len(word) >= 3 else f"% {word} %"


def rank(words: list[str], key: str, title: str) -> tuple[int, int, int]:
    """Smaller is better: what begins with the question, then whole words before beginnings of words, then brevity."""
    asked = " ".join(words)
    name = f" {fold_loose(title)} "
    begins = 0 if key and fold_strict(key) == asked else 1 if name.startswith(f" {asked} ") else 2
    halves = sum(f" {word} " not in name for word in words)
    return begins, halves, len(title)


def names_of(words: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    """The names of a term by language, the usual one first; a comma, Arabic or Latin, stands between two."""
    return {
        lang: tuple(name.strip() for name in re.split("[،,]", text) if name.strip()) for lang, text in words.items()
    }
