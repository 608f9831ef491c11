"""accessions whose withheld name stands in the copy for one recipient; those whose names two officers opened"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = '0030'
down_revision = '0029'
branch_labels = None
depends_on = None
HOLDERS = ('publishing_special', 'signoff_opening')


def upgrade() -> None:
    op.create_table('signoff_accession_shown_to',
    sa.Column('accession_id', sa.Integer(), nullable=False),
    sa.Column('recipient_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['accession_id'], ['signoff_accession.id'], name=op.f('fk_signoff_accession_shown_to_accession_id')),
    sa.ForeignKeyConstraint(['recipient_id'], ['signoff_recipient.id'], name=op.f('fk_signoff_accession_shown_to_recipient_id')),
    sa.PrimaryKeyConstraint('accession_id', 'recipient_id', name=op.f('pk_signoff_accession_shown_to'))
    )
    lists = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")
    for table in HOLDERS:
        with op.batch_alter_table(table, schema=None) as batch_op:
            batch_op.add_column(sa.Column('accession_ids', lists, nullable=False, server_default='[]'))
        with op.batch_alter_table(table, schema=None) as batch_op:
            batch_op.alter_column('accession_ids', server_default=None)


def downgrade() -> None:
    for table in reversed(HOLDERS):
        with op.batch_alter_table(table, schema=None) as batch_op:
            batch_op.drop_column('accession_ids')
    op.drop_table('signoff_accession_shown_to')
