"""Kill web and worker with -9 at random while many answer: `python -m tests.crash.at_random --kills 60`.

The processes are those of an installation: pages on a port, a worker with its queue, a mail server. People answer
without end through their personal links, and note what they were told is kept; calls run out meanwhile.
"""

import argparse
import contextvars
import logging
import multiprocessing
import os
import random
import signal
import socket
import sys
import threading
import time
from collections import Counter
from http.client import HTTPConnection, HTTPException
from multiprocessing.context import ForkProcess
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import urlencode

from flask import Flask
from sqlalchemy import select

from advocacy import clock, create_app, lines, worker
from advocacy.asgi import Server
from advocacy.chance import SystemChance
from advocacy.clock import SystemClock
from advocacy.database import db, session
from advocacy.keystore import FolderKeyStore
from advocacy.ledger.models import Entry
from advocacy.ledger.queries import verify_chain
from advocacy.lines import Door
from advocacy.mail import SmtpMailer
from advocacy.outbox.models import MailState, Message
from advocacy.outside import Outside
from advocacy.pages import Pages
from advocacy.signoff.models import Answer, Call
from config import Config, Smtp
from tests.conftest import TestDatabase
from tests.make import coalition as make
from tests.make import signoff as calls
from tests.make.frozen import ARABIC, ENGLISH, frozen_from
from tests.make.links import link_of
from tests.make.smtp import free_port, post_office

processes = multiprocessing.get_context("fork")
PATIENCE = 30


class Installation:
    """The processes, and the two notebooks: what people were told, and what the mail server took."""

    def __init__(self, app: Flask, config: Config, folder: Path, mail_port: int) -> None:
        self.app, self._config, self._mail_port = app, config, mail_port
        self._door = socket.create_server(("127.0.0.1", config.port), backlog=1024)
        self.told, self.taken = folder / "told", folder / "taken"
        self.told.touch()
        self.taken.touch()
        self.parts: dict[str, ForkProcess] = {}
        self._cookies: dict[str, str] = {}

    def start(self, name: str, *arguments: object) -> None:
        """Fork one part: web, worker, mail or people."""
        session.remove()
        db.engine.dispose()
        # nothing of our own context goes along: its session would be that of every thread
        alone, part = contextvars.Context(), getattr(self, f"_{name}")
        self.parts[name] = processes.Process(target=alone.run, args=(part, *arguments), name=name)
        self.parts[name].start()

    def kill(self, name: str) -> None:
        """Without a warning."""
        part = self.parts.pop(name)
        if part.is_alive():
            os.kill(part.pid or 0, signal.SIGKILL)
        part.join()
        if part.exitcode != -signal.SIGKILL:
            raise AssertionError(f"{name} ended by itself with {part.exitcode}")

    def _web(self) -> None:
        with self.app.app_context():
            db.engine.dispose(close=False)
        pages, _nobody = lines.pair()
        Server(Pages(self.app, self._config), Door(pages, serves_live=False)).run(sockets=[self._door])

    def _worker(self) -> None:
        with self.app.app_context():
            db.engine.dispose(close=False)
        worker.TICK_SECONDS = 1
        logging.getLogger("apscheduler").setLevel(logging.ERROR)  # a tick that waits for the one before is no news
        worker.work(self.app, self._config)

    def _mail(self) -> None:
        with post_office(self._mail_port) as post:
            seen = 0
            while True:
                time.sleep(0.05)
                for mail in post.kept[seen:]:
                    seen += 1
                    with self.taken.open("a") as file:
                        file.write(f"{mail['Message-ID']}\n")

    def _people(self, links: dict[int, str], seal: str) -> None:
        lock = threading.Lock()
        threads = [threading.Thread(target=self._one, args=(*each, seal, lock)) for each in links.items()]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

    def _one(self, house: int, link: str, seal: str, lock: threading.Lock) -> None:
        """Say one thing after another; send again whatever was not acknowledged."""
        turn = 0
        while True:
            turn += 1
            typed = {"choice": "object", "visibility": "public", "seal": seal, "key": f"form{house}of{turn}"}
            typed |= {"reason": f"سبب {house} {turn}", "proposal": "نوقّع بكلمة أخرى."}
            while not self._post(link, urlencode(typed)):
                time.sleep(0.05)
            with lock, self.told.open("a") as file:
                file.write(f"{house} {turn}\n")

    def _post(self, link: str, body: str) -> bool:
        line = HTTPConnection("127.0.0.1", self._config.port, timeout=5)
        try:
            headers = {"Content-Type": "application/x-www-form-urlencoded", "Cookie": self._cookies.get(link, "")}
            line.request("POST", link, body, headers)
            answer = line.getresponse()
            if kept := answer.headers.get("Set-Cookie"):
                self._cookies[link] = kept.split(";")[0]
            return answer.status == 303
        except (OSError, HTTPException):
            return False
        finally:
            line.close()


def missing(house: Installation) -> list[str]:
    """What somebody was told is kept and is not, or is there twice."""
    lines = house.told.read_text().split("\n")[:-1]
    session.remove()
    kept = Counter(session.scalars(select(Answer.reason)))
    standing = Counter(session.execute(select(Answer.call_id, Answer.organisation_id).where(Answer.standing)).all())
    session.remove()
    lost = [line for line in lines if kept[f"سبب {line}"] != 1]
    return lost + [f"stands twice: {key}" for key, number in standing.items() if number > 1]


def wrong_at_the_end(house: Installation, due: list[int]) -> list[str]:
    """What was done twice or not at all, once everything is quiet."""
    session.remove()
    found = []
    closed = Counter(session.scalars(select(Entry.subject_id).where(Entry.kind == "signoff.closed")))
    found += [f"call {call} was closed {closed[call]} times" for call in due if closed[call] != 1]
    mails = Counter(house.taken.read_text().split())
    found += [f"{message} left {number} times" for message, number in mails.items() if number > 1]
    answers = len(session.scalars(select(Answer.id)).all())
    noted = len(session.scalars(select(Entry.number).where(Entry.kind == "signoff.answered")).all())
    receipts = len(session.scalars(select(Message.id).where(Message.key.startswith("signoff.receipt:"))).all())
    found += (
        [f"{answers} answers, {noted} entries, {receipts} receipts"]
        if (noted, receipts) != (answers, 2 * answers)
        else []
    )
    sent = session.scalars(select(Message.message_id).where(Message.state == MailState.SENT)).all()
    found += [
        f"{message} counts as sent and never left" for message in sent if not any(message in one for one in mails)
    ]
    return found if verify_chain().ok else [*found, "the ledger does not verify"]


def run(house: Installation, links: dict[int, str], seal: str, due: list[int], kills: int, dice: random.Random) -> bool:
    """Kill, start again and look, as often as asked; then let everything come to rest and look once more."""
    for name in ("mail", "web", "worker"):
        house.start(name)
    house.start("people", links, seal)
    wrong: list[str] = []
    try:
        for _kill in range(kills):
            before, until = house.told.stat().st_size, time.monotonic() + PATIENCE
            while house.told.stat().st_size == before and time.monotonic() < until:
                time.sleep(0.01)
            time.sleep(dice.uniform(0.05, 0.8))
            name = dice.choice(("web", "worker"))
            house.kill(name)
            wrong += missing(house)
            house.start(name)
        house.kill("people")
        until = time.monotonic() + 2 * PATIENCE
        while time.monotonic() < until and not all_quiet(due):
            time.sleep(0.5)
        time.sleep(0.3)  # the mail server writes down what it took
    finally:
        for name in list(house.parts):
            house.kill(name)
    wrong += missing(house) + wrong_at_the_end(house, due)
    told = len(house.told.read_text().split("\n")) - 1
    mails = len(house.taken.read_text().split())
    for one in wrong[:20]:
        print(one)
    print(
        f"{kills} kills of web and worker at random on {db.engine.dialect.name}: {told} answers acknowledged, "
        f"{mails} mails left, {len(due)} calls closed, {len(wrong)} things wrong",
        flush=True,
    )
    return not wrong


def all_quiet(due: list[int]) -> bool:
    """Whether every call that ran out is closed and no mail waits any more."""
    session.remove()
    now = clock.now()
    waiting = session.scalars(select(Message.id).where(Message.state == MailState.WAITING, Message.due_at <= now)).all()
    open_ = session.scalars(select(Call.id).where(Call.id.in_(due), Call.outcome.is_(None))).all()
    session.remove()
    return not waiting and not open_


def main() -> int:
    """Exit 1 when something was lost or done twice."""
    options = argparse.ArgumentParser(prog="make crash")
    options.add_argument("--kills", type=int, default=60)
    options.add_argument("--people", type=int, default=8)
    asked = options.parse_args()
    with TemporaryDirectory() as folder, TestDatabase(Path(folder)) as url:
        config = Config(mode="test", instance=Path(folder), database_url=url, port=free_port())
        mail_port, keys = free_port(), FolderKeyStore(Path(folder) / "keys")
        mailer = SmtpMailer(Smtp(host="127.0.0.1", port=mail_port), "office@riwaq.example")
        app = create_app(config, Outside(SystemClock(), SystemChance(), keys, mailer))
        with app.app_context():
            db.create_all()
            make.coalition()
            due = [
                calls.open_call(frozen_from(ARABIC, ENGLISH), organisations=asked.people + 1, hours=seconds / 3600).id
                for seconds in range(8, 40, 4)
            ]
            call = calls.open_call(frozen_from(ARABIC, ENGLISH), hours=24 * 20)
            lines = list(call.roll)[:-1]  # one never answers, so that the call stays open
            links = {line.organisation_id: link_of(calls.signatory_of(line.organisation)) for line in lines}
            house = Installation(app, config, Path(folder), mail_port)
            is_well = run(house, links, call.seal, due, asked.kills, random.Random(4))
            session.remove()
            db.engine.dispose()
    return 0 if is_well else 1


if __name__ == "__main__":
    sys.exit(main())
