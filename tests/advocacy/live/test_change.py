"""The server changes a shared document into another text, touching only what differs."""

from typing import Any

import pytest
from hypothesis import given, settings
from pycrdt import Doc, XmlText

from advocacy.live import change, document
from advocacy.live.fresh import fresh
from advocacy.live.update import read_update, refuse_gaps
from papers.model import Paper
from papers.normalise import normalise
from papers.tree import as_it_stands, as_proposed, read, suggestions, to_nodes
from tests.make.papers import papers

MARK = {"id": "abcdefghijkl", "person": "7", "at": "2026-11-23T12:00:00Z"}


def document_of(paper: Paper) -> "Doc[Any]":
    return document.document([fresh(to_nodes(paper), 7)], client_id=8)


@settings(max_examples=60, deadline=None)
@given(papers(), papers())
def test_any_paper_can_be_turned_into_any_other(one: Paper, other: Paper) -> None:
    before, wanted = normalise(one), normalise(other)
    doc = document_of(before)
    update = change.update_of(doc, lambda root: change.turn_into(root, to_nodes(wanted)))
    assert read(document.nodes_of(doc), wanted).paper == wanted
    assert change.update_of(doc, lambda root: change.turn_into(root, to_nodes(wanted))) is None
    if update is not None:
        refuse_gaps(read_update(update), {7: 1 << 29})
        reader = document.document([fresh(to_nodes(before), 7), update])
        assert document.nodes_of(reader) == document.nodes_of(doc)


def suggested(doc: "Doc[Any]") -> None:
    """«old» is struck out and «new» put in, by person 7."""
    text = document.root(doc).children[3].children[0]
    at = str(text).encode().index(b"old")
    text.format(at, at + 3, {"deletion": MARK})
    text.insert(at, "new", {"insertion": MARK})


BEFORE = normalise(
    read(
        [
            {"type": "title", "content": [{"type": "text", "text": "عنوان"}]},
            {"type": "paragraph", "attrs": {"id": "bone"}, "content": [{"type": "text", "text": "حقّ an old word"}]},
            {"type": "paragraph", "attrs": {"id": "btwo"}, "content": [{"type": "text", "text": "Second."}]},
        ],
        Paper("position_paper", "ar", ""),
    ).paper
)


def words(doc: "Doc[Any]", *, proposed: bool = False) -> list[str]:
    nodes = document.nodes_of(doc)
    paper = read(as_proposed(nodes) if proposed else as_it_stands(nodes), BEFORE).paper
    return [block.content[0].text for block in paper.blocks]  # type: ignore[union-attr]


def test_a_suggestion_is_not_part_of_the_text_until_it_is_accepted() -> None:
    doc = document_of(BEFORE)
    suggested(doc)
    assert words(doc)[0] == "حقّ an old word"
    assert words(doc, proposed=True)[0] == "حقّ an new word"
    found = suggestions(document.nodes_of(doc))
    assert [(one.kind, one.text, one.block, one.person) for one in found] == [
        ("insertion", "new", "bone", "7"),
        ("deletion", "old", "bone", "7"),
    ]
    change.settle(document.root(doc), lambda id_, _person: True if id_ == MARK["id"] else None)
    assert words(doc)[0] == words(doc, proposed=True)[0] == "حقّ an new word"
    assert suggestions(document.nodes_of(doc)) == ()


def test_a_rejected_suggestion_leaves_the_text_as_it_was() -> None:
    doc = document_of(BEFORE)
    suggested(doc)
    change.settle(document.root(doc), lambda _id, person: False if person == "7" else None)
    assert words(doc) == ["حقّ an old word", "Second."]
    assert suggestions(document.nodes_of(doc)) == ()


def test_a_block_that_is_suggested_stands_only_when_it_is_accepted() -> None:
    for accept, stands in ((True, ["حقّ an old word", "third"]), (False, ["حقّ an old word", "Second."])):
        doc = document_of(BEFORE)
        root = document.root(doc)
        mark = '{"id": "s1", "person": "7", "at": "", "kind": "insert"}'
        document.add(root, 5, {"type": "paragraph", "attrs": {"id": "bnew", "suggested": mark},
                               "content": [{"type": "text", "text": "third"}]})  # fmt: skip
        root.children[4].attributes["suggested"] = mark.replace("insert", "delete")
        assert words(doc) == ["حقّ an old word", "Second."]
        assert words(doc, proposed=True) == ["حقّ an old word", "third"]
        change.settle(root, lambda _id, _person, accept=accept: accept)  # type: ignore[misc]
        assert words(doc) == stands


def test_suggestions_stay_when_the_server_changes_other_words_of_their_block() -> None:
    doc = document_of(BEFORE)
    suggested(doc)
    nodes = as_it_stands(document.nodes_of(doc))
    nodes[3]["content"][0]["text"] = "حقّ an old and venerable word"
    change.update_of(doc, lambda root: change.turn_into(root, nodes))
    assert words(doc)[0] == "حقّ an old and venerable word"
    assert words(doc, proposed=True)[0] == "حقّ an new and venerable word"


def test_somebody_who_types_while_the_server_changes_another_word_loses_nothing() -> None:
    doc = document_of(BEFORE)
    typist = document.document([doc.get_update()], client_id=9)
    text = document.root(typist).children[3].children[0]
    text.insert(len(text), " typed 🕊")
    nodes = to_nodes(BEFORE)
    nodes[3]["content"][0]["text"] = "حقّ a young word"
    change.update_of(doc, lambda root: change.turn_into(root, nodes))
    doc.apply_update(typist.get_update())
    assert words(doc)[0] == "حقّ a young word typed 🕊"


def test_an_empty_line_has_a_text_from_the_beginning_so_that_two_who_begin_it_share_one() -> None:
    first = fresh(to_nodes(Paper("policy_paper", "ar", "عنوان")), 7)
    one, other = (document.document([first], client_id=client) for client in (8, 9))
    for doc, words in ((one, "first "), (other, "second ")):
        subtitle = document.root(doc).children[1]
        assert [type(child) for child in subtitle.children] == [XmlText]
        subtitle.children[0].insert(0, words)
    document.apply(one, other.get_update())
    assert len(document.root(one).children[1].children) == 1
    assert document.nodes_of(one)[1]["content"][0]["text"] in ("first second ", "second first ")


def test_the_server_writes_into_the_text_of_an_empty_line_and_not_beside_it() -> None:
    doc = document_of(Paper("policy_paper", "ar", "عنوان"))
    wanted = to_nodes(Paper("policy_paper", "ar", "عنوان", subtitle="سطر"))
    assert change.update_of(doc, lambda root: change.turn_into(root, wanted))
    subtitle = document.root(doc).children[1]
    assert [str(child) for child in subtitle.children] == ["سطر"]


def test_a_long_log_is_applied_in_groups(monkeypatch: pytest.MonkeyPatch) -> None:
    typed, made = document.document(client_id=5), list[bytes]()
    text = document.root(typed).children.append(XmlText(""))
    typed.observe(lambda event: made.append(event.update))
    for letter in "letters" * 40:
        text.insert(len(text), letter)
    groups: list[bytes] = []
    apply = document.apply
    monkeypatch.setattr(document, "apply", lambda doc, update: (groups.append(update), apply(doc, update)))
    before = document.document([typed.get_update(), *made])
    assert len(groups) == 5, "280 letters and a state, 64 by 64"
    assert before.get_state() == typed.get_state()
