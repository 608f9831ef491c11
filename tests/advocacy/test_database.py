"""How the database of an installation is opened; the tests themselves wait for no disk."""

import threading
import time
from contextlib import suppress
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import create_engine

from advocacy.coalition.models import Coalition
from advocacy.database import db, engine_options, prepare, transaction
from tests.conftest import empty_the_database, tables_with_room, tables_with_rows
from tests.make import coalition as make


def test_an_installation_on_sqlite_waits_for_the_disk_before_it_acknowledges(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'own.sqlite'}"
    engine = create_engine(url, **engine_options(url))
    prepare(engine)
    with engine.connect() as connection:
        said = {name: connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in ("synchronous", "journal_mode")}
    engine.dispose()
    assert said == {"synchronous": 2, "journal_mode": "wal"}


def test_a_test_leaves_no_row_no_room_and_the_number_one_to_the_next(app: Flask) -> None:
    for _each in range(3):
        make.person()
    with suppress(RuntimeError), transaction() as session:  # also what is taken back takes room and a number
        session.add(Coalition(code="X", name_ar="تحالف", mail="x@riwaq.example"))
        session.flush()
        raise RuntimeError
    empty_the_database()
    with db.engine.connect() as connection:
        if connection.dialect.name == "sqlite":
            assert tables_with_rows(connection) == []
        else:
            assert tables_with_room(connection) == []
    assert (make.person().id, make.coalition().id) == (1, 1)


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
