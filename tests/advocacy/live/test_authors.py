"""Every word is its author's, whoever typed around it."""

from dataclasses import replace
from typing import Any

from flask import Flask
from pycrdt import Doc

from advocacy.database import transaction
from advocacy.live import actions, document, queries
from advocacy.live.authors import authors_of
from advocacy.live.models import LiveText
from papers.model import Item, ListBlock, Paper, Paragraph, Text
from tests.make import coalition as make

PAPER = Paper(
    "position_paper", "ar", "عنوان", (Paragraph("bone", (Text("الأصل هنا"),)), Paragraph("btwo", (Text("x"),)))
)


def write(text: LiveText, person: int, change: Any) -> None:
    doc: Doc[Any] = document.document([queries.state_of(text)], client_id=100 + person)
    before = doc.get_state()
    change(document.root(doc))
    with transaction():
        actions.append(text.id, text.epoch, [actions.Entry(doc.get_update(before), person)])


def test_words_are_told_by_their_authors(app: Flask) -> None:
    rim, sami = make.person(), make.person()
    with transaction():
        text = actions.begin_text(PAPER, by=None)

    def insert_in_the_middle(root: Any) -> None:
        words = root.children[3].children[0]
        words.insert(len("الأصل ".encode()), "🕊 جديد ", {"strong": {}})

    def delete_and_add(root: Any) -> None:
        words = root.children[3].children[0]
        del words[0 : len("الأصل ".encode())]
        words.insert(len(words), " hers")
        document.add(
            root, 5, {"type": "paragraph", "attrs": {"id": "bnew"}, "content": [{"type": "text", "text": "new"}]}
        )

    write(text, rim.id, insert_in_the_middle)
    write(text, sami.id, delete_and_add)
    assert [(one.block, one.person_id, one.text) for one in authors_of(text)] == [
        ("title", None, "عنوان"),
        ("bone", rim.id, "🕊 جديد "),
        ("bone", None, "هنا"),
        ("bone", sami.id, " hers"),
        ("btwo", None, "x"),
        ("bnew", sami.id, "new"),
    ]


def test_what_is_only_suggested_has_no_author_yet(app: Flask) -> None:
    rim = make.person()
    with transaction():
        text = actions.begin_text(PAPER, by=None)
    mark = {"insertion": {"id": "abcdefghijkl", "person": str(rim.id), "at": ""}}
    write(text, rim.id, lambda root: root.children[4].children[0].insert(0, "perhaps ", mark))
    assert [one.text for one in authors_of(text)] == ["عنوان", "الأصل هنا", "x"]
    with transaction():
        actions.settle_suggestions(text, accept=True, of_person=rim.id, by=None)
    assert [(one.person_id, one.text) for one in authors_of(text)][-2:] == [(rim.id, "perhaps "), (None, "x")]


def test_a_text_is_compacted_from_its_log_and_reads_the_same(app: Flask) -> None:
    rim = make.person()
    with transaction():
        text = actions.begin_text(PAPER, by=None)
    for turn in range(130):
        write(text, rim.id, lambda root, turn=turn: root.children[3].children[0].insert(0, f"{turn} "))
    before = queries.nodes_of(text)
    with transaction():
        snapshot = actions.compact(text)
        assert snapshot is not None and snapshot.number == text.head == 131
        assert actions.compact(text) is snapshot, "nothing is new"
    loaded = queries.loaded(text.id)
    assert loaded and len(loaded.updates) == 1 and queries.nodes_of(text) == before
    write(text, rim.id, lambda root: root.children[3].children[0].insert(0, "later "))
    assert queries.paper_of(text, PAPER).paper.blocks[0].content[0].text.startswith("later 129 ")  # type: ignore[union-attr]
    assert authors_of(text)[1].person_id == rim.id


def test_entries_of_a_list_stand_on_lines_of_their_own(app: Flask) -> None:
    rim = make.person()
    listed = ListBlock("blist", False, (Item((Text("واحد"),)), Item((Text("اثنان"),))))
    with transaction():
        text = actions.begin_text(replace(PAPER, blocks=(listed, *PAPER.blocks)), by=None)

    def add_to_the_second(root: Any) -> None:
        words = root.children[3].children[1].children[0].children[0]
        words.insert(len(words), " فقط")

    write(text, rim.id, add_to_the_second)
    found = [(one.person_id, one.text) for one in authors_of(text) if one.block == "blist"]
    assert found == [(None, "واحد\nاثنان"), (rim.id, " فقط")]
