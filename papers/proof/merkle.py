"""The Merkle tree of RFC 9162, section 2.1 (the same as RFC 6962): growing it, proving with it, checking proofs.

Leaves are counted from 0. A hash is 32 bytes. A *subtree* is named by the leaves it spans, `begin` up to but not
including `end`; whoever asks for a proof hands over a function that knows the hashes of subtrees.
"""

import hashlib
from collections.abc import Callable, Iterator, Sequence

Edge = tuple[bytes, ...]
"""The roots of the complete subtrees that a tree falls into, the largest first: one for each 1 in its size."""

Subtree = Callable[[int, int], bytes]

EMPTY = hashlib.sha256(b"").digest()
"""The root of a tree without leaves."""


def leaf_hash(data: bytes) -> bytes:
    """The hash of an entry: SHA-256(0x00 ‖ data)."""
    return hashlib.sha256(b"\x00" + data).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """The hash of two subtrees side by side: SHA-256(0x01 ‖ left ‖ right)."""
    return hashlib.sha256(b"\x01" + left + right).digest()


def grown(edge: Edge, size: int, leaf: bytes) -> tuple[Edge, list[bytes]]:
    """The edge after one more leaf hash, and the subtrees that it completed: of 2 leaves, of 4, and so on."""
    kept, node, completed = list(edge), leaf, []
    while size & 1:
        node = node_hash(kept.pop(), node)
        completed.append(node)
        size >>= 1
    return (*kept, node), completed


def root_of(edge: Edge) -> bytes:
    """The root of the tree with this edge."""
    if not edge:
        return EMPTY
    root = edge[-1]
    for left in reversed(edge[:-1]):
        root = node_hash(left, root)
    return root


def pieces(begin: int, end: int) -> Iterator[tuple[int, int]]:
    """The complete subtrees of which `begin`..`end` consists, the largest first: where each ends, and its level.

    A subtree of level n has 2**n leaves. `begin` is where a subtree begins that a proof may ask for.
    """
    while begin < end:
        level = (end - begin).bit_length() - 1
        begin += 1 << level
        yield begin, level


def subtrees_over(leaves: Sequence[bytes]) -> Subtree:
    """Subtrees of a tree that is wholly in memory, from its leaf hashes."""

    def subtree(begin: int, end: int) -> bytes:
        edge: Edge = ()
        for place, leaf in enumerate(leaves[begin:end]):
            edge, _completed = grown(edge, place, leaf)
        return root_of(edge)

    return subtree


def inclusion_proof(index: int, size: int, subtree: Subtree) -> list[bytes]:
    """What leads from the leaf at `index` to the root of the first `size` leaves (RFC 9162, 2.1.3.1)."""
    begin, end, path = 0, size, []
    while end - begin > 1:
        middle = _middle(begin, end)
        if index < middle:
            path.append(subtree(middle, end))
            end = middle
        else:
            path.append(subtree(begin, middle))
            begin = middle
    return path[::-1]


def consistency_proof(old: int, new: int, subtree: Subtree) -> list[bytes]:
    """What shows that the first `old` leaves still begin the tree of `new` (RFC 9162, 2.1.4.1); 0 < old <= new."""
    begin, end, path = 0, new, []
    while end != old:
        middle = _middle(begin, end)
        if old <= middle:
            path.append(subtree(middle, end))
            end = middle
        else:
            path.append(subtree(begin, middle))
            begin = middle
    if begin:
        path.append(subtree(begin, end))
    return path[::-1]


def root_from_inclusion(leaf: bytes, index: int, size: int, path: Sequence[bytes]) -> bytes | None:
    """The root to which a path leads from a leaf hash (RFC 9162, 2.1.3.2); None when the path cannot be one."""
    if not 0 <= index < size:
        return None
    place, last, root = index, size - 1, leaf
    for sibling in path:
        if last == 0:
            return None
        if place & 1 or place == last:
            root = node_hash(sibling, root)
            place, last = _up_to_a_right_child(place, last)
        else:
            root = node_hash(root, sibling)
        place, last = place >> 1, last >> 1
    return root if last == 0 else None


def is_included(leaf: bytes, index: int, size: int, path: Sequence[bytes], root: bytes) -> bool:
    """Whether the path proves that the leaf hash stands at `index` of the tree with that size and root."""
    return root_from_inclusion(leaf, index, size, path) == root


def is_consistent(old: int, new: int, old_root: bytes, new_root: bytes, path: Sequence[bytes]) -> bool:
    """Whether the path proves that the older tree begins the newer one (RFC 9162, 2.1.4.2)."""
    if old == new:
        return not path and old_root == new_root
    if not 0 < old < new:
        return False
    path = list(path)
    if old & (old - 1) == 0:
        path.insert(0, old_root)
    if not path:
        return False
    place, last = old - 1, new - 1
    while place & 1:
        place, last = place >> 1, last >> 1
    older = newer = path[0]
    for sibling in path[1:]:
        if last == 0:
            return False
        if place & 1 or place == last:
            older, newer = node_hash(sibling, older), node_hash(sibling, newer)
            place, last = _up_to_a_right_child(place, last)
        else:
            newer = node_hash(newer, sibling)
        place, last = place >> 1, last >> 1
    return last == 0 and older == old_root and newer == new_root


def _middle(begin: int, end: int) -> int:
    """Where a tree divides: behind the largest power of two smaller than its size."""
    return begin + (1 << (end - begin - 1).bit_length() - 1)


def _up_to_a_right_child(place: int, last: int) -> tuple[int, int]:
    """Past the levels on which the right edge has no sibling of its own."""
    while place and not place & 1:
        place, last = place >> 1, last >> 1
    return place, last
