"""who wrote what, kept when a freeze deletes the history of a shared text"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = '0035'
down_revision = '0034'
branch_labels = None
depends_on = None


def upgrade() -> None:
    kind = sa.JSON().with_variant(postgresql.JSONB(astext_type=sa.Text()), 'postgresql')
    with op.batch_alter_table('drafting_version', schema=None) as batch_op:
        batch_op.add_column(sa.Column('whose', kind, nullable=False, server_default='[]'))
    with op.batch_alter_table('drafting_version', schema=None) as batch_op:
        batch_op.alter_column('whose', server_default=None)


def downgrade() -> None:
    with op.batch_alter_table('drafting_version', schema=None) as batch_op:
        batch_op.drop_column('whose')
