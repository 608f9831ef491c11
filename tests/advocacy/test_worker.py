"""The worker: nothing twice, nothing forgotten, stopped in good order."""

import json
import logging
import os
import random
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Barrier, Event, Thread

import pytest
from flask import Flask

from advocacy import clock as clocks
from advocacy import heartbeat, outside
from advocacy.chance import SystemChance
from advocacy.clock import SetClock
from advocacy.database import db, session, transaction
from advocacy.keystore import FolderKeyStore
from advocacy.mail import KeptMail
from advocacy.outbox import queries
from advocacy.outbox.models import MailState, Message
from advocacy.outside import Outside
from advocacy.work import Work
from advocacy.worker import JsonSerializer, Worker, all_work
from tests.make.mails import mail_to
from tests.make.smtp import post_office
from tests.make.worker import work_off

ROOT = Path(__file__).resolve().parents[2]


def work_through(worker: Worker) -> None:
    """Do everything that waits in the queue, as its threads do."""
    while (task := worker.huey.dequeue()) is not None:
        worker.huey.execute(task)


@pytest.fixture
def worker(app: Flask, tmp_path: Path) -> Worker:
    return Worker(app, tmp_path / "queue.sqlite", all_work())


def test_what_is_due_is_queued_once_and_done(worker: Worker, mail: KeptMail) -> None:
    mail_to()
    assert (worker.tick(), worker.tick()) == (1, 0)
    work_through(worker)
    assert len(mail.sent) == 1
    assert worker.tick() == 0


def test_what_waits_in_the_queue_is_a_name_and_a_row_in_json(worker: Worker) -> None:
    row = mail_to()
    worker.tick()
    (raw,) = worker.huey.storage.enqueued_items()
    assert ["outbox.send", row] in json.loads(raw)


def test_the_queue_may_be_lost_at_any_instant(worker: Worker, mail: KeptMail) -> None:
    mail_to()
    worker.tick()
    worker.huey.flush()
    assert worker.tick() == 1
    work_through(worker)
    assert len(mail.sent) == 1


def test_a_worker_that_slept_for_days_catches_up_once(worker: Worker, mail: KeptMail, clock: SetClock) -> None:
    for _number in range(3):
        mail_to()
    clock.move(timedelta(days=3))
    worker.tick()
    work_through(worker)
    worker.tick()
    work_through(worker)
    assert len(mail.sent) == 3


def test_missed_ticks_are_one_tick(worker: Worker) -> None:
    clockwork = worker.clockwork()
    clockwork.start(paused=True)
    try:
        for job in clockwork.get_jobs():
            assert (job.coalesce, job.max_instances, job.misfire_grace_time) == (True, 1, None)
    finally:
        clockwork.shutdown()


def test_work_that_fails_is_logged_without_its_words_and_stops_no_other(
    app: Flask, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    done = []

    def fail(_row: int) -> None:
        raise ValueError("ريم of the secret organisation")

    works = {
        "bad.due": Work("bad.due", lambda: 1 / 0, fail),  # type: ignore[arg-type, return-value]
        "bad.do": Work("bad.do", lambda: [1], fail),
        "good": Work("good", lambda: [2], done.append),
    }
    worker = Worker(app, tmp_path / "queue.sqlite", works)
    with caplog.at_level(logging.ERROR):
        worker.tick()
        work_through(worker)
    assert done == [2]
    assert [record.getMessage() for record in caplog.records] == ["cannot tell what is due", "work failed"]


def test_two_workers_never_send_a_mail_twice(app: Flask, tmp_path: Path, mail: KeptMail) -> None:
    rows = [mail_to() for _number in range(30)]
    session.rollback()
    start = Barrier(2)
    failures: list[BaseException] = []

    def work(name: str) -> None:
        worker = Worker(app, tmp_path / f"{name}.sqlite", all_work())
        worker.tick()
        start.wait()
        try:
            work_through(worker)
        except BaseException as error:
            failures.append(error)

    threads = [Thread(target=work, args=(name,)) for name in ("first", "second")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert Counter(str(letter["Message-ID"]) for letter in mail.sent).most_common(1)[0][1] == 1
    assert len(mail.sent) == 30
    assert {queries.state_of(row) for row in rows} == {MailState.SENT}


def test_a_sign_of_life_is_kept_and_old_ones_are_forgotten(worker: Worker, clock: SetClock) -> None:
    with transaction():
        session.add(heartbeat.Heartbeat(name="long gone", at=clocks.now() - timedelta(days=2)))
    worker.beat()
    clock.move(timedelta(seconds=20))
    worker.beat()
    assert heartbeat.last_beat() == clocks.now()
    assert session.query(heartbeat.Heartbeat).count() == 1


def test_the_queue_reads_json_and_nothing_else() -> None:
    with pytest.raises(ValueError, match=r"Expecting|codec"):
        JsonSerializer().deserialize(b"\x80\x04\x95")


def killer(moment: tuple[str, int], doomed: list["subprocess.Popen[bytes]"]) -> Callable[[str], None]:
    """Kill the process when that phase is reached so many times."""
    seen: Counter[str] = Counter()

    def kill(phase: str) -> None:
        seen[phase] += 1
        if (phase, seen[phase]) == moment:
            doomed[0].kill()

    return kill


class TestKilled:
    """Whole processes, killed with no warning while they hand mails to a real server."""

    @pytest.fixture
    def folder(self, app: Flask, tmp_path: Path) -> Path:
        """An instance that the test shares with the processes it starts."""
        keys = FolderKeyStore(tmp_path / "keys")
        outside.install(Outside(SetClock(datetime.now(UTC)), SystemChance(), keys, KeptMail()))
        return tmp_path

    def start(self, folder: Path, port: int) -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            [sys.executable, "-m", "advocacy.worker"],
            cwd=ROOT,
            stderr=subprocess.DEVNULL,
            env={
                **os.environ,
                "MAWQIF_MODE": "test",
                "MAWQIF_INSTANCE": str(folder),
                "DATABASE_URL": db.engine.url.render_as_string(hide_password=False).replace("+psycopg", ""),
                "MAWQIF_SMTP_URL": f"smtp://127.0.0.1:{port}",
            },
        )

    def test_a_worker_killed_at_any_instant_loses_no_mail_and_repeats_none(self, folder: Path) -> None:
        dice, rounds = random.Random(20261123), 3
        rows = [mail_to() for _number in range(24)]
        session.rollback()
        with post_office() as post:
            for _round in range(rounds):
                moment = (dice.choice(("rcpt", "before keeping", "after keeping")), dice.randint(2, 5))
                doomed: list[subprocess.Popen[bytes]] = []
                post.meanwhile = killer(moment, doomed)
                doomed.append(self.start(folder, post.port))
                assert doomed[0].wait(60) == -signal.SIGKILL

            enough = Event()

            def count(_phase: str) -> None:
                if len(post.kept) >= len(rows) - rounds * 2:  # two threads may hold a mail each when they die
                    enough.set()

            post.meanwhile = count
            process = self.start(folder, post.port)
            assert enough.wait(60)
            process.send_signal(signal.SIGTERM)
            assert process.wait(60) == 0, "stopped in good order"

        clock = outside.current().clock
        assert isinstance(clock, SetClock)
        clock.move(timedelta(hours=1))
        work_off("outbox.send")
        arrived = Counter(str(letter["Message-ID"]) for letter in [*post.kept, *self.kept_here()])
        states = Counter(queries.state_of(row) for row in rows)
        assert set(states) <= {MailState.SENT, MailState.DOUBTFUL}
        assert 0 < states[MailState.DOUBTFUL] <= rounds * 2
        assert max(arrived.values()) == 1, "a mail went out twice"
        for row in rows:
            message = session.get_one(Message, row, populate_existing=True)
            if message.state is MailState.SENT:
                assert arrived[f"<{message.message_id}>"] == 1, "marked as sent but lost"

    def kept_here(self) -> list[object]:
        mailer = outside.current().mailer
        assert isinstance(mailer, KeptMail)
        return list(mailer.sent)
