"""`make fuzz`: random acts of many people for some minutes; the acts that break a sentence are printed.

On SQLite, or on the PostgreSQL that MAWQIF_TEST_DATABASE names.
"""

import argparse
import sys
import time
import traceback
from pathlib import Path
from random import SystemRandom
from tempfile import TemporaryDirectory

from flask import Flask
from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis.stateful import run_state_machine_as_test

from advocacy import create_app
from advocacy.chance import SeededChance
from advocacy.clock import SetClock
from advocacy.database import db
from advocacy.keystore import MemoryKeyStore
from advocacy.mail import KeptMail
from advocacy.outside import Outside
from config import Config
from tests.acts.machine import Acts
from tests.conftest import NOON, TestDatabase, spare_the_disk

AT_ONCE = settings(
    phases=(Phase.explicit, Phase.generate),
    max_examples=10,
    stateful_step_count=50,
    deadline=None,
    database=None,
    print_blob=False,
    suppress_health_check=list(HealthCheck),
)


def main() -> int:
    """Exit 1 when a sentence was broken."""
    asked = argparse.ArgumentParser(prog="make fuzz")
    asked.add_argument("--minutes", type=float, default=5)
    asked.add_argument("--start", type=int, default=SystemRandom().randrange(10**9), help="the first number")
    order = asked.parse_args()
    with TemporaryDirectory() as folder, TestDatabase(Path(folder)) as url:
        doors = Outside(SetClock(NOON), SeededChance("start"), MemoryKeyStore(), KeptMail())
        app = create_app(Config(mode="test", instance=Path(folder), database_url=url), doors)
        with app.app_context():
            spare_the_disk(db.engine)
            db.create_all()
            try:
                return _run(app, order.start, order.minutes * 60)
            finally:
                db.session.remove()
                db.engine.dispose()


def _run(app: Flask, number: int, seconds: float) -> int:
    Acts.app = app
    until, begun = time.monotonic() + seconds, number
    while time.monotonic() < until:
        try:
            run_state_machine_as_test(seed(number)(Acts), settings=AT_ONCE)
        except Exception:
            print(f"acts {number}:\n{traceback.format_exc()}", flush=True)
            return 1
        number += 1
    where = db.engine.dialect.name
    print(f"acts on {where}: numbers {begun} to {number - 1}: every sentence held", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
