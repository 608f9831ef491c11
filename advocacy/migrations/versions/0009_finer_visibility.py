"""names may appear in one language only, or stand behind a text uncounted"""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

BEFORE = ("public", "withheld")
NOW = ("public", "only_ar", "only_en", "only_fr", "only_kmr", "only_ckb", "withheld", "uncounted")
TABLES = ("coalition_organisation", "amending_amendment", "amending_backing", "amending_sheet", "signoff_answer", "signoff_recording")


def upgrade() -> None:
    _allow(NOW)


def downgrade() -> None:
    for table in TABLES:  # what the older version cannot say becomes what shows least
        op.execute(f"UPDATE {table} SET visibility = 'withheld' WHERE visibility NOT IN ('public', 'withheld')")
    _allow(BEFORE)


def _allow(words: tuple[str, ...]) -> None:
    listed = ", ".join(f"'{word}'" for word in words)
    for table in TABLES:
        with op.batch_alter_table(table) as changed:
            changed.drop_constraint(op.f(f"ck_{table}_visibility"), type_="check")
            changed.create_check_constraint(op.f(f"ck_{table}_visibility"), sa.text(f"visibility IN ({listed})"))
