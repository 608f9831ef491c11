"""another end of the embargo on a call"""

import sqlalchemy as sa
from alembic import op
revision = '0021'
down_revision = "0020"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('signoff_embargo_change',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('call_id', sa.Integer(), nullable=False),
    sa.Column('was', sa.DateTime(timezone=True), nullable=True),
    sa.Column('until', sa.DateTime(timezone=True), nullable=True),
    sa.Column('is_longer', sa.Boolean(), nullable=False),
    sa.Column('reason', sa.String(), nullable=False),
    sa.Column('asked_by_id', sa.Integer(), nullable=False),
    sa.Column('asked_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('confirmed_by_id', sa.Integer(), nullable=True),
    sa.Column('confirmed_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('dropped_at', sa.DateTime(timezone=True), nullable=True),
    sa.CheckConstraint("reason != ''", name=op.f('ck_signoff_embargo_change_says_why')),
    sa.CheckConstraint('confirmed_by_id IS NULL OR confirmed_by_id != asked_by_id', name=op.f('ck_signoff_embargo_change_second_person')),
    sa.CheckConstraint('is_longer OR (confirmed_at IS NULL) = (confirmed_by_id IS NULL)', name=op.f('ck_signoff_embargo_change_sooner_by_two')),
    sa.CheckConstraint('confirmed_at IS NULL OR dropped_at IS NULL', name=op.f('ck_signoff_embargo_change_confirmed_or_dropped')),
    sa.ForeignKeyConstraint(['asked_by_id'], ['accounts_person.id'], name=op.f('fk_signoff_embargo_change_asked_by_id')),
    sa.ForeignKeyConstraint(['call_id'], ['signoff_call.id'], name=op.f('fk_signoff_embargo_change_call_id')),
    sa.ForeignKeyConstraint(['confirmed_by_id'], ['accounts_person.id'], name=op.f('fk_signoff_embargo_change_confirmed_by_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_signoff_embargo_change'))
    )
    with op.batch_alter_table('signoff_embargo_change', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_signoff_embargo_change_call_id'), ['call_id'], unique=False)
        batch_op.create_index('ix_signoff_embargo_change_one_waiting', ['call_id'], unique=True, sqlite_where=sa.text('confirmed_at IS NULL AND dropped_at IS NULL'), postgresql_where=sa.text('confirmed_at IS NULL AND dropped_at IS NULL'))


def downgrade() -> None:
    with op.batch_alter_table('signoff_embargo_change', schema=None) as batch_op:
        batch_op.drop_index('ix_signoff_embargo_change_one_waiting', sqlite_where=sa.text('confirmed_at IS NULL AND dropped_at IS NULL'), postgresql_where=sa.text('confirmed_at IS NULL AND dropped_at IS NULL'))
        batch_op.drop_index(batch_op.f('ix_signoff_embargo_change_call_id'))

    op.drop_table('signoff_embargo_change')
