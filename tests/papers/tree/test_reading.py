"""Whatever stands in a shared text becomes a paper that can be kept, or a refusal with a code."""

import re
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from papers.errors import BadPaper
from papers.model import Citation, Figure, Footnote, Item, ListBlock, Paper, Paragraph, Strong, Sublist, Text, plain
from papers.record import MAX_BLOCKS, from_json, to_json
from papers.tree import as_it_stands, as_proposed, read, suggestions, without
from papers.tree.nodes import MARKS, NAMES, words_in
from tests.make.papers import PIXEL

LIKE = Paper("position_paper", "ar", "")
_values = st.one_of(
    st.none(), st.booleans(), st.integers(-5, 9_999), st.floats(), st.text(max_size=5),
    st.sampled_from(["rtl", "b1", "demand", "https://a.example", "javascript:x", "ar", "image/png", PIXEL,
                     '[["ICCPR","22"]]', '{"kind":"insert","id":"s","person":"7"}',
                     '{"kind":"change","was":{"id":"b9"}}']),
)  # fmt: skip
_names = re.findall(
    r"\w+",
    "id level dir ordered colspan rowspan verb addressee due basis key pinpoint media_type data alt href lang person "
    "suggested header_rows",
)
_attrs = st.dictionaries(st.sampled_from(_names), _values, max_size=4)
_marks = st.lists(
    st.builds(lambda kind, attrs: {"type": kind, "attrs": attrs}, st.sampled_from(sorted(MARKS)), _attrs), max_size=3
)
_runs = st.builds(
    lambda text, marks: {"type": "text", "text": text, "marks": marks}, st.text(min_size=1, max_size=6), _marks
)
_nodes = st.recursive(
    _runs,
    lambda inner: st.builds(
        lambda kind, attrs, content: {"type": kind, "attrs": attrs, "content": content},
        st.sampled_from([*sorted(NAMES), "script"]), _attrs, st.lists(inner, max_size=4),
    ),
    max_leaves=25,
)  # fmt: skip


@settings(max_examples=100, deadline=None)
@given(st.lists(_nodes, max_size=6))
def test_any_nodes_become_a_paper_that_can_be_kept_or_a_refusal(nodes: list[dict[str, Any]]) -> None:
    suggestions(nodes)
    for seen in (as_it_stands(nodes), as_proposed(nodes), without(nodes, "7"), nodes):
        try:
            reading = read(seen, LIKE)
        except BadPaper as refusal:
            assert refusal.code in ("bad_picture", "too_many", "too_long")
            continue
        assert from_json(to_json(reading.paper)) == reading.paper
        assert read(seen, LIKE) == reading, "the same nodes give the same paper"


def text(words: str, *marks: dict[str, Any]) -> dict[str, Any]:
    return {"type": "text", "text": words, "marks": list(marks)}


def block(kind: str, *content: dict[str, Any], **attrs: Any) -> dict[str, Any]:
    return {"type": kind, "attrs": attrs, "content": list(content)}


def codes(*nodes: dict[str, Any]) -> tuple[Paper, list[str]]:
    reading = read(list(nodes), LIKE)
    return reading.paper, [repair.code for repair in reading.repairs]


def test_ids_that_are_missing_or_taken_are_made_anew_in_one_way() -> None:
    nodes = [
        block("paragraph", text("a"), id="b1"),
        block("paragraph", text("b"), id="b1"),
        block("paragraph", text("c")),
    ]
    paper, repairs = codes(*nodes)
    ids = [found.id for found in paper.blocks]
    assert ids[0] == "b1" and len(set(ids)) == 3 and repairs == ["duplicate_id", "no_id"]
    assert codes(*nodes)[0] == paper


def test_no_word_is_lost_wherever_it_stands() -> None:
    paper, repairs = codes(
        block("title", text("one")),
        block("title", text("two")),
        text("three"),
        block("list", block("item", block("line", text("four")), block("sublist", text("five"))), text("six"), id="b1"),
        block("paragraph", block("row", block("cell", text("seven"))), id="b2"),
        block("script", text("eight")),
        block("page_break", text("nine"), id="b3"),
        block("paragraph", block("citation", key="no name!", pinpoint="ten"), id="b4"),
        block("paragraph", block("footnote", text("eleven"), block("footnote", text("twelve"))), id="b5"),
        block("quote", text("thirteen"), block("source", text("fourteen")), id="b6"),
    )
    said = str(to_json(paper))
    numbers = re.findall(r"\w+", "one two three four five six seven eight nine ten eleven twelve thirteen fourteen")
    assert [word for word in numbers if word not in said] == []
    assert {"second_line", "loose_words", "no_item", "unknown_node", "bad_citation"} <= set(repairs)


def test_lists_that_are_too_deep_go_on_beside() -> None:
    deep = block("line", text("five"))
    for word in ("four", "three", "two", "one"):
        deep = (
            block("line", text(word)),
            block("sublist", block("item", *(deep if isinstance(deep, tuple) else (deep,)))),
        )  # type: ignore[assignment]
    paper, repairs = codes(block("list", block("item", *deep), id="b1"))
    assert repairs == ["too_deep", "too_deep"]
    found = paper.blocks[0]
    assert isinstance(found, ListBlock) and isinstance(found.items[0].below, Sublist)
    third = found.items[0].below.items[0].below
    assert third is not None and [plain(item.content) for item in third.items] == ["three", "four", "five"]
    assert all(isinstance(item, Item) and item.below is None for item in third.items)


def test_a_link_that_leads_astray_and_a_character_that_cannot_be_printed_are_left_out() -> None:
    paper, repairs = codes(
        block("paragraph", text("a\x00b", {"type": "link", "attrs": {"href": "javascript:x"}}), id="b1")
    )
    assert paper.blocks == (Paragraph("b1", (Text("ab"),)),)
    assert set(repairs) == {"bad_link", "bad_character"}


def test_numbers_are_read_as_editors_send_them() -> None:
    paper, _ = codes(block("heading", text("x"), id="b1", level=2.0), block("heading", text("y"), id="b2", level="9"))
    assert [found.level for found in paper.blocks] == [2, 3]  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("nodes", "code"),
    [
        ([block("paragraph", text("x"))] * (MAX_BLOCKS + 1), "too_many"),
        ([block("paragraph", text("x" * 2_000_001))], "too_long"),
        ([block("figure", id="b1", media_type="image/png", data="////", alt="")], "bad_picture"),
        ([block("figure", id="b1", media_type="text/html", data=PIXEL, alt="")], "bad_picture"),
        ([block("table", block("row", *[block("cell")] * 201), id="b1")], "too_many"),
    ],
)
def test_what_exceeds_the_limits_is_refused(nodes: list[dict[str, Any]], code: str) -> None:
    with pytest.raises(BadPaper) as refusal:
        read(nodes, LIKE)
    assert refusal.value.code == code


def test_notes_and_citations_stand_among_the_words() -> None:
    paper, repairs = codes(
        block(
            "paragraph",
            text("a", {"type": "strong"}),
            block("footnote", text("n")),
            block("citation", key="ICCPR"),
            id="b1",
        )
    )
    words = (Strong((Text("a"),)), Footnote((Text("n"),)), Citation("ICCPR"))
    assert paper.blocks == (Paragraph("b1", words),) and repairs == []


def test_a_changed_attribute_counts_only_when_it_is_accepted() -> None:
    nodes = [
        block(
            "heading",
            text("x"),
            id="b1",
            level=1,
            suggested='{"kind":"change","id":"s","person":"7","was":{"id":"b1","level":2}}',
        )
    ]
    levels = [read(seen, LIKE).paper.blocks[0].level for seen in (as_it_stands(nodes), as_proposed(nodes))]  # type: ignore[union-attr]
    assert levels == [2, 1]
    assert suggestions(nodes)[0].kind == "change"


def test_a_picture_comes_back_whole() -> None:
    paper, _ = codes(
        block("figure", block("caption", text("c")), id="b1", media_type="image/png", data=PIXEL, alt="black")
    )
    assert paper.blocks == (Figure("b1", "image/png", PIXEL, "black", (Text("c"),)),)
    assert words_in(block("figure", block("caption", text("c")))) == "c"
    assert replace(LIKE, blocks=paper.blocks) == paper
