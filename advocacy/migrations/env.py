"""What Alembic needs to know to run or write a step; called through `advocacy.schema`."""

from typing import Any, Literal

from alembic import context
from sqlalchemy import JSON

from advocacy.database import Base, UtcMoment


def _plain(kind: str, item: Any, autogenerate: Any) -> str | Literal[False]:
    """Steps name only types of SQLAlchemy: ours may change, a step may not."""
    if kind == "type" and isinstance(item, UtcMoment):
        return "sa.DateTime(timezone=True)"
    if kind == "type" and isinstance(item, JSON):
        autogenerate.imports.add("from sqlalchemy.dialects import postgresql")
        return 'sa.JSON().with_variant(postgresql.JSONB(), "postgresql")'
    return False


connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=Base.metadata,
    render_as_batch=True,
    render_item=_plain,
    compare_type=True,
    transaction_per_migration=False,
)
with context.begin_transaction():
    context.run_migrations()
