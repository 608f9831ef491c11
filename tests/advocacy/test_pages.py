"""The pages behind the ASGI server get requests whole, and believe only what may be believed."""

import asyncio
from pathlib import Path
from typing import Any

import pytest
from flask import Flask, Response, request

from advocacy import pages
from advocacy.pages import Pages
from config import Config


@pytest.fixture
def echo(tmp_path: Path) -> Pages:
    app = Flask("echo")
    app.config["MAX_CONTENT_LENGTH"] = 1_000

    @app.route("/", methods=["GET", "POST"])
    def tell() -> Response:
        body = request.get_data()
        told = f"{len(body)} {request.headers.get('X-Forwarded-For')} {request.remote_addr} {request.url_root}"
        return Response(told, headers={"X-Told": "yes"})

    return Pages(app, Config(mode="test", instance=tmp_path, database_url="", max_request_bytes=1_000))


def ask(application: Pages, *pieces: bytes, method: str = "POST", pause: float = 0, **headers: str) -> tuple[int, str]:
    """The status and the body of the answer to a request whose body comes in these pieces."""
    sent: list[Any] = []
    waiting = list(pieces)

    async def receive() -> Any:
        await asyncio.sleep(pause)
        if not waiting:
            return {"type": "http.disconnect"}
        piece = waiting.pop(0)
        return {"type": "http.request", "body": piece, "more_body": bool(waiting)}

    async def send(message: Any) -> None:
        sent.append(message)

    named = [(name.encode(), value.encode()) for name, value in {"host": "papers.example", **headers}.items()]
    scope = {
        "type": "http", "method": method, "path": "/", "query_string": b"", "headers": named, "scheme": "http",
        "http_version": "1.1", "client": ("192.0.2.7", 1), "server": ("127.0.0.1", 80), "root_path": "",
    }  # fmt: skip
    asyncio.run(application(scope, receive, send))
    status = sent[0]["status"] if sent else 0
    return status, b"".join(message.get("body", b"") for message in sent[1:]).decode()


def test_a_body_in_pieces_arrives_whole_with_the_address_of_its_reader(echo: Pages) -> None:
    status, told = ask(echo, b"a" * 300, b"b" * 300, **{"content-length": "600"})
    assert (status, told) == (200, "600 None 192.0.2.7 http://papers.example/")


def test_a_body_of_unknown_length_is_counted(echo: Pages) -> None:
    assert ask(echo, b"a" * 30, b"b" * 30, **{"transfer-encoding": "chunked"})[1].startswith("60 ")


@pytest.mark.parametrize("headers", [{"content-length": "1001"}, {"transfer-encoding": "chunked"}])
def test_more_than_may_be_sent_is_refused_by_the_application(echo: Pages, headers: dict[str, str]) -> None:
    assert ask(echo, b"x" * 600, b"x" * 600, **headers)[0] == 413


def test_nobody_may_write_what_only_proxies_may(echo: Pages) -> None:
    lies = {"x-forwarded-for": "203.0.113.1", "x_forwarded_for": "203.0.113.2", "x-forwarded-host": "evil.example"}
    assert ask(echo, b"", method="GET", **lies)[1] == "0 None 192.0.2.7 http://papers.example/"


def test_whoever_hangs_up_in_the_middle_costs_no_thread(echo: Pages) -> None:
    assert ask(echo, **{"content-length": "600"}) == (0, "")


def test_whoever_falls_silent_in_the_middle_is_sent_away(echo: Pages, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pages, "SILENCE_SECONDS", 0.01)
    assert ask(echo, b"x", b"x", pause=0.1, **{"content-length": "600"})[0] == 408
