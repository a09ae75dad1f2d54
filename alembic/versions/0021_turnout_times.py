"""How long crews took from the order to wheels rolling, learnt by agency, by where they started, and by the hour."""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "turnout_time",
        sa.Column("id", sa.Integer(), sa.Identity(), nullable=False),
        sa.Column("agency_id", sa.Text(), nullable=False),
        sa.Column("from_station", sa.Boolean(), nullable=False),
        sa.Column("hour", sa.SmallInteger(), nullable=True, comment="UTC; null: any"),
        sa.Column("samples", sa.Integer(), nullable=False),
        sa.Column("p50_s", sa.Double(), nullable=False),
        sa.Column("learnt_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("turnout_time_pkey")),
    )
    op.add_column(
        "assignment",
        sa.Column(
            "from_station", sa.Boolean(), nullable=True, comment="where it started; null: it could not be placed"
        ),
    )


def downgrade() -> None:
    op.drop_column("assignment", "from_station")
    op.drop_table("turnout_time")
