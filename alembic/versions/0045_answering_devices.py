"""Which devices can answer an order: most trackers and tracking apps cannot, and nothing is missed of them."""

import sqlalchemy as sa
from alembic import op

revision = "0045"
down_revision = "0044"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "device",
        sa.Column(
            "answers_since",
            sa.DateTime(timezone=True),
            comment="when it first answered an order; null: it may not be able",
        ),
    )


def downgrade() -> None:
    op.drop_column("device", "answers_since")
