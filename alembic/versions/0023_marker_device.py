"""Which device moves a unit's marker and since when, and what of it changed since a reader last looked."""

import sqlalchemy as sa
from alembic import op

from tracking.tables import TransactionId

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "unit_movement",
        sa.Column(
            "device_key", sa.Integer(), nullable=True, comment="of several devices the one that moves the marker"
        ),
    )
    op.create_foreign_key(op.f("unit_movement_device_key_fkey"), "unit_movement", "device", ["device_key"], ["key"])
    op.add_column(
        "unit_movement",
        sa.Column("device_since_at", sa.DateTime(timezone=True), nullable=True, comment="since then it does"),
    )
    op.add_column(
        "unit_movement",
        sa.Column("changed_xid", TransactionId(), server_default=sa.text("pg_current_xact_id()"), nullable=False),
    )


def downgrade() -> None:
    op.drop_column("unit_movement", "changed_xid")
    op.drop_column("unit_movement", "device_since_at")
    op.drop_constraint(op.f("unit_movement_device_key_fkey"), "unit_movement", type_="foreignkey")
    op.drop_column("unit_movement", "device_key")
