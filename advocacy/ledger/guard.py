"""The database itself refuses to change or remove an entry of the ledger."""

from sqlalchemy import Connection, Table, event

from advocacy.ledger.models import Entry

_SQLITE = tuple(
    f"CREATE TRIGGER IF NOT EXISTS ledger_no_{verb} BEFORE {verb} ON ledger_entry "
    "BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END"
    for verb in ("update", "delete")
)
_POSTGRESQL = (
    "CREATE OR REPLACE FUNCTION ledger_refuses() RETURNS trigger LANGUAGE plpgsql AS "
    "$$ BEGIN RAISE EXCEPTION 'the ledger is append-only'; END $$",
    "CREATE OR REPLACE TRIGGER ledger_no_change BEFORE UPDATE OR DELETE ON ledger_entry "
    "FOR EACH ROW EXECUTE FUNCTION ledger_refuses()",
)


def put_up(connection: Connection) -> None:
    """Set the guard; where it stands already, nothing changes."""
    for statement in _SQLITE if connection.dialect.name == "sqlite" else _POSTGRESQL:
        connection.exec_driver_sql(statement)


def take_down(connection: Connection) -> None:
    """Remove the guard: for migrations that rebuild the table, and for tests that break the chain on purpose."""
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("DROP TRIGGER IF EXISTS ledger_no_update")
        connection.exec_driver_sql("DROP TRIGGER IF EXISTS ledger_no_delete")
    else:
        connection.exec_driver_sql("DROP TRIGGER IF EXISTS ledger_no_change ON ledger_entry")


@event.listens_for(Entry.__table__, "after_create")
def _guard_new_table(_table: Table, connection: Connection, **_: object) -> None:
    put_up(connection)
