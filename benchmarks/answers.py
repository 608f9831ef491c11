"""Fifty clients answer one call at once, beside the bare commits of the same database on the same disk.

Alone: `python -m benchmarks.answers`. Pages, worker and mail server run as processes, as `make run` starts them; every
answer is a request through a personal link, with ledger line and receipts. Bare commits and answers take turns in one
run, so that both see the same machine; the ratio says how many commits' worth of time one answer takes.
"""

import contextvars
import multiprocessing
import os
import statistics
import sys
import threading
import time
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import urlencode

from sqlalchemy import func, select, text

from advocacy import create_app
from advocacy.chance import SystemChance
from advocacy.clock import SystemClock
from advocacy.database import db, session, transaction
from advocacy.keystore import FolderKeyStore
from advocacy.mail import SmtpMailer
from advocacy.outside import Outside
from advocacy.signoff.models import Answer
from config import Config, Smtp
from tests.conftest import TestDatabase
from tests.crash.at_random import Installation
from tests.make import coalition as make
from tests.make import signoff as calls
from tests.make.frozen import ARABIC, ENGLISH, frozen_from
from tests.make.links import link_of
from tests.make.smtp import free_port
from tools.check import postgresql

CLIENTS, ROUNDS, SECONDS = 50, 3, 8
processes = multiprocessing.get_context("fork")


@dataclass(frozen=True)
class Found:
    """Seconds of every answer, answers a second, and bare commits a second, of all rounds."""

    database: str
    waits: list[float]
    answers: float
    commits: float


def report(*, clients: int = CLIENTS, rounds: int = ROUNDS, seconds: float = SECONDS) -> str:
    """A table: databases down."""
    columns = ("answers/s", "p50 ms", "p99 ms", "commits/s", "commits per answer")
    lines = [
        f"{clients} clients answer one call at once",
        f"  {'':12}" + "".join(f"{column:>20}" for column in columns),
    ]
    found = [measured(clients, rounds, seconds)]
    with postgresql(durable=True) as address:
        os.environ["MAWQIF_TEST_DATABASE"] = address
        found.append(measured(clients, rounds, seconds))
        del os.environ["MAWQIF_TEST_DATABASE"]
    for one in found:
        waits = statistics.quantiles(one.waits, n=100)
        figures = (one.answers, waits[49] * 1000, waits[98] * 1000, one.commits, one.commits / one.answers)
        lines.append(f"  {one.database:12}" + "".join(f"{figure:>20,.1f}" for figure in figures))
    return "\n".join(lines)


def measured(clients: int, rounds: int, seconds: float) -> Found:
    """Bare commits and answers in turns, on a database of its own."""
    with TemporaryDirectory() as name, TestDatabase(folder := Path(name)) as url:
        config = Config(mode="test", instance=folder, database_url=url, port=free_port())
        mail_port = free_port()
        mailer = SmtpMailer(Smtp(host="127.0.0.1", port=mail_port), "office@riwaq.example")
        app = create_app(config, Outside(SystemClock(), SystemChance(), FolderKeyStore(folder / "keys"), mailer))
        with app.app_context():
            db.create_all()
            with transaction():
                session.execute(text("CREATE TABLE bare (at REAL)"))
            make.coalition()
            call = calls.open_call(frozen_from(ARABIC, ENGLISH), organisations=clients * rounds + 1, hours=24)
            links = [link_of(calls.signatory_of(line.organisation)) for line in list(call.roll)[:-1]]
            seal, kind = call.seal, db.engine.dialect.name
            house = Installation(app, config, folder, mail_port)
            for part in ("mail", "web", "worker"):
                house.start(part)
            try:
                commits, waits, spent = [], list[float](), 0.0
                for turn in range(rounds):
                    commits.append(bare(seconds / 2))
                    begun = time.perf_counter()
                    own = links[turn * clients : (turn + 1) * clients]  # a link goes on knowing one browser alone
                    waits += answered(config.port, own, seal, seconds, folder / f"waits{turn}")
                    spent += time.perf_counter() - begun
            finally:
                for part in list(house.parts):
                    house.kill(part)
            session.remove()
            kept = session.scalar(select(func.count()).select_from(Answer)) or 0
            session.remove()
            db.engine.dispose()
    if kept < len(waits):
        raise RuntimeError(f"{len(waits)} answers acknowledged, {kept} kept")
    return Found(kind, waits, len(waits) / spent, statistics.median(commits))


def bare(seconds: float) -> float:
    """Commits of one row a second."""
    begun, made = time.perf_counter(), 0
    while time.perf_counter() - begun < seconds:
        with transaction():
            session.execute(text("INSERT INTO bare (at) VALUES (1)"))
        made += 1
    session.remove()
    return made / (time.perf_counter() - begun)


def answered(port: int, links: list[str], seal: str, seconds: float, notes: Path) -> list[float]:
    """How long each answer took that was acknowledged; the clients are a process of their own."""
    session.remove()
    db.engine.dispose()
    alone = contextvars.Context()
    crowd = processes.Process(target=alone.run, args=(_crowd, port, links, seal, seconds, notes))
    crowd.start()
    crowd.join()
    return [float(line) for line in notes.read_text().split()]


def _crowd(port: int, links: list[str], seal: str, seconds: float, notes: Path) -> None:
    until, found = time.monotonic() + seconds, list[float]()
    threads = [threading.Thread(target=_one, args=(port, link, seal, until, notes.name, found)) for link in links]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    notes.write_text("\n".join(map(str, found)))


def _one(port: int, link: str, seal: str, until: float, name: str, found: list[float]) -> None:
    """One answer after another, each other than the one before, in a browser that the link goes on knowing."""
    turn, headers = 0, {"Content-Type": "application/x-www-form-urlencoded"}
    while time.monotonic() < until:
        turn += 1
        typed = {"choice": "object", "visibility": "public", "seal": seal, "proposal": "نوقّع بكلمة أخرى."}
        body = urlencode({**typed, "reason": f"سبب {name} {turn}", "key": f"{name} {turn}"})
        line = HTTPConnection("127.0.0.1", port, timeout=60)
        begun = time.perf_counter()
        try:
            line.request("POST", link, body, headers)
            answer = line.getresponse()
            if answer.status == 303:
                found.append(time.perf_counter() - begun)
            if cookie := answer.getheader("Set-Cookie"):
                headers["Cookie"] = cookie.split(";")[0]
        except (OSError, HTTPException):
            time.sleep(0.05)
        finally:
            line.close()


if __name__ == "__main__":
    sys.stdout.write(report() + "\n")
