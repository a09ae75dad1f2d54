"""Run cards that a city edits: by area, with versions, first-due, least crew, automatic sending; crews with two trucks."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "unit",
        sa.Column(
            "crew_pool", sa.Text(), nullable=True, comment="units of one pool share one crew: one goes at a time"
        ),
    )
    op.add_column(
        "response_plan",
        sa.Column("area", sa.Text(), nullable=True, comment="code or name of an area; null: everywhere else"),
    )
    op.add_column(
        "response_plan",
        sa.Column("automatic_after_s", sa.Integer(), nullable=True, comment="null: a person sends"),
    )
    op.drop_constraint("one_plan_per_type_and_priority", "response_plan", type_="unique")
    op.create_unique_constraint(
        "one_plan_per_type_priority_and_area",
        "response_plan",
        ["incident_type", "priority", "area"],
        postgresql_nulls_not_distinct=True,
    )
    op.add_column(
        "unit_requirement",
        sa.Column("first_due", sa.Boolean(), server_default=sa.text("false"), nullable=False),
    )
    op.add_column("unit_requirement", sa.Column("crew_min", sa.SmallInteger(), nullable=True))
    op.create_table(
        "response_plan_version",
        sa.Column("incident_type", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("plans", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("saved_by", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["incident_type"], ["incident_type.code"], name=op.f("response_plan_version_incident_type_fkey")
        ),
        sa.PrimaryKeyConstraint("incident_type", "version", name=op.f("response_plan_version_pkey")),
    )


def downgrade() -> None:
    op.drop_table("response_plan_version")
    op.drop_column("unit_requirement", "crew_min")
    op.drop_column("unit_requirement", "first_due")
    op.execute("DELETE FROM response_plan WHERE area IS NOT NULL")
    op.drop_constraint("one_plan_per_type_priority_and_area", "response_plan", type_="unique")
    op.create_unique_constraint(
        "one_plan_per_type_and_priority",
        "response_plan",
        ["incident_type", "priority"],
        postgresql_nulls_not_distinct=True,
    )
    op.drop_column("response_plan", "automatic_after_s")
    op.drop_column("response_plan", "area")
    op.drop_column("unit", "crew_pool")
