"""Find the newest events of a kind without looking through the whole log."""

from alembic import op

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("event_log_kind_seq_idx", "event_log", ["kind", "seq"])


def downgrade() -> None:
    op.drop_index("event_log_kind_seq_idx", table_name="event_log")
