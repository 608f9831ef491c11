"""Kill with -9 at every statement whoever answers, closes, issues or stores files: `python -m tests.crash.signing`.

`--every 7` kills at every seventh. MAWQIF_TEST_DATABASE names a PostgreSQL server; without it, it is SQLite. After
each kill either nothing of the transaction is there or all of it; what was acknowledged is there; the same request
again succeeds and adds nothing that was there already; the ledger verifies.
"""

import argparse
import gc
import multiprocessing
import os
import shutil
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest import mock

from flask import Flask
from sqlalchemy import create_engine, event, func, select, text

from advocacy import blobs, clock, create_app, outside
from advocacy.accounts.models import Person
from advocacy.chance import SystemChance
from advocacy.clock import SetClock
from advocacy.database import db, session
from advocacy.keystore import FolderKeyStore
from advocacy.ledger.models import Entry
from advocacy.ledger.queries import verify_chain
from advocacy.mail import KeptMail
from advocacy.outbox.models import Message
from advocacy.outside import Outside
from advocacy.policy import Office
from advocacy.publishing import press
from advocacy.publishing.models import Counter, Issue, IssueFile, IssueState
from advocacy.signoff.models import Answer, Call
from advocacy.work import LEASE
from config import Config
from tests.conftest import NOON, Browser, TestDatabase, spare_the_disk
from tests.make import coalition as make
from tests.make import signoff as calls
from tests.make.frozen import ARABIC, ENGLISH, frozen_from
from tests.make.links import link_of
from tests.make.publishing import numbered, quickly_made
from tests.make.worker import work_off

processes = multiprocessing.get_context("fork")

Request = Callable[[], None]
Facts = tuple[tuple[str, int], ...]


@dataclass(frozen=True)
class Killed:
    """What one transaction went through: at how many boundaries it was killed, and how many of those left it whole."""

    name: str
    kills: int
    whole: int


class House:
    """An installation with a call that waits for an answer, one that is due, one adopted, one issued without files."""

    def __init__(self, app: Flask, url: str) -> None:
        self.app, self._url = app, url
        app.config["WTF_CSRF_ENABLED"] = False
        app.test_client_class = Browser
        self._copy = ""
        make.coalition()
        due = calls.open_call(frozen_from(ARABIC, ENGLISH), organisations=3, hours=24)
        calls.answer(due, due.roll[0].organisation)
        adopted = calls.adopted_call(frozen_from(ARABIC, ENGLISH))
        waiting = numbered(calls.adopted_call(frozen_from(ARABIC, ENGLISH)))
        self._waiting, self._printed = waiting.id, quickly_made(waiting)
        open_ = calls.open_call(frozen_from(ARABIC, ENGLISH), hours=96)
        self.coordinator = make.holder_of(Office.COORDINATOR).id
        self._due, self._adopted, self._seal = due.id, adopted.id, open_.seal
        self._link = link_of(calls.signatory_of(open_.roll[0].organisation))
        clock_ = outside.current().clock
        assert isinstance(clock_, SetClock)
        clock_.set(due.closes_at)
        self._clock = clock_
        session.remove()

    def answer(self) -> None:
        """One tap on a telephone."""
        typed = {"choice": "sign", "visibility": "public", "seal": self._seal, "key": "one-form"}
        self._expect(self.app.test_client().post(self._link, data=typed).status_code)

    def close(self) -> None:
        """The worker finds the deadline passed."""
        work_off("signoff.close")

    def issue(self) -> None:
        """The coordinator presses the button."""
        client = self.app.test_client()
        assert isinstance(client, Browser)
        client.sign_in(session.get_one(Person, self.coordinator))
        typed = {"dated": clock.now().date().isoformat()}
        self._expect(client.post(f"/calls/{self._adopted}/issue", data=typed).status_code)

    def store(self) -> None:
        """The worker stores the files of an issue; who claimed them and died is waited for until the lease ends."""
        with mock.patch.object(press, "make", lambda _order: self._printed):
            work_off("publishing.make_files")
            if session.get_one(Issue, self._waiting).state is IssueState.PREPARING:
                session.rollback()
                self._clock.move(LEASE)
                work_off("publishing.make_files")

    @staticmethod
    def _expect(status: int) -> None:
        if status != 303:
            raise AssertionError(f"refused with {status}")

    def facts(self) -> Facts:
        """What there is, counted."""
        session.remove()
        tables = (Answer, Entry, Message, Issue, Counter, IssueFile, blobs.Blob)
        found = [
            (table.__tablename__, session.scalar(select(func.count()).select_from(table)) or 0) for table in tables
        ]
        found.append(("published", session.scalar(select(func.count()).where(Issue.published_at.is_not(None))) or 0))
        found.append(("closed", session.scalar(select(func.count()).where(Call.closed_at.is_not(None))) or 0))
        session.remove()
        return tuple(found)

    def keep(self) -> None:
        """Remember the database as it is now."""
        self._release()
        if self._is_sqlite:
            with db.engine.connect() as connection:
                connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)").all()
            self._release()
            self._copy = f"{db.engine.url.database}.kept"
            shutil.copyfile(str(db.engine.url.database), self._copy)
        else:
            self._copy = f"{db.engine.url.database}_kept"
            self._as_admin(f'CREATE DATABASE "{self._copy}" TEMPLATE "{db.engine.url.database}"')

    def restore(self) -> None:
        """Bring the database back to what was kept."""
        self._release()
        name = str(db.engine.url.database)
        if self._is_sqlite:
            for part in ("-wal", "-shm"):
                Path(name + part).unlink(missing_ok=True)
            shutil.copyfile(self._copy, name)
        else:
            self._as_admin(f'DROP DATABASE "{name}" WITH (FORCE)')
            self._as_admin(f'CREATE DATABASE "{name}" TEMPLATE "{self._copy}"')

    def forget(self) -> None:
        """Leave no copy behind."""
        if self._copy and not self._is_sqlite:
            self._release()
            self._as_admin(f'DROP DATABASE "{self._copy}" WITH (FORCE)')

    @property
    def _is_sqlite(self) -> bool:
        return bool(db.engine.dialect.name == "sqlite")

    def _as_admin(self, statement: str) -> None:
        engine = create_engine(db.engine.url.set(database="postgres"), isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            connection.execute(text(statement))
        engine.dispose()

    def _release(self) -> None:
        session.remove()
        db.engine.dispose()


def killed_at_every_statement(house: House, name: str, *, every: int = 1) -> Killed:
    """Kill the transaction of that name at its boundaries, from its first statement to after its commit.

    `every` 7 takes each seventh statement, and the instants before and after each commit all the same.
    """
    request: Request = getattr(house, name)
    house.keep()
    before = house.facts()
    kinds = boundaries_of(request)
    after = house.facts()
    assert after != before, f"{name} does nothing"
    chosen = [at for at, kind in enumerate(kinds, 1) if at % every == 0 or kind != "statement"]
    whole = 0
    for at in chosen:
        house.restore()
        told = was_told_before_it_was_killed(request, at)
        found = house.facts()
        assert found in (before, after), f"{name}, killed at {at}: half of it is there: {found}"
        assert not told or found == after, f"{name}, killed at {at}: acknowledged and lost"
        assert verify()
        request()
        assert house.facts() == after, f"{name}, killed at {at} and done again: {house.facts()}, not {after}"
        assert verify()
        whole += found == after
    house.restore()
    return Killed(name, len(chosen), whole)


@contextmanager
def counted(step: Callable[[str], None]) -> Iterator[None]:
    """Call `step` at every boundary: before a statement, before a commit, after a commit.

    No garbage is collected meanwhile: which row is read a second time would hang on when that happens.
    """
    steps: dict[str, Callable[..., None]] = {
        "statement": lambda *_: step("statement"),
        "commit": lambda *_: step("commit"),
        "committed": lambda *_: step("committed"),
    }
    places = ((db.engine, "before_cursor_execute"), (db.engine, "commit"), (session, "after_commit"))
    for (place, name), heard in zip(places, steps.values(), strict=True):
        event.listen(place, name, heard)
    gc.collect()
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
        for (place, name), heard in zip(places, steps.values(), strict=True):
            event.remove(place, name, heard)


def boundaries_of(request: Request) -> list[str]:
    """The boundaries that it passes when nobody kills it."""
    passed: list[str] = []
    with counted(passed.append):
        request()
    return passed


def was_told_before_it_was_killed(request: Request, at: int) -> bool:
    """Do it in a process of its own, killed at that boundary; whether somebody was told by then that it is done."""
    session.remove()
    db.engine.dispose()
    ear, mouth = os.pipe()
    child = processes.Process(target=_mortal, args=(request, at, mouth))
    child.start()
    os.close(mouth)
    with os.fdopen(ear, "rb") as file:
        told = file.read() == b"done"
    child.join()
    if child.exitcode != -signal.SIGKILL:
        raise AssertionError(f"nobody killed it at {at}: it ended with {child.exitcode}")
    return told


def _mortal(request: Request, at: int, mouth: int) -> None:
    left = [at]

    def step(_kind: str) -> None:
        left[0] -= 1
        if left[0] == 0:
            os.kill(os.getpid(), signal.SIGKILL)

    db.engine.dispose(close=False)
    with counted(step):
        request()
        os.write(mouth, b"done")
    os._exit(0)


def verify() -> bool:
    """Whether nobody has rewritten the ledger."""
    is_whole = verify_chain().ok
    session.remove()
    return is_whole


@contextmanager
def opened() -> Iterator[House]:
    """A house on a database of its own."""
    with TemporaryDirectory() as folder, TestDatabase(Path(folder)) as url:
        keys = FolderKeyStore(Path(folder) / "keys")  # every process must read the same names
        doors = Outside(SetClock(NOON), SystemChance(), keys, KeptMail())
        app = create_app(Config(mode="test", instance=Path(folder), database_url=url), doors)
        with app.app_context():
            spare_the_disk(db.engine)
            db.create_all()
            house = House(app, url)
            try:
                yield house
            finally:
                house.forget()
                session.remove()
                db.engine.dispose()


def main() -> int:
    """Exit 1 when something was lost, done twice, or done by half."""
    options = argparse.ArgumentParser(prog="make crash")
    options.add_argument("--every", type=int, default=1)
    asked = options.parse_args()
    for name in ("answer", "close", "issue", "store"):
        with opened() as house:
            found = killed_at_every_statement(house, name, every=asked.every)
            print(
                f"{found.name} on {db.engine.dialect.name}: killed at {found.kills} boundaries, whole after "
                f"{found.whole} of them, never half, never lost, never twice",
                flush=True,
            )
    return 0


if __name__ == "__main__":
    sys.exit(main())
