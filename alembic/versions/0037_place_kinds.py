"""Find places by kind, by area and by house number; keep what a place may be taken over with."""

import sqlalchemy as sa
from alembic import op
from geoalchemy2 import Geometry

revision = "0037"
down_revision = "0036"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("place", sa.Column("category", sa.Text, comment="kind of a point of interest: see geo.place_kinds"))
    op.add_column("place", sa.Column("area", sa.Text, comment="kelurahan and kecamatan, as they are shown"))
    op.add_column(
        "place",
        sa.Column("area_words", sa.Text, nullable=False, server_default="", comment="every area around it, normalized"),
    )
    op.add_column("place", sa.Column("is_unnamed", sa.Boolean, nullable=False, server_default=sa.false()))
    op.add_column("place", sa.Column("house_key", sa.BigInteger, comment="leads to the house numbers of this street"))
    op.add_column("place", sa.Column("operator", sa.Text, comment="who runs it, as the map says"))
    op.add_column("place", sa.Column("has_emergency", sa.Boolean, comment="null: the map does not say"))
    op.create_index("place_category_idx", "place", ["category"], postgresql_where=sa.text("category IS NOT NULL"))
    op.create_table(
        "house",
        sa.Column("version", sa.Text, nullable=False),
        sa.Column("house_key", sa.BigInteger, nullable=False),
        sa.Column("number", sa.BigInteger, nullable=False),
        sa.Column("label", sa.Text, nullable=False, comment="as it is compared: letters and digits only"),
        sa.Column("position", Geometry("POINT", srid=4326, spatial_index=False), nullable=False),
        sa.Column("is_measured", sa.Boolean, nullable=False, comment="false: reckoned along a line of the map"),
    )
    op.create_index("house_key_number_idx", "house", ["house_key", "number"])


def downgrade() -> None:
    op.drop_table("house")
    op.drop_index("place_category_idx", table_name="place")
    for column in ("has_emergency", "operator", "house_key", "is_unnamed", "area_words", "area", "category"):
        op.drop_column("place", column)
