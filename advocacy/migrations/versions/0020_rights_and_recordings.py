"""when a term was ended at once; what a recording says besides: passages, readers, recipients, that few are known"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = '0020'
down_revision = '0017'
branch_labels = None
depends_on = None
ENDED = ('coalition_body_term', 'coalition_group_seat', 'coalition_group_term', 'coalition_affiliation')


def upgrade() -> None:
    for table in ENDED:
        with op.batch_alter_table(table, schema=None) as batch_op:
            batch_op.add_column(sa.Column('ended_at', sa.DateTime(timezone=True), nullable=True))

    lists = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")
    with op.batch_alter_table('signoff_recording', schema=None) as batch_op:
        batch_op.add_column(sa.Column('reservation_on', lists, nullable=False, server_default='[]'))
        batch_op.add_column(sa.Column('reservation_for', sa.String(length=32), nullable=False, server_default='public'))
        batch_op.add_column(sa.Column('shown_to', lists, nullable=False, server_default='[]'))
        batch_op.add_column(sa.Column('knows_few_at', sa.DateTime(timezone=True), nullable=True))

    with op.batch_alter_table('signoff_recording', schema=None) as batch_op:
        batch_op.alter_column('reservation_on', server_default=None)
        batch_op.alter_column('reservation_for', server_default=None)
        batch_op.alter_column('shown_to', server_default=None)
        batch_op.create_check_constraint(op.f('ck_signoff_recording_seenby'), "reservation_for IN ('public', 'signatories', 'board')")


def downgrade() -> None:
    with op.batch_alter_table('signoff_recording', schema=None) as batch_op:
        batch_op.drop_constraint(op.f('ck_signoff_recording_seenby'), type_='check')
        batch_op.drop_column('knows_few_at')
        batch_op.drop_column('shown_to')
        batch_op.drop_column('reservation_for')
        batch_op.drop_column('reservation_on')

    for table in reversed(ENDED):
        with op.batch_alter_table(table, schema=None) as batch_op:
            batch_op.drop_column('ended_at')
