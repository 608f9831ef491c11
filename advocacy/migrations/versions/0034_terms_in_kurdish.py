"""terms of the glossary in Kurmanji and Sorani"""

import sqlalchemy as sa
from alembic import op

revision = '0034'
down_revision = '0033'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('library_term', schema=None) as batch_op:
        batch_op.add_column(sa.Column('kmr', sa.String(), nullable=False, server_default=''))
        batch_op.add_column(sa.Column('ckb', sa.String(), nullable=False, server_default=''))
    with op.batch_alter_table('library_term', schema=None) as batch_op:
        batch_op.alter_column('kmr', server_default=None)
        batch_op.alter_column('ckb', server_default=None)


def downgrade() -> None:
    with op.batch_alter_table('library_term', schema=None) as batch_op:
        batch_op.drop_column('ckb')
        batch_op.drop_column('kmr')
