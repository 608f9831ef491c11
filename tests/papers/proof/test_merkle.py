"""The tree is that of the RFC, its proofs prove, and nothing else does."""

from functools import cache
from hashlib import sha256

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from papers.proof.merkle import (
    EMPTY,
    Edge,
    consistency_proof,
    grown,
    inclusion_proof,
    is_consistent,
    is_included,
    leaf_hash,
    pieces,
    root_of,
    subtrees_over,
)
from tests.papers.proof import naive

KNOWN = [
    b"",
    b"\x00",
    b"\x10",
    b"\x20\x21",
    b"\x30\x31",
    b"\x40\x41\x42\x43",
    bytes(range(0x50, 0x58)),
    bytes(range(0x60, 0x70)),
]
"""The entries with which implementations of Certificate Transparency compare themselves."""
ROOTS = {
    0: "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    1: "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    8: "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
}
MANY = 300
DATA = [str(number).encode() for number in range(MANY)]
LEAVES = [leaf_hash(data) for data in DATA]


@cache
def edges() -> list[Edge]:
    """The edges of every size up to MANY, each grown from the one before."""
    found: list[Edge] = [()]
    for size, leaf in enumerate(LEAVES):
        found.append(grown(found[-1], size, leaf)[0])
    return found


@pytest.mark.parametrize("size", ROOTS)
def test_known_trees_have_their_known_roots(size: int) -> None:
    assert subtrees_over([leaf_hash(data) for data in KNOWN])(0, size).hex() == ROOTS[size]
    assert naive.mth(KNOWN[:size]).hex() == ROOTS[size]


def test_every_size_has_the_root_of_the_definition() -> None:
    assert root_of(()) == EMPTY
    for size in range(MANY + 1):
        assert root_of(edges()[size]) == naive.mth(DATA[:size]), size
        assert len(edges()[size]) == size.bit_count()


def test_growing_names_each_complete_subtree_once() -> None:
    edge: Edge = ()
    named = {}
    for size, leaf in enumerate(LEAVES):
        edge, completed = grown(edge, size, leaf)
        named.update({(size + 1, level): node for level, node in enumerate(completed, start=1)})
    assert named == {
        (end, level): naive.mth(DATA[end - 2**level : end])
        for level in range(1, 9)
        for end in range(2**level, MANY + 1, 2**level)
    }


def test_a_span_falls_into_complete_subtrees() -> None:
    assert list(pieces(0, 7)) == [(4, 2), (6, 1), (7, 0)]
    assert list(pieces(8, 11)) == [(10, 1), (11, 0)]
    assert list(pieces(4, 4)) == []


@pytest.mark.parametrize("size", [*range(1, 40), 63, 64, 65, 127, 128, 129, 255, 256, 257, MANY])
def test_inclusion_proofs_are_those_of_the_definition_and_prove(size: int) -> None:
    root, subtree = naive.mth(DATA[:size]), subtrees_over(LEAVES[:size])
    for index in sorted({0, 1, size // 3, size // 2, size - 2, size - 1} & set(range(size))):
        path = inclusion_proof(index, size, subtree)
        assert path == naive.path(index, DATA[:size])
        assert is_included(LEAVES[index], index, size, path, root)


@pytest.mark.parametrize("new", [*range(1, 34), 64, 65, 127, 128, 200])
def test_consistency_proofs_are_those_of_the_definition_and_prove(new: int) -> None:
    subtree = subtrees_over(LEAVES[:new])
    for old in range(1, new + 1):
        path = consistency_proof(old, new, subtree)
        assert path == naive.proof(old, DATA[:new])
        assert is_consistent(old, new, root_of(edges()[old]), root_of(edges()[new]), path)


sizes = st.integers(2, MANY)


def spoiled(hashes: list[bytes], at: int) -> list[bytes]:
    return [sha256(node).digest() if place == at else node for place, node in enumerate(hashes)]


@settings(max_examples=60, deadline=None)
@given(sizes, st.data())
def test_an_inclusion_proof_in_which_anything_changed_proves_nothing(size: int, data: st.DataObject) -> None:
    index = data.draw(st.integers(0, size - 1))
    path, root = inclusion_proof(index, size, subtrees_over(LEAVES[:size])), root_of(edges()[size])
    for at in range(len(path)):
        assert not is_included(LEAVES[index], index, size, spoiled(path, at), root)
        assert not is_included(LEAVES[index], index, size, path[:at] + path[at + 1 :], root)
    assert not is_included(LEAVES[index], index, size, [*path, root], root)
    assert not is_included(leaf_hash(b"other"), index, size, path, root)
    assert not is_included(LEAVES[index], index, size, path, sha256(root).digest())
    other = data.draw(st.integers(0, size - 1).filter(lambda place: place != index))
    assert not is_included(LEAVES[index], other, size, path, root)


@settings(max_examples=60, deadline=None)
@given(sizes, st.data())
def test_a_consistency_proof_in_which_anything_changed_proves_nothing(new: int, data: st.DataObject) -> None:
    old = data.draw(st.integers(1, new - 1))
    path = consistency_proof(old, new, subtrees_over(LEAVES[:new]))
    was, is_ = root_of(edges()[old]), root_of(edges()[new])
    for at in range(len(path)):
        assert not is_consistent(old, new, was, is_, spoiled(path, at))
        assert not is_consistent(old, new, was, is_, path[:at] + path[at + 1 :])
    assert not is_consistent(old, new, was, is_, [*path, was])
    assert not is_consistent(old, new, is_, is_, path)
    assert not is_consistent(old, new, was, was, path)
    assert not is_consistent(new, old, is_, was, path)


@settings(max_examples=60, deadline=None)
@given(sizes, st.data())
def test_no_proof_reconciles_a_ledger_with_one_that_was_rewritten(new: int, data: st.DataObject) -> None:
    old = data.draw(st.integers(1, new))
    rewritten = data.draw(st.integers(0, old - 1))
    leaves = [leaf_hash(b"forged") if place == rewritten else leaf for place, leaf in enumerate(LEAVES[:new])]
    subtree = subtrees_over(leaves)
    path = consistency_proof(old, new, subtree)
    assert not is_consistent(old, new, root_of(edges()[old]), subtree(0, new), path)


def test_sizes_that_cannot_be_prove_nothing() -> None:
    root = root_of(edges()[5])
    for old, new in ((0, 5), (6, 5), (-1, 5), (5, 0)):
        assert not is_consistent(old, new, root, root, [root])
    for index, size in ((5, 5), (-1, 5), (0, 0)):
        assert not is_included(LEAVES[0], index, size, [], root)
    assert is_consistent(5, 5, root, root, [])


def test_a_size_that_is_too_large_for_its_root_is_found() -> None:
    """Whoever signs could claim more entries than the tree has; the way up would be too short."""
    small, large, subtree = root_of(edges()[4]), root_of(edges()[8]), subtrees_over(LEAVES[:8])
    assert is_consistent(4, 8, small, large, consistency_proof(4, 8, subtree))
    assert not is_consistent(4, 16, small, large, consistency_proof(4, 8, subtree))
    assert is_included(LEAVES[0], 0, 8, inclusion_proof(0, 8, subtree), large)
    assert not is_included(LEAVES[0], 0, 16, inclusion_proof(0, 8, subtree), large)


def test_equal_sizes_need_equal_roots() -> None:
    root = root_of(edges()[5])
    assert not is_consistent(5, 5, root, root, [root])
