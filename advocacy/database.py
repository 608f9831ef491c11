"""Tables, sessions and the one place that commits."""

import enum
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any, ClassVar

import pysqlite3.dbapi2 as newer_sqlite
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import JSON, Connection, DateTime, Dialect, Engine, Enum, MetaData, TypeDecorator, event, inspect
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import DeclarativeBase, Session

NAMES = {
    "ix": "ix_%(column_0_label)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


class UtcMoment(TypeDecorator[datetime]):
    """A moment in UTC. Naive values are refused, because somebody would have to guess their zone."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment without a time zone")
        moment = value.astimezone(UTC)
        return moment.replace(tzinfo=None) if dialect.name == "sqlite" else moment

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Base(DeclarativeBase):
    """The tables of all rooms."""

    metadata = MetaData(naming_convention=NAMES)
    type_annotation_map: ClassVar[dict[Any, Any]] = {
        datetime: UtcMoment,
        dict[str, Any]: JSON().with_variant(JSONB(), "postgresql"),
        list[Any]: JSON().with_variant(JSONB(), "postgresql"),
    }


def one_of(values: type[enum.StrEnum]) -> Enum:
    """A column of one of these words, checked by the database, stored as the word itself."""
    return Enum(
        values,
        native_enum=False,
        create_constraint=True,
        name=values.__name__.lower(),
        length=32,
        values_callable=lambda members: [member.value for member in members],
    )


db = SQLAlchemy(metadata=Base.metadata, disable_autonaming=True, session_options={"expire_on_commit": False})
session = db.session


@contextmanager
def transaction() -> Iterator[Session]:
    """Do something wholly or not at all: the only place that commits.

    What was read before is read anew inside, because another process may have written in between. On SQLite the write
    lock is taken at once, so that two writers queue instead of failing. Not nested: use-cases never open one.
    """
    session.rollback()
    session.expire_all()
    current: Session = session()
    if current.info.get("writing"):
        raise RuntimeError("transaction() inside transaction(): a use-case must not commit")
    current.info["writing"], current.info["held"] = True, set()
    with _turn(current):
        try:
            current.connection(execution_options={"immediate": True})
            yield current
            current.commit()
        except BaseException:
            current.rollback()
            raise
        finally:
            current.info["writing"] = False


def hold(row: Base) -> None:
    """Let nobody else change a row until the transaction ends, and know it as it is now. Twice costs nothing.

    On SQLite a transaction is alone with the whole database anyway, and has forgotten what was read before it. Only
    this row is locked: what was read together with it may be missing, and PostgreSQL locks no missing row.
    """
    current: Session = session()
    if not current.info.get("writing"):
        current.refresh(row, with_for_update={"of": type(row)})
        return
    key = inspect(row).key
    if current.get_bind().dialect.name != "sqlite" and key not in current.info["held"]:
        current.refresh(row, with_for_update={"of": type(row)})
        current.info["held"].add(key)


PATIENCE_SECONDS = 30
"""How long a writer waits for another one."""
_turns = threading.Lock()


@contextmanager
def _turn(current: Session) -> Iterator[None]:
    """Let the threads of this process write one after the other where the database would have them ask again and again:
    SQLite's writers sleep between their tries, and whoever came first may be the last.
    """
    if current.get_bind().dialect.name != "sqlite":
        yield
        return
    turns = _turns
    is_ours = turns.acquire(timeout=PATIENCE_SECONDS)  # else SQLite itself says that it is busy
    try:
        yield
    finally:
        if is_ours:
            turns.release()


def _begin_anew() -> None:
    """In a forked process nobody is left who would give a turn back."""
    global _turns
    _turns = threading.Lock()


os.register_at_fork(after_in_child=_begin_anew)


def engine_options(url: str) -> dict[str, Any]:
    """How to open the database of that address."""
    if url.startswith("sqlite"):
        return {"module": newer_sqlite, "connect_args": {"timeout": PATIENCE_SECONDS, "check_same_thread": False}}
    return {"pool_pre_ping": True, "pool_size": 10, "max_overflow": 10}


def prepare(engine: Engine) -> None:
    """Make SQLite durable and strict, and its transactions explicit. PostgreSQL needs nothing."""
    if engine.dialect.name != "sqlite" or event.contains(engine, "connect", _on_connect):
        return
    event.listen(engine, "connect", _on_connect)
    event.listen(engine, "begin", _on_begin)


def _on_connect(connection: Any, _record: object) -> None:
    connection.isolation_level = None  # the driver must not begin transactions of its own
    cursor = connection.cursor()
    for pragma in (
        "journal_mode=WAL",
        "synchronous=FULL",
        "foreign_keys=ON",
        "busy_timeout=30000",
        "trusted_schema=OFF",
        "secure_delete=ON",  # what was deleted or encrypted is not to be read in the file's free pages
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _on_begin(connection: Connection) -> None:
    immediate = connection.get_execution_options().get("immediate", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if immediate else "BEGIN")
