"""Streets that cannot be driven for a while."""

import geoalchemy2
import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "closure",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False, comment="closure, flood or railway_crossing"),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("area", geoalchemy2.Geometry("POLYGON", srid=4326, spatial_index=False), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=True, comment="null: until somebody ends it"),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("closure_pkey")),
    )
    op.create_index(op.f("closure_ends_at_idx"), "closure", ["ends_at"])


def downgrade() -> None:
    op.drop_table("closure")
