"""Which block of a new text is which of an old one: equal words in order, equal words moved, then similar words."""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from difflib import SequenceMatcher

from papers.canonical import block_digest
from papers.model import Block, Figure, inlines_of, plain

SIMILAR = 0.5
"""Share of common words from which two blocks of one type are taken for two states of one block."""
_MOST_PAIRS = 200_000


def pairs(old: Sequence[Block], new: Sequence[Block]) -> dict[int, int]:
    """Index of each new block that continues an old one → index of the old one. Nobody's ids are looked at."""
    old_keys, new_keys = [block_digest(block) for block in old], [block_digest(block) for block in new]
    found: dict[int, int] = {}
    for a, b, size in SequenceMatcher(None, old_keys, new_keys, autojunk=False).get_matching_blocks():
        found.update((b + step, a + step) for step in range(size))
    _pair_moved(old_keys, new_keys, found)
    _pair_similar(old, new, found)
    return found


def likeness(one: Block, other: Block) -> float:
    """Share of common words of two blocks, from 0 to 1; blocks of different types are never alike."""
    if type(one) is not type(other):
        return 0.0
    left, right = Counter(_words(one)), Counter(_words(other))
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
    """Between two blocks that are already paired, pair what is alike, nearest first."""
    taken = set(found.values())
    left = [index for index in range(len(old)) if index not in taken]
    right = [index for index in range(len(new)) if index not in found]
    if len(left) * len(right) > _MOST_PAIRS:
        right = right[: _MOST_PAIRS // max(1, len(left))]
    for index in right:
        floor = max((old_index for new_index, old_index in found.items() if new_index < index), default=-1)
        scored = [(likeness(old[at], new[index]), at > floor, -at) for at in left]
        best = max(scored, default=(0.0, False, 0))
        if best[0] >= SIMILAR:
            found[index] = -best[2]
            left.remove(-best[2])


def _words(block: Block) -> list[str]:
    text = " ".join(plain(content, notes=True) for content in inlines_of(block))
    if isinstance(block, Figure):
        text += f" {block.alt} {hash(block.data)}"
    return re.findall(r"\w+", text)
