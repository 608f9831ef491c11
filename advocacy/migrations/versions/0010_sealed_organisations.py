"""names of organisations and how to reach them are encrypted"""

import sqlalchemy as sa
from alembic import op

from advocacy import chance
from advocacy.coalition.sealed import likeness, opened_words, sealed_words
from papers.arabic import fold_strict

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

TABLE = "coalition_organisation"
FIELDS = ("name_ar", "name_en", "name_fr", "registration", "mail", "note")


def upgrade() -> None:
    with op.batch_alter_table(TABLE) as changed:
        changed.add_column(sa.Column("uid", sa.String(), nullable=True))
        changed.add_column(sa.Column("sealed", sa.LargeBinary(), nullable=True))
        changed.add_column(sa.Column("likeness", sa.String(), nullable=True))
    connection = op.get_bind()
    for row in connection.execute(sa.text(f"SELECT id, {', '.join(FIELDS)} FROM {TABLE}")).mappings().all():
        uid = chance.some_bytes(16).hex()
        fields = {name: row[name] for name in FIELDS}
        values = {"uid": uid, "sealed": sealed_words(uid, fields), "likeness": likeness(row["name_ar"]), "id": row["id"]}
        statement = f"UPDATE {TABLE} SET uid = :uid, sealed = :sealed, likeness = :likeness WHERE id = :id"
        connection.execute(sa.text(statement), values)
    with op.batch_alter_table(TABLE) as changed:
        changed.drop_index("ix_coalition_organisation_fold")
        for name in (*FIELDS, "fold"):
            changed.drop_column(name)
        for name, kind in (("uid", sa.String()), ("sealed", sa.LargeBinary()), ("likeness", sa.String())):
            changed.alter_column(name, existing_type=kind, nullable=False)
        changed.create_unique_constraint(op.f("uq_coalition_organisation_uid"), ["uid"])
        changed.create_index("ix_coalition_organisation_likeness", ["likeness"])


def downgrade() -> None:
    with op.batch_alter_table(TABLE) as changed:
        for name in (*FIELDS, "fold"):
            changed.add_column(sa.Column(name, sa.String(), nullable=False, server_default=""))
    connection = op.get_bind()
    for row in connection.execute(sa.text(f"SELECT id, uid, sealed FROM {TABLE}")).mappings().all():
        fields = opened_words(row["uid"], bytes(row["sealed"]))
        values = {name: fields.get(name, "") for name in FIELDS}
        values |= {"fold": fold_strict(values["name_ar"]), "id": row["id"]}
        chosen = ", ".join(f"{name} = :{name}" for name in (*FIELDS, "fold"))
        connection.execute(sa.text(f"UPDATE {TABLE} SET {chosen} WHERE id = :id"), values)
    with op.batch_alter_table(TABLE) as changed:
        changed.drop_index("ix_coalition_organisation_likeness")
        changed.drop_constraint(op.f("uq_coalition_organisation_uid"), type_="unique")
        for name in ("uid", "sealed", "likeness"):
            changed.drop_column(name)
        for name in (*FIELDS, "fold"):
            changed.alter_column(name, existing_type=sa.String(), server_default=None)
        changed.create_index("ix_coalition_organisation_fold", ["fold"])
