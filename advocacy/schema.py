"""Bringing the tables of an installation to the shape that this version needs (`flask database`)."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click
from alembic import command
from alembic.config import Config as Steps
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import Flask
from flask.cli import AppGroup
from sqlalchemy import Connection, Engine, create_engine, inspect

from advocacy.database import db, engine_options, prepare
from advocacy.ledger import guard
from config import Config

FOLDER = Path(__file__).parent / "migrations"
database = AppGroup("database", help="The tables: bring them to this version, write the next step.")


def attach(app: Flask, config: Config) -> None:
    """Offer `flask database`."""
    app.cli.add_command(database)


@database.command("upgrade")
def upgrade_command() -> None:
    """Bring the tables to this version; on an empty database make them."""
    before, after = upgrade(db.engine)
    click.echo(f"The tables are at {after}." if before == after else f"The tables went from {before} to {after}.")


@database.command("downgrade")
@click.argument("revision")
def downgrade_command(revision: str) -> None:
    """Go back to REVISION (or `base`). What only newer tables hold is lost: keep a backup."""
    downgrade(db.engine, revision)
    click.echo(f"The tables are at {revision}.")


@database.command("revision")
@click.argument("message")
def revision_command(message: str) -> None:
    """Write the step from the last one to the tables in the code; read it before you keep it."""
    click.echo(write_revision(message))


def upgrade(engine: Engine, revision: str = "head") -> tuple[str, str]:
    """Bring the tables to a revision; returns the one before (`nothing`) and the one after."""
    with _steps(engine) as (steps, connection):
        before = _current(connection)
        command.upgrade(steps, revision)
        return before, _current(connection)


def downgrade(engine: Engine, revision: str) -> None:
    """Take the tables back to an older revision; `base` removes them."""
    with _steps(engine) as (steps, _connection):
        command.downgrade(steps, revision)


def head() -> str:
    """The revision that this version of the code needs."""
    steps = Steps()
    steps.set_main_option("script_location", str(FOLDER))
    return ScriptDirectory.from_config(steps).get_current_head() or "nothing"


def write_revision(message: str) -> str:
    """Compare the code with what all steps make of an empty database; returns the path of the new step."""
    engine = create_engine("sqlite://", **engine_options("sqlite"))
    prepare(engine)
    upgrade(engine)
    with _steps(engine) as (steps, _connection):
        known = list(ScriptDirectory.from_config(steps).walk_revisions())
        written = command.revision(steps, message, autogenerate=True, rev_id=f"{len(known) + 1:04}")
    engine.dispose()
    if written is None or isinstance(written, list):
        raise RuntimeError("expected one step")
    return str(written.path)


def _current(connection: Connection) -> str:
    return MigrationContext.configure(connection).get_current_revision() or "nothing"


@contextmanager
def _steps(engine: Engine) -> Iterator[tuple[Steps, Connection]]:
    """The steps over one transaction. SQLite rebuilds tables, so foreign keys and the ledger's guard stand aside."""
    steps = Steps()
    steps.set_main_option("script_location", str(FOLDER))
    steps.set_main_option("file_template", "%%(rev)s_%%(slug)s")
    with engine.connect() as connection:
        steps.attributes["connection"] = connection
        with _without_foreign_keys(connection), connection.begin():
            if _has_ledger(connection):
                guard.take_down(connection)
            yield steps, connection
            if _has_ledger(connection):
                guard.put_up(connection)
            _refuse_loose_ends(connection)


@contextmanager
def _without_foreign_keys(connection: Connection) -> Iterator[None]:
    """SQLite drops a table to rebuild it, and would drop what points to it. Inside a transaction the switch is dead."""
    if connection.dialect.name != "sqlite":
        yield
        return
    line = connection.connection.cursor()
    line.execute("PRAGMA foreign_keys=OFF")
    try:
        yield
    finally:
        line.execute("PRAGMA foreign_keys=ON")
        line.close()


def _refuse_loose_ends(connection: Connection) -> None:
    if connection.dialect.name != "sqlite":
        return
    if broken := connection.exec_driver_sql("PRAGMA foreign_key_check").fetchmany(5):
        raise RuntimeError(f"the step left rows that point nowhere: {broken}")


def _has_ledger(connection: Connection) -> bool:
    return inspect(connection).has_table("ledger_entry")
