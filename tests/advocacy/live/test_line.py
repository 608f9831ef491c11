"""What stands between the wire and a room: whole messages, pieces of them, many at once, and what is none."""

import asyncio
import socket
import struct
from collections.abc import Callable, Iterator

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from advocacy.accounts.models import Person
from advocacy.database import session
from advocacy.live import document, keeper, queries, rules
from advocacy.live.fresh import fresh
from advocacy.live.kept import Entry, Loaded
from advocacy.live.relay import frames, store
from advocacy.live.relay.connections import Connection
from advocacy.live.relay.frames import Hello, Kind, Sync
from advocacy.live.relay.rooms import Pending, Room
from advocacy.live.relay.wire import _unmasked, _words, framed
from advocacy.live.rules import Mode
from advocacy.live.tokens import Token
from advocacy.live.update import read_update
from papers.tree.nodes import SCHEMA
from tests.make import coalition as make
from tests.make import live
from tests.make.live import Editor, Shared

MASK = b"\x07\x91\xa3\x5c"
MOST = 1_200_000


@pytest.fixture
def people(app: Flask) -> tuple[Shared, Person, Person]:
    group = make.group()
    return live.shared(live.make.dossier(group)), make.rapporteur(group), make.rapporteur(group)


def masked(payload: bytes, first: int = 0x82) -> bytes:
    """A frame of a client."""
    size = len(payload)
    if size < 126:
        length = bytes((0x80 | size,))
    else:
        length = b"\xfe" + struct.pack(">H", size) if size < 1 << 16 else b"\xff" + struct.pack(">Q", size)
    return bytes((first,)) + length + MASK + bytes(byte ^ MASK[at % 4] for at, byte in enumerate(payload))


def typed(editor: Editor, words: str) -> list[bytes]:
    """The frames of words that are typed letter by letter, and not yet sent."""
    written: list[bytes] = []
    say, editor.say = editor.say, written.append  # type: ignore[method-assign]
    for letter in words:
        editor.type(letter, 0)
    editor.say = say  # type: ignore[method-assign]
    return written


def raw(editor: Editor, data: bytes) -> None:
    """Bytes on the line, past the library."""
    assert editor.line is not None
    editor.line.socket.sendall(data)


@given(st.lists(st.binary(max_size=300), max_size=8), st.data())
def test_messages_are_read_whole_however_the_line_cuts_them(messages: list[bytes], data: st.DataObject) -> None:
    whole = b"".join(map(masked, messages))
    come, found = bytearray(), []
    cuts = sorted(data.draw(st.sets(st.integers(0, len(whole)), max_size=12)))
    for start, end in zip([0, *cuts], [*cuts, len(whole)], strict=True):
        come += whole[start:end]
        at = 0
        while (words := _words(come, at, MOST)) is not None:
            found.append(_unmasked(come, words))
            at = words.stop
        del come[:at]
    assert found == messages and not come


@pytest.mark.parametrize("size", [0, 125, 126, 65_535, 65_536])
def test_a_message_of_any_length_is_framed_and_read(size: int) -> None:
    payload = bytes(size % 251 for size in range(size))
    come = bytearray(masked(payload))
    words = _words(come, 0, MOST)
    assert words is not None and words.stop == len(come) and _unmasked(come, words) == payload
    assert framed(payload).endswith(payload) and framed(payload)[0] == 0x82


def test_letters_that_come_together_are_kept_as_few_updates_and_all_are_acknowledged(
    app: Flask, people: tuple[Shared, Person, Person]
) -> None:
    paper, rim, sami = people
    words = "كلام كثير جاء دفعة واحدة " * 10
    with live.relay(app) as relay:
        one, other = Editor(relay.port, paper.text, rim).come(), Editor(relay.port, paper.text, sami).come()
        one.settle(other)
        before = len(queries.updates_since(paper.text.id, 1, 0))
        raw(one, b"".join(map(masked, typed(one, words))))
        one.settle(other)
        assert words.strip() in other.says
    session.rollback()
    assert document.nodes_of(one.doc) == queries.nodes_of(paper.text)
    rows = queries.updates_since(paper.text.id, 1, 0)[before:]
    assert len(rows) < len(words) / 4 and {row.person_id for row in rows} == {rim.id}


def test_one_bad_letter_among_many_that_come_together_cuts_its_sender_off_and_harms_nobody(
    app: Flask, people: tuple[Shared, Person, Person]
) -> None:
    paper, rim, sami = people
    with live.relay(app) as relay:
        one, other = Editor(relay.port, paper.text, rim).come(), Editor(relay.port, paper.text, sami).come()
        one.settle(other)
        good = typed(one, "abcdefghij")
        raw(one, b"".join(map(masked, [*good[:4], *good[6:]])))  # two are missing
        assert one.wait_for_notice() == "resync"
        other.type(" يكتب بعده", 0)
        other.settle()
        one.come().settle(other)
        assert "abcdefghij" in other.says and "يكتب بعده" in one.says


@pytest.mark.parametrize("harm", ["noise", "a lost character"])
def test_harm_among_letters_that_come_together_is_refused_with_its_reason(
    app: Flask, people: tuple[Shared, Person, Person], harm: str
) -> None:
    paper, rim, _ = people
    bad, code = {
        "noise": (b"\x07\x01\x02", "undecodable"),
        "a lost character": (b"\x01\x01\x05\x00\x04\x01\x04text\x03\xef\xbf\xbd\x00", "bad_character"),
    }[harm]
    with live.relay(app) as relay:
        one = Editor(relay.port, paper.text, rim).come()
        one.settle()
        raw(one, b"".join(map(masked, [*typed(one, "abc"), frames.sync(Sync.UPDATE, bad), *typed(one, "def")])))
        assert one.wait_for_notice() == code
        one.come().settle()
        assert "abcdef" in one.says


def test_a_message_in_pieces_and_in_fragments_arrives_and_so_does_what_follows(
    app: Flask, people: tuple[Shared, Person, Person]
) -> None:
    paper, rim, sami = people
    with live.relay(app) as relay:
        one, other = Editor(relay.port, paper.text, rim).come(), Editor(relay.port, paper.text, sami).come()
        one.settle(other)
        first, second, third = typed(one, "١٢٣")
        for byte in masked(first):
            raw(one, bytes((byte,)))
        raw(one, masked(b"", 0x89) + masked(b"?", 0x89))  # a ping in between
        raw(one, masked(second[:3], 0x02) + masked(second[3:], 0x80))
        raw(one, masked(third))
        one.settle(other)
        assert "١٢٣" in other.says


BROKEN = {
    "a frame without a mask": b"\x82\x03abc",
    "a frame of an unknown kind": masked(b"abc", 0x83),
    "a frame with a reserved bit": masked(b"abc", 0xC2),
    "a frame of a thousand gigabytes": b"\x82\xff" + struct.pack(">Q", 1 << 40) + MASK,
    "the middle of a message without its beginning": masked(b"abc", 0x80),
    "a ping that is too long": masked(b"x" * 200, 0x89),
}


@pytest.mark.parametrize("what", BROKEN)
def test_bytes_that_are_no_frame_end_their_line_and_no_other(
    app: Flask, people: tuple[Shared, Person, Person], what: str
) -> None:
    paper, rim, sami = people
    with live.relay(app) as relay:
        one, other = Editor(relay.port, paper.text, rim).come(), Editor(relay.port, paper.text, sami).come()
        one.settle(other)
        raw(one, masked(typed(one, "ع")[0]) + BROKEN[what] + masked(b"\x00\x00\x01\x00"))
        live.until(lambda: not one.hear() and one.line is None, "the line to end")
        live.until(lambda: other.hear() and "ع" in other.says, "the letter before it to arrive")
        other.type(" بقي", 0)
        other.settle()


def test_a_message_of_text_is_refused(app: Flask, people: tuple[Shared, Person, Person]) -> None:
    paper, rim, _ = people
    with live.relay(app) as relay:
        one = Editor(relay.port, paper.text, rim).come()
        one.settle()
        raw(one, masked(b"words", 0x81))
        assert one.wait_for_notice() == "undecodable"


def test_a_line_is_renewed_with_a_token_of_its_own_person_alone(
    app: Flask, people: tuple[Shared, Person, Person]
) -> None:
    paper, rim, sami = people
    with live.relay(app) as relay:
        one = Editor(relay.port, paper.text, rim).come()
        one.settle()
        room = next(iter(relay.relay.hub._rooms.values()))
        held = next(iter(room.connections))
        first = held.token
        one.say(bytes((Kind.TOKEN,)) + live.token(paper.text, rim).encode())
        live.until(lambda: held.token is not first, "the new token to be taken")
        one.type(" بعد التجديد", 0)
        one.settle()
        one.say(bytes((Kind.TOKEN,)) + live.token(paper.text, sami).encode())
        assert one.wait_for_notice() == "token"


@pytest.mark.parametrize(("many", "apart"), [(1_000, "BETWEEN_SECONDS"), (1, "AMONG_MANY_SECONDS")])
def test_people_who_write_without_pause_cost_few_commits(
    app: Flask, people: tuple[Shared, Person, Person], monkeypatch: pytest.MonkeyPatch, many: int, apart: str
) -> None:
    monkeypatch.setattr(store, "MANY", many)
    paper, rim, _ = people
    commits: list[int] = []
    append = keeper.actions.append

    def counted(text_id: int, epoch: int, entries: list[Entry]) -> int:
        commits.append(len(entries))
        return append(text_id, epoch, entries)

    with live.relay(app) as relay:
        one = Editor(relay.port, paper.text, rim).come()
        one.settle()
        monkeypatch.setattr(keeper.actions, "append", counted)
        began = live.time.monotonic()
        for letter in "نكتب دون توقف كلمات كثيرة، ثم كلمات أخرى كثيرة ":
            one.type(letter, 0)
            one.hear(0.02)
        one.settle()
        passed = live.time.monotonic() - began
    assert 0 < len(commits) <= passed / getattr(store, apart) + 2


def test_a_text_that_is_asked_for_holds_what_was_gathered_before(
    app: Flask, people: tuple[Shared, Person, Person], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store, "GATHER_SECONDS", 60)
    paper, rim, _ = people
    with live.relay(app) as relay:
        one = Editor(relay.port, paper.text, rim).come()
        live.until(lambda: not one.hear() and one.says, "the text")
        one.type(" لم يُحفظ بعد", 0)
        live.until(lambda: relay.relay.hub.store._gathered, "the update to wait")
        text_id, kept = paper.text.id, relay.relay.hub.store
        asked = asyncio.run_coroutine_threadsafe(kept.ask("updates", text_id, 1, 0), kept._loop)
        assert "لم يُحفظ بعد".encode() in asked.result(10)[-1]


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\ufffd\x00"), min_size=2, max_size=40))
def test_what_several_updates_hold_is_what_they_hold_as_one(words: str) -> None:
    updates = list(_letters(words))
    held = read_update(updates[0])
    assert all(held.add(read_update(update)) for update in updates[1:])
    whole = read_update(document.merged(updates))
    assert held.clients == whole.clients and held.made.keys() == whole.made.keys()
    assert not read_update(updates[0]).add(read_update(updates[-1])) or len(updates) < 3


def _letters(words: str, client: int = 77) -> Iterator[bytes]:
    doc = document.document(client_id=client)
    made: list[bytes] = []
    watch = doc.observe(lambda event: made.append(event.update))
    text = document.root(doc).children.append(document.XmlText(""))
    for letter in words:
        text.insert(len(text), letter)
    doc.unobserve(watch)
    yield from made


def test_what_comes_in_one_moment_is_sent_together_and_to_nobody_their_own() -> None:
    later: list[Callable[[], None]] = []
    first = fresh([], 7)
    room = Room.open(Loaded(1, 1, SCHEMA, 1, [first]), {}, lambda *_: None, lambda: 0.0, later.append)
    here = [Connection(Token(1, who, Mode.WRITE, 1, 1 << 40), Mode.WRITE, 100 + who, lambda: 0.0) for who in range(3)]
    for one in here:
        room.admit(Hello(SCHEMA, 1, one.client), one)
    updates = [next(_letters("ab", client=one.client)) for one in here[:2]]
    for one, update in zip(here, updates, strict=False):
        room.take(update, one, [one.received()])
    assert len(later) == 1 and not any(one.rest() for one in here)
    later.pop()()
    told = [frames.sync(Sync.UPDATE, update) for update in updates]
    assert [one.rest() for one in here] == [[told[1]], [told[0]], told]


@pytest.mark.parametrize("brings", ["the same words", "nothing"])
def test_words_that_somebody_else_brought_a_moment_before_are_acknowledged_when_they_are_kept(brings: str) -> None:
    handed_over: list[Pending] = []
    first = fresh([], 7)
    loaded = Loaded(1, 1, SCHEMA, 1, [first])
    room = Room.open(loaded, {101: 1}, lambda _room, pending: handed_over.append(pending), lambda: 0.0)
    reader, author = (
        Connection(Token(1, who, Mode.WRITE, 1, 1 << 40), Mode.WRITE, 100 + who, lambda: 0.0) for who in range(2)
    )
    words = next(_letters("a", client=author.client))
    for one, update in (
        (reader, words),
        (author, words if brings == "the same words" else document.Doc().get_update()),
    ):
        room.admit(Hello(SCHEMA, 1, one.client), one)
        room.take(update, one, [one.received()])
    assert [one.entry.data for one in handed_over] == [words]
    assert not reader.all_kept and not author.all_kept, "the words are in no log yet"
    room.kept(handed_over, 2)
    assert reader.all_kept and author.all_kept
    room.take(words, author, [author.received()])
    assert author.all_kept, "nothing is on its way any more"


def test_a_reader_who_takes_little_gets_everything_in_its_order_and_one_who_takes_nothing_is_cut_off(
    app: Flask, people: tuple[Shared, Person, Person], monkeypatch: pytest.MonkeyPatch
) -> None:
    paper, rim, sami = people
    with live.relay(app) as relay:
        one, other = Editor(relay.port, paper.text, rim).come(), Editor(relay.port, paper.text, sami).come()
        one.settle(other)
        held = next(held for held in relay.relay.hub._rooms[paper.text.id].connections if held.person == sami.id)
        assert other.line and held._line
        ends = (other.line.socket, held._line.transport.get_extra_info("socket"))
        for end, buffer in zip(ends, (socket.SO_RCVBUF, socket.SO_SNDBUF), strict=True):
            end.setsockopt(socket.SOL_SOCKET, buffer, 32_768)  # the system holds little for this reader
        _type_much(one)
        live.until(held._line.transport.get_write_buffer_size, "words to wait for the reader")
        one.settle(other)
        assert other.says == one.says and "59 x" in other.says
        monkeypatch.setattr(rules, "WAITING", 50_000)
        _type_much(one)
        live.until(lambda: not other.hear() and other.line is None, "the line to be cut")
        assert other.notices == ["slow"]


def _type_much(editor: Editor) -> None:
    for number in range(60):
        editor.type(f"{number} " + "x" * 8_000, 0)
        editor.hear(0)
