"""why the movers of an amendment do not accept what the group proposes"""

import sqlalchemy as sa
from alembic import op

revision = '0032'
down_revision = '0031'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('amending_amendment', schema=None) as batch_op:
        batch_op.add_column(sa.Column('movers_reason', sa.String(), nullable=False, server_default=''))
    with op.batch_alter_table('amending_amendment', schema=None) as batch_op:
        batch_op.alter_column('movers_reason', server_default=None)


def downgrade() -> None:
    with op.batch_alter_table('amending_amendment', schema=None) as batch_op:
        batch_op.drop_column('movers_reason')
