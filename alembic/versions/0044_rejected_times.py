"""A flood of rejected words that say the same is one row that counts them."""

import sqlalchemy as sa
from alembic import op

revision = "0044"
down_revision = "0043"
branch_labels = None
depends_on = None


def upgrade() -> None:
    times = sa.Column(
        "times", sa.Integer(), server_default="1", nullable=False, comment="with those after it that say the same"
    )
    op.add_column("quarantined_fix", times)


def downgrade() -> None:
    op.drop_column("quarantined_fix", "times")
