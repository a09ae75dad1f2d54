"""What a crew said with a key of its own: said again with the same key it is the same word, and heard again."""

import sqlalchemy as sa
from alembic import op

revision = "0038"
down_revision = "0037"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "heard_word",
        sa.Column("device_id", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False, comment="of the device's own making"),
        sa.Column("heard_at", sa.DateTime(timezone=True), nullable=False, comment="the last time"),
        sa.PrimaryKeyConstraint("device_id", "kind", "key", name=op.f("heard_word_pkey")),
    )


def downgrade() -> None:
    op.drop_table("heard_word")
