"""shared texts that are renewed, and a snapshot of each of their epochs"""

import sqlalchemy as sa
from alembic import op

revision = '0033'
down_revision = '0032'
branch_labels = None
depends_on = None

_FIRST = 'SELECT min(number) FROM live_update WHERE text_id = live_text.id AND live_update.epoch = live_text.epoch'


def upgrade() -> None:
    with op.batch_alter_table('live_text', schema=None) as batch_op:
        batch_op.add_column(sa.Column('first_epoch', sa.Integer(), nullable=False, server_default='1'))
        batch_op.add_column(sa.Column('since', sa.Integer(), nullable=False, server_default='0'))
    op.execute(f'UPDATE live_text SET first_epoch = epoch, since = coalesce(({_FIRST}), 0)')
    with op.batch_alter_table('live_text', schema=None) as batch_op:
        batch_op.alter_column('first_epoch', server_default=None)
        batch_op.alter_column('since', server_default=None)
    _snapshots('text_id', 'epoch')


def downgrade() -> None:
    _snapshots('text_id')
    with op.batch_alter_table('live_text', schema=None) as batch_op:
        batch_op.drop_column('since')
        batch_op.drop_column('first_epoch')


def _snapshots(*key: str) -> None:
    """An empty table of snapshots: they are made anew of the log, when a text next rests."""
    op.drop_table('live_snapshot')
    op.create_table(
        'live_snapshot',
        sa.Column('text_id', sa.Integer(), nullable=False),
        sa.Column('epoch', sa.Integer(), autoincrement=False, nullable=False),
        sa.Column('number', sa.Integer(), nullable=False),
        sa.Column('made_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('data', sa.LargeBinary(), nullable=False),
        sa.Column('packed', sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(['text_id'], ['live_text.id'], name=op.f('fk_live_snapshot_text_id')),
        sa.PrimaryKeyConstraint(*key, name=op.f('pk_live_snapshot')),
    )
