"""The steps make the tables that the code means, on a full database too."""

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from flask import Flask
from sqlalchemy import Engine, Inspector, create_engine, inspect, text
from sqlalchemy.exc import DatabaseError

from advocacy import schema
from advocacy.database import Base, db, engine_options, prepare
from papers.proof.merkle import root_of
from tests.conftest import TestDatabase
from tests.papers.proof import naive

RENEW = """the tables in the code are not those that the steps make. Write the next step:
    flask database revision "what changes"
(before the first release the first step is written anew instead:
    rm advocacy/migrations/versions/0001_*.py && flask database revision "first tables")"""


@pytest.fixture(scope="module")
def spare(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """A second database beside that of the tests."""
    with TestDatabase(tmp_path_factory.mktemp("spare")) as url:
        engine = create_engine(url.replace("postgresql://", "postgresql+psycopg://", 1), **engine_options(url))
        prepare(engine)
        yield engine
        engine.dispose()


@pytest.fixture
def empty(app: Flask, spare: Engine) -> Engine:
    """That database without any table."""
    if spare.dialect.name == "sqlite":
        spare.dispose()
        for path in Path(str(spare.url.database)).parent.glob("*.sqlite*"):
            path.unlink()
    else:
        with spare.begin() as connection:
            connection.exec_driver_sql("DROP SCHEMA public CASCADE")
            connection.exec_driver_sql("CREATE SCHEMA public")
    return spare


def shape(inspector: Inspector, table: str) -> dict[str, Any]:
    """Everything about a table that two ways of making it must agree on."""
    return {
        "columns": {c["name"]: (str(c["type"]), c["nullable"]) for c in inspector.get_columns(table)},
        "key": inspector.get_pk_constraint(table)["constrained_columns"],
        "unique": sorted((str(u["name"]), *u["column_names"]) for u in inspector.get_unique_constraints(table)),
        "checks": sorted((str(c["name"]), c["sqltext"]) for c in inspector.get_check_constraints(table)),
        "foreign": sorted(
            (*f["constrained_columns"], f["referred_table"], *f["referred_columns"])
            for f in inspector.get_foreign_keys(table)
        ),
        "indexes": sorted((str(i["name"]), bool(i["unique"])) for i in inspector.get_indexes(table)),
    }


def test_the_steps_make_the_tables_of_the_code(empty: Engine) -> None:
    schema.upgrade(empty)
    with empty.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Base.metadata) == [], RENEW


def test_the_steps_make_the_constraints_of_the_code(empty: Engine) -> None:
    """What the comparison of Alembic does not see: checks, above all."""
    schema.upgrade(empty)
    made, meant = inspect(empty), inspect(db.engine)
    for table in Base.metadata.sorted_tables:
        assert shape(made, table.name) == shape(meant, table.name), f"{table.name}: {RENEW}"


def test_upgrading_twice_changes_nothing(empty: Engine) -> None:
    before, after = schema.upgrade(empty)
    assert before == "nothing"
    assert schema.upgrade(empty) == (after, after)


def test_the_ledger_is_guarded_after_every_step(empty: Engine) -> None:
    schema.upgrade(empty)
    with empty.begin() as connection:
        connection.execute(
            text(
                "INSERT INTO ledger_entry (number, at, kind, subject_kind, subject_id, facts, salt, before, digest) "
                "VALUES (1, '2026-11-23 12:00:00', 'x', 'y', 1, '{}', 'salt', '0', '1')"
            )
        )
    with pytest.raises(DatabaseError, match="append-only"), empty.begin() as connection:
        connection.execute(text("UPDATE ledger_entry SET kind = 'z'"))


def test_a_full_database_goes_down_and_up_again(empty: Engine) -> None:
    schema.upgrade(empty)
    fill(empty)
    schema.downgrade(empty, "base")
    assert set(inspect(empty).get_table_names()) <= {"alembic_version"}
    schema.upgrade(empty)
    fill(empty)


def test_the_entries_of_an_older_version_get_their_tree(empty: Engine) -> None:
    schema.upgrade(empty, "0001")
    digests = [hashlib.sha256(bytes([number])).digest() for number in range(1, 12)]
    with empty.begin() as connection:
        for number, digest in enumerate(digests, start=1):
            connection.execute(
                text(
                    "INSERT INTO ledger_entry "
                    "(number, at, kind, subject_kind, subject_id, facts, salt, before, digest) "
                    "VALUES (:number, '2026-11-23 12:00:00', 'x', 'y', 1, '{}', :salt, '0', :digest)"
                ),
                {"number": number, "salt": b"salt", "digest": digest.hex()},
            )
        connection.execute(text(f"INSERT INTO ledger_head (id, number, digest) VALUES (1, 11, '{digests[-1].hex()}')"))
    schema.upgrade(empty)
    with empty.connect() as connection:
        edge = bytes(connection.execute(text("SELECT edge FROM ledger_head")).scalar_one())
        nodes = connection.execute(text("SELECT number, level, hash FROM ledger_node")).all()
    assert root_of(tuple(edge[at : at + 32] for at in range(0, len(edge), 32))) == naive.mth(digests)
    assert {(number, level): bytes(node) for number, level, node in nodes} == {
        (end, level): naive.mth(digests[end - 2**level : end])
        for level in (1, 2, 3)
        for end in range(2**level, 12, 2**level)
    }
    schema.downgrade(empty, "0001")
    schema.upgrade(empty)
    with empty.connect() as connection:
        assert bytes(connection.execute(text("SELECT edge FROM ledger_head")).scalar_one()) == edge


def fill(engine: Engine) -> None:
    """Rows that point at one another, among them some that a careless step would lose."""
    at = "'2026-11-23 12:00:00'"
    yes, no = ("true", "false") if engine.dialect.name == "postgresql" else ("1", "0")
    with engine.begin() as connection:
        for statement in (
            "INSERT INTO kernel_blob (sha256, media_type, size, kept_at, is_secret, data) "
            f"VALUES ('ab', 'application/pdf', 1, {at}, {no}, 'x')",
            "INSERT INTO outbox_message "
            "(id, key, recipient, lang, message_id, state, due_at, created_at, attempts, last_error) "
            f"VALUES (1, 'k', 'a@b.example', 'ar', 'm', 'waiting', {at}, {at}, 0, '')",
            "INSERT INTO outbox_attachment (message_id, sha256, name, media_type) VALUES (1, 'ab', 'بيان.pdf', 'x/y')",
            f"INSERT INTO outbox_attempt (message_id, at, outcome, detail) VALUES (1, {at}, 'put off', '')",
            "INSERT INTO ledger_entry (number, at, kind, subject_kind, subject_id, facts, salt, before, digest) "
            f"VALUES (1, {at}, 'x', 'y', 1, '{{}}', 's', '0', '1')",
            "INSERT INTO accounts_person "
            "(login, name_ar, name_en, email, phone, lang, timezone, is_admin, created_at, active, fs_uniquifier) "
            f"VALUES ('rim', 'ريم', '', 'r@b.example', '', 'ar', 'Asia/Damascus', {yes}, {at}, {yes}, 'u')",
        ):
            connection.execute(text(statement))


def test_the_command_says_where_the_tables_are(app: Flask) -> None:
    runner = app.test_cli_runner()
    with db.engine.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE IF NOT EXISTS alembic_version (version_num VARCHAR(32) NOT NULL)")
        connection.exec_driver_sql("DELETE FROM alembic_version")
        head = schema.head()
        connection.exec_driver_sql(f"INSERT INTO alembic_version VALUES ('{head}')")
    try:
        assert runner.invoke(args=["database", "upgrade"]).output == f"The tables are at {head}.\n"
    finally:
        with db.engine.begin() as connection:
            connection.exec_driver_sql("DROP TABLE alembic_version")
