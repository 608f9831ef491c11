"""the page that the first browser of a link has"""

import sqlalchemy as sa
from alembic import op

revision = '0029'
down_revision = '0021'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('signoff_device', schema=None) as batch_op:
        batch_op.add_column(sa.Column('page_hash', sa.String(), nullable=True))
        batch_op.create_unique_constraint(batch_op.f('uq_signoff_device_page_hash'), ['page_hash'])


def downgrade() -> None:
    with op.batch_alter_table('signoff_device', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('uq_signoff_device_page_hash'), type_='unique')
        batch_op.drop_column('page_hash')
