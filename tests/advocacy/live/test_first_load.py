"""What somebody loads who opens a text: small, ready when the text is at rest, and then only what came after it."""

import asyncio
import base64
import random
from collections.abc import Iterator
from http.client import HTTPConnection
from typing import Any

import brotli
import pytest
from flask import Flask

from advocacy.accounts.models import Person
from advocacy.database import session, transaction
from advocacy.live import actions, columns, document, queries, rules
from advocacy.live.kept import Loaded, Packed
from advocacy.live.models import LiveSnapshot
from advocacy.live.relay import frames, since
from advocacy.live.relay.frames import Kind, Sync
from advocacy.live.relay.hub import Hub
from tests.advocacy.live.test_over_http import ask, hello, post
from tests.make import coalition as make
from tests.make import live
from tests.make.live import Editor, RelayServer, Shared

NOTHING = frames.sync(Sync.STEP2, b"\x00\x00")
Relayed = tuple[Shared, Person, Person, RelayServer]


@pytest.fixture
def relayed(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Iterator[Relayed]:
    """A relay that tidies a text as soon as it rests."""
    monkeypatch.setattr(rules, "SNAPSHOT_AT_REST", 0)
    monkeypatch.setattr(rules, "REST_SECONDS", 0.05)
    group = make.group()
    paper = live.shared(live.make.dossier(group))
    with live.relay(app) as relay:
        yield paper, make.rapporteur(group), make.rapporteur(group), relay


def written(relay: RelayServer, paper: Shared, person: Person, words: str = " كُتب ثم مُحي") -> Editor:
    """Somebody types letter by letter, and takes some back."""
    one = Editor(relay.port, paper.text, person).come()
    one.settle()
    for letter in words:
        one.type(letter, 0)
    text = one.words(0)
    del text[len(text) - 4 : len(text)]
    one.settle()
    return one


def rested(paper: Shared) -> None:
    """Wait until the newest state is packed."""

    def is_packed() -> bool:
        session.rollback()
        return queries.packed(paper.text.id) is not None

    live.until(is_packed, "the text to be packed")


def loaded(relay: RelayServer, editor: Editor, **headers: str) -> tuple[str | None, int]:
    """Load the state into an editor as the page does; says in which form it came, and up to which number."""
    headers = {"Accept-Encoding": "br", **headers}
    answer, body = ask(relay, "GET", f"/live/{editor.text_id}/state?form=columns", editor.token, **headers)
    assert answer.status == 200
    state, form = brotli.decompress(body), answer.getheader("X-Live-Form")
    editor.is_reading = True
    editor.doc.apply_update(columns.unpacked(state) if form else state)
    editor.is_reading = False
    number = int(answer.getheader("X-Live-Number") or 0)
    editor.hello["since"] = number
    return form, number


def heard(editor: Editor) -> list[bytes]:
    """The sync frames that come until it is told what it lacks, but for the question what the relay lacks."""
    found: list[bytes] = []
    assert editor.line
    while not found or found[-1][1] != Sync.STEP2:
        frame = editor.line.recv(timeout=5)
        assert isinstance(frame, bytes)
        editor.take(frame)
        if frame[0] == Kind.SYNC and frame[1] != Sync.STEP1:
            found.append(frame)
    return found


def test_a_text_at_rest_comes_in_columns_and_its_line_repeats_nothing(relayed: Relayed) -> None:
    paper, rim, sami, relay = relayed
    one = written(relay, paper, rim)
    rested(paper)
    newcomer = Editor(relay.port, paper.text, sami)
    form, number = loaded(relay, newcomer)
    session.rollback()
    assert (form, number) == ("columns", queries.heads_of([paper.text.id])[paper.text.id][1])
    assert newcomer.says == one.says
    assert heard(newcomer.come()) == [NOTHING]
    newcomer.type(" وأنا أيضا", 0)
    one.settle(newcomer)


def test_the_form_that_a_browser_has_already_is_not_sent_again(relayed: Relayed) -> None:
    paper, rim, _, relay = relayed
    written(relay, paper, rim)
    rested(paper)
    path, token = f"/live/{paper.text.id}/state", live.token(paper.text, rim)
    tags = {}
    for form in ("", "?form=columns"):
        answer, _ = ask(relay, "GET", path + form, token, **{"Accept-Encoding": "br"})
        tags[form] = answer.getheader("ETag") or ""
        again, body = ask(relay, "GET", path + form, token, **{"Accept-Encoding": "br", "If-None-Match": tags[form]})
        assert (again.status, body, again.getheader("X-Live-Form")) == (304, b"", answer.getheader("X-Live-Form"))
    assert tags[""] != tags["?form=columns"], "a 304 must not make the one into the other"
    answer, _ = ask(relay, "GET", f"{path}?form=columns", token, **{"If-None-Match": tags["?form=columns"]})
    assert (answer.status, answer.getheader("X-Live-Form")) == (200, None), "who reads no brotli gets the update"


def test_what_was_written_and_deleted_after_the_state_comes_when_the_line_opens(relayed: Relayed) -> None:
    paper, rim, sami, relay = relayed
    one = written(relay, paper, rim)
    rested(paper)
    newcomer = Editor(relay.port, paper.text, sami)
    assert loaded(relay, newcomer)[0] == "columns"
    del one.words(0)[0:4]
    one.settle()
    with transaction():
        like = live.drafting_paper(paper)
        assert actions.replace_with(session.get_one(type(paper.text), paper.text.id), like, by=sami)
    newcomer.come()
    one.settle(newcomer)
    session.rollback()
    assert document.nodes_of(newcomer.doc) == queries.nodes_of(paper.text)


def test_a_text_that_is_being_written_comes_as_an_update_and_its_line_goes_on_from_its_number(
    relayed: Relayed, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rules, "REST_SECONDS", 60)
    paper, rim, sami, relay = relayed
    one = written(relay, paper, rim)
    newcomer = Editor(relay.port, paper.text, sami)
    assert loaded(relay, newcomer)[0] is None
    assert heard(newcomer.come()) == [NOTHING]
    one.settle(newcomer)


def test_whoever_loads_a_text_that_nobody_has_tidied_has_it_tidied_for_the_next(
    relayed: Relayed, monkeypatch: pytest.MonkeyPatch
) -> None:
    paper, rim, sami, relay = relayed
    session.rollback()
    assert queries.packed(paper.text.id) is None
    assert loaded(relay, Editor(relay.port, paper.text, rim))[0] is None
    rested(paper)
    assert loaded(relay, Editor(relay.port, paper.text, sami))[0] == "columns"


def test_a_text_that_is_closed_is_tidy(relayed: Relayed, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rules, "SNAPSHOT_AT_REST", 1_000)
    monkeypatch.setattr(rules, "IDLE_SECONDS", 0)
    monkeypatch.setattr(rules, "ASK_AGAIN_SECONDS", 0.1)
    paper, rim, _, relay = relayed
    written(relay, paper, rim).go()
    rested(paper)


@pytest.mark.parametrize("number", [0, 1, 10**6])
def test_who_says_a_number_and_has_less_is_told_everything(relayed: Relayed, number: int) -> None:
    paper, rim, sami, relay = relayed
    one = written(relay, paper, rim)
    liar = Editor(relay.port, paper.text, sami, since=number)
    heard(liar.come())
    one.settle(liar)


@pytest.mark.parametrize("number", ["1", -1, True, 1.5, [1]])
def test_a_number_that_is_none_is_refused(relayed: Relayed, number: Any) -> None:
    paper, _, sami, relay = relayed
    editor = Editor(relay.port, paper.text, sami, since=number)
    assert editor.come().wait_for_notice() == "undecodable"


def test_who_is_far_behind_is_told_the_difference_and_not_every_step(
    relayed: Relayed, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(since, "MOST", 1)
    paper, rim, sami, relay = relayed
    newcomer = Editor(relay.port, paper.text, sami)
    loaded(relay, newcomer)
    one = written(relay, paper, rim)
    one.type("x", 0)
    one.settle()
    one.type("y", 0)
    one.settle()
    (step2,) = heard(newcomer.come())
    assert step2 != NOTHING
    one.settle(newcomer)


def test_over_requests_the_line_repeats_nothing_either(relayed: Relayed) -> None:
    paper, rim, sami, relay = relayed
    one = written(relay, paper, rim)
    rested(paper)
    newcomer = Editor(relay.port, paper.text, sami)
    _, number = loaded(relay, newcomer)
    del one.words(0)[0:4]
    one.settle()
    line = HTTPConnection("127.0.0.1", relay.port, timeout=10)
    asked = f"schema=1&epoch=1&client={newcomer.hello['client']}&since={number}"
    line.request("GET", f"/live/{paper.text.id}/events?{asked}", None, {"Authorization": f"Bearer {newcomer.token}"})
    stream = line.getresponse()
    while newcomer.says != one.says:
        event = stream.readline().decode()
        if event.startswith("data: ") and (frame := base64.b64decode(event[6:]))[:2] != b"\x00\x00":
            newcomer.take(frame)
    body = frames.packed([hello(newcomer), frames.sync(Sync.STEP1, newcomer.doc.get_state())])
    answer, said = ask(relay, "POST", f"/live/{paper.text.id}/updates", newcomer.token, body)
    assert (answer.status, frames.unpacked(said)) == (200, [NOTHING])
    stream.close()
    line.close()
    assert post(relay, newcomer, frames.sync(Sync.STEP1, newcomer.doc.get_state())) == 200


def test_with_the_words_that_were_deleted_goes_what_was_packed(relayed: Relayed) -> None:
    paper, rim, _, relay = relayed
    written(relay, paper, rim, " سرّ").go()
    rested(paper)
    with transaction():
        text = session.get_one(type(paper.text), paper.text.id)
        drafting_paper = live.drafting_paper(paper)
        actions.begin_epoch(text, drafting_paper, by=rim)
        assert queries.packed(text.id) is None, "it is of another epoch"
        actions.purge(text)
    assert session.query(LiveSnapshot).filter_by(text_id=paper.text.id).count() == 0


def test_what_was_packed_of_an_older_snapshot_is_not_kept_beside_a_newer_one(relayed: Relayed) -> None:
    paper, rim, _, relay = relayed
    one = written(relay, paper, rim)
    rested(paper)
    with transaction():
        actions.keep_packed(paper.text.id, 0, b"of nothing")
    one.type("x", 0)
    one.settle()
    with transaction():
        text = session.get_one(type(paper.text), paper.text.id)
        snapshot = actions.compact(text)
        assert snapshot is not None and snapshot.packed is None
    rested(paper)


class Behind:
    """A keeper whose log is one update further than the room that was opened from it."""

    async def ask(self, what: str, *_facts: Any) -> Any:
        if what == "packed":
            return Packed(1, 1, 5, b"small")
        return (Loaded(1, 1, 1, self.head, []), {}) if what == "open" else None

    async def listen(self, _heard: Any) -> bool:
        return True

    def stop(self) -> None: ...

    head = 4


def test_a_state_that_is_ahead_of_the_open_text_is_not_sent_because_the_line_could_not_go_on_from_it() -> None:
    async def asked() -> list[bool]:
        keeper = Behind()
        hub = Hub(keeper)
        hub.store.start()
        found = [await hub.packed(1) is not None]
        room = await hub.room(1)
        found.append(await hub.packed(1) is not None)
        room.seen = 5
        found.append(await hub.packed(1) is not None)
        await hub.stop()
        return found

    assert asyncio.run(asked()) == [True, False, True]


@pytest.mark.parametrize("seed", range(6))
def test_whoever_comes_whenever_reads_what_the_others_read(relayed: Relayed, seed: int) -> None:
    paper, rim, sami, relay = relayed
    dice = random.Random(seed)
    one = written(relay, paper, rim)
    everybody = [one]
    for _ in range(5):
        newcomer = Editor(relay.port, paper.text, dice.choice((rim, sami)))
        if dice.random() < 0.5:
            rested(paper)
        loaded(relay, newcomer)
        for _ in range(dice.randrange(4)):
            text = one.words(0)
            if dice.random() < 0.5 and len(text) > 8:
                del text[0 : 2 if str(text)[0] > "\x7f" else 1]
            else:
                one.type("abc"[dice.randrange(3)], 0, at=0)
            if dice.random() < 0.5:
                one.settle()
        if dice.random() < 0.3:
            newcomer.type(" قبل الخط", 0)
        everybody.append(newcomer.come())
        if dice.random() < 0.3:
            everybody.pop(1).go()
    one.settle(*everybody[1:], seconds=20)
    session.rollback()
    assert document.nodes_of(one.doc) == queries.nodes_of(paper.text)
    assert len({one.says for one in everybody}) == 1
