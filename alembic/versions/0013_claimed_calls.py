"""Who works on a call, so that two call-takers never do; and which clocks have been said to be late."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("call", sa.Column("claimed_by", sa.Uuid(), sa.ForeignKey("account.id"), nullable=True))
    op.add_column("call", sa.Column("claimed_at", sa.DateTime(timezone=True), nullable=True))
    op.execute("UPDATE call SET claimed_by = answered_by, claimed_at = answered_at WHERE closed_at IS NULL")
    op.create_index("alarm_clock_idx", "alarm", ["incident_id"], postgresql_where=sa.text("kind = 'clock_over_target'"))


def downgrade() -> None:
    op.drop_index("alarm_clock_idx", table_name="alarm")
    op.drop_column("call", "claimed_at")
    op.drop_column("call", "claimed_by")
