"""How the database of an installation is opened; the tests themselves wait for no disk."""

import threading
import time
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import create_engine

from advocacy.database import db, engine_options, prepare, transaction


def test_an_installation_on_sqlite_waits_for_the_disk_before_it_acknowledges(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'own.sqlite'}"
    engine = create_engine(url, **engine_options(url))
    prepare(engine)
    with engine.connect() as connection:
        said = {name: connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in ("synchronous", "journal_mode")}
    engine.dispose()
    assert said == {"synchronous": 2, "journal_mode": "wal"}


def test_threads_that_write_at_once_take_turns_and_none_is_refused(app: Flask) -> None:
    inside, most, seen = 0, 0, []

    def write() -> None:
        nonlocal inside, most
        with app.app_context(), transaction():
            inside += 1
            most = max(most, inside)
            time.sleep(0.005)
            inside -= 1
        seen.append(1)

    threads = [threading.Thread(target=write) for _each in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(seen) == 12
    assert most == 1 or db.engine.dialect.name != "sqlite"


def test_a_writer_that_fails_gives_its_turn_back(app: Flask) -> None:
    for _each in range(2):
        with pytest.raises(ZeroDivisionError), transaction():
            raise ZeroDivisionError
    with transaction():
        pass
