"""Up to when each bridge has stored all it took: no other tells a device of anything newer."""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "bridge",
        sa.Column(
            "settled_until",
            sa.DateTime(timezone=True),
            nullable=False,
            server_default=sa.text("'epoch'"),
            comment="all that this bridge took from the broker before is stored",
        ),
    )


def downgrade() -> None:
    op.drop_column("bridge", "settled_until")
