"""Free text of the event log beside the log, and when an incident's and a call's own was forgotten."""

import sqlalchemy as sa
from alembic import op

revision = "0043"
down_revision = "0042"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "event_words",
        sa.Column("seq", sa.BigInteger, primary_key=True, autoincrement=False, comment="of the event"),
        sa.Column("part", sa.SmallInteger, primary_key=True, autoincrement=False, comment="one for each incident"),
        sa.Column("incident_id", sa.Uuid, comment="with whose they are forgotten; null: by their age"),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("salt", sa.LargeBinary, nullable=False),
        sa.Column(
            "words",
            sa.Text,
            nullable=False,
            comment="JSON by place in the event; the log holds the SHA-256 of salt and words",
        ),
    )
    op.create_index(
        "event_words_incident_id_idx",
        "event_words",
        ["incident_id"],
        postgresql_where=sa.text("incident_id IS NOT NULL"),
    )
    op.create_index("event_words_at_idx", "event_words", ["at"], postgresql_where=sa.text("incident_id IS NULL"))
    for table in ("incident", "call"):
        op.add_column(table, sa.Column("forgotten_at", sa.DateTime(timezone=True)))
        op.create_index(
            f"{table}_to_forget_idx", table, ["closed_at"], postgresql_where=sa.text("forgotten_at IS NULL")
        )


def downgrade() -> None:
    for table in ("call", "incident"):
        op.drop_index(f"{table}_to_forget_idx", table_name=table)
        op.drop_column(table, "forgotten_at")
    op.drop_table("event_words")
