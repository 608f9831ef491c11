"""a shared text at rest, ready to be loaded"""

import sqlalchemy as sa
from alembic import op

revision = '0031'
down_revision = '0030'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('live_snapshot', schema=None) as batch_op:
        batch_op.add_column(sa.Column('packed', sa.LargeBinary(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table('live_snapshot', schema=None) as batch_op:
        batch_op.drop_column('packed')
