"""early copies, the end of an embargo before its time, other mail addresses of offices, holders of letters"""

import sqlalchemy as sa
from alembic import op

revision = '0016'
down_revision = '0015'
branch_labels = None
depends_on = None

WAITING = sa.text("confirmed_at IS NULL AND dropped_at IS NULL")


def upgrade() -> None:
    op.create_table(
        "publishing_early_copy",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("issue_id", sa.Integer(), nullable=False),
        sa.Column("lang", sa.String(), nullable=False),
        sa.Column("recipient", sa.String(), nullable=False),
        sa.Column("mail", sa.String(), nullable=False),
        sa.Column("mark", sa.String(), nullable=False),
        sa.Column("line", sa.String(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("made_by_id", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["issue_id"], ["publishing_issue.id"], name=op.f("fk_publishing_early_copy_issue_id")),
        sa.ForeignKeyConstraint(["made_by_id"], ["accounts_person.id"], name=op.f("fk_publishing_early_copy_made_by_id")),
        sa.ForeignKeyConstraint(["sha256"], ["kernel_blob.sha256"], name=op.f("fk_publishing_early_copy_sha256")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_publishing_early_copy")),
        sa.UniqueConstraint("mark", name=op.f("uq_publishing_early_copy_mark")),
    )
    with op.batch_alter_table("publishing_early_copy", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_publishing_early_copy_issue_id"), ["issue_id"], unique=False)
    op.create_table(
        "publishing_lifting",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("issue_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("asked_by_id", sa.Integer(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("confirmed_by_id", sa.Integer(), nullable=True),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("dropped_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("reason != ''", name=op.f("ck_publishing_lifting_says_why")),
        sa.CheckConstraint(
            "confirmed_by_id IS NULL OR confirmed_by_id != asked_by_id",
            name=op.f("ck_publishing_lifting_second_person"),
        ),
        sa.CheckConstraint(
            "(confirmed_at IS NULL) = (confirmed_by_id IS NULL)",
            name=op.f("ck_publishing_lifting_confirmed_by_somebody"),
        ),
        sa.CheckConstraint(
            "confirmed_at IS NULL OR dropped_at IS NULL", name=op.f("ck_publishing_lifting_confirmed_or_dropped")
        ),
        sa.ForeignKeyConstraint(["asked_by_id"], ["accounts_person.id"], name=op.f("fk_publishing_lifting_asked_by_id")),
        sa.ForeignKeyConstraint(
            ["confirmed_by_id"], ["accounts_person.id"], name=op.f("fk_publishing_lifting_confirmed_by_id")
        ),
        sa.ForeignKeyConstraint(["issue_id"], ["publishing_issue.id"], name=op.f("fk_publishing_lifting_issue_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_publishing_lifting")),
    )
    with op.batch_alter_table("publishing_lifting", schema=None) as batch_op:
        batch_op.create_index(
            "ix_publishing_lifting_one_waiting",
            ["issue_id"],
            unique=True,
            sqlite_where=WAITING,
            postgresql_where=WAITING,
        )
    with op.batch_alter_table("contacts_office", schema=None) as batch_op:
        batch_op.add_column(sa.Column("other_mail", sa.String(), nullable=False, server_default=""))
    with op.batch_alter_table("contacts_office", schema=None) as batch_op:
        batch_op.alter_column("other_mail", server_default=None)
    with op.batch_alter_table("dispatch_parcel", schema=None) as batch_op:
        batch_op.add_column(sa.Column("holder_id", sa.Integer(), nullable=True))
        batch_op.create_foreign_key(
            batch_op.f("fk_dispatch_parcel_holder_id"), "contacts_holder", ["holder_id"], ["id"]
        )


def downgrade() -> None:
    with op.batch_alter_table("dispatch_parcel", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_dispatch_parcel_holder_id"), type_="foreignkey")
        batch_op.drop_column("holder_id")
    with op.batch_alter_table("contacts_office", schema=None) as batch_op:
        batch_op.drop_column("other_mail")
    op.drop_table("publishing_lifting")
    op.drop_table("publishing_early_copy")
