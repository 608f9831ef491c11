"""threads, suggestions and open points"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql
revision = '0006'
down_revision = '0005'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('drafting_weekly_list',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('week', sa.String(), nullable=False),
    sa.Column('points', sa.Integer(), nullable=False),
    sa.Column('made_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['person_id'], ['accounts_person.id'], name=op.f('fk_drafting_weekly_list_person_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_drafting_weekly_list')),
    sa.UniqueConstraint('person_id', 'week', name=op.f('uq_drafting_weekly_list_person_id_week'))
    )
    op.create_table('drafting_task',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('dossier_id', sa.Integer(), nullable=False),
    sa.Column('key', sa.String(), nullable=False),
    sa.Column('assignee_id', sa.Integer(), nullable=False),
    sa.Column('due', sa.Date(), nullable=True),
    sa.Column('given_by_id', sa.Integer(), nullable=True),
    sa.Column('given_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['assignee_id'], ['accounts_person.id'], name=op.f('fk_drafting_task_assignee_id')),
    sa.ForeignKeyConstraint(['dossier_id'], ['drafting_dossier.id'], name=op.f('fk_drafting_task_dossier_id')),
    sa.ForeignKeyConstraint(['given_by_id'], ['accounts_person.id'], name=op.f('fk_drafting_task_given_by_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_drafting_task')),
    sa.UniqueConstraint('dossier_id', 'key', name=op.f('uq_drafting_task_dossier_id_key'))
    )
    with op.batch_alter_table('drafting_task', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_drafting_task_assignee_id'), ['assignee_id'], unique=False)

    op.create_table('drafting_suggestion',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('version_id', sa.Integer(), nullable=False),
    sa.Column('revision', sa.Integer(), nullable=False),
    sa.Column('kind', sa.String(), nullable=False),
    sa.Column('block', sa.String(), nullable=False),
    sa.Column('before', sa.String(), nullable=False),
    sa.Column('after', sa.String(), nullable=False),
    sa.Column('place', sa.Integer(), nullable=False),
    sa.Column('change', sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
    sa.Column('author_id', sa.Integer(), nullable=True),
    sa.Column('author_name', sa.String(), nullable=False),
    sa.Column('proposed_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('source', sa.Enum('word', 'live', 'page', name='source', native_enum=False, create_constraint=True, length=32), nullable=False),
    sa.Column('state', sa.Enum('open', 'accepted', 'rejected', name='state', native_enum=False, create_constraint=True, length=32), nullable=False),
    sa.Column('reason', sa.String(), nullable=False),
    sa.Column('decided_by_id', sa.Integer(), nullable=True),
    sa.Column('decided_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('taken', sa.Integer(), nullable=True),
    sa.CheckConstraint("(state = 'open') = (decided_at IS NULL)", name=op.f('ck_drafting_suggestion_decided_when_not_open')),
    sa.ForeignKeyConstraint(['author_id'], ['accounts_person.id'], name=op.f('fk_drafting_suggestion_author_id')),
    sa.ForeignKeyConstraint(['decided_by_id'], ['accounts_person.id'], name=op.f('fk_drafting_suggestion_decided_by_id')),
    sa.ForeignKeyConstraint(['version_id'], ['drafting_version.id'], name=op.f('fk_drafting_suggestion_version_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_drafting_suggestion'))
    )
    with op.batch_alter_table('drafting_suggestion', schema=None) as batch_op:
        batch_op.create_index('ix_drafting_suggestion_of_version', ['version_id', 'state'], unique=False)

    op.create_table('drafting_thread',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('version_id', sa.Integer(), nullable=False),
    sa.Column('revision', sa.Integer(), nullable=False),
    sa.Column('block', sa.String(), nullable=False),
    sa.Column('quote', sa.String(), nullable=False),
    sa.Column('digest', sa.String(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('assignee_id', sa.Integer(), nullable=True),
    sa.Column('outcome', sa.Enum('accepted', 'partly', 'rejected', name='outcome', native_enum=False, create_constraint=True, length=32), nullable=True),
    sa.Column('reason', sa.String(), nullable=False),
    sa.Column('settled_by_id', sa.Integer(), nullable=True),
    sa.Column('settled_at', sa.DateTime(timezone=True), nullable=True),
    sa.CheckConstraint('(outcome IS NULL) = (settled_at IS NULL)', name=op.f('ck_drafting_thread_settled_with_outcome')),
    sa.ForeignKeyConstraint(['assignee_id'], ['accounts_person.id'], name=op.f('fk_drafting_thread_assignee_id')),
    sa.ForeignKeyConstraint(['settled_by_id'], ['accounts_person.id'], name=op.f('fk_drafting_thread_settled_by_id')),
    sa.ForeignKeyConstraint(['version_id'], ['drafting_version.id'], name=op.f('fk_drafting_thread_version_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_drafting_thread'))
    )
    with op.batch_alter_table('drafting_thread', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_drafting_thread_assignee_id'), ['assignee_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_drafting_thread_version_id'), ['version_id'], unique=False)

    op.create_table('drafting_upload',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('version_id', sa.Integer(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('found', sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
    sa.Column('sent_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['person_id'], ['accounts_person.id'], name=op.f('fk_drafting_upload_person_id')),
    sa.ForeignKeyConstraint(['version_id'], ['drafting_version.id'], name=op.f('fk_drafting_upload_version_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_drafting_upload')),
    sa.UniqueConstraint('version_id', 'person_id', name=op.f('uq_drafting_upload_version_id_person_id'))
    )
    op.create_table('drafting_waiver',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('freeze_id', sa.Integer(), nullable=False),
    sa.Column('key', sa.String(), nullable=False),
    sa.Column('lang', sa.String(), nullable=False),
    sa.Column('reason', sa.String(), nullable=False),
    sa.Column('waived_by_id', sa.Integer(), nullable=True),
    sa.Column('waived_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['freeze_id'], ['drafting_freeze.id'], name=op.f('fk_drafting_waiver_freeze_id')),
    sa.ForeignKeyConstraint(['waived_by_id'], ['accounts_person.id'], name=op.f('fk_drafting_waiver_waived_by_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_drafting_waiver'))
    )
    with op.batch_alter_table('drafting_waiver', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_drafting_waiver_freeze_id'), ['freeze_id'], unique=False)

    op.create_table('drafting_remark',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('thread_id', sa.Integer(), nullable=False),
    sa.Column('author_id', sa.Integer(), nullable=True),
    sa.Column('author_name', sa.String(), nullable=False),
    sa.Column('text', sa.String(), nullable=False),
    sa.Column('said_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['author_id'], ['accounts_person.id'], name=op.f('fk_drafting_remark_author_id')),
    sa.ForeignKeyConstraint(['thread_id'], ['drafting_thread.id'], name=op.f('fk_drafting_remark_thread_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_drafting_remark'))
    )
    with op.batch_alter_table('drafting_remark', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_drafting_remark_thread_id'), ['thread_id'], unique=False)

    with op.batch_alter_table('accounts_person', schema=None) as batch_op:
        batch_op.add_column(sa.Column('weekly', sa.Boolean(), server_default=sa.false(), nullable=False))

    with op.batch_alter_table('drafting_dossier', schema=None) as batch_op:
        batch_op.add_column(sa.Column('channels', sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), server_default='[]', nullable=False))

    with op.batch_alter_table('library_instrument', schema=None) as batch_op:
        batch_op.add_column(sa.Column('consistency', sa.Enum('consistent', 'partly', 'inconsistent', 'under_review', name='consistency', native_enum=False, create_constraint=True, length=32), nullable=True))



def downgrade() -> None:
    with op.batch_alter_table('library_instrument', schema=None) as batch_op:
        batch_op.drop_constraint(op.f('ck_library_instrument_consistency'), type_='check')
        batch_op.drop_column('consistency')

    with op.batch_alter_table('drafting_dossier', schema=None) as batch_op:
        batch_op.drop_column('channels')

    with op.batch_alter_table('accounts_person', schema=None) as batch_op:
        batch_op.drop_column('weekly')

    with op.batch_alter_table('drafting_remark', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_drafting_remark_thread_id'))

    op.drop_table('drafting_remark')
    with op.batch_alter_table('drafting_waiver', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_drafting_waiver_freeze_id'))

    op.drop_table('drafting_waiver')
    op.drop_table('drafting_upload')
    with op.batch_alter_table('drafting_thread', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_drafting_thread_version_id'))
        batch_op.drop_index(batch_op.f('ix_drafting_thread_assignee_id'))

    op.drop_table('drafting_thread')
    with op.batch_alter_table('drafting_suggestion', schema=None) as batch_op:
        batch_op.drop_index('ix_drafting_suggestion_of_version')

    op.drop_table('drafting_suggestion')
    with op.batch_alter_table('drafting_task', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_drafting_task_assignee_id'))

    op.drop_table('drafting_task')
    op.drop_table('drafting_weekly_list')
