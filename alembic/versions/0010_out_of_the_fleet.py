"""A unit leaves the fleet without losing its history."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("unit", sa.Column("retired_at", sa.DateTime(timezone=True), comment="out of the fleet since then"))


def downgrade() -> None:
    op.drop_column("unit", "retired_at")
