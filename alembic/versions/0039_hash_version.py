"""How each entry's hash was made: lengths between the fields from now on."""

import sqlalchemy as sa
from alembic import op

revision = "0039"
down_revision = "0038"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "event_log",
        sa.Column(
            "hash_version",
            sa.SmallInteger(),
            nullable=False,
            server_default=sa.text("1"),
            comment="how the hash was made",
        ),
    )


def downgrade() -> None:
    op.drop_column("event_log", "hash_version")
