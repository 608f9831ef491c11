"""Which block of a new text is which of an old one: equal words in order, equal words moved, then similar words."""

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from difflib import SequenceMatcher
from itertools import pairwise

from papers.canonical import block_digest
from papers.model import Block, Figure, inlines_of, plain

SIMILAR = 0.5
"""Share of common words from which two blocks of one type are taken for two states of one block."""
_MOST_PAIRS = 4_000_000
_MARKS = re.compile("[\u064b-\u0652\u0670\u0640]")
_CLITICS = re.compile(
    "^[وف]?(?:[بك]?ال|لل|[بكل](?=[\u0621-\u064a]{4}))(?=[\u0621-\u064a]{2})|^[وف](?=[\u0621-\u064a]{4})"
)
"""And, so, in, like, to, the. A letter that may belong to the word goes only from a long one."""


def pairs(old: Sequence[Block], new: Sequence[Block]) -> dict[int, int]:
    """Index of each new block that continues an old one → index of the old one. Nobody's ids are looked at."""
    old_keys, new_keys = [block_digest(block) for block in old], [block_digest(block) for block in new]
    found: dict[int, int] = {}
    for a, b, size in SequenceMatcher(None, old_keys, new_keys, autojunk=False).get_matching_blocks():
        found.update((b + step, a + step) for step in range(size))
    _pair_moved(old_keys, new_keys, found)
    _pair_similar(old, new, found)
    return found


def pairs_by_place(old: Sequence[Block], new: Sequence[Block]) -> dict[int, int]:
    """`pairs`, and whole runs written anew between two blocks that stayed, when they have the same types in order.

    So a translation that replaces a copied text block by block keeps the copy's ids, although no word is the same.
    """
    found = pairs(old, new)
    anchors = [(-1, -1), *sorted((here, there) for here, there in found.items()), (len(new), len(old))]
    for (here, there), (next_here, next_there) in pairwise(anchors):
        left, right = range(there + 1, next_there), range(here + 1, next_here)
        if [type(old[index]) for index in left] == [type(new[index]) for index in right]:
            found.update(zip(right, left, strict=True))
    return found


def likeness(one: Block, other: Block) -> float:
    """Share of common words of two blocks, from 0 to 1; blocks of different types are never alike."""
    if type(one) is not type(other):
        return 0.0
    left, right = _words(one), _words(other)
    size = left.total() + right.total()
    return 2 * (left & right).total() / size if size else 1.0


def _pair_moved(old_keys: list[str], new_keys: list[str], found: dict[int, int]) -> None:
    taken = set(found.values())
    waiting: dict[str, list[int]] = defaultdict(list)
    for index in reversed(range(len(old_keys))):
        if index not in taken:
            waiting[old_keys[index]].append(index)
    for index, key in enumerate(new_keys):
        if index not in found and waiting.get(key):
            found[index] = waiting[key].pop()


def _pair_similar(old: Sequence[Block], new: Sequence[Block], found: dict[int, int]) -> None:
    """Pair what is alike, the likest first, of equals the one that keeps the order, else the earliest."""
    taken = set(found.values())
    left = {index: _words(old[index]) for index in range(len(old)) if index not in taken}
    where = _places(left)
    right = [index for index in range(len(new)) if index not in found]
    for index in right[: _MOST_PAIRS // max(1, len(left))]:
        words = _words(new[index])
        floor = max((found[before] for before in found if before < index), default=-1)
        best, score = -1, (0.0, False)
        for at, common in sorted(_common(words, where).items()):
            if at in left and type(old[at]) is type(new[index]):
                this = (2 * common / (words.total() + left[at].total()), at > floor)
                best, score = (at, this) if this > score else (best, score)
        if score[0] >= SIMILAR:
            found[index] = best
            del left[best]


def _places(texts: Mapping[int, Counter[str]]) -> Mapping[str, list[tuple[int, int]]]:
    """Each word with the blocks that hold it and how often."""
    where: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for index, words in texts.items():
        for word, count in words.items():
            where[word].append((index, count))
    return where


def _common(words: Counter[str], where: Mapping[str, list[tuple[int, int]]]) -> dict[int, int]:
    """How many words each block shares with these."""
    shared: dict[int, int] = defaultdict(int)
    for word, count in words.items():
        for index, there in where.get(word, ()):
            shared[index] += min(count, there)
    return shared


def _words(block: Block) -> Counter[str]:
    """Words without what Arabic writes onto them: «بالحقوق» and «والحقوق» are one word when two blocks are likened."""
    text = " ".join(plain(content, notes=True) for content in inlines_of(block))
    if isinstance(block, Figure):
        text += f" {block.alt} {block.data[-60:]}"
    return Counter(_CLITICS.sub("", word) for word in re.findall(r"\w+", _MARKS.sub("", text)))
