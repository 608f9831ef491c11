"""languages and evidence"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql
revision = '0011'
down_revision = '0010'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('evidence_source',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('group_id', sa.Integer(), nullable=False),
    sa.Column('title', sa.String(), nullable=False),
    sa.Column('kind', sa.Enum('testimony', 'document', 'report', 'data', 'media', name='sourcekind', native_enum=False, create_constraint=True, length=32), nullable=False),
    sa.Column('reliability', sa.Enum('confirmed', 'likely', 'possible', 'doubtful', 'unjudged', name='reliability', native_enum=False, create_constraint=True, length=32), nullable=False),
    sa.Column('confidentiality', sa.Enum('public', 'coalition', 'group', 'sealed', name='confidentiality', native_enum=False, create_constraint=True, length=32), nullable=False),
    sa.Column('dated', sa.Date(), nullable=True),
    sa.Column('kept_at', sa.String(), nullable=False),
    sa.Column('sealed', sa.LargeBinary(), nullable=True),
    sa.Column('consent_for', sa.String(), nullable=False),
    sa.Column('consent_until', sa.Date(), nullable=True),
    sa.Column('consent_way_back', sa.String(), nullable=False),
    sa.Column('withdrawn_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('registered_by_id', sa.Integer(), nullable=True),
    sa.Column('registered_at', sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint("kind <> 'testimony' OR consent_for <> ''", name=op.f('ck_evidence_source_testimony_with_consent')),
    sa.CheckConstraint('withdrawn_at IS NULL OR sealed IS NULL', name=op.f('ck_evidence_source_nothing_sealed_after_withdrawal')),
    sa.ForeignKeyConstraint(['group_id'], ['coalition_group.id'], name=op.f('fk_evidence_source_group_id')),
    sa.ForeignKeyConstraint(['registered_by_id'], ['accounts_person.id'], name=op.f('fk_evidence_source_registered_by_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_evidence_source'))
    )
    with op.batch_alter_table('evidence_source', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_evidence_source_group_id'), ['group_id'], unique=False)

    op.create_table('evidence_consultation',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('dossier_id', sa.Integer(), nullable=False),
    sa.Column('way', sa.Enum('interviews', 'focus_group', 'meeting', 'survey', 'written', name='way', native_enum=False, create_constraint=True, length=32), nullable=False),
    sa.Column('first', sa.Date(), nullable=False),
    sa.Column('last', sa.Date(), nullable=False),
    sa.Column('people', sa.Integer(), nullable=False),
    sa.Column('women', sa.Integer(), nullable=True),
    sa.Column('men', sa.Integer(), nullable=True),
    sa.Column('regions_ar', sa.String(), nullable=False),
    sa.Column('regions_en', sa.String(), nullable=False),
    sa.Column('printed', sa.Boolean(), nullable=False),
    sa.Column('kept_by_id', sa.Integer(), nullable=True),
    sa.Column('kept_at', sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint('last >= first', name=op.f('ck_evidence_consultation_ends_after_it_begins')),
    sa.CheckConstraint('people > 0 AND coalesce(women, 0) + coalesce(men, 0) <= people', name=op.f('ck_evidence_consultation_counts_fit')),
    sa.ForeignKeyConstraint(['dossier_id'], ['drafting_dossier.id'], name=op.f('fk_evidence_consultation_dossier_id')),
    sa.ForeignKeyConstraint(['kept_by_id'], ['accounts_person.id'], name=op.f('fk_evidence_consultation_kept_by_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_evidence_consultation'))
    )
    with op.batch_alter_table('evidence_consultation', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_evidence_consultation_dossier_id'), ['dossier_id'], unique=False)

    op.create_table('evidence_link',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('source_id', sa.Integer(), nullable=False),
    sa.Column('version_id', sa.Integer(), nullable=False),
    sa.Column('revision', sa.Integer(), nullable=False),
    sa.Column('block', sa.String(), nullable=False),
    sa.Column('quote', sa.String(), nullable=False),
    sa.Column('digest', sa.String(), nullable=False),
    sa.Column('linked_by_id', sa.Integer(), nullable=True),
    sa.Column('linked_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['linked_by_id'], ['accounts_person.id'], name=op.f('fk_evidence_link_linked_by_id')),
    sa.ForeignKeyConstraint(['source_id'], ['evidence_source.id'], name=op.f('fk_evidence_link_source_id')),
    sa.ForeignKeyConstraint(['version_id'], ['drafting_version.id'], name=op.f('fk_evidence_link_version_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_evidence_link')),
    sa.UniqueConstraint('source_id', 'version_id', 'block', 'quote', name=op.f('uq_evidence_link_source_id_version_id_block_quote'))
    )
    with op.batch_alter_table('evidence_link', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_evidence_link_source_id'), ['source_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_evidence_link_version_id'), ['version_id'], unique=False)

    with op.batch_alter_table('accounts_person', schema=None) as batch_op:
        batch_op.add_column(sa.Column('tongues', sa.JSON().with_variant(postgresql.JSONB(astext_type=sa.Text()), 'postgresql'), server_default=sa.text("'[]'"), nullable=False))


def downgrade() -> None:
    with op.batch_alter_table('accounts_person', schema=None) as batch_op:
        batch_op.drop_column('tongues')

    op.drop_table('evidence_link')
    op.drop_table('evidence_consultation')
    op.drop_table('evidence_source')
