"""Browsers in which an account has logged in: their log-ins are counted apart from those of strangers."""

import sqlalchemy as sa
from alembic import op

revision = "0036"
down_revision = "0035"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "known_browser",
        sa.Column(
            "browser_sha256", sa.LargeBinary, nullable=False, comment="of a cookie that goes along with log-ins only"
        ),
        sa.Column("account_id", sa.Uuid, sa.ForeignKey("account.id"), nullable=False),
        sa.Column("logged_in_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("browser_sha256", "account_id"),
    )


def downgrade() -> None:
    op.drop_table("known_browser")
