"""Each bridge says that it lives: one that is missing keeps its share of the messages from everybody."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "bridge",
        sa.Column("worker", sa.Text(), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("broker_connected", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("worker", name=op.f("bridge_pkey")),
    )


def downgrade() -> None:
    op.drop_table("bridge")
