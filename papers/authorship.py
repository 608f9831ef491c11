"""Who wrote which words of a text that went through many hands: carried from one state to the next, word by word."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from papers.amendments import LINES
from papers.anchor import passages
from papers.compare import compare_words, continued
from papers.model import Paper

Author = int | None
"""The id of a person; None for whoever is not known."""


@dataclass(frozen=True, slots=True)
class Written:
    """The words of one passage, with an author for each letter."""

    text: str = ""
    authors: tuple[Author, ...] = ()


Authorship = Mapping[str, Written]
"""By the id of a block or the name of a line, in reading order."""


def authorship(states: Iterable[tuple[Author, Paper]]) -> Authorship:
    """Of the last of these states; what a state has and the one before it had not is of its author."""
    found: dict[str, Written] = {}
    before: Paper | None = None
    for author, paper in states:
        places = _places(before, paper) if before is not None else {}
        was = {place: found.get(old, Written()) for place, old in places.items()}
        found = {place: carried(was.get(place, Written()), text, author) for place, text in passages(paper) if text}
        before = paper
    return found


def carried(was: Written, text: str, author: Author) -> Written:
    """A passage as it reads now: what stays is of whoever wrote it, what came is of this author."""
    if was.text == text:
        return was
    authors: list[Author] = []
    at = 0
    for part in compare_words(was.text, text):
        size = len(part.text)
        if part.op == "added":
            authors += [author] * size
            continue
        if part.op == "same":
            kept = was.authors[at : at + size]
            authors += [*kept, *[author] * (size - len(kept))]
        at += size
    return Written(text, tuple(authors))


def laid_over(passages: Iterable[tuple[str, Author, str]], before: Authorship) -> Authorship:
    """What was written since, passage by passage of one author; where that knows nobody, what was known before."""
    found: dict[str, Written] = {}
    for place, group in groupby(passages, key=lambda one: one[0]):
        pieces = [(author, text) for _place, author, text in group]
        text = "".join(text for _author, text in pieces)
        known = carried(before.get(place, Written()), text, None).authors
        since = [author for author, piece in pieces for _letter in piece]
        authors: list[Author] = []
        for letter, new, old in zip(text, since, known, strict=True):
            of = new if new is not None else old
            authors.append(authors[-1] if of is None and not letter.isalnum() and authors else of)
        found[place] = Written(text, tuple(authors))
    return found


def passages_of(written: Authorship) -> Iterator[tuple[str, Author, str]]:
    """Neighbouring words of one author as one passage."""
    for place, one in written.items():
        for author, letters in groupby(zip(one.authors, one.text, strict=True), key=lambda pair: pair[0]):
            yield place, author, "".join(letter for _author, letter in letters)


def from_passages(passages: Sequence[Sequence[object]]) -> Authorship:
    """The same read back, as lists out of a table."""
    return laid_over(((str(place), _author(author), str(text)) for place, author, text in passages), {})


def _author(kept: object) -> Author:
    return kept if isinstance(kept, int) else None


def _places(old: Paper, new: Paper) -> dict[str, str]:
    """From the passages of a text to those of the one before."""
    blocks = {new.blocks[here].id: old.blocks[there].id for here, there in continued(old, new).items()}
    return {line: line for line in LINES} | blocks
