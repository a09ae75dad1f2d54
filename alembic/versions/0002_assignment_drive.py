"""The drive apart from the promised ETA: the order tells the crew how long to drive, the desk when to expect it."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("assignment", sa.Column("drive_s", sa.Double(), nullable=True))


def downgrade() -> None:
    op.drop_column("assignment", "drive_s")
