"""review of drafts"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql
revision = '0007'
down_revision = '0006'
branch_labels = None
depends_on = None


STAGES = "stage IN ('drafting', 'frozen', 'calling', 'adopted', 'not_adopted', 'issued')"
STAGES_WITH_REVIEW = "stage IN ('drafting', 'review', 'frozen', 'calling', 'adopted', 'not_adopted', 'issued')"


def _allow(stages: str) -> None:
    with op.batch_alter_table('drafting_dossier', schema=None) as batch_op:
        batch_op.drop_constraint('stage', type_='check')
        batch_op.create_check_constraint('stage', stages)


def upgrade() -> None:
    _allow(STAGES_WITH_REVIEW)
    op.create_table('amending_red_line',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('organisation_id', sa.Integer(), nullable=False),
    sa.Column('theme', sa.String(), nullable=False),
    sa.Column('keywords', sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
    sa.Column('recorded_by_id', sa.Integer(), nullable=True),
    sa.Column('recorded_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('ended_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['organisation_id'], ['coalition_organisation.id'], name=op.f('fk_amending_red_line_organisation_id')),
    sa.ForeignKeyConstraint(['recorded_by_id'], ['accounts_person.id'], name=op.f('fk_amending_red_line_recorded_by_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_amending_red_line'))
    )
    with op.batch_alter_table('amending_red_line', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_amending_red_line_organisation_id'), ['organisation_id'], unique=False)

    op.create_table('amending_window',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('dossier_id', sa.Integer(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('base_id', sa.Integer(), nullable=False),
    sa.Column('opened_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('opened_by_id', sa.Integer(), nullable=True),
    sa.Column('soft_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('closes_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('timezone', sa.String(), nullable=False),
    sa.Column('message', sa.String(), nullable=False),
    sa.Column('ended_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('waiver', sa.String(), nullable=False),
    sa.CheckConstraint('closes_at >= soft_at', name=op.f('ck_amending_window_closes_after_it_was_told')),
    sa.ForeignKeyConstraint(['base_id'], ['drafting_revision.id'], name=op.f('fk_amending_window_base_id')),
    sa.ForeignKeyConstraint(['dossier_id'], ['drafting_dossier.id'], name=op.f('fk_amending_window_dossier_id')),
    sa.ForeignKeyConstraint(['opened_by_id'], ['accounts_person.id'], name=op.f('fk_amending_window_opened_by_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_amending_window')),
    sa.UniqueConstraint('dossier_id', 'number', name=op.f('uq_amending_window_dossier_id_number'))
    )
    with op.batch_alter_table('amending_window', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_amending_window_dossier_id'), ['dossier_id'], unique=False)

    op.create_table('amending_merge',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('window_id', sa.Integer(), nullable=False),
    sa.Column('base_id', sa.Integer(), nullable=False),
    sa.Column('revision_id', sa.Integer(), nullable=False),
    sa.Column('collisions', sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
    sa.Column('made_by_id', sa.Integer(), nullable=True),
    sa.Column('made_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['base_id'], ['drafting_revision.id'], name=op.f('fk_amending_merge_base_id')),
    sa.ForeignKeyConstraint(['made_by_id'], ['accounts_person.id'], name=op.f('fk_amending_merge_made_by_id')),
    sa.ForeignKeyConstraint(['revision_id'], ['drafting_revision.id'], name=op.f('fk_amending_merge_revision_id')),
    sa.ForeignKeyConstraint(['window_id'], ['amending_window.id'], name=op.f('fk_amending_merge_window_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_amending_merge'))
    )
    with op.batch_alter_table('amending_merge', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_amending_merge_window_id'), ['window_id'], unique=False)

    op.create_table('amending_reopening',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('window_id', sa.Integer(), nullable=False),
    sa.Column('reason', sa.String(), nullable=False),
    sa.Column('closes_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('asked_by_id', sa.Integer(), nullable=False),
    sa.Column('asked_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('confirmed_by_id', sa.Integer(), nullable=True),
    sa.Column('confirmed_at', sa.DateTime(timezone=True), nullable=True),
    sa.CheckConstraint('confirmed_by_id IS NULL OR confirmed_by_id != asked_by_id', name=op.f('ck_amending_reopening_confirmed_by_another')),
    sa.ForeignKeyConstraint(['asked_by_id'], ['accounts_person.id'], name=op.f('fk_amending_reopening_asked_by_id')),
    sa.ForeignKeyConstraint(['confirmed_by_id'], ['accounts_person.id'], name=op.f('fk_amending_reopening_confirmed_by_id')),
    sa.ForeignKeyConstraint(['window_id'], ['amending_window.id'], name=op.f('fk_amending_reopening_window_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_amending_reopening'))
    )
    with op.batch_alter_table('amending_reopening', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_amending_reopening_window_id'), ['window_id'], unique=False)

    op.create_table('amending_sheet',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('window_id', sa.Integer(), nullable=False),
    sa.Column('organisation_id', sa.Integer(), nullable=False),
    sa.Column('visibility', sa.Enum('public', 'withheld', name='visibility', native_enum=False, create_constraint=True, length=32), nullable=False),
    sa.Column('handed_in_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('handed_in_by_id', sa.Integer(), nullable=True),
    sa.Column('is_late', sa.Boolean(), nullable=False),
    sa.ForeignKeyConstraint(['handed_in_by_id'], ['accounts_person.id'], name=op.f('fk_amending_sheet_handed_in_by_id')),
    sa.ForeignKeyConstraint(['organisation_id'], ['coalition_organisation.id'], name=op.f('fk_amending_sheet_organisation_id')),
    sa.ForeignKeyConstraint(['window_id'], ['amending_window.id'], name=op.f('fk_amending_sheet_window_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_amending_sheet')),
    sa.UniqueConstraint('window_id', 'organisation_id', name=op.f('uq_amending_sheet_window_id_organisation_id'))
    )
    with op.batch_alter_table('amending_sheet', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_amending_sheet_window_id'), ['window_id'], unique=False)

    op.create_table('amending_amendment',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('window_id', sa.Integer(), nullable=False),
    sa.Column('organisation_id', sa.Integer(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=True),
    sa.Column('state', sa.Enum('prepared', 'moved', 'withdrawn', 'adopted', 'adopted_modified', 'rejected', name='state', native_enum=False, create_constraint=True, length=32), nullable=False),
    sa.Column('visibility', sa.Enum('public', 'withheld', name='visibility', native_enum=False, create_constraint=True, length=32), nullable=False),
    sa.Column('subject', sa.String(), nullable=False),
    sa.Column('reason', sa.String(), nullable=False),
    sa.Column('prepared_by_id', sa.Integer(), nullable=True),
    sa.Column('prepared_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('moved_by_id', sa.Integer(), nullable=True),
    sa.Column('moved_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('is_late', sa.Boolean(), nullable=False),
    sa.Column('proposal', sa.Enum('adopt', 'adopt_modified', 'reject', name='handling', native_enum=False, create_constraint=True, length=32), nullable=True),
    sa.Column('proposal_reason', sa.String(), nullable=False),
    sa.Column('movers_accept', sa.Boolean(), nullable=True),
    sa.Column('decided_by_id', sa.Integer(), nullable=True),
    sa.Column('decided_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('merge_id', sa.Integer(), nullable=True),
    sa.Column('lost', sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
    sa.Column('answer_id', sa.Integer(), nullable=True),
    sa.CheckConstraint("(decided_at IS NOT NULL) = (state IN ('adopted', 'adopted_modified', 'rejected'))", name=op.f('ck_amending_amendment_decided_at_once')),
    sa.CheckConstraint("(state = 'prepared') = (moved_at IS NULL) OR state = 'withdrawn'", name=op.f('ck_amending_amendment_moved_by_somebody')),
    sa.ForeignKeyConstraint(['decided_by_id'], ['accounts_person.id'], name=op.f('fk_amending_amendment_decided_by_id')),
    sa.ForeignKeyConstraint(['merge_id'], ['amending_merge.id'], name=op.f('fk_amending_amendment_merge_id')),
    sa.ForeignKeyConstraint(['moved_by_id'], ['accounts_person.id'], name=op.f('fk_amending_amendment_moved_by_id')),
    sa.ForeignKeyConstraint(['organisation_id'], ['coalition_organisation.id'], name=op.f('fk_amending_amendment_organisation_id')),
    sa.ForeignKeyConstraint(['prepared_by_id'], ['accounts_person.id'], name=op.f('fk_amending_amendment_prepared_by_id')),
    sa.ForeignKeyConstraint(['window_id'], ['amending_window.id'], name=op.f('fk_amending_amendment_window_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_amending_amendment')),
    sa.UniqueConstraint('window_id', 'answer_id', name=op.f('uq_amending_amendment_window_id_answer_id')),
    sa.UniqueConstraint('window_id', 'number', name=op.f('uq_amending_amendment_window_id_number'))
    )
    with op.batch_alter_table('amending_amendment', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_amending_amendment_organisation_id'), ['organisation_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_amending_amendment_window_id'), ['window_id'], unique=False)

    op.create_table('amending_comment',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('sheet_id', sa.Integer(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('block', sa.String(), nullable=False),
    sa.Column('quote', sa.String(), nullable=False),
    sa.Column('subject', sa.String(), nullable=False),
    sa.Column('words', sa.String(), nullable=False),
    sa.Column('written_by_id', sa.Integer(), nullable=True),
    sa.Column('written_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('outcome', sa.Enum('accepted', 'partly', 'rejected', name='outcome', native_enum=False, create_constraint=True, length=32), nullable=True),
    sa.Column('answer', sa.String(), nullable=False),
    sa.Column('answered_by_id', sa.Integer(), nullable=True),
    sa.Column('answered_at', sa.DateTime(timezone=True), nullable=True),
    sa.CheckConstraint('(outcome IS NULL) = (answered_at IS NULL)', name=op.f('ck_amending_comment_answered_at_once')),
    sa.ForeignKeyConstraint(['answered_by_id'], ['accounts_person.id'], name=op.f('fk_amending_comment_answered_by_id')),
    sa.ForeignKeyConstraint(['sheet_id'], ['amending_sheet.id'], name=op.f('fk_amending_comment_sheet_id')),
    sa.ForeignKeyConstraint(['written_by_id'], ['accounts_person.id'], name=op.f('fk_amending_comment_written_by_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_amending_comment')),
    sa.UniqueConstraint('sheet_id', 'number', name=op.f('uq_amending_comment_sheet_id_number'))
    )
    with op.batch_alter_table('amending_comment', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_amending_comment_sheet_id'), ['sheet_id'], unique=False)

    op.create_table('amending_backing',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('amendment_id', sa.Integer(), nullable=False),
    sa.Column('organisation_id', sa.Integer(), nullable=False),
    sa.Column('kind', sa.Enum('cosponsor', 'support', name='backingkind', native_enum=False, create_constraint=True, length=32), nullable=False),
    sa.Column('visibility', sa.Enum('public', 'withheld', name='visibility', native_enum=False, create_constraint=True, length=32), nullable=False),
    sa.Column('by_id', sa.Integer(), nullable=True),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['amendment_id'], ['amending_amendment.id'], name=op.f('fk_amending_backing_amendment_id')),
    sa.ForeignKeyConstraint(['by_id'], ['accounts_person.id'], name=op.f('fk_amending_backing_by_id')),
    sa.ForeignKeyConstraint(['organisation_id'], ['coalition_organisation.id'], name=op.f('fk_amending_backing_organisation_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_amending_backing')),
    sa.UniqueConstraint('amendment_id', 'organisation_id', name=op.f('uq_amending_backing_amendment_id_organisation_id'))
    )
    with op.batch_alter_table('amending_backing', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_amending_backing_amendment_id'), ['amendment_id'], unique=False)

    op.create_table('amending_wording',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('amendment_id', sa.Integer(), nullable=False),
    sa.Column('base_id', sa.Integer(), nullable=False),
    sa.Column('voice', sa.Enum('movers', 'movers_carried', 'group', 'group_carried', name='voice', native_enum=False, create_constraint=True, length=32), nullable=False),
    sa.Column('content', sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
    sa.Column('made_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('made_by_id', sa.Integer(), nullable=True),
    sa.ForeignKeyConstraint(['amendment_id'], ['amending_amendment.id'], name=op.f('fk_amending_wording_amendment_id')),
    sa.ForeignKeyConstraint(['base_id'], ['drafting_revision.id'], name=op.f('fk_amending_wording_base_id')),
    sa.ForeignKeyConstraint(['made_by_id'], ['accounts_person.id'], name=op.f('fk_amending_wording_made_by_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_amending_wording'))
    )
    with op.batch_alter_table('amending_wording', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_amending_wording_amendment_id'), ['amendment_id'], unique=False)



def downgrade() -> None:
    with op.batch_alter_table('amending_wording', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_amending_wording_amendment_id'))

    op.drop_table('amending_wording')
    with op.batch_alter_table('amending_backing', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_amending_backing_amendment_id'))

    op.drop_table('amending_backing')
    with op.batch_alter_table('amending_comment', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_amending_comment_sheet_id'))

    op.drop_table('amending_comment')
    with op.batch_alter_table('amending_amendment', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_amending_amendment_window_id'))
        batch_op.drop_index(batch_op.f('ix_amending_amendment_organisation_id'))

    op.drop_table('amending_amendment')
    with op.batch_alter_table('amending_sheet', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_amending_sheet_window_id'))

    op.drop_table('amending_sheet')
    with op.batch_alter_table('amending_reopening', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_amending_reopening_window_id'))

    op.drop_table('amending_reopening')
    with op.batch_alter_table('amending_merge', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_amending_merge_window_id'))

    op.drop_table('amending_merge')
    with op.batch_alter_table('amending_window', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_amending_window_dossier_id'))

    op.drop_table('amending_window')
    with op.batch_alter_table('amending_red_line', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_amending_red_line_organisation_id'))

    op.drop_table('amending_red_line')
    op.execute("UPDATE drafting_dossier SET stage = 'drafting' WHERE stage = 'review'")
    _allow(STAGES)
