"""A call for help counts when it came: its sender's time is kept beside it, and a unit has one open call."""

import sqlalchemy as sa
from alembic import op
from geoalchemy2 import Geometry

revision = "0035"
down_revision = "0034"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "device_sign",
        sa.Column("claimed_at", sa.DateTime(timezone=True), comment="when it was, by the device's own clock"),
    )
    op.add_column("device_sign", sa.Column("position", Geometry("POINT", srid=4326, spatial_index=False)))
    # Several SOS at once once became several alarms: the oldest of each unit stays open.
    op.execute(
        "UPDATE alarm AS l SET taken_at = now() WHERE l.kind = 'sos' AND l.taken_at IS NULL AND EXISTS ("
        " SELECT FROM alarm AS o WHERE o.kind = 'sos' AND o.taken_at IS NULL AND o.unit_key = l.unit_key AND o.id < l.id)"
    )
    op.create_index(
        "one_open_sos_per_unit",
        "alarm",
        ["unit_key"],
        unique=True,
        postgresql_where=sa.text("kind = 'sos' AND taken_at IS NULL"),
    )


def downgrade() -> None:
    op.drop_index("one_open_sos_per_unit", table_name="alarm")
    op.drop_column("device_sign", "position")
    op.drop_column("device_sign", "claimed_at")
