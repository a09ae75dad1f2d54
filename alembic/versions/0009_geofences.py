"""Drawn areas, and which unit is in which geofence."""

import geoalchemy2
import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "geofence",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("area", geoalchemy2.Geometry("POLYGON", srid=4326, spatial_index=False), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.Text(), nullable=False),
        sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("geofence_pkey")),
    )
    op.create_table(
        "geofence_presence",
        sa.Column("unit_key", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False, comment="station, hospital, incident or area"),
        sa.Column("fence_id", sa.Text(), nullable=False),
        sa.Column("entered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("dwelt_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["unit_key"], ["unit.key"], name=op.f("geofence_presence_unit_key_fkey")),
        sa.PrimaryKeyConstraint("unit_key", "kind", "fence_id", name=op.f("geofence_presence_pkey")),
    )


def downgrade() -> None:
    op.drop_table("geofence_presence")
    op.drop_table("geofence")
