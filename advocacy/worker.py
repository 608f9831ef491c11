"""The worker: looks what is due, carries it to its threads, and stops in good order (`python -m advocacy.worker`).

The tables are the truth. APScheduler only ticks, Huey only carries a name and a row id; both may forget everything at
any instant, because the next tick finds in the tables what is still due. A row is claimed by whoever does it, so that
two workers never do a thing twice.
"""

import json
import logging
import os
import socket
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from apscheduler.schedulers.background import BackgroundScheduler
from flask import Flask
from huey import SqliteHuey
from huey.registry import Message
from huey.serializer import Serializer

from advocacy import DOMAINS, create_app, heartbeat, logs
from advocacy.database import transaction
from advocacy.outbox.actions import hold_mail
from advocacy.work import Work
from config import Config

TICK_SECONDS = 3
BEAT_SECONDS = 20
THREADS = 2

log = logging.getLogger("mawqif.worker")


def all_work() -> dict[str, Work]:
    """The work of every room by its name, in the order of the house."""
    found: dict[str, Work] = {}
    for domain in DOMAINS:
        if find_spec(f"advocacy.{domain}.jobs"):
            found.update({work.name: work for work in import_module(f"advocacy.{domain}.jobs").WORK})
    return found


class JsonSerializer(Serializer):  # type: ignore[misc]
    """What waits in the queue is readable and runs nothing when it is read."""

    def _serialize(self, data: Any) -> bytes:
        return json.dumps(data).encode()

    def _deserialize(self, data: bytes) -> Any:
        value = json.loads(data)
        return Message(*value) if isinstance(value, list) else value


class Worker:
    """The work of one process. `queue` is the file through which a tick reaches the threads."""

    def __init__(self, app: Flask, queue: Path, works: dict[str, Work]) -> None:
        self._app, self._works = app, works
        self.huey = SqliteHuey("mawqif", filename=str(queue), serializer=JsonSerializer(), results=False)
        self._carry = self.huey.task(name="work")(self.do)

    def tick(self) -> int:
        """Queue whatever is due and not queued yet; returns how many."""
        waiting = {tuple(task.args) for task in self.huey.pending()}
        queued = 0
        for name, work in self._works.items():
            for row in self._due(work):
                if (name, row) not in waiting:
                    self._carry(name, row)
                    queued += 1
        return queued

    def do(self, name: str, row: int) -> None:
        """Do one thing in a context of its own; a failure is logged, and the row stays due or leased."""
        with self._app.app_context():
            try:
                self._works[name].do(row)
            except Exception:
                log.exception("work failed", extra={"facts": {"work": name, "row": row}})

    def _due(self, work: Work) -> list[int]:
        """What is due of one kind. One kind that fails keeps no other from being done."""
        with self._app.app_context():
            try:
                return list(work.due())
            except Exception:
                log.exception("cannot tell what is due", extra={"facts": {"work": work.name}})
                return []

    def beat(self) -> None:
        """Leave a sign of life for the health page."""
        with self._app.app_context():
            heartbeat.beat(f"{socket.gethostname()}:{os.getpid()}")

    def clockwork(self) -> BackgroundScheduler:
        """The ticks. After a sleep, however long, there is one tick, not as many as were missed."""
        scheduler = BackgroundScheduler(
            timezone="UTC", job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": None}
        )
        scheduler.add_job(self.tick, "interval", seconds=TICK_SECONDS, id="tick")
        scheduler.add_job(self.beat, "interval", seconds=BEAT_SECONDS, id="beat")
        return scheduler

    def run(self) -> None:
        """Work until SIGTERM; what has begun is finished first."""
        self.beat()
        self.tick()
        scheduler = self.clockwork()
        scheduler.start()
        consumer = self.huey.create_consumer(
            workers=THREADS, periodic=False, max_delay=0.5, graceful_signal="TERM", shutdown_timeout=60
        )
        log.info("started")
        try:
            consumer.run()
        finally:
            scheduler.shutdown()
            log.info("stopped")


def work(app: Flask, config: Config) -> None:
    """Work until SIGTERM with the settings of this installation."""
    if config.mail_held:
        with app.app_context(), transaction():
            hold_mail()
    Worker(app, config.instance / "queue.sqlite", all_work()).run()


def main() -> None:
    """Start one worker with the settings of the environment."""
    os.umask(0o077)  # what an installation writes is for its owner alone
    config = Config.from_environment()
    app = create_app(config)
    logs.write_to_stderr(config.log_level)
    work(app, config)


if __name__ == "__main__":
    main()
