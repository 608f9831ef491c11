"""Agreed terms and official titles: which of them a source uses and its translation does not, and where they stand."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import unescape

from papers.arabic import fold_loose
from papers.parties import Party, stem

_ASIDE = re.compile(r"\s*\([^()]*\)")
_TAG = re.compile(r"(<[^>]*>)")
_WORD = re.compile(r"&(?:#\w+|\w+);|[\w\u0610-\u061a\u064b-\u065f\u0670]+")
_LONG, _MOST_ENDING = 5, 3
"""A word of so many letters may lose its last one («مشاركة», «مشاركات») and gain so many: endings are no difference."""

Keys = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Term:
    """Something that has one agreed name in each language; `names` as in `Party`, `words` their folded words."""

    key: str
    names: dict[str, tuple[str, ...]]
    words: dict[str, tuple[Keys, ...]]


def terms_of(parties: Iterable[Party]) -> tuple[Term, ...]:
    """Terms whose words are folded once for a whole text. What stands in brackets explains and is no part of a name."""
    found: list[Term] = []
    for party in parties:
        names = {
            lang: tuple(filter(None, (_ASIDE.sub("", name).strip() for name in party.names[lang])))
            for lang in party.names
        }
        words = {lang: tuple(filter(None, (_keys(name, lang) for name in names[lang]))) for lang in names}
        found.append(Term(party.key, names, words))
    return tuple(found)


def missing_terms(
    source: str, source_lang: str, translation: str, lang: str, terms: Sequence[Term]
) -> tuple[Term, ...]:
    """The terms that the source uses and whose agreed name is not in the translation, in the order of the source.

    Of two names at one place of the source the longer counts. In the translation a word may have another ending.
    A term without a name in either language is never missing. Silence proves nothing.
    """
    ours, theirs = _keys(source, source_lang), _keys(translation, lang)
    used = _used(ours, source_lang, [term for term in terms if term.words.get(lang)])
    return tuple(term for _at, term in used if not any(_stands(name, theirs) for name in term.words[lang]))


def underlined(html: str, lang: str, terms: Sequence[Term]) -> str:
    """Markup of the engine with every name of these terms in `<span class="term">`, inside one piece of text each."""
    names = sorted((name for term in terms for name in term.words.get(lang, ())), key=len, reverse=True)
    if not names:
        return html
    pieces = _TAG.split(html)
    return "".join(piece if piece.startswith("<") else _marked(piece, lang, names) for piece in pieces)


def _used(words: Keys, lang: str, terms: Sequence[Term]) -> list[tuple[int, Term]]:
    named = [(name, term) for term in terms for name in term.words.get(lang, ())]
    taken = [False] * len(words)
    found: dict[str, tuple[int, Term]] = {}
    for name, term in sorted(named, key=lambda pair: -len(pair[0])):
        for at in range(len(words) - len(name) + 1):
            place = slice(at, at + len(name))
            if words[place] == name and not any(taken[place]):
                taken[place] = [True] * len(name)
                found.setdefault(term.key, (at, term))
    return sorted(found.values(), key=lambda pair: pair[0])


def _stands(name: Keys, words: Keys) -> bool:
    count = len(name)
    places = range(len(words) - count + 1)
    return any(all(_same(*pair) for pair in zip(name, words[at : at + count], strict=True)) for at in places)


def _same(wanted: str, word: str) -> bool:
    """Whether a word is the wanted one, perhaps with another ending."""
    beginning = wanted[:-1] if len(wanted) >= _LONG else wanted
    return word.startswith(beginning) and len(word) <= len(wanted) + _MOST_ENDING


def _keys(text: str, lang: str) -> Keys:
    """The folded words; «وبالسلم» hides its article behind two letters, so it is folded again without them."""
    words = (stem(word, lang) for word in fold_loose(text).split())
    return tuple(fold_loose(word) if lang == "ar" else word for word in words)


def _marked(text: str, lang: str, names: Sequence[Keys]) -> str:
    found = list(_WORD.finditer(text))
    words = ["".join(_keys(unescape(word[0]), lang)) for word in found]
    marked, at, done = [], 0, 0
    while at < len(words):
        name = next((name for name in names if tuple(words[at : at + len(name)]) == name), None)
        if name is None:
            at += 1
            continue
        begin, end = found[at].start(), found[at + len(name) - 1].end()
        marked.append(f'{text[done:begin]}<span class="term">{text[begin:end]}</span>')
        at, done = at + len(name), end
    return "".join(marked) + text[done:]
