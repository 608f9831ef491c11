"""The protocol where WebSockets are blocked: the same guarantees over plain requests."""

import base64
import gzip
import json
from http.client import HTTPConnection, HTTPResponse

import pytest
from flask import Flask

from advocacy.accounts.models import Person
from advocacy.database import session
from advocacy.live import document, queries
from advocacy.live.relay import frames
from advocacy.live.relay.frames import Kind, Sync
from advocacy.live.rules import Mode
from advocacy.policy import Office
from tests.make import coalition as make
from tests.make import live
from tests.make.live import Editor, RelayServer, Shared


@pytest.fixture
def people(app: Flask) -> tuple[Shared, Person, Person]:
    group = make.group()
    return live.shared(live.make.dossier(group)), make.rapporteur(group), make.rapporteur(group)


def ask(
    relay: RelayServer, method: str, path: str, token: str, body: bytes = b"", **headers: str
) -> tuple[HTTPResponse, bytes]:
    line = HTTPConnection("127.0.0.1", relay.port, timeout=10)
    line.request(method, path, body or None, {"Authorization": f"Bearer {token}", **headers})
    answer = line.getresponse()
    said = answer.read()
    line.close()
    return answer, said


def hello(editor: Editor) -> bytes:
    return bytes((Kind.HELLO,)) + json.dumps(editor.hello).encode()


def post(relay: RelayServer, editor: Editor, *posted: bytes) -> int:
    """Post frames; the editor takes what comes back. Returns the status."""
    answer, said = ask(
        relay, "POST", f"/live/{editor.text_id}/updates", editor.token, frames.packed([hello(editor), *posted])
    )
    for frame in frames.unpacked(said):
        editor.take(frame)
    return answer.status


def test_whoever_has_no_socket_writes_with_those_who_have_one(
    app: Flask, people: tuple[Shared, Person, Person]
) -> None:
    paper, rim, sami = people
    with live.relay(app) as relay:
        other = Editor(relay.port, paper.text, sami).come()
        other.settle()
        one = Editor(relay.port, paper.text, rim)
        assert post(relay, one, frames.sync(Sync.STEP1, one.doc.get_state())) == 200
        assert "حقّ" in one.says
        before = one.doc.get_state()
        one.type(" من بعيد", 0)
        assert post(relay, one, frames.sync(Sync.UPDATE, one.doc.get_update(before))) == 200
        assert one.kept == 1
        session.rollback()
        assert document.nodes_of(one.doc) == queries.nodes_of(paper.text), "acknowledged means kept"
        live.until(lambda: other.hear() and "من بعيد" in other.says, "the other to read it")


def test_what_others_write_comes_as_events_from_a_number_on(app: Flask, people: tuple[Shared, Person, Person]) -> None:
    paper, rim, sami = people
    with live.relay(app) as relay:
        writer = Editor(relay.port, paper.text, sami).come()
        writer.settle()
        writer.type("before ", 0)
        writer.settle()
        reader = Editor(relay.port, paper.text, rim)
        reader.doc.apply_update(document.document(queries.loaded(paper.text.id).updates[:1]).get_update())  # type: ignore[union-attr]
        line = HTTPConnection("127.0.0.1", relay.port, timeout=10)
        asked = f"schema=1&epoch=1&client={reader.hello['client']}&since=1"
        line.request("GET", f"/live/{paper.text.id}/events?{asked}", None, {"Authorization": f"Bearer {reader.token}"})
        stream = line.getresponse()
        assert (stream.status, stream.getheader("Content-Type")) == (200, "text/event-stream")
        hear(stream, reader, "before ")
        writer.type("after ", 0)
        writer.settle()
        hear(stream, reader, "after ")
        stream.close()
        line.close()


def hear(stream: HTTPResponse, reader: Editor, words: str) -> None:
    while words not in reader.says:
        event = stream.readline().decode()
        if event.startswith("data: "):
            reader.take(base64.b64decode(event[6:]))


@pytest.mark.parametrize(
    ("office", "status", "code"), [(Office.OVERSIGHT, 403, "read_only"), (Office.BOARD, 403, "suggest_only")]
)
def test_who_may_not_write_may_not_write_over_http(
    app: Flask, people: tuple[Shared, Person, Person], office: Office, status: int, code: str
) -> None:
    paper, _, _ = people
    before = queries.nodes_of(paper.text)
    with live.relay(app) as relay:
        editor = Editor(relay.port, paper.text, make.holder_of(office), Mode.WRITE)
        post(relay, editor, frames.sync(Sync.STEP1, editor.doc.get_state()))
        known = editor.doc.get_state()
        editor.type("mine", 0)
        assert post(relay, editor, frames.sync(Sync.UPDATE, editor.doc.get_update(known))) == status
        assert (editor.notices, editor.kept) == ([code], 0)
    session.rollback()
    assert queries.nodes_of(paper.text) == before


def test_bad_requests_are_refused_and_do_no_harm(app: Flask, people: tuple[Shared, Person, Person]) -> None:
    paper, rim, _ = people
    here = f"/live/{paper.text.id}"
    with live.relay(app) as relay:
        editor = Editor(relay.port, paper.text, rim)
        for method, path, token, body, status in (
            ("POST", f"{here}/updates", "no", b"x", 401),
            ("POST", f"{here}/updates", editor.token, b"", 400),
            ("POST", f"{here}/updates", editor.token, b"\x05x", 400),
            ("POST", f"{here}/updates", editor.token, frames.packed([b"\x00\x00"]), 409),
            ("POST", f"{here}/updates", editor.token, frames.packed([hello(editor), b"\x09"]), 400),
            ("POST", f"{here}/updates", editor.token, b"x" * 4_100_000, 409),
            ("GET", f"{here}/updates", editor.token, b"", 405),
            ("GET", f"{here}/events?schema=x", editor.token, b"", 400),
            ("GET", f"{here}/events?schema=0&epoch=1&client=5", editor.token, b"", 409),
            ("GET", f"{here}/state", "no", b"", 401),
            ("GET", "/live/999999/state", editor.token, b"", 401),
            ("GET", f"{here}/nothing", editor.token, b"", 404),
            ("GET", "/live/", editor.token, b"", 404),
        ):
            assert ask(relay, method, path, token, body)[0].status == status, (method, path, body[:20])


def test_the_whole_document_comes_small_and_only_once(app: Flask, people: tuple[Shared, Person, Person]) -> None:
    paper, rim, _ = people
    with live.relay(app) as relay:
        token = live.token(paper.text, rim)
        answer, body = ask(relay, "GET", f"/live/{paper.text.id}/state", token, **{"Accept-Encoding": "gzip"})
        assert (answer.status, answer.getheader("X-Live-Epoch"), answer.getheader("X-Live-Number")) == (200, "1", "1")
        whole = gzip.decompress(body)
        assert document.nodes_of(document.document([whole])) == queries.nodes_of(paper.text)
        assert len(body) < len(whole)
        tag = answer.getheader("ETag") or ""
        again, nothing = ask(relay, "GET", f"/live/{paper.text.id}/state", token, **{"If-None-Match": tag})
        assert (again.status, nothing) == (304, b"")
