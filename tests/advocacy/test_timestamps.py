"""The client of a time stamp service, against a real server on loopback that does what a test tells it to."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from advocacy.timestamps import http_service

REPLY = "application/timestamp-reply"


class Desk(ThreadingHTTPServer):
    """Answers with `status`, `kind` and `body`, and remembers what came."""

    status, kind, body = 200, REPLY, b"token"
    headers: dict[str, str]
    asked: bytes = b""
    pause: threading.Event | None = None


class Clerk(BaseHTTPRequestHandler):
    server: Desk

    def do_POST(self) -> None:
        self.server.headers = dict(self.headers.items())
        self.server.asked = self.rfile.read(int(self.headers["Content-Length"]))
        if self.server.pause:
            self.server.pause.wait(5)
        self.send_response(self.server.status)
        self.send_header("Content-Type", self.server.kind)
        if 300 <= self.server.status < 400:
            self.send_header("Location", "http://127.0.0.1:9/elsewhere")
        self.end_headers()
        self.wfile.write(self.server.body)

    def log_message(self, *_: object) -> None:
        return


@contextmanager
def desk() -> Iterator[tuple[Desk, str]]:
    with Desk(("127.0.0.1", 0), Clerk) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            yield server, f"http://127.0.0.1:{server.server_port}/tsa"
        finally:
            server.shutdown()
            thread.join()


def test_a_question_is_posted_and_its_answer_returned() -> None:
    with desk() as (server, url):
        assert http_service(url)(b"question") == b"token"
        assert server.asked == b"question"
        assert server.headers["Content-Type"] == "application/timestamp-query"
        assert "Python" not in server.headers.get("User-Agent", "")


@pytest.mark.parametrize(
    ("status", "kind", "body"),
    [(503, REPLY, b""), (200, "text/html", b"<p>log in</p>"), (200, REPLY, b"0" * 300_000), (302, REPLY, b"")],
)
def test_every_other_answer_is_an_error(status: int, kind: str, body: bytes) -> None:
    with desk() as (server, url):
        server.status, server.kind, server.body = status, kind, body
        with pytest.raises(OSError):
            http_service(url)(b"question")


def test_a_server_that_says_nothing_is_not_waited_for() -> None:
    with desk() as (server, url):
        server.pause = threading.Event()
        with pytest.raises(OSError):
            http_service(url, timeout=0.2)(b"question")
        server.pause.set()


def test_nobody_at_home_is_an_error() -> None:
    with desk() as (_server, url):
        pass
    with pytest.raises(OSError):
        http_service(url)(b"question")
