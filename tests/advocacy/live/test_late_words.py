"""Over the wire: a text that everybody has left is renewed, and who comes back late brings all that they wrote."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask

from advocacy.accounts.models import Person
from advocacy.clock import SetClock
from advocacy.database import session
from advocacy.live import actions, queries, rules
from advocacy.live.models import LiveText
from advocacy.live.relay import frames
from advocacy.live.relay.frames import Sync
from advocacy.live.rules import Mode
from tests.advocacy.live.test_over_http import ask, hello
from tests.advocacy.live.test_renewal import Together, nodes_of, together, written
from tests.make import live
from tests.make.live import Editor, RelayServer, Shared

__all__ = ["together"]


@pytest.fixture
def relayed(app: Flask, together: Together, monkeypatch: pytest.MonkeyPatch) -> Iterator[RelayServer]:
    monkeypatch.setattr(rules, "IDLE_SECONDS", 0)
    monkeypatch.setattr(rules, "ASK_AGAIN_SECONDS", 0.05)
    monkeypatch.setattr(rules, "RENEW_SECONDS", 0)
    with live.relay(app) as relay:
        yield relay


def is_renewed(paper: Shared) -> bool:
    session.rollback()
    return session.get_one(LiveText, paper.text.id, populate_existing=True).epoch > 1


def worn(relay: RelayServer, paper: Shared, person: Person) -> Editor:
    """Somebody writes, and stays for a while without a line."""
    editor = Editor(relay.port, paper.text, person).come()
    editor.settle()
    editor.type("كلمة ", 0, at=0)
    editor.settle()
    return editor


def away(relay: RelayServer, paper: Shared, person: Person) -> Editor:
    """Somebody who wrote, and was gone when the text was renewed."""
    one = worn(relay, paper, person)
    one.go()
    live.until(lambda: is_renewed(paper), "the text to be renewed")
    return one


def late(relay: RelayServer, editor: Editor, *posted: bytes) -> tuple[int, list[bytes]]:
    body = frames.packed([hello(editor), *posted])
    answer, said = ask(relay, "POST", f"/live/{editor.text_id}/updates", editor.token, body)
    return answer.status, frames.unpacked(said)


def missing(editor: Editor, said: list[bytes]) -> bytes:
    (asked,) = [frame for frame in said if frame[:2] == bytes((0, Sync.STEP1))]
    return frames.sync(Sync.STEP2, editor.doc.get_update(frames.read_sync(asked)[1]))


def test_a_text_that_everybody_has_left_is_renewed_and_late_words_reach_whoever_is_there(
    together: Together, relayed: RelayServer
) -> None:
    paper, rim, sami = together
    one = worn(relayed, paper, rim)
    one.go()
    one.type("في العتمة ", 0, at=0)
    live.until(lambda: is_renewed(paper), "the text to be renewed")
    session.refresh(paper.text)
    other = Editor(relayed.port, paper.text, sami).come()
    other.settle()
    status, said = late(relayed, one)
    assert status == 200
    status, said = late(relayed, one, missing(one, said))
    assert (status, said[-1]) == (200, frames.acknowledgement(1))
    live.until(lambda: other.hear() and "في العتمة كلمة" in other.says, "the words to come")
    assert late(relayed, one)[0] == 200


def test_a_line_for_the_old_document_is_told_so(together: Together, relayed: RelayServer) -> None:
    paper, rim, _ = together
    one = away(relayed, paper, rim)
    assert one.come().wait_for_notice() == "epoch"


def test_an_open_text_is_not_renewed(together: Together, relayed: RelayServer) -> None:
    paper, rim, _ = together
    one = worn(relayed, paper, rim)
    for _ in range(10):
        one.hear(0.05)
    assert not is_renewed(paper)
    one.type("بعد ", 0, at=0)
    one.settle()


def test_a_relay_that_begins_looks_for_texts_that_were_left_before(
    app: Flask, together: Together, clock: SetClock, monkeypatch: Any
) -> None:
    paper, rim, _ = together
    written(paper, rim, "كلمة ")
    clock.set(clock.now() + timedelta(seconds=1))
    monkeypatch.setattr(rules, "RENEW_SECONDS", 0.1)
    with live.relay(app):
        live.until(lambda: is_renewed(paper), "the text to be renewed")


@pytest.mark.parametrize(
    ("mode", "spoil", "code"),
    [
        (Mode.READ, lambda one: one.type("لا ", 0), "read_only"),
        (Mode.SUGGEST, lambda one: one.type("لا ", 0), "suggest_only"),
        (Mode.WRITE, lambda one: one.type("\ufffd", 0), "bad_character"),
    ],
)
def test_late_words_are_tried_as_all_others(
    together: Together, relayed: RelayServer, mode: Mode, spoil: Callable[[Editor], None], code: str
) -> None:
    paper, rim, _ = together
    one = away(relayed, paper, rim)
    before = nodes_of(paper)
    one.token = live.token(paper.text, rim, mode)
    there = one.doc.get_state()
    spoil(one)
    status, said = late(relayed, one, frames.sync(Sync.STEP2, one.doc.get_update(there)))
    assert status in (403, 409) and said[-1] == frames.notice(code)
    assert nodes_of(paper) == before


def test_whoever_may_only_suggest_brings_late_suggestions(together: Together, relayed: RelayServer) -> None:
    paper, rim, sami = together
    one = worn(relayed, paper, rim)
    other = Editor(relayed.port, paper.text, sami, Mode.SUGGEST).come()
    one.settle()
    other.settle()
    one.go()
    other.go()
    mark = {"id": "abcdefghijkl", "person": str(sami.id), "at": "2026-11-23T12:00:00Z"}
    other.type("ربما ", 0, at=0, insertion=mark)
    live.until(lambda: is_renewed(paper), "the text to be renewed")
    status, said = late(relayed, other, missing(other, late(relayed, other)[1]))
    assert (status, said[-1]) == (200, frames.acknowledgement(1))
    session.rollback()
    assert [found.text for found in queries.suggestions_of(paper.text)] == ["ربما "]


def test_nobody_brings_words_under_another_persons_pen(together: Together, relayed: RelayServer) -> None:
    paper, rim, sami = together
    one = away(relayed, paper, rim)
    forger = Editor(relayed.port, paper.text, sami, epoch=1)
    there = one.doc.get_state()
    one.type("باسم ريم ", 0)
    status, said = late(relayed, forger, frames.sync(Sync.STEP2, one.doc.get_update(there)))
    assert (status, said[-1]) == (409, frames.notice("client"))


def test_bringing_late_words_again_and_again_is_too_much(together: Together, relayed: RelayServer) -> None:
    paper, rim, _ = together
    one = away(relayed, paper, rim)
    answers = [late(relayed, one)[1][-1] for _ in range(8)]
    assert frames.notice("too_many") in answers and frames.notice("too_many") != answers[0]


def test_late_words_that_cannot_be_kept_just_now_may_come_again(
    together: Together, relayed: RelayServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    paper, rim, _ = together
    one = away(relayed, paper, rim)
    one.type("لاحقا ", 0, at=0)
    step2 = missing(one, late(relayed, one)[1])

    def full(*_facts: object) -> None:
        raise RuntimeError("the disk is full")

    with monkeypatch.context() as broken:
        broken.setattr(actions, "carry", full)
        assert late(relayed, one, step2) == (409, [frames.notice("resync")])
    assert late(relayed, one, step2)[1][-1] == frames.acknowledgement(1)
    assert str(nodes_of(paper)).count("لاحقا") == 1


@pytest.mark.parametrize("epoch", [0, 3, 10**12])
def test_an_epoch_that_never_was_is_told_apart(together: Together, relayed: RelayServer, epoch: int) -> None:
    paper, rim, _ = together
    one = away(relayed, paper, rim)
    one.hello["epoch"] = epoch
    assert late(relayed, one) == (409, [frames.notice("epoch")])
