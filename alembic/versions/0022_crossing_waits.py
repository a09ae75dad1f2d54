"""A closure that only holds vehicles up: they drive on after a wait, as at a railway crossing."""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "closure",
        sa.Column("wait_s", sa.Double(), nullable=True, comment="passed after so long a wait; null: not to be passed"),
    )


def downgrade() -> None:
    op.execute("DELETE FROM closure WHERE wait_s IS NOT NULL")  # without the wait it would close a street
    op.drop_column("closure", "wait_s")
