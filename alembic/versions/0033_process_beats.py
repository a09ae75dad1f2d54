"""Each process says that it lives, and what is wrong with it."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0033"
down_revision = "0032"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "process_beat",
        sa.Column("process", sa.Text(), nullable=False),
        sa.Column("pid", sa.Integer(), nullable=False),
        sa.Column(
            "beats", sa.BigInteger(), nullable=False, comment="one more each time: whoever watches needs no clock"
        ),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("troubles", JSONB(), nullable=False),
        sa.PrimaryKeyConstraint("process", name=op.f("process_beat_pkey")),
    )


def downgrade() -> None:
    op.drop_table("process_beat")
