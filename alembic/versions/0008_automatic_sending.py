"""A plan may send by itself: then no person did, and one announcement stands for each incident."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.alter_column("assignment", "dispatched_by", nullable=True)
    op.create_index(
        "one_automatic_sending_per_incident",
        "alarm",
        ["incident_id"],
        unique=True,
        postgresql_where=sa.text("kind = 'automatic_sending'"),
    )


def downgrade() -> None:
    op.drop_index("one_automatic_sending_per_incident", table_name="alarm")
    op.execute(
        "UPDATE assignment SET dispatched_by = (SELECT id FROM account ORDER BY created_at LIMIT 1)"
        " WHERE dispatched_by IS NULL"
    )
    op.alter_column("assignment", "dispatched_by", nullable=False)
