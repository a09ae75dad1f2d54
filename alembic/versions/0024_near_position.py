"""Find the nearest units by where each was lately, so that a step along the street changes no index."""

import sqlalchemy as sa
from alembic import op
from geoalchemy2 import Geometry

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "unit_position",
        sa.Column(
            "near_position",
            Geometry("POINT", srid=4326, spatial_index=False),
            comment="within 100 m of position, and written anew only when it no longer is",
        ),
    )
    op.execute("UPDATE unit_position SET near_position = position")
    op.alter_column("unit_position", "near_position", nullable=False)
    op.drop_index("unit_position_position_idx", table_name="unit_position")
    op.create_index("unit_position_near_position_idx", "unit_position", ["near_position"], postgresql_using="gist")


def downgrade() -> None:
    op.drop_index("unit_position_near_position_idx", table_name="unit_position")
    op.create_index("unit_position_position_idx", "unit_position", ["position"], postgresql_using="gist")
    op.drop_column("unit_position", "near_position")
