"""Keep where an incident is in words: a place that nobody named was bare coordinates on every screen."""

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("incident", sa.Column("near_place", sa.Text, comment="what has a name near its position"))


def downgrade() -> None:
    op.drop_column("incident", "near_place")
