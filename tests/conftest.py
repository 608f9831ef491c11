"""What every test of the application stands on: one application a process, an empty database and own doors a test."""

import os
import re
import uuid
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from flask import Flask, g
from flask.testing import FlaskClient
from sqlalchemy import Connection, Engine, create_engine, event, make_url, text

from advocacy import create_app, outside
from advocacy.accounts.models import Person
from advocacy.chance import SeededChance
from advocacy.clock import SetClock
from advocacy.database import Base, db
from advocacy.keystore import MemoryKeyStore
from advocacy.ledger import guard
from advocacy.mail import KeptMail
from advocacy.outside import Outside
from config import Config
from tools.fonts import copy_fonts

NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
"""When every test begins, unless it sets the clock."""


def pytest_sessionstart() -> None:
    """Bring the fonts of the documents, as `make fonts` does; a test that prints says so if they are not there."""
    copy_fonts()


@pytest.fixture(scope="session")
def application(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """One application for the tests of this process, on SQLite or on the PostgreSQL that MAWQIF_TEST_DATABASE names."""
    instance = tmp_path_factory.mktemp("instance")
    with TestDatabase(instance) as url:
        doors = Outside(SetClock(NOON), SeededChance("start"), MemoryKeyStore(), KeptMail())
        app = create_app(Config(mode="test", instance=instance, database_url=url), doors)
        with app.app_context():
            spare_the_disk(db.engine)
            db.create_all()
        yield app
        with app.app_context():
            db.session.remove()
            db.engine.dispose()


def spare_the_disk(engine: Engine) -> None:
    """Let SQLite wait for no disk: the tests kill processes, which loses nothing that was written, and no machine.

    That an installation waits, tests/advocacy/test_database.py says.
    """
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", lambda connection, _record: connection.execute("PRAGMA synchronous=OFF"))
        engine.dispose()


class TestDatabase:
    """A database for this process alone, gone afterwards."""

    __test__ = False

    def __init__(self, folder: Path) -> None:
        self._server = os.environ.get("MAWQIF_TEST_DATABASE", "")
        self._name = f"mawqif_{uuid.uuid4().hex[:12]}"
        self._folder = folder

    def __enter__(self) -> str:
        if not self._server:
            return f"sqlite:///{self._folder / 'test.sqlite'}"
        self._run(f'CREATE DATABASE "{self._name}"')
        return make_url(self._server).set(database=self._name).render_as_string(hide_password=False)

    def __exit__(self, *_: object) -> None:
        if self._server:
            self._run(f'DROP DATABASE "{self._name}" WITH (FORCE)')

    def _run(self, statement: str) -> None:
        engine = create_engine(self._server.replace("postgresql://", "postgresql+psycopg://", 1))
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(text(statement))
        engine.dispose()


@pytest.fixture
def app(application: Flask) -> Iterator[Flask]:
    """The application with an empty database and fresh doors."""
    open_fresh_doors()
    with application.app_context():
        yield application
        empty_the_database()


def open_fresh_doors() -> None:
    """Rate limits and caches of one test are nothing to the next."""
    outside.install(Outside(SetClock(NOON), SeededChance("test"), MemoryKeyStore(), KeptMail()))


def empty_the_database() -> None:
    """As it is before the first test."""
    db.session.rollback()
    if db.engine.dialect.name == "sqlite":
        with db.engine.begin() as connection:
            connection.exec_driver_sql("PRAGMA defer_foreign_keys=ON")
            guard.take_down(connection)
            for name in tables_with_rows(connection):
                connection.exec_driver_sql(f"DELETE FROM {name}")
            guard.put_up(connection)
    else:
        with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            empty_tables_that_were_written_to(connection)
    db.session.remove()


def tables_with_rows(connection: Connection) -> list[str]:
    """Those to empty: most tests write to few of them."""
    asked = (f"SELECT '{name}' WHERE EXISTS (SELECT 1 FROM {name})" for name in table_names())
    return list(connection.exec_driver_sql(" UNION ALL ".join(asked)).scalars())


def empty_tables_that_were_written_to(connection: Connection) -> None:
    """Leave on PostgreSQL what TRUNCATE of all tables leaves, which makes 600 files anew: no row, no room, number 1.

    Deleting alone would leave room between rows, and what is read without an order would come in another one.
    """
    written = tables_with_room(connection)
    if written:
        deletions = "; ".join(f"DELETE FROM {name}" for name in written)
        connection.exec_driver_sql(f"BEGIN; SET LOCAL session_replication_role = replica; {deletions}; COMMIT")
        connection.exec_driver_sql(f"VACUUM (INDEX_CLEANUP ON, SKIP_DATABASE_STATS) {', '.join(written)}")
    connection.exec_driver_sql(
        "SELECT setval(seqrelid, 1, false) FROM pg_sequence WHERE pg_sequence_last_value(seqrelid) IS NOT NULL"
    )
    if tables_with_room(connection):  # somebody looked at them meanwhile
        connection.exec_driver_sql(f"TRUNCATE {', '.join(table_names())} RESTART IDENTITY CASCADE")


def tables_with_room(connection: Connection) -> list[str]:
    """Those whose files are not empty: something was written to them, even if it was taken back."""
    asked = (
        "SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace "
        "AND pg_relation_size(oid) > 0"
    )
    return [name for name in connection.exec_driver_sql(asked).scalars() if name in Base.metadata.tables]


def table_names() -> list[str]:
    """Whoever refers to another stands before it."""
    return [table.name for table in reversed(Base.metadata.sorted_tables)]


@pytest.fixture
def clock(app: Flask) -> SetClock:
    """The application's clock; move it."""
    found = outside.current().clock
    assert isinstance(found, SetClock)
    return found


@pytest.fixture
def mail(app: Flask) -> KeptMail:
    """The mails that the application has handed over."""
    found = outside.current().mailer
    assert isinstance(found, KeptMail)
    return found


class Browser(FlaskClient):
    """A test client that can sign in and that sends the form's proof by itself."""

    def open(self, *args: Any, **kwargs: Any) -> Any:
        for name in list(g):  # the test's application context outlives its requests: their reader and language go
            g.pop(name)
        return super().open(*args, **kwargs)

    def sign_in(self, person: Person) -> "Browser":
        with self.session_transaction() as session:
            session.clear()
            session["_user_id"] = person.fs_uniquifier
            session["_fresh"] = True
            session["seen"] = int(outside.current().clock.now().timestamp())
        return self


def without_proofs(page: str) -> str:
    """A page without the hidden proofs of its forms, which change with every second: for comparing two pages."""
    return re.sub(r'name="csrf_token" value="[^"]+"', "", page)


@pytest.fixture
def browser(app: Flask) -> Browser:
    """A client without scripts; forms are accepted without their hidden proof, which has tests of its own."""
    app.config["WTF_CSRF_ENABLED"] = False
    app.test_client_class = Browser
    client = app.test_client()
    assert isinstance(client, Browser)
    return client
