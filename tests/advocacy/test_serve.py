"""All parts of an installation start together and stop together."""

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path
from select import select
from threading import Thread
from time import sleep
from urllib.request import urlopen

import pytest
import uvicorn
from flask import Flask, request

from advocacy import patience, web
from advocacy.pages import Pages
from config import Config
from tests.make.smtp import free_port

ROOT = Path(__file__).resolve().parents[2]
HEAD = b"GET / HTTP/1.1\r\nHost: papers.riwaq.org\r\n\r\n"


class House:
    """A running installation with an empty database, as in production."""

    def __init__(self, instance: Path) -> None:
        self.port = free_port()
        self.settings = {
            **os.environ,
            "MAWQIF_MODE": "production",
            "MAWQIF_INSTANCE": str(instance),
            "DATABASE_URL": "",
            "MAWQIF_PORT": str(self.port),
            "MAWQIF_BASE_URL": "https://papers.riwaq.org",
            "MAWQIF_SMTP_URL": f"smtp://127.0.0.1:{free_port()}",
            "MAWQIF_MAIL_FROM": "office@riwaq.org",
        }
        self.process = self.start()

    def start(self) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [sys.executable, "-m", "advocacy.serve"],
            cwd=ROOT,
            env=self.settings,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def answers(self) -> bool:
        """Whether the pages are served; waits until the house says that it is open."""
        assert self.process.stdout
        if not any("is open at" in line for line in self.process.stdout):
            return False
        with urlopen(f"http://127.0.0.1:{self.port}/health", timeout=30) as answer:
            assert "Server" not in answer.headers, "nobody needs to know what serves"
            return bool(answer.read() == b"ok\n")

    def still_answers(self) -> bool:
        """Whether a page comes, however long the connection waits for a process."""
        for _ in range(50):
            try:
                with urlopen(f"http://127.0.0.1:{self.port}/health", timeout=30) as answer:
                    return bool(answer.read() == b"ok\n")
            except OSError:  # the line was still that of the killed process
                sleep(0.1)
        return False

    def children(self) -> list[int]:
        found = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text().split()
        return [int(number) for number in found]


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    found = House(tmp_path)
    yield found
    if found.process.poll() is None:
        found.process.kill()
    found.process.communicate()


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT])
def test_everything_starts_answers_and_stops_in_good_order(house: House, how: signal.Signals) -> None:
    assert house.answers()
    children = house.children()
    assert len(children) == 3, "web, live and worker; no inbox where mail leaves"
    house.process.send_signal(how)
    assert house.process.wait(30) == 0
    assert not [number for number in children if Path(f"/proc/{number}").exists()]


def test_when_one_part_ends_all_end_and_it_is_said_which(house: House) -> None:
    assert house.answers()
    os.kill(house.children()[2], signal.SIGKILL)
    assert house.process.wait(30) == 1
    assert "worker ended by itself" in house.process.communicate()[1]


def test_a_web_process_that_is_killed_is_started_again_and_it_is_said(house: House) -> None:
    assert house.answers()
    for turn in range(2):
        os.kill(house.children()[0] if turn == 0 else house.children()[-1], signal.SIGKILL)
        if turn == 0:
            assert house.still_answers(), "the door stayed open meanwhile"
    assert house.process.wait(30) == 1, "killed twice in a moment: then it would be killed again"
    assert "web was killed" in house.process.communicate()[1]


def test_one_line_asks_for_pages_and_for_shared_texts_in_turn(house: House) -> None:
    assert house.answers()
    line = HTTPConnection("127.0.0.1", house.port, timeout=30)
    taken = None
    for path, status in (("/health", 200), ("/live/1/state", 401), ("/live/1/state", 401), ("/health", 200)) * 2:
        line.request("GET", path)
        answer = line.getresponse()
        assert (answer.status, len(answer.read()) > 0) == (status, True)
        assert taken in (None, line.sock), "the same line, not one that was opened anew"
        taken = line.sock
    line.close()


@pytest.mark.parametrize(
    ("pieces", "status"),
    [
        ([b"GE", b"T /l", b"ive/1/state HTTP/1.1\r\nHost: a\r\n\r\n"], b"401"),
        ([b"GET /liv", b"ing HTTP/1.1\r\nHost: a\r\n\r\n"], b"404"),
        ([b"x" * 40], b"400"),
    ],
    ids=["a shared text", "a page", "no request"],
)
def test_what_is_asked_in_pieces_reaches_whom_it_is_for(house: House, pieces: list[bytes], status: bytes) -> None:
    assert house.answers()
    with socket.create_connection(("127.0.0.1", house.port), timeout=30) as line:
        for piece in [*pieces[:-1], pieces[-1] + (b"" if b"HTTP" in pieces[-1] else b"\r\n\r\n")]:
            line.sendall(piece)
            sleep(0.1)
        assert line.recv(1_000).split(b" ")[1] == status


def test_a_relay_that_is_killed_is_started_again_and_the_pages_notice_nothing(house: House) -> None:
    assert house.answers()
    web, relay, _ = house.children()
    assert b"relay.process" in Path(f"/proc/{relay}/cmdline").read_bytes()
    os.kill(relay, signal.SIGKILL)
    line = HTTPConnection("127.0.0.1", house.port, timeout=30)
    line.request("GET", "/live/1/state")
    assert line.getresponse().status == 401, "who asked meanwhile has waited"
    line.close()
    assert web in house.children() and relay not in house.children()
    house.process.terminate()
    assert house.process.wait(30) == 0
    assert "live was killed" in house.process.communicate()[1]


def test_the_relay_loads_no_more_than_it_needs() -> None:
    heavy = ["flask", "sqlalchemy", "psycopg", "cryptography", "jinja2", "lxml", "babel"]
    words = f"import sys, advocacy.live.relay.process; print(*{set(heavy)} & sys.modules.keys())"
    told = subprocess.run([sys.executable, "-c", words], cwd=ROOT, capture_output=True, text=True, check=True)
    assert told.stdout.split() == []


def test_when_the_whole_is_killed_no_part_lives_on(house: House) -> None:
    assert house.answers()
    watched = [os.pidfd_open(number) for number in house.children()]
    house.process.kill()
    for handle in watched:
        assert select([handle], [], [], 30)[0], "a part outlived its parent"
        os.close(handle)


def test_a_port_that_is_taken_is_said_before_anything_starts(house: House) -> None:
    assert house.answers()
    second = house.start()
    output = second.communicate(timeout=60)[1]
    assert second.returncode == 1
    assert "MAWQIF_PORT" in output


@pytest.mark.parametrize(("proxies", "reader"), [(0, "127.0.0.1"), (1, "198.51.100.7"), (2, "203.0.113.9")])
def test_the_address_of_a_reader_comes_from_as_many_proxies_as_are_set(
    tmp_path: Path, proxies: int, reader: str
) -> None:
    config, app = Config(mode="production", instance=tmp_path, database_url="", proxies=proxies), Flask("pages")
    app.add_url_rule("/", view_func=lambda: request.remote_addr or "")
    web.trust_proxies(app, config.proxies)
    chain = {"X-Forwarded-For": "192.0.2.1, 203.0.113.9, 198.51.100.7", "X_Forwarded_For": "192.0.2.2"}
    with served(app, config) as port:
        line = HTTPConnection("127.0.0.1", port, timeout=30)
        line.request("GET", "/", headers=chain)
        page = line.getresponse()
        assert page.read().decode() == reader
        line.close()


@contextmanager
def served(app: Flask, config: Config) -> Iterator[int]:
    """The web server in a thread; the port that it has."""
    with socket.create_server(("127.0.0.1", 0)) as door:
        settings = {"lifespan": "off", "log_config": None, "proxy_headers": False}
        server = uvicorn.Server(uvicorn.Config(Pages(app, config), http=patience.Line, **settings))
        thread = Thread(target=server.run, args=([door],), daemon=True)
        thread.start()
        yield int(door.getsockname()[1])
        server.should_exit = True
        thread.join(20)
        assert not thread.is_alive()


@pytest.mark.parametrize("said", [b"", HEAD[:-4], HEAD + HEAD[:-4]], ids=["nothing", "half a head", "one and a half"])
def test_a_line_that_never_says_a_whole_request_is_closed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, said: bytes
) -> None:
    monkeypatch.setattr(patience, "HEAD_SECONDS", 0.3)
    with (
        served(Flask("pages"), Config(mode="production", instance=tmp_path, database_url="")) as port,
        socket.create_connection(("127.0.0.1", port), timeout=20) as line,
    ):
        line.sendall(said)
        while line.recv(1_000):
            pass


def test_a_line_that_has_asked_may_wait_for_its_next_question(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(patience, "HEAD_SECONDS", 0.3)
    app = Flask("pages")
    app.add_url_rule("/", view_func=lambda: "here")
    with served(app, Config(mode="production", instance=tmp_path, database_url="")) as port:
        line = HTTPConnection("127.0.0.1", port, timeout=30)
        for _ in range(2):
            line.request("GET", "/")
            assert line.getresponse().read() == b"here"
            taken = line.sock
            sleep(0.6)
        assert line.sock is taken, "the same line, not one that was opened anew"
        line.close()
