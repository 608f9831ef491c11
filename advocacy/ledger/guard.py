"""The database itself refuses to change or remove an entry of the ledger; it lets nothing pass but an erasure."""

from sqlalchemy import Connection, Table, event

from advocacy.ledger.models import Entry
from advocacy.ledger.rules import ERASABLE

_KEPT = tuple(column.name for column in Entry.__table__.columns if column.name not in (*ERASABLE, "erased_at"))


def _is_erasure(same: str) -> str:
    """SQL: the row loses what may be erased, once, and nothing else changes. `same` compares NULL with NULL too."""
    lost = ("NEW.person_id IS NULL", "NEW.facts = '{}'", "NEW.salt IS NULL")
    subject = f"(NEW.subject_id IS NULL OR NEW.subject_id {same} OLD.subject_id)"
    marked = ("OLD.erased_at IS NULL", "NEW.erased_at IS NOT NULL", subject)
    return " AND ".join((*marked, *lost, *(f"NEW.{name} {same} OLD.{name}" for name in _KEPT)))


_REFUSAL = "SELECT RAISE(ABORT, 'the ledger is append-only')"
_SQLITE = (
    "CREATE TRIGGER IF NOT EXISTS ledger_no_update BEFORE UPDATE ON ledger_entry "
    f"WHEN NOT ({_is_erasure('IS')}) BEGIN {_REFUSAL}; END",
    f"CREATE TRIGGER IF NOT EXISTS ledger_no_delete BEFORE DELETE ON ledger_entry BEGIN {_REFUSAL}; END",
)
_POSTGRESQL = (
    "CREATE OR REPLACE FUNCTION ledger_refuses() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
    f"IF TG_OP = 'UPDATE' THEN IF {_is_erasure('IS NOT DISTINCT FROM')} THEN RETURN NEW; END IF; END IF; "
    "RAISE EXCEPTION 'the ledger is append-only'; END $$",
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
