"""What became of promised arrivals: by agency, distance and hour."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "eta_error",
        sa.Column("id", sa.Integer(), sa.Identity(always=False), nullable=False),
        sa.Column("agency_id", sa.Text(), nullable=True, comment="null: any"),
        sa.Column("hour", sa.SmallInteger(), nullable=True, comment="UTC; null: any"),
        sa.Column("distance_band", sa.SmallInteger(), nullable=True, comment="null: any"),
        sa.Column("samples", sa.Integer(), nullable=False),
        sa.Column("p50_ratio", sa.Double(), nullable=False, comment="actual over promised"),
        sa.Column("p90_ratio", sa.Double(), nullable=False),
        sa.Column("learnt_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("eta_error_pkey")),
    )


def downgrade() -> None:
    op.drop_table("eta_error")
