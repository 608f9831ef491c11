"""The relay and the keeper of its log as two processes: what the line between them does when it breaks."""

import asyncio
import socket
from collections.abc import Iterator

import pytest
from flask import Flask

from advocacy.accounts.models import Person
from advocacy.database import session
from advocacy.drafting.queries import mode_in
from advocacy.live import document, rules
from advocacy.live import queries as log
from advocacy.live.house import House
from advocacy.live.keeper import Keeper
from advocacy.live.relay.asking import Far, KeeperGone
from tests.make import coalition as make
from tests.make import live
from tests.make.live import Editor, Shared


class Wire:
    """Lines from a relay to a house, that can be cut."""

    def __init__(self, app: Flask) -> None:
        self.house = House(Keeper(app, mode_in), app.extensions["mawqif"])
        self.lines: list[socket.socket] = []

    def call(self) -> socket.socket:
        mine, theirs = socket.socketpair()
        self.lines.append(theirs)
        self.house.serve(theirs)
        return mine

    def cut(self) -> None:
        self.lines[-1].shutdown(socket.SHUT_RDWR)


@pytest.fixture
def wire(app: Flask) -> Wire:
    return Wire(app)


@pytest.fixture
def two(wire: Wire) -> Iterator[tuple[Shared, Person, Person, live.RelayServer]]:
    group = make.group()
    rim, sami = make.rapporteur(group), make.rapporteur(group)
    paper = live.shared(live.make.dossier(group))
    with live.relaying(Far(wire.call)) as relay:
        yield paper, rim, sami, relay


def test_what_is_written_through_a_relay_of_its_own_is_kept_and_acknowledged(
    two: tuple[Shared, Person, Person, live.RelayServer],
) -> None:
    paper, rim, sami, relay = two
    one, other = Editor(relay.port, paper.text, rim).come(), Editor(relay.port, paper.text, sami).come()
    one.settle(other)
    one.type(" من بعيد", 0)
    other.type(" from afar", 1)
    one.settle(other)
    session.rollback()
    assert document.nodes_of(one.doc) == log.nodes_of(paper.text)


def test_when_the_keeper_goes_everybody_comes_back_and_nothing_is_lost(
    two: tuple[Shared, Person, Person, live.RelayServer], wire: Wire
) -> None:
    paper, rim, sami, relay = two
    one, other = Editor(relay.port, paper.text, rim).come(), Editor(relay.port, paper.text, sami).come()
    one.settle(other)
    for turn in range(3):
        wire.cut()
        one.type(f" بعد{turn}", 0)
        live.until(lambda: not one.hear(0.01) or one.line is None, "the end or a pause")
        for editor in (one, other):
            if editor.line is None:
                editor.come()
        live.until(lambda: (one.line and one.hear() and one.kept == one.sent) or come_back(one), "the words to be kept")
    other.line = other.line or other.come().line
    one.settle(other)
    session.rollback()
    words = " ".join(f"بعد{turn}" for turn in range(3))
    assert words in one.says and document.nodes_of(one.doc) == log.nodes_of(paper.text)


def come_back(editor: Editor) -> bool:
    """Open the line again if it was cut; never true."""
    if editor.line is None:
        editor.come()
    return False


def test_a_question_that_nobody_answered_fails_and_the_next_is_asked_over_a_new_line(wire: Wire) -> None:
    async def asked() -> tuple[bool, object]:
        ends: list[socket.socket] = []

        def deaf() -> socket.socket:
            mine, theirs = socket.socketpair()
            ends.append(theirs)
            return mine

        calls = iter((deaf, wire.call))
        far = Far(lambda: next(calls)())
        question = asyncio.create_task(far.ask("tells"))
        await asyncio.sleep(0.05)
        ends[0].close()
        with pytest.raises(KeeperGone):
            await question
        answer = await far.ask("may", set())
        far.stop()
        return True, answer

    assert asyncio.run(asked()) == (True, {})


def test_a_text_at_rest_is_tidied_for_whoever_opens_it_next(
    two: tuple[Shared, Person, Person, live.RelayServer], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rules, "SNAPSHOT_AT_REST", 2)
    monkeypatch.setattr(rules, "REST_SECONDS", 0.05)
    paper, rim, _, relay = two
    one = Editor(relay.port, paper.text, rim).come()
    one.settle()
    for word in (" أولى", " ثانية", " ثالثة"):
        one.type(word, 0)
        one.settle()

    def tidied() -> bool:
        session.rollback()
        kept = log.snapshot_of(paper.text)
        return kept is not None and "ثالثة".encode() in kept.data

    live.until(tidied, "the snapshot")


def test_a_question_over_a_line_that_broke_this_moment_fails_as_one_whose_keeper_is_gone() -> None:
    class Broken:
        def write(self, _message: bytes) -> None:
            raise RuntimeError("unable to perform operation; the handler is closed")

    async def ask() -> None:
        far = Far(lambda: pytest.fail("another line is opened when our reading has heard of the end"))
        far._writer = Broken()  # type: ignore[assignment]
        with pytest.raises(KeeperGone):
            await far.ask("may", ())
        assert not far._asked

    asyncio.run(ask())
