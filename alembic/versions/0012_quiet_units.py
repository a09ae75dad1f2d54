"""When a unit's silence was last noted; alarms of one silence are found by their assignment."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "unit_position",
        sa.Column(
            "quiet_noted_at",
            sa.DateTime(timezone=True),
            nullable=True,
            comment="when its newest silence was written into the log",
        ),
    )


def downgrade() -> None:
    op.drop_column("unit_position", "quiet_noted_at")
