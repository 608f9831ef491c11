"""more time, accession, standing instructions, who reads a reservation"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql
revision = '0017'
down_revision = '0016'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('signoff_instruction',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('organisation_id', sa.Integer(), nullable=False),
    sa.Column('kinds', sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
    sa.Column('visibility', sa.Enum('public', 'only_ar', 'only_en', 'only_fr', 'only_kmr', 'only_ckb', 'withheld', 'uncounted', name='visibility', native_enum=False, create_constraint=True, length=32), nullable=False),
    sa.Column('knows_few', sa.Boolean(), nullable=False),
    sa.Column('since', sa.Date(), nullable=False),
    sa.Column('until', sa.Date(), nullable=False),
    sa.Column('proof_sha256', sa.String(), nullable=False),
    sa.Column('proof_name', sa.String(), nullable=False),
    sa.Column('given_by_id', sa.Integer(), nullable=False),
    sa.Column('given_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('token_hash', sa.String(), nullable=False),
    sa.Column('confirm_until', sa.DateTime(timezone=True), nullable=False),
    sa.Column('confirmed_by_id', sa.Integer(), nullable=True),
    sa.Column('confirmed_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('revoked_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('revoked_by_id', sa.Integer(), nullable=True),
    sa.CheckConstraint('confirmed_by_id IS NULL OR confirmed_at IS NOT NULL', name=op.f('ck_signoff_instruction_confirmed_at_some_time')),
    sa.CheckConstraint('confirmed_by_id IS NULL OR confirmed_by_id != given_by_id', name=op.f('ck_signoff_instruction_two_people')),
    sa.CheckConstraint('until >= since', name=op.f('ck_signoff_instruction_ends_after_it_begins')),
    sa.ForeignKeyConstraint(['confirmed_by_id'], ['accounts_person.id'], name=op.f('fk_signoff_instruction_confirmed_by_id')),
    sa.ForeignKeyConstraint(['given_by_id'], ['accounts_person.id'], name=op.f('fk_signoff_instruction_given_by_id')),
    sa.ForeignKeyConstraint(['organisation_id'], ['coalition_organisation.id'], name=op.f('fk_signoff_instruction_organisation_id')),
    sa.ForeignKeyConstraint(['proof_sha256'], ['kernel_blob.sha256'], name=op.f('fk_signoff_instruction_proof_sha256')),
    sa.ForeignKeyConstraint(['revoked_by_id'], ['accounts_person.id'], name=op.f('fk_signoff_instruction_revoked_by_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_signoff_instruction')),
    sa.UniqueConstraint('token_hash', name=op.f('uq_signoff_instruction_token_hash'))
    )
    with op.batch_alter_table('signoff_instruction', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_signoff_instruction_organisation_id'), ['organisation_id'], unique=False)

    op.create_table('signoff_accession',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('call_id', sa.Integer(), nullable=False),
    sa.Column('organisation_id', sa.Integer(), nullable=False),
    sa.Column('is_member', sa.Boolean(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('mandate_id', sa.Integer(), nullable=False),
    sa.Column('seal', sa.String(), nullable=False),
    sa.Column('visibility', sa.Enum('public', 'only_ar', 'only_en', 'only_fr', 'only_kmr', 'only_ckb', 'withheld', 'uncounted', name='visibility', native_enum=False, create_constraint=True, length=32), nullable=False),
    sa.Column('reservation', sa.String(), nullable=False),
    sa.Column('acceded_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('receipt', sa.String(), nullable=False),
    sa.Column('needs_second', sa.Boolean(), nullable=False),
    sa.Column('seconded_by_id', sa.Integer(), nullable=True),
    sa.Column('seconded_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('undone_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('declined_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('declined_by_id', sa.Integer(), nullable=True),
    sa.Column('decline_reason', sa.String(), nullable=False),
    sa.Column('accepted_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('accepted_by_id', sa.Integer(), nullable=True),
    sa.Column('issue', sa.String(), nullable=False),
    sa.CheckConstraint("(accepted_at IS NULL) = (issue = '')", name=op.f('ck_signoff_accession_accepted_into_an_issue')),
    sa.CheckConstraint("declined_at IS NULL OR decline_reason != ''", name=op.f('ck_signoff_accession_declined_says_why')),
    sa.CheckConstraint('accepted_at IS NULL OR (undone_at IS NULL AND declined_at IS NULL)', name=op.f('ck_signoff_accession_one_end')),
    sa.ForeignKeyConstraint(['accepted_by_id'], ['accounts_person.id'], name=op.f('fk_signoff_accession_accepted_by_id')),
    sa.ForeignKeyConstraint(['call_id'], ['signoff_call.id'], name=op.f('fk_signoff_accession_call_id')),
    sa.ForeignKeyConstraint(['declined_by_id'], ['accounts_person.id'], name=op.f('fk_signoff_accession_declined_by_id')),
    sa.ForeignKeyConstraint(['mandate_id'], ['coalition_mandate.id'], name=op.f('fk_signoff_accession_mandate_id')),
    sa.ForeignKeyConstraint(['organisation_id'], ['coalition_organisation.id'], name=op.f('fk_signoff_accession_organisation_id')),
    sa.ForeignKeyConstraint(['person_id'], ['accounts_person.id'], name=op.f('fk_signoff_accession_person_id')),
    sa.ForeignKeyConstraint(['seconded_by_id'], ['accounts_person.id'], name=op.f('fk_signoff_accession_seconded_by_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_signoff_accession')),
    sa.UniqueConstraint('receipt', name=op.f('uq_signoff_accession_receipt'))
    )
    with op.batch_alter_table('signoff_accession', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_signoff_accession_call_id'), ['call_id'], unique=False)
        batch_op.create_index('ix_signoff_accession_one_standing', ['call_id', 'organisation_id'], unique=True, sqlite_where=sa.text('undone_at IS NULL AND declined_at IS NULL'), postgresql_where=sa.text('undone_at IS NULL AND declined_at IS NULL'))

    op.create_table('signoff_accession_link',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('call_id', sa.Integer(), nullable=False),
    sa.Column('organisation_id', sa.Integer(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=True),
    sa.Column('token_hash', sa.String(), nullable=False),
    sa.Column('made_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('expires_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['call_id'], ['signoff_call.id'], name=op.f('fk_signoff_accession_link_call_id')),
    sa.ForeignKeyConstraint(['organisation_id'], ['coalition_organisation.id'], name=op.f('fk_signoff_accession_link_organisation_id')),
    sa.ForeignKeyConstraint(['person_id'], ['accounts_person.id'], name=op.f('fk_signoff_accession_link_person_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_signoff_accession_link')),
    sa.UniqueConstraint('token_hash', name=op.f('uq_signoff_accession_link_token_hash'))
    )
    with op.batch_alter_table('signoff_accession_link', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_signoff_accession_link_call_id'), ['call_id'], unique=False)

    op.create_table('signoff_more_time',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('call_id', sa.Integer(), nullable=False),
    sa.Column('organisation_id', sa.Integer(), nullable=False),
    sa.Column('hours', sa.Integer(), nullable=False),
    sa.Column('reason', sa.String(), nullable=False),
    sa.Column('asked_by_id', sa.Integer(), nullable=False),
    sa.Column('asked_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('decided_by_id', sa.Integer(), nullable=True),
    sa.Column('decided_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('granted_until', sa.DateTime(timezone=True), nullable=True),
    sa.Column('decline_reason', sa.String(), nullable=False),
    sa.CheckConstraint("decided_at IS NULL OR granted_until IS NOT NULL OR decline_reason != ''", name=op.f('ck_signoff_more_time_declined_says_why')),
    sa.CheckConstraint("reason != ''", name=op.f('ck_signoff_more_time_says_why')),
    sa.CheckConstraint('(decided_at IS NULL) = (decided_by_id IS NULL)', name=op.f('ck_signoff_more_time_decided_by_somebody')),
    sa.CheckConstraint('granted_until IS NULL OR decided_at IS NOT NULL', name=op.f('ck_signoff_more_time_granted_when_decided')),
    sa.CheckConstraint('hours IN (12, 24, 48)', name=op.f('ck_signoff_more_time_some_hours')),
    sa.ForeignKeyConstraint(['asked_by_id'], ['accounts_person.id'], name=op.f('fk_signoff_more_time_asked_by_id')),
    sa.ForeignKeyConstraint(['call_id'], ['signoff_call.id'], name=op.f('fk_signoff_more_time_call_id')),
    sa.ForeignKeyConstraint(['decided_by_id'], ['accounts_person.id'], name=op.f('fk_signoff_more_time_decided_by_id')),
    sa.ForeignKeyConstraint(['organisation_id'], ['coalition_organisation.id'], name=op.f('fk_signoff_more_time_organisation_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_signoff_more_time')),
    sa.UniqueConstraint('call_id', 'organisation_id', name=op.f('uq_signoff_more_time_call_id_organisation_id'))
    )
    with op.batch_alter_table('signoff_more_time', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_signoff_more_time_call_id'), ['call_id'], unique=False)

    op.create_table('signoff_standing_use',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('call_id', sa.Integer(), nullable=False),
    sa.Column('organisation_id', sa.Integer(), nullable=False),
    sa.Column('instruction_id', sa.Integer(), nullable=False),
    sa.Column('seal', sa.String(), nullable=False),
    sa.Column('copied_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('answer_id', sa.Integer(), nullable=True),
    sa.Column('ended_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('ended_by_id', sa.Integer(), nullable=True),
    sa.Column('ended_why', sa.String(), nullable=False),
    sa.CheckConstraint("(ended_at IS NULL) = (ended_why = '')", name=op.f('ck_signoff_standing_use_ended_for_a_reason')),
    sa.CheckConstraint('answer_id IS NULL OR ended_at IS NULL', name=op.f('ck_signoff_standing_use_counted_or_ended')),
    sa.ForeignKeyConstraint(['answer_id'], ['signoff_answer.id'], name=op.f('fk_signoff_standing_use_answer_id')),
    sa.ForeignKeyConstraint(['call_id'], ['signoff_call.id'], name=op.f('fk_signoff_standing_use_call_id')),
    sa.ForeignKeyConstraint(['ended_by_id'], ['accounts_person.id'], name=op.f('fk_signoff_standing_use_ended_by_id')),
    sa.ForeignKeyConstraint(['instruction_id'], ['signoff_instruction.id'], name=op.f('fk_signoff_standing_use_instruction_id')),
    sa.ForeignKeyConstraint(['organisation_id'], ['coalition_organisation.id'], name=op.f('fk_signoff_standing_use_organisation_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_signoff_standing_use')),
    sa.UniqueConstraint('answer_id', name=op.f('uq_signoff_standing_use_answer_id'))
    )
    with op.batch_alter_table('signoff_standing_use', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_signoff_standing_use_call_id'), ['call_id'], unique=False)
        batch_op.create_index('ix_signoff_standing_use_one', ['call_id', 'organisation_id'], unique=True, sqlite_where=sa.text('ended_at IS NULL'), postgresql_where=sa.text('ended_at IS NULL'))

    with op.batch_alter_table('coalition_coalition', schema=None) as batch_op:
        batch_op.add_column(sa.Column('accession_days', sa.Integer(), nullable=False, server_default='30'))
        batch_op.add_column(sa.Column('accession_told', sa.String(), nullable=False, server_default='signatories'))

    with op.batch_alter_table('coalition_coalition', schema=None) as batch_op:
        batch_op.alter_column('accession_days', server_default=None)
        batch_op.alter_column('accession_told', server_default=None)

    with op.batch_alter_table('signoff_answer', schema=None) as batch_op:
        batch_op.add_column(sa.Column('reservation_on', sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False, server_default='[]'))
        batch_op.add_column(sa.Column('reservation_for', sa.String(length=32), nullable=False, server_default='public'))

    with op.batch_alter_table('signoff_answer', schema=None) as batch_op:
        batch_op.alter_column('reservation_on', server_default=None)
        batch_op.alter_column('reservation_for', server_default=None)
        batch_op.create_check_constraint(op.f('ck_signoff_answer_seenby'), "reservation_for IN ('public', 'signatories', 'board')")


def downgrade() -> None:
    with op.batch_alter_table('signoff_answer', schema=None) as batch_op:
        batch_op.drop_constraint(op.f('ck_signoff_answer_seenby'), type_='check')
        batch_op.drop_column('reservation_for')
        batch_op.drop_column('reservation_on')

    with op.batch_alter_table('coalition_coalition', schema=None) as batch_op:
        batch_op.drop_column('accession_told')
        batch_op.drop_column('accession_days')

    with op.batch_alter_table('signoff_standing_use', schema=None) as batch_op:
        batch_op.drop_index('ix_signoff_standing_use_one', sqlite_where=sa.text('ended_at IS NULL'), postgresql_where=sa.text('ended_at IS NULL'))
        batch_op.drop_index(batch_op.f('ix_signoff_standing_use_call_id'))

    op.drop_table('signoff_standing_use')
    with op.batch_alter_table('signoff_more_time', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_signoff_more_time_call_id'))

    op.drop_table('signoff_more_time')
    with op.batch_alter_table('signoff_accession_link', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_signoff_accession_link_call_id'))

    op.drop_table('signoff_accession_link')
    with op.batch_alter_table('signoff_accession', schema=None) as batch_op:
        batch_op.drop_index('ix_signoff_accession_one_standing', sqlite_where=sa.text('undone_at IS NULL AND declined_at IS NULL'), postgresql_where=sa.text('undone_at IS NULL AND declined_at IS NULL'))
        batch_op.drop_index(batch_op.f('ix_signoff_accession_call_id'))

    op.drop_table('signoff_accession')
    with op.batch_alter_table('signoff_instruction', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_signoff_instruction_organisation_id'))

    op.drop_table('signoff_instruction')
