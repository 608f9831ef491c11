"""a tree over the ledger, signed checkpoints, entries that can be erased"""

import hashlib

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql
revision = '0002'
down_revision = '0001'
branch_labels = None
depends_on = None

ENTRY = sa.table(
    'ledger_entry',
    sa.column('number', sa.Integer()),
    sa.column('digest', sa.String()),
    sa.column('salt', sa.LargeBinary()),
    sa.column('subject_id', sa.Integer()),
)
HEAD = sa.table('ledger_head', sa.column('id', sa.Integer()), sa.column('edge', sa.LargeBinary()))
WHOLE_OR_ERASED = (
    "CASE WHEN erased_at IS NULL THEN subject_id IS NOT NULL AND salt IS NOT NULL "
    "ELSE person_id IS NULL AND salt IS NULL AND facts = '{}' END"
)


def upgrade() -> None:
    op.create_table('ledger_checkpoint',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('size', sa.Integer(), nullable=False),
    sa.Column('root', sa.String(), nullable=False),
    sa.Column('note', sa.String(), nullable=False),
    sa.Column('made_at', sa.DateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_ledger_checkpoint')),
    sa.UniqueConstraint('note', name=op.f('uq_ledger_checkpoint_note'))
    )
    with op.batch_alter_table('ledger_checkpoint', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_ledger_checkpoint_size'), ['size'], unique=False)

    nodes = op.create_table('ledger_node',
    sa.Column('number', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('level', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('hash', sa.LargeBinary(), nullable=False),
    sa.PrimaryKeyConstraint('number', 'level', name=op.f('pk_ledger_node'))
    )
    op.create_table('assembly_mailing',
    sa.Column('occasion', sa.String(), nullable=False),
    sa.Column('checkpoint_id', sa.Integer(), nullable=False),
    sa.Column('members', sa.Integer(), nullable=False),
    sa.Column('posted_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['checkpoint_id'], ['ledger_checkpoint.id'], name=op.f('fk_assembly_mailing_checkpoint_id')),
    sa.PrimaryKeyConstraint('occasion', name=op.f('pk_assembly_mailing'))
    )
    with op.batch_alter_table('ledger_entry', schema=None) as batch_op:
        batch_op.add_column(sa.Column('erased_at', sa.DateTime(timezone=True), nullable=True))
        batch_op.alter_column('subject_id', existing_type=sa.Integer(), nullable=True)
        batch_op.alter_column('salt', existing_type=sa.LargeBinary(), nullable=True)
        batch_op.create_check_constraint(op.f('ck_ledger_entry_whole_or_erased'), WHOLE_OR_ERASED)

    with op.batch_alter_table('ledger_head', schema=None) as batch_op:
        batch_op.add_column(sa.Column('edge', sa.LargeBinary(), nullable=False, server_default=sa.text("''")))
    op.execute(HEAD.update().values(edge=grow_tree(nodes)))
    with op.batch_alter_table('ledger_head', schema=None) as batch_op:
        batch_op.alter_column('edge', existing_type=sa.LargeBinary(), server_default=None)


def grow_tree(nodes) -> bytes:
    """Store the subtrees over the entries that stand (RFC 9162, 2.1); returns the right edge."""
    edge, rows = [], []
    for number, digest in op.get_bind().execute(sa.select(ENTRY.c.number, ENTRY.c.digest).order_by(ENTRY.c.number)):
        node = hashlib.sha256(b'\x00' + bytes.fromhex(digest)).digest()
        size, level = number - 1, 0
        while size & 1:
            node = hashlib.sha256(b'\x01' + edge.pop() + node).digest()
            size, level = size >> 1, level + 1
            rows.append({'number': number, 'level': level, 'hash': node})
        edge.append(node)
    if rows:
        op.bulk_insert(nodes, rows)
    return b''.join(edge)


def downgrade() -> None:
    """Erased entries stay, empty: the older version calls them changed."""
    with op.batch_alter_table('ledger_head', schema=None) as batch_op:
        batch_op.drop_column('edge')

    with op.batch_alter_table('ledger_entry', schema=None) as batch_op:
        batch_op.drop_constraint(op.f('ck_ledger_entry_whole_or_erased'), type_='check')

    op.execute(ENTRY.update().where(ENTRY.c.salt.is_(None)).values(salt=b''))
    op.execute(ENTRY.update().where(ENTRY.c.subject_id.is_(None)).values(subject_id=0))
    with op.batch_alter_table('ledger_entry', schema=None) as batch_op:
        batch_op.alter_column('salt', existing_type=sa.LargeBinary(), nullable=False)
        batch_op.alter_column('subject_id', existing_type=sa.Integer(), nullable=False)
        batch_op.drop_column('erased_at')

    op.drop_table('assembly_mailing')
    op.drop_table('ledger_node')
    with op.batch_alter_table('ledger_checkpoint', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_ledger_checkpoint_size'))

    op.drop_table('ledger_checkpoint')
