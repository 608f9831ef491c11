"""Suggestions are tried on a copy that is kept, not made anew for every letter."""

from typing import Any

from pycrdt import Doc, XmlText

from advocacy.live import document
from advocacy.live.change import update_of
from advocacy.live.fresh import fresh
from advocacy.live.relay.shadow import Shadow
from papers.model import Paper, Paragraph, Text
from papers.tree import to_nodes

PAPER = Paper("policy_paper", "ar", "الطريق", blocks=(Paragraph("p1", (Text("تطالب المنظمات"),)),))
MARK = {"insertion": {"id": "s1", "person": "7", "at": "2026-11-23T12:00:00Z"}}


class Subject:
    """A text with its shadow; `copied` counts how often the whole was copied."""

    def __init__(self) -> None:
        self.doc: Doc[Any] = document.document([fresh(to_nodes(PAPER), 5)])
        self.copied = 0
        self.shadow = Shadow(self.state)

    def state(self) -> bytes:
        self.copied += 1
        return self.doc.get_update()

    def typed(self, words: str, marks: Any = None) -> bytes:
        """What an editor would send that types this at the end; the text has not taken it yet."""
        editor = document.document([self.doc.get_update()])

        def change(root: Any) -> None:
            text = root.children[3].children[0]
            assert isinstance(text, XmlText)
            text.insert(len(text), words, marks)

        update = update_of(editor, change)
        assert update
        return update

    def take(self, update: bytes, *, was_tried: bool) -> None:
        document.apply(self.doc, update)
        if not was_tried:
            self.shadow.note(update)


def test_a_hundred_suggested_letters_copy_the_text_once() -> None:
    text = Subject()
    for letter in "abcdefghij" * 10:
        update = text.typed(letter, MARK)
        assert text.shadow.takes(update, "7")
        text.take(update, was_tried=True)
    assert text.copied == 1


def test_what_others_write_in_between_is_no_fault_of_who_suggests() -> None:
    text = Subject()
    for turn in range(3):
        update = text.typed(f"s{turn}", MARK)
        assert text.shadow.takes(update, "7")
        text.take(update, was_tried=True)
        text.take(text.typed(f"w{turn}", {"insertion": None}), was_tried=False)
    assert text.copied == 1


def test_what_changes_the_text_is_refused_and_leaves_nothing_in_the_copy() -> None:
    text = Subject()
    assert text.shadow.takes(text.typed("a", MARK), "7")
    for _ in range(2):
        assert not text.shadow.takes(text.typed("straight in"), "7")
        assert not text.shadow.takes(text.typed("as another", MARK), "8")
    assert text.shadow.takes(text.typed("b", MARK), "7")
    assert text.copied == 5, "anew after each of the four that were refused"


def test_a_shadow_that_was_forgotten_costs_nothing_and_begins_again() -> None:
    text = Subject()
    assert text.shadow.takes(text.typed("a", MARK), "7")
    text.shadow.forget()
    text.take(text.typed("written meanwhile"), was_tried=False)
    assert text.shadow.takes(text.typed("b", MARK), "7")
    assert text.copied == 2
