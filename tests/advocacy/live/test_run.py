"""Typing is known by its bytes: faster, and never otherwise than if each letter had been read."""

import time
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pycrdt import Doc, XmlText

from advocacy.live import document
from advocacy.live.fresh import fresh
from advocacy.live.kept import Loaded
from advocacy.live.relay import frames
from advocacy.live.relay.connections import Connection, Refused
from advocacy.live.relay.frames import Hello, Sync
from advocacy.live.relay.rooms import TOGETHER, Pending, Room
from advocacy.live.relay.run import Run, run_after
from advocacy.live.rules import Mode
from advocacy.live.tokens import Token
from advocacy.live.update import Foreign, read_state, read_update, refuse_gaps
from papers.model import Paper, Paragraph, Text
from papers.tree import to_nodes
from papers.tree.nodes import SCHEMA

FIRST = fresh(to_nodes(Paper("statement", "ar", "عنوان", blocks=(Paragraph("p", (Text("كلمة word"),)),))), 7)
LETTERS = st.text(st.sampled_from("aبد ٣é😀\n"), min_size=1, max_size=3)
ACTS = st.lists(
    st.one_of(
        st.tuples(st.just("type"), st.integers(0, 1), LETTERS),
        st.tuples(st.just("go"), st.integers(0, 1), st.integers(0, 30)),
        st.tuples(st.just("take back"), st.integers(0, 1), st.just(0)),
        st.tuples(st.just("bold"), st.integers(0, 1), st.just(0)),
        st.tuples(st.just("hear"), st.integers(0, 1), st.just(0)),
    ),
    max_size=30,
)


class Hand:
    """An editor of one paragraph, whose updates wait to be sent."""

    def __init__(self, client: int) -> None:
        self.doc: Doc[Any] = document.document([FIRST], client_id=client)
        self.client, self.at, self.made, self.heard = client, 0, list[bytes](), 0
        self._watch = self.doc.observe(lambda event: self.made.append(event.update))

    @property
    def text(self) -> XmlText:
        found = document.root(self.doc).children[3].children[0]
        assert isinstance(found, XmlText)
        return found

    @property
    def words(self) -> str:
        return "".join(part for part, _ in self.text.diff() if isinstance(part, str))

    def act(self, what: str, value: Any) -> None:
        place = min(_whole(self.words, self.at), len(self.text))
        match what:
            case "type":
                self.text.insert(place, value)
                self.at = place + len(value.encode())
            case "go":
                self.at = _whole(self.words, value)
            case "take back" if place:
                start = _whole(self.words, place - 1)
                del self.text[start:place]
                self.at = start
            case "bold" if len(self.text) > 1:
                self.text.format(0, _whole(self.words, len(self.text)), {"strong": {}})

    def take(self, updates: list[bytes]) -> None:
        before = len(self.made)
        for update in updates:
            self.doc.apply_update(update)
        del self.made[before:]


def _whole(words: str, at: int) -> int:
    """The place of a letter at or before that byte."""
    return len(words.encode()[:at].decode(errors="ignore").encode())


def room() -> tuple[Room, list[bytes], list[Connection]]:
    """A room with two editors, and what goes from it into the log."""
    kept: list[bytes] = []

    def append(_room: Room, pending: Pending) -> None:
        kept.append(pending.entry.data)

    found = Room.open(Loaded(1, 1, SCHEMA, 1, [FIRST]), {}, append, time.monotonic)
    people = []
    for client in (101, 102):
        token = Token(1, client, Mode.WRITE, 1, time.time() + 600)
        people.append(Connection(token, Mode.WRITE, client, time.monotonic))
        found.admit(Hello(SCHEMA, 1, client), people[-1])
    return found, kept, people


@given(ACTS)
def test_a_room_that_knows_typing_holds_what_one_that_reads_all_holds(acts: list[tuple[str, int, Any]]) -> None:
    hands = [Hand(101), Hand(102)]
    (quick, quick_log, ones), (slow, slow_log, others) = room(), room()
    for what, who, value in acts:
        hand = hands[who]
        if what == "hear":
            hand.take(quick_log[hand.heard :])
            hand.heard = len(quick_log)
            continue
        hand.act(what, value)
        for update in hand.made:
            quick.sync(frames.sync(Sync.UPDATE, update), ones[who])
            others[who].run = None
            slow.sync(frames.sync(Sync.UPDATE, update), others[who])
        hand.made.clear()
    assert quick_log == slow_log and quick.known == slow.known and quick.size == slow.size and quick.pens == slow.pens
    assert quick.known == read_state(quick.doc.get_state())
    assert document.nodes_of(quick.doc) == document.nodes_of(slow.doc)
    assert quick.doc.get_update() == slow.doc.get_update()


def test_whoever_writes_on_is_read_once() -> None:
    open_room, _, (one, _) = room()
    hand = Hand(101)
    hand.act("go", 4)
    for letter in "نكتب 😀 on":
        hand.act("type", letter)
    read = []
    for update in hand.made:
        before = len(open_room.typed)
        open_room.sync(frames.sync(Sync.UPDATE, update), one)
        read.append(len(open_room.typed) == before)
    assert len(hand.made) > TOGETHER
    assert read[0] and not any(read[1:TOGETHER])
    assert document.nodes_of(open_room.doc) == document.nodes_of(hand.doc)


def _typed() -> tuple[Run, bytes]:
    hand = Hand(101)
    hand.act("go", 4)
    for letter in ("a", "ب😀"):
        hand.act("type", letter)
    run = run_after(hand.made[0])
    assert run is not None
    return run, hand.made[1]


@given(
    st.lists(st.tuples(st.integers(0, 60), st.integers(0, 255)), max_size=3), st.binary(max_size=3), st.integers(0, 3)
)
def test_whatever_is_taken_for_typing_reads_as_typing(changes: list[tuple[int, int]], more: bytes, fewer: int) -> None:
    run, update = _typed()
    harmed = bytearray(update)
    for at, byte in changes:
        harmed[at % len(harmed)] = byte
    harmed = harmed[: len(harmed) - fewer] + more
    known, start = {101: run.clock, 7: 1_000}, run.clock
    if run.takes(bytes(harmed)):
        found = read_update(bytes(harmed))
        assert found.clients == {101: (start, run.clock)} and not found.deleted and not found.made
        refuse_gaps(found, known)
    else:
        assert run.clock == start


def _other_updates() -> Iterator[bytes]:
    hand = Hand(101)
    hand.act("type", "a")
    hand.act("take back", 0)
    hand.act("bold", 0)
    yield from hand.made[1:]
    yield FIRST
    yield b"\x00\x00"
    yield b""
    yield b"\x01\x01\x65"


@pytest.mark.parametrize("update", list(_other_updates()))
def test_what_is_more_than_words_begins_no_run(update: bytes) -> None:
    assert run_after(update) is None
    run, _ = _typed()
    assert not run.takes(update)


@pytest.mark.parametrize("letter", [b"\xff", b"\xef\xbf\xbd"])
def test_half_a_character_is_refused_in_the_middle_of_a_run(letter: bytes) -> None:
    open_room, _, (one, _) = room()
    hand = Hand(101)
    hand.act("go", 4)
    for whole in "abc":
        hand.act("type", whole)
    first, second, third = hand.made
    open_room.sync(frames.sync(Sync.UPDATE, first), one)
    open_room.sync(frames.sync(Sync.UPDATE, second), one)
    harmed = third[:-3] + bytes((len(letter),)) + letter + third[-1:]
    with pytest.raises(Foreign):
        read_update(harmed)
    assert one.run is not None
    with pytest.raises(Refused, match="bad_character"):
        open_room.sync(frames.sync(Sync.UPDATE, harmed), one)
    assert "abc" not in str(document.nodes_of(open_room.doc)) and "ab" in str(document.nodes_of(open_room.doc))


def test_a_document_that_does_not_take_what_was_typed_is_made_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    open_room, _, (one, _) = room()
    hand = Hand(101)
    hand.act("go", 4)
    for letter in "abc":
        hand.act("type", letter)

    def fail(*_: object) -> None:
        raise document.Unreadable("panic")

    for update in hand.made:
        open_room.sync(frames.sync(Sync.UPDATE, update), one)
    monkeypatch.setattr(document, "apply_all", fail)
    with pytest.raises(Refused, match="broken"):
        open_room.sync(frames.sync(Sync.STEP1, b"\x00"), one)
