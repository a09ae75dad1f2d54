"""What was done with the fixes of a day: archived, thinned, restored."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "fix_day",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("archived_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("thinned_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column(
            "kept_until",
            sa.DateTime(timezone=True),
            nullable=True,
            comment="restored from an archive: not dropped before",
        ),
        sa.PrimaryKeyConstraint("day", name=op.f("fix_day_pkey")),
    )


def downgrade() -> None:
    op.drop_table("fix_day")
