"""A document in columns is the same document, however it came about, for our library and for Yjs in a browser."""

import random
from typing import Any

import brotli
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pycrdt import Doc, XmlElement, XmlText

from advocacy.live import change, columns, document, fresh, structs
from advocacy.live.update import read_state
from benchmarks.live.edits import edits
from benchmarks.live.subject import paper_of_pages
from papers.model import Paper
from papers.normalise import normalise
from papers.tree import Nodes, to_nodes
from tests.advocacy.live.test_editor import node
from tests.make.papers import papers

MARK = {"id": "abcdefghijkl", "person": "7", "at": "2026-11-23T12:00:00Z"}
WORDS = ("كلمة", "word ", "e\u0301", "\U0001f54a", " ", "\ufeff", "x" * 200)


def texts_of(node: Any) -> list[XmlText]:
    if isinstance(node, XmlText):
        return [node]
    return [text for child in node.children for text in texts_of(child)]


def acted(dice: random.Random, doc: "Doc[Any]") -> None:
    """One act of an editor."""
    root = document.root(doc)
    texts = texts_of(root)
    if not texts or dice.random() < 0.08:
        made = root.children.insert(dice.randrange(len(root.children) + 1), XmlElement("paragraph", {"id": "b"}))
        made.children.append(XmlText(dice.choice(WORDS)))
        return
    text = dice.choice(texts)
    words = "".join(str(piece) for piece, _ in text.diff())
    cuts = [len(words[:at].encode()) for at in range(len(words) + 1)]
    start = dice.randrange(len(cuts))
    end = min(start + dice.randrange(1, 4), len(cuts) - 1)
    kind = dice.random()
    if kind < 0.55 or end <= start:
        at = cuts[start]
        for letter in dice.choice(WORDS)[:9]:
            text.insert(at, letter)
            at += len(letter.encode())
    elif kind < 0.85:
        del text[cuts[start] : cuts[end]]
    elif kind < 0.95:
        text.format(cuts[start], cuts[end], {"insertion": dice.choice((MARK, None)), "strong": dice.choice(({}, None))})
    elif len(root.children) > 1:
        del root.children[dice.randrange(len(root.children))]


def written_by_many(paper: Paper, seed: int, acts: int, *, skip_gc: bool = False) -> "Doc[Any]":
    """A document that several have written, part of the time without one another."""
    dice = random.Random(seed)
    first = fresh.fresh(to_nodes(paper), 7)
    docs = [Doc(client_id=client, skip_gc=skip_gc) for client in (5, 300, 2**31 + 9, 2**52 + 1)]
    for doc in docs:
        doc.apply_update(first)
    for _ in range(acts):
        acted(dice, dice.choice(docs))
        if dice.random() < 0.2:
            one, other = dice.sample(docs, 2)
            one.apply_update(other.get_update(one.get_state()))
    whole = docs[0]
    for doc in docs[1:]:
        whole.apply_update(doc.get_update(whole.get_state()))
    return whole


@settings(max_examples=60, deadline=None)
@given(papers(), st.integers(0, 2**32), st.integers(0, 60), st.booleans())
def test_a_document_comes_out_of_its_columns_as_it_went_in(paper: Paper, seed: int, acts: int, skip_gc: bool) -> None:
    doc = written_by_many(normalise(paper), seed, acts, skip_gc=skip_gc)
    state = doc.get_update()
    whole = columns.unpacked(columns.packed(structs.read(state)))
    assert structs.read(whole) == structs.read(state)
    again = document.document([whole])
    assert document.nodes_of(again) == document.nodes_of(document.document([state]))
    assert read_state(again.get_state()) == read_state(doc.get_state())
    assert columns.small(state) is not None
    goes_on_alike(doc, again, seed)


def goes_on_alike(doc: "Doc[Any]", again: "Doc[Any]", seed: int) -> None:
    """Whatever somebody else writes next means the same in both."""
    other: Doc[Any] = Doc(client_id=11)
    other.apply_update(doc.get_update())
    known = other.get_state()
    for _ in range(8):
        acted(random.Random(seed), other)
    news = other.get_update(known)
    doc.apply_update(news)
    again.apply_update(news)
    assert document.nodes_of(again) == document.nodes_of(doc)


def test_yjs_reads_the_same_from_them_as_from_the_update(tmp_path_factory: pytest.TempPathFactory) -> None:
    file = tmp_path_factory.mktemp("columns") / "pairs"
    paper = normalise(Paper("position_paper", "ar", "عنوان"))
    with file.open("w") as pairs:
        for seed in range(120):
            state = written_by_many(paper, seed, seed).get_update()
            packed = columns.packed(structs.read(state))
            print(state.hex(), packed.hex(), columns.unpacked(packed).hex(), file=pairs)
    node("frontend/build.mjs", "--tests")
    assert node("build/frontend/columns.wire.mjs", str(file)).split() == ["120", "alike"]


def test_yjs_reads_the_same_from_the_nodes_of_a_document_as_from_its_update(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    file = tmp_path_factory.mktemp("nodes") / "pairs"
    every = paper_of_pages(2)
    with file.open("w") as pairs:
        for seed in range(120):
            paper = every if seed % 3 == 0 else normalise(Paper("position_paper", "ar", "عنوان"))
            nodes = document.nodes_of(written_by_many(paper, seed, seed))
            told = fresh.told(nodes, 2 ** seed.bit_length() + seed)
            update = columns.unpacked(told)
            print(update.hex(), told.hex(), update.hex(), file=pairs)
    node("frontend/build.mjs", "--tests")
    assert node("build/frontend/columns.wire.mjs", str(file)).split() == ["120", "alike"]


@settings(max_examples=60, deadline=None)
@given(papers(), st.integers(0, 2**32))
def test_a_document_that_is_written_anew_says_the_same(paper: Paper, seed: int) -> None:
    nodes = document.nodes_of(written_by_many(normalise(paper), seed, 40))
    update = columns.unpacked(fresh.told(nodes, 9))
    assert document.nodes_of(document.document([update])) == nodes
    assert all(one.right is None for one in structs.read(update).clients.get(9, []))


VALUES = [0, 1, 63, 64, -1, -64, 8191, 2**31, -(2**40), 0.5, True, False, "ن", ["a", 2], {"b": [None]}]


@pytest.mark.parametrize("value", VALUES)
def test_whatever_an_attribute_holds_goes_in(value: Any) -> None:
    words = [{"type": "text", "text": "x"}]
    nodes: Nodes = [{"type": "paragraph", "attrs": {"id": "b", "dir": value}, "content": words}]
    assert document.nodes_of(document.document([columns.unpacked(fresh.told(nodes, 9))])) == nodes


def test_a_long_history_takes_a_third_of_the_bytes_that_brotli_alone_makes_of_it() -> None:
    done = edits(1_000, 5_000, 2)
    state = document.document([done.first, *done.updates]).get_update()
    small = columns.small(state)
    assert small is not None
    assert len(small) < 0.34 * len(brotli.compress(state, quality=11))
    assert document.nodes_of(document.document([columns.unpacked(brotli.decompress(small))])) == done.text


def test_what_the_server_changes_and_what_is_deleted_with_all_that_is_in_it_goes_in_as_well() -> None:
    doc = document.document([fresh.fresh(to_nodes(normalise(Paper("position_paper", "ar", "عنوان"))), 7)])
    for turn in range(3):
        element = document.root(doc).children.append(XmlElement("quote", {"id": f"q{turn}"}))
        element.children.append(XmlElement("words")).children.append(XmlText("a b c"))
    change.update_of(doc, lambda root: root.children.__delitem__(3))
    state = doc.get_update()
    again = document.document([columns.unpacked(columns.packed(structs.read(state)))])
    assert again.get_update() == state


@pytest.mark.parametrize("content", [b"\x03\x01\x07", b"\x05\x02{}", b"\x02\x01\x01x", b"\x09\x01x"])
def test_what_no_document_of_ours_holds_is_sent_as_it_is(content: bytes) -> None:
    state = b"\x01\x01\x05\x00" + bytes((content[0],)) + b"\x01\x04text" + content[1:] + b"\x00"
    assert columns.small(state) is None


def test_an_empty_document_is_sent_as_well_as_a_full_one() -> None:
    small = columns.small(b"\x00\x00")
    assert small is not None and columns.unpacked(brotli.decompress(small)) == b"\x00\x00"
    assert columns.small(b"\x01\x00\x05\x00\x00") is None


def test_columns_of_another_form_are_refused() -> None:
    with pytest.raises(columns.Foreign):
        columns.unpacked(b"\x03")
