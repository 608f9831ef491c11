"""What a hostile or unlucky line may do: be cut, and harm nobody."""

import random
from collections.abc import Callable

import pytest
from flask import Flask

from advocacy.accounts.models import Person
from advocacy.database import session
from advocacy.live import document, queries
from advocacy.live.relay import frames
from advocacy.live.relay.frames import Sync, varuint
from advocacy.live.rules import MAX_DEPTH, Mode
from advocacy.policy import Office
from papers.tree import as_it_stands, suggestions
from papers.tree.nodes import words_in
from tests.make import coalition as make
from tests.make import live
from tests.make.live import Editor, Shared

EMPTY = b"\x00\x00"


@pytest.fixture
def people(app: Flask) -> tuple[Shared, Person, Person]:
    group = make.group()
    return live.shared(live.make.dossier(group)), make.rapporteur(group), make.rapporteur(group)


def string(words: bytes) -> bytes:
    return varuint(len(words)) + words


def element(name: bytes, client: int, *, root: bytes = b"text") -> bytes:
    """An update that puts one node into the text."""
    return b"\x01\x01" + varuint(client) + b"\x00\x07\x01" + string(root) + b"\x03" + string(name) + b"\x00"


def nested(client: int, count: int) -> bytes:
    """Nodes inside one another."""
    inner = b"".join(b"\x07\x00" + varuint(client) + varuint(n) + b"\x03\x09paragraph" for n in range(count - 1))
    return b"\x01" + varuint(count) + varuint(client) + b"\x00\x07\x01\x04text\x03\x09paragraph" + inner + b"\x00"


def word(words: bytes, client: int, clock: int = 0) -> bytes:
    """An update that puts words beside the nodes, where no editor puts them but every library takes them."""
    return b"\x01\x01" + varuint(client) + varuint(clock) + b"\x04\x01\x04text" + string(words) + b"\x00"


def mark(name: bytes, client: int) -> bytes:
    """An update that begins a mark."""
    return b"\x01\x01" + varuint(client) + b"\x00\x06\x01\x04text" + string(name) + string(b"{}") + b"\x00"


def late(client: int) -> bytes:
    """An update that says that a great deal was thrown away."""
    return b"\x01\x01" + varuint(client) + b"\x00\x00" + varuint(1 << 40) + b"\x00"


HARM: dict[str, tuple[Callable[[int], bytes], str]] = {
    "noise": (lambda _: b"\x07\x01\x02", "undecodable"),
    "an update cut off": (lambda c: element(b"paragraph", c)[:-4], "undecodable"),
    "something behind the end": (lambda c: element(b"paragraph", c) + b"!", "undecodable"),
    "a node that nobody knows": (lambda c: element(b"script", c), "foreign"),
    "a mark that nobody knows": (lambda c: mark(b"huge", c), "foreign"),
    "another text of the document": (lambda c: element(b"paragraph", c, root=b"other"), "foreign"),
    "half a surrogate pair": (lambda c: word(b"\xed\xa0\xbd", c), "bad_character"),
    "a character that was lost": (lambda c: word("\ufffd".encode(), c), "bad_character"),
    "a gap": (lambda c: word(b"x", c, clock=7), "resync"),
    "words that rest on nothing": (lambda c: b"\x01\x01" + varuint(c) + b"\x00\x84\x63\x05\x01x\x00", "resync"),
    "a deletion of what is not there": (lambda c: b"\x00\x01" + varuint(c) + b"\x01\x00\x09", "resync"),
    "a tower of nodes": (lambda c: nested(c, MAX_DEPTH + 1), "foreign"),
    "a tower that brings a process down": (lambda c: nested(c, 50_000), "foreign"),
    "a clock at the end of time": (late, "undecodable"),
    "more than a megabyte": (lambda c: word(b"x" * 1_000_001, c), "too_large"),
}  # fmt: skip


def test_a_hostile_update_cuts_its_sender_off_and_harms_nobody(
    app: Flask, people: tuple[Shared, Person, Person]
) -> None:
    paper, rim, sami = people
    before = queries.nodes_of(paper.text)
    with live.relay(app) as relay:
        witness = Editor(relay.port, paper.text, rim).come()
        witness.settle()
        for what, (make_harm, code) in HARM.items():
            hostile = Editor(relay.port, paper.text, sami).come()
            hostile.settle()
            hostile.update(make_harm(hostile.hello["client"]))
            assert hostile.wait_for_notice() == code, what
        witness.type("still here", 2)
        witness.settle()
    session.rollback()
    after = queries.nodes_of(paper.text)
    assert after[3:] == before[3:] and after[2] != before[2]
    assert "still here" in str(after[2])


@pytest.mark.parametrize(
    "frame",
    [b"", b"\x02", b"\x00", b"\x00\x09\x00", b"\x00\x02\x05x", b"\x01", b"\x01\x03\x01\x01", b"\xff" * 40, b"\x67no"],
)
def test_a_frame_that_is_none_cuts_the_line(app: Flask, people: tuple[Shared, Person, Person], frame: bytes) -> None:
    paper, rim, _ = people
    with live.relay(app) as relay:
        editor = Editor(relay.port, paper.text, rim).come()
        editor.settle()
        editor.say(frame)
        assert editor.wait_for_notice() in ("undecodable", "token")


def test_random_harm_never_stops_the_relay(app: Flask, people: tuple[Shared, Person, Person]) -> None:
    """Good updates with bytes changed, left out and doubled: whatever happens, others go on writing."""
    paper, rim, sami = people
    dice = random.Random(20261123)
    with live.relay(app) as relay:
        witness = Editor(relay.port, paper.text, rim).come()
        witness.settle()
        for turn in range(150):
            hostile = Editor(relay.port, paper.text, sami).come()
            good = bytearray(dice.choice([element(b"paragraph", hostile.hello["client"]), _typed(paper, hostile)]))
            for _ in range(dice.randint(1, 4)):
                place = dice.randrange(len(good))
                match dice.randrange(3):
                    case 0:
                        good[place] = dice.randrange(256)
                    case 1:
                        del good[place]
                    case _:
                        good[place:place] = bytes([dice.randrange(256)])
            hostile.update(bytes(good))
            hostile.go()
            if turn % 50 == 49:
                witness.type(f"{turn} ", 0)
                witness.settle(seconds=20)
        witness.settle()
    session.rollback()
    stands = document.nodes_of(document.document([queries.state_of(paper.text)]))
    assert all(f"{turn} " in words_in(stands[0]) for turn in (49, 99, 149))
    queries.paper_of(paper.text, live.drafting_paper(paper))


def _typed(paper: Shared, editor: Editor) -> bytes:
    """A keystroke into the title, as this editor would send it."""
    copy = document.document([queries.state_of(paper.text)], client_id=editor.hello["client"])
    before = copy.get_state()
    text = document.root(copy).children[0].children[0]
    text.insert(len(text), " كلمة 🕊", {"strong": {}})
    return copy.get_update(before)


def test_readers_cannot_write(app: Flask, people: tuple[Shared, Person, Person]) -> None:
    paper, _, _ = people
    reader = make.holder_of(Office.OVERSIGHT)
    before = queries.nodes_of(paper.text)
    with live.relay(app) as relay:
        # the token lies: the policy is asked when the line opens
        for mode in (Mode.WRITE, Mode.READ):
            editor = Editor(relay.port, paper.text, reader, mode).come()
            live.until(lambda editor=editor: editor.hear() or editor.says, "the text to come")
            editor.type("mine", 0)
            assert editor.wait_for_notice() == "read_only"
    session.rollback()
    assert queries.nodes_of(paper.text) == before


def test_whoever_may_only_suggest_cannot_change_what_stands(app: Flask, people: tuple[Shared, Person, Person]) -> None:
    paper, rim, _ = people
    board = make.holder_of(Office.BOARD)
    before = as_it_stands(queries.nodes_of(paper.text))
    mine = {"id": "abcdefghijkl", "person": str(board.id), "at": "2026-11-23T12:00:00Z"}
    with live.relay(app) as relay:
        writer = Editor(relay.port, paper.text, rim).come()
        suggester = Editor(relay.port, paper.text, board).come()
        writer.settle(suggester)
        suggester.type(" better", 2, insertion=mine)
        suggester.settle(writer)
        assert " better" in writer.says
        suggester.words(2).format(0, 4, {"deletion": mine})
        suggester.settle(writer)
        for harm in (
            lambda one: one.type("mine", 2, at=0),
            lambda one: one.words(2).format(0, 4, {"strong": {}}),
            lambda one: one.type("forged", 2, at=0, insertion={**mine, "person": str(rim.id)}),
            lambda one: one.block(3).attributes.__setitem__("id", "other"),
            lambda one: document.root(one.doc).children.__delitem__(4),
        ):
            hostile = Editor(relay.port, paper.text, board).come()
            hostile.settle(writer)
            harm(hostile)
            assert hostile.wait_for_notice() == "suggest_only"
        writer.type("", 0)
        writer.settle()
    session.rollback()
    nodes = queries.nodes_of(paper.text)
    assert as_it_stands(nodes) == before
    assert {(one.kind, one.person) for one in suggestions(nodes)} == {
        ("insertion", str(board.id)),
        ("deletion", str(board.id)),
    }


def test_a_person_whose_right_ends_is_cut_off_while_the_line_is_open(
    app: Flask, people: tuple[Shared, Person, Person], monkeypatch: pytest.MonkeyPatch
) -> None:
    paper, rim, sami = people
    monkeypatch.setattr("advocacy.live.rules.ASK_AGAIN_SECONDS", 0.1)
    allowed = {rim.id: Mode.WRITE, sami.id: Mode.WRITE}
    with live.relay(app, lambda person, _text: allowed.get(person)) as relay:
        one = Editor(relay.port, paper.text, rim).come()
        other = Editor(relay.port, paper.text, sami).come()
        one.settle(other)
        del allowed[sami.id]
        assert other.wait_for_notice() == "revoked"
        other.come()
        assert other.wait_for_notice() == "revoked"
        one.type("x", 0)
        one.settle()
        allowed[rim.id] = Mode.READ
        assert one.wait_for_notice() == "revoked"


def test_a_client_id_is_one_persons(app: Flask, people: tuple[Shared, Person, Person]) -> None:
    paper, rim, sami = people
    with live.relay(app) as relay:
        one = Editor(relay.port, paper.text, rim, client=77).come()
        one.settle()
        one.type("mine", 0)
        one.settle()
        thief = Editor(relay.port, paper.text, sami, client=77).come()
        assert thief.wait_for_notice() == "client"
        forger = Editor(relay.port, paper.text, sami).come()
        forger.settle()
        forger.update(word(b"forged", 77, clock=4))
        assert forger.wait_for_notice() == "client"
        again = Editor(relay.port, paper.text, rim, client=77).come()
        again.settle()
        assert one.wait_for_notice() == "elsewhere", "the same editor has come back on a new line"


@pytest.mark.parametrize(
    ("hello", "code"), [({"schema": 0}, "schema"), ({"schema": 2}, "schema"), ({"epoch": 9}, "epoch")]
)
def test_an_editor_of_another_time_is_sent_away(
    app: Flask, people: tuple[Shared, Person, Person], hello: dict[str, int], code: str
) -> None:
    paper, rim, _ = people
    with live.relay(app) as relay:
        assert Editor(relay.port, paper.text, rim, **hello).come().wait_for_notice() == code


def test_a_token_of_somebody_else_or_of_yesterday_opens_nothing(
    app: Flask, people: tuple[Shared, Person, Person], clock: live.SetClock
) -> None:
    paper, rim, _ = people
    other = live.shared(live.make.dossier(make.group()))
    with live.relay(app) as relay:
        for wrong in ("", "abc", live.token(other.text, rim), live.token(paper.text, make.person())):
            editor = Editor(relay.port, paper.text, rim)
            editor.token = wrong
            assert editor.come().wait_for_notice() in ("token", "revoked")
        old = Editor(relay.port, paper.text, rim)
        clock.move(live.timedelta(minutes=11))
        assert old.come().wait_for_notice() == "token"


def test_a_flood_is_cut_off(app: Flask, people: tuple[Shared, Person, Person]) -> None:
    paper, rim, _ = people
    with live.relay(app) as relay:
        editor = Editor(relay.port, paper.text, rim).come()
        editor.settle()
        for _ in range(400):
            editor.say(frames.sync(Sync.UPDATE, EMPTY))
        assert editor.wait_for_notice() == "too_many"


def test_presence_is_passed_on_and_ends_with_the_line(app: Flask, people: tuple[Shared, Person, Person]) -> None:
    paper, rim, sami = people
    with live.relay(app) as relay:
        one = Editor(relay.port, paper.text, rim).come()
        one.settle()
        client = one.hello["client"]
        one.say(frames.awareness(client, 1, '{"name": "ريم"}'))
        other = Editor(relay.port, paper.text, sami).come()
        live.until(lambda: other.hear() and "ريم" in other.presences.get(client, ""), "the newcomer to see who is here")
        one.go()
        live.until(lambda: other.hear() and other.presences.get(client) == "null", "the others to see who has gone")
        other.say(frames.awareness(client, 9, '{"name": "somebody else"}'))
        assert other.wait_for_notice() == "client"
