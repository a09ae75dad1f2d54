"""Which phones were told to report more often, as an order is open."""

import sqlalchemy as sa
from alembic import op

revision = "0029"
down_revision = "0028"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "phone_pace",
        sa.Column("device_key", sa.Integer, sa.ForeignKey("device.key"), primary_key=True, autoincrement=False),
        sa.Column("hurried", sa.Boolean, nullable=False, comment="an order is open for its unit"),
        sa.Column("told_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answers", sa.SmallInteger, nullable=False, comment="over HTTP so many said so"),
    )


def downgrade() -> None:
    op.drop_table("phone_pace")
