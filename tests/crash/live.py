"""Kill the live server with -9 while people write, again and again: `python -m tests.crash.live --kills 200`.

The relay, the process of the pages that keeps its log, or both: as the dice say. After every kill, before what was
killed runs again, each word that was acknowledged must stand in the database; a writer who still has a lost word would
send it once more and hide the loss.
"""

import argparse
import multiprocessing
import random
import socket
import sys
import threading
import time
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from flask import Flask
from websockets.exceptions import WebSocketException

from advocacy import create_app, lines
from advocacy.asgi import Server
from advocacy.chance import SystemChance
from advocacy.clock import SystemClock
from advocacy.database import db, session
from advocacy.keystore import MemoryKeyStore
from advocacy.lines import Door
from advocacy.live import document, queries
from advocacy.live.house import House
from advocacy.live.keeper import Keeper
from advocacy.live.rules import Mode
from advocacy.mail import KeptMail
from advocacy.outside import Outside
from advocacy.pages import Pages
from advocacy.serve import serve_live
from config import Config
from papers.tree.nodes import words_in
from tests.conftest import TestDatabase
from tests.make import coalition as make
from tests.make import live
from tests.make.live import Editor, Shared

processes = multiprocessing.get_context("fork")


@dataclass(frozen=True)
class Report:
    """What happened: kills, words that were acknowledged, those of them that were lost, the slowest return."""

    kills: int
    acknowledged: int
    lost: int
    slowest: float


def run(app: Flask, paper: Shared, tokens: list[str], kills: int, log: Path, dice: random.Random) -> Report:
    """Kill and look, as often as asked."""
    log.touch()
    pages, live = lines.pair()
    slowest, lost = 0.0, set[str]()
    with socket.create_server(("127.0.0.1", 0), backlog=200) as door:
        writers = processes.Process(target=write, args=(door.getsockname()[1], paper, tokens, log))
        parts = {"pages": (serve_pages, (app, door, pages)), "live": (serve_live, (live,))}
        running: dict[str, Any] = {}
        writers.start()
        try:
            for _ in range(kills):
                before, began = log.stat().st_size, time.monotonic()
                for name in parts.keys() - running.keys():
                    do, facts = parts[name]
                    running[name] = processes.Process(target=do, args=facts)
                    running[name].start()
                while log.stat().st_size == before:
                    if time.monotonic() - began > 30:
                        raise AssertionError("the relay did not come back")
                    time.sleep(0.005)
                slowest = max(slowest, time.monotonic() - began)
                time.sleep(dice.uniform(0.2, 0.9))
                kill([running.pop(name) for name in dice.choice((["live"], ["pages"], ["live", "pages"]))])
                lost |= missing(app, paper, log)
        finally:
            kill([writers, *running.values()])
    return Report(kills, len(acknowledged(log)), len(lost), slowest)


def kill(doomed: list[Any]) -> None:
    """End processes as a power cut does."""
    for process in doomed:
        process.kill()
    for process in doomed:
        process.join()


def serve_pages(app: Flask, door: socket.socket, end: socket.socket) -> None:
    """The door and the keeper of the log, in a process of their own; there are no pages."""
    with app.app_context():
        db.engine.dispose(close=False)
    house = House(Keeper(app, lambda _person, _text: Mode.WRITE), app.extensions["mawqif"])
    Server(Pages(app, app.extensions["mawqif"]), Door(end, serves_live=False), house.serve).run(sockets=[door])


def write(port: int, paper: Shared, tokens: list[str], log: Path) -> None:
    """Writers, until somebody ends this process."""
    with log.open("a", buffering=1) as file:
        lock = threading.Lock()

        def note(words: list[str]) -> None:
            with lock:
                file.write("".join(f"{word}\n" for word in words))

        threads = [threading.Thread(target=one_writer, args=(port, paper, *pair, note)) for pair in enumerate(tokens)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()


def one_writer(port: int, paper: Shared, number: int, token: str, note: object) -> None:
    """Type a word, wait a little, and note those that were acknowledged; come back when the line is cut."""
    editor = Editor.of(port, paper.text.id, token, paper.text.epoch)
    waiting: list[str] = []
    turn, came = 0, False
    while True:
        if editor.line is None:
            try:
                editor.come()
            except (OSError, WebSocketException):
                time.sleep(0.03)
                continue
        came = editor.hear(0.02)
        if editor.sent and editor.kept == editor.sent:
            if waiting:
                note(waiting)  # type: ignore[operator]
                waiting = []
            if editor.says and not came:
                turn += 1
                waiting.append(f"w{number}x{turn}")
                editor.type(f" {waiting[-1]} ", number % 3)


def acknowledged(log: Path) -> set[str]:
    """The words whose writers were told that they are kept."""
    lines = log.read_text().split("\n")
    return set(lines[:-1])


def missing(app: Flask, paper: Shared, log: Path) -> set[str]:
    """The acknowledged words that do not stand in the database."""
    promised = acknowledged(log)
    with app.app_context():
        session.rollback()
        loaded = queries.loaded(paper.text.id)
        session.remove()
        db.engine.dispose()
    nodes = document.nodes_of(document.document(loaded.updates if loaded else []))
    return promised - {word for node in nodes for word in words_in(node).split()}


def main() -> None:
    """Run it and say what happened."""
    options = argparse.ArgumentParser()
    options.add_argument("--kills", type=int, default=200)
    options.add_argument("--writers", type=int, default=50)
    asked = options.parse_args()
    with TemporaryDirectory() as folder, TestDatabase(Path(folder)) as url:
        doors = Outside(SystemClock(), SystemChance(), MemoryKeyStore(), KeptMail())
        app = create_app(Config(mode="test", instance=Path(folder), database_url=url), doors)
        with app.app_context():
            db.create_all()
            people = [make.person() for _ in range(asked.writers)]
            paper = live.shared()
            tokens = [live.token(paper.text, person) for person in people]
            session.expunge_all()
            session.remove()
            db.engine.dispose()
        report = run(app, paper, tokens, asked.kills, Path(folder) / "acknowledged", random.Random(4))
    print(
        f"{report.kills} kills, {report.acknowledged} words acknowledged, {report.lost} of them lost, "
        f"back within {report.slowest:.2f} s"
    )
    sys.exit(0 if report.lost == 0 else 1)


if __name__ == "__main__":
    main()
