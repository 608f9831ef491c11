"""issues say why nobody else vouches for their time"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("publishing_issue") as issue:
        issue.add_column(sa.Column("unstamped", sa.String(), nullable=False, server_default=""))
    with op.batch_alter_table("publishing_issue") as issue:
        issue.alter_column("unstamped", server_default=None)


def downgrade() -> None:
    with op.batch_alter_table("publishing_issue") as issue:
        issue.drop_column("unstamped")
