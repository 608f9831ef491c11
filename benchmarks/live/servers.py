"""The servers under load, each in a process of its own on loopback."""

import multiprocessing
import os
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.request import urlopen

from advocacy import create_app
from advocacy.chance import SystemChance
from advocacy.clock import SystemClock
from advocacy.database import db, session
from advocacy.keystore import MemoryKeyStore
from advocacy.live import rules
from advocacy.live.rules import Mode
from advocacy.mail import KeptMail
from advocacy.outside import Outside
from benchmarks.live import dialects
from benchmarks.live.dialects import Dialect
from config import Config
from tests.make import coalition as make
from tests.make import live
from tests.make.smtp import free_port

HERE = Path(__file__).parent
NODE = ("y_websocket.cjs", "hocuspocus.mjs")


@contextmanager
def ours(folder: Path) -> Iterator[tuple[str, Dialect, int]]:
    """Our relay on SQLite with its durable settings. Its limits are for people; a load is many people in one."""
    doors = Outside(SystemClock(), SystemChance(), MemoryKeyStore(), KeptMail())
    app = create_app(Config(mode="test", instance=folder, database_url=f"sqlite:///{folder / 'live.sqlite'}"), doors)
    with app.app_context():
        db.create_all()
        path = _paper()
        db.engine.dispose()
    rules.BURST, rules.MESSAGES_PER_SECOND, rules.CONNECTIONS_PER_PERSON = 10**9, 10**9, 10**9
    rules.BYTES_BURST = rules.BYTES_PER_SECOND = 10**9
    server = live.RelayServer(app, lambda _person, _text: Mode.WRITE)
    process = multiprocessing.get_context("fork").Process(target=server.run)
    process.start()
    _wait(f"http://127.0.0.1:{server.port}/")
    yield f"ws://127.0.0.1:{server.port}", dialects.ours(path), process.pid or 0
    process.kill()
    process.join()


def _paper() -> str:
    """The path of a shared text, with its token."""
    person = make.person()
    paper = live.shared()
    path = f"/live/{paper.text.id}?token={live.token(paper.text, person)}"
    session.remove()
    return path


@contextmanager
def of_node(script: str, dialect: Dialect, folder: Path) -> Iterator[tuple[str, Dialect, int]]:
    """A server from npm, with a token that is asked for and every update persisted."""
    port = free_port()
    environment = {**os.environ, "PORT": str(port), "FOLDER": str(folder)}
    process = subprocess.Popen(["node", str(HERE / script)], cwd=HERE, env=environment, stdout=subprocess.DEVNULL)
    _wait(f"http://127.0.0.1:{port}/")
    yield f"ws://127.0.0.1:{port}", dialect, process.pid
    process.kill()
    process.wait()


def _wait(address: str) -> None:
    end = time.monotonic() + 20
    while True:
        try:
            urlopen(address, timeout=5).close()
        except OSError as error:
            if getattr(error, "code", 0):  # an answer, if a refusal
                return
            if time.monotonic() > end:
                raise
            time.sleep(0.1)
        else:
            return
