"""When the fixes of a day were sorted by unit."""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("fix_day", sa.Column("sorted_at", sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    op.drop_column("fix_day", "sorted_at")
