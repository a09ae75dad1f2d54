"""Whether a unit is parked, moving or stopped."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "unit_movement",
        sa.Column("unit_key", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("state", sa.Text(), nullable=False, comment="parked, moving or stopped"),
        sa.Column("since_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("heading_deg", sa.REAL(), nullable=True, comment="smooth, as it was when the state began"),
        sa.ForeignKeyConstraint(["unit_key"], ["unit.key"], name=op.f("unit_movement_unit_key_fkey")),
        sa.PrimaryKeyConstraint("unit_key", name=op.f("unit_movement_pkey")),
    )


def downgrade() -> None:
    op.drop_table("unit_movement")
