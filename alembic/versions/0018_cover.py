"""Free units that stand in at a station, and what is reached in time from where."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "move_up",
        sa.Column("id", sa.Uuid(), primary_key=True),
        sa.Column("unit_key", sa.Integer(), sa.ForeignKey("unit.key"), nullable=False),
        sa.Column("station_id", sa.Text(), sa.ForeignKey("station.id"), nullable=False, comment="where it stands in"),
        sa.Column("ordered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ordered_by", sa.Uuid(), sa.ForeignKey("account.id"), nullable=False),
        sa.Column("drive_s", sa.Double()),
        sa.Column("distance_m", sa.Double()),
        sa.Column("polyline6", sa.Text()),
        sa.Column("gain", sa.Double(), comment="share of all calls, as it was suggested; null: a person thought of it"),
        sa.Column("reason", sa.Text()),
        sa.Column("acknowledged_at", sa.DateTime(timezone=True)),
        sa.Column("arrived_at", sa.DateTime(timezone=True)),
        sa.Column("ended_at", sa.DateTime(timezone=True)),
        sa.Column("ended_as", sa.Text(), comment="sent, called_back, replaced, home, refused or left_service"),
    )
    op.create_index(
        "one_open_move_up_per_unit", "move_up", ["unit_key"], unique=True, postgresql_where=sa.text("ended_at IS NULL")
    )
    op.create_index("move_up_ordered_at_idx", "move_up", ["ordered_at"])
    op.create_table(
        "cover_map",
        sa.Column("capability", sa.Text(), primary_key=True, comment="of the units that stand in for one another"),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_of", sa.Text(), nullable=False, comment="what it must be made anew for: stations and roads"),
        sa.Column("stations", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("places", sa.LargeBinary(), nullable=False, comment="lat, lon: the stations, then the cells"),
        sa.Column("demand", sa.LargeBinary(), nullable=False, comment="24 hours × cells: how much comes from there"),
        sa.Column("to_cells_s", sa.LargeBinary(), nullable=False, comment="stations × cells; nan: no way"),
        sa.Column("to_stations_s", sa.LargeBinary(), nullable=False, comment="places × stations; all four float64"),
    )
    op.add_column("outbox", sa.Column("move_up_id", sa.Uuid(), sa.ForeignKey("move_up.id")))
    op.create_index("outbox_move_up_idx", "outbox", ["move_up_id"], postgresql_where=sa.text("move_up_id IS NOT NULL"))


def downgrade() -> None:
    op.drop_index("outbox_move_up_idx", table_name="outbox")
    op.drop_column("outbox", "move_up_id")
    op.drop_table("cover_map")
    op.drop_table("move_up")
