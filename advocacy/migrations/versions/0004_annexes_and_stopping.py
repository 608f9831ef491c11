"""annexes of a package, and when it was stopped"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = '0004'
down_revision = '0003'
branch_labels = None
depends_on = None


def upgrade() -> None:
    kept = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")
    op.add_column('dispatch_package', sa.Column('annexes', kept, nullable=False, server_default='[]'))
    op.add_column('dispatch_package', sa.Column('stopped_at', sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    op.drop_column('dispatch_package', 'stopped_at')
    op.drop_column('dispatch_package', 'annexes')
