"""Looks for secret names in one piece of text: whatever stands between their letters, whatever is stuck to them."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

from papers.leaks.fold import bare, words_of

_STUCK = frozenset("وفبكلس")
"""Letters that Arabic writes together with the word that follows."""
_MOST_STUCK = 3
_UNMISTAKABLE = 12
"""So many letters in one word are the name, also inside a longer one («ReportOfHiddenHouse2026.pdf»)."""
_HIDDEN = "▮"
_AROUND = 4
"""Words of context on either side."""


@dataclass(frozen=True, slots=True)
class Secret:
    """Somebody who must not be named. `names` are all that they are called, in every language; `key` is not a name."""

    key: str
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """Where a secret was found: the part of the file, and the words around it, in which every secret is blotted out."""

    key: str
    where: str
    around: str


@dataclass(frozen=True, slots=True)
class _Line:
    """The letters of a text without what stands between them, and where words begin and end."""

    letters: str
    edges: tuple[int, ...]
    words: tuple[str, ...]


def _line(words: Sequence[str]) -> _Line:
    return _Line("".join(words), tuple(accumulate(map(len, words), initial=0)), tuple(words))


class Search:
    """A search for these secrets. A name inside a longer one that may be shown («League of …») is no leak.

    A name of several words is found however it is joined, declined by a prefix or spelt; a single word only as a word
    of its own, with its article and without a prefix, because it may be an everyday word.
    """

    def __init__(self, secrets: Iterable[Secret], *, shown: Iterable[str] = ()) -> None:
        self._needles = {letters: (secret.key, many) for secret in secrets for letters, many in _needles(secret.names)}
        self._shown = sorted({letters for letters, _many in _needles(shown)} - self._needles.keys())

    def __bool__(self) -> bool:
        return bool(self._needles)

    def finds(self, text: str) -> bool:
        """Whether the text names anybody."""
        return next(self._hits(text), None) is not None

    def places(self, text: str, where: str) -> list[Place]:
        """Every place in the text, once for each secret and its surroundings."""
        return list(dict.fromkeys(Place(key, where, around) for key, around in self._hits(text)))

    def _hits(self, text: str) -> Iterator[tuple[str, str]]:
        if not self._needles or not text:
            return
        words = words_of(text)
        for line in (_line(bare(words)), _line(words)):
            found = [(at, at + len(n), key) for n, (key, many) in self._needles.items() for at in _at(line, n, many)]
            if found:
                covered = [(at, at + len(s)) for s in self._shown for at in _at(line, s, True)]
                open_ = sorted(hit for hit in found if not _inside(hit, covered))
                yield from ((key, _around(line, begin, end, open_)) for begin, end, key in open_)


def _needles(names: Iterable[str]) -> Iterator[tuple[str, bool]]:
    """The letters of each name, with and without its articles, and whether it has several words."""
    for name in names:
        words = words_of(name)
        for form in (words, bare(words)):
            if len("".join(form)) > 1:
                yield "".join(form), len(words) > 1


def _at(line: _Line, needle: str, many: bool) -> Iterator[int]:
    at = line.letters.find(needle)
    edges = frozenset(line.edges) if at >= 0 else frozenset()
    while at >= 0:
        whole = at + len(needle) in edges and (at in edges or (many and _is_stuck(line.letters, at, edges)))
        if whole or (many and len(needle) >= _UNMISTAKABLE and not edges.intersection(range(at + 1, at + len(needle)))):
            yield at
        at = line.letters.find(needle, at + 1)


def _is_stuck(letters: str, at: int, edges: frozenset[int]) -> bool:
    for before in range(at - 1, max(at - _MOST_STUCK, 0) - 1, -1):
        if letters[before] not in _STUCK:
            return False
        if before in edges:
            return True
    return False


def _inside(hit: tuple[int, int, str], covered: Iterable[tuple[int, int]]) -> bool:
    return any(begin <= hit[0] and hit[1] <= end and end - begin > hit[1] - hit[0] for begin, end in covered)


def _around(line: _Line, begin: int, end: int, hits: Sequence[tuple[int, int, str]]) -> str:
    """The words before and after; whichever word a hit touches is blotted out."""
    spans = list(zip(line.edges, line.edges[1:], line.words, strict=False))
    first = next(number for number, (_from, to, _word) in enumerate(spans) if to > begin)
    last = next(number for number, (_from, to, _word) in enumerate(spans) if to >= end)
    said = [
        _HIDDEN if any(start < to and start_end > from_ for start, start_end, _key in hits) else word
        for from_, to, word in spans[max(first - _AROUND, 0) : last + 1 + _AROUND]
    ]
    return " ".join(
        word for number, word in enumerate(said) if word != _HIDDEN or said[number - 1 : number] != [_HIDDEN]
    )
