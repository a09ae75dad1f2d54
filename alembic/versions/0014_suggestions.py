"""Suggestions to relieve a unit on its way, and the assignment that does."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    comment = "whom it relieves, once its crew acknowledged"
    op.add_column("assignment", sa.Column("replaces_id", sa.Uuid(), sa.ForeignKey("assignment.id"), comment=comment))
    op.create_index(
        "assignment_replaces_id_idx", "assignment", ["replaces_id"], postgresql_where=sa.text("replaces_id IS NOT NULL")
    )
    op.create_table(
        "suggestion",
        sa.Column("id", sa.Uuid(), primary_key=True),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("incident_id", sa.Uuid(), sa.ForeignKey("incident.id"), nullable=False),
        sa.Column(
            "assignment_id", sa.Uuid(), sa.ForeignKey("assignment.id"), nullable=False, comment="who would be relieved"
        ),
        sa.Column("unit_key", sa.Integer(), sa.ForeignKey("unit.key"), nullable=False, comment="who would go"),
        sa.Column("saving_s", sa.Double(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("data", postgresql.JSONB(), nullable=False, comment="what it stood on"),
        sa.Column("outcome", sa.Text(), comment="accepted, refused or withdrawn"),
        sa.Column("closed_at", sa.DateTime(timezone=True)),
        sa.Column("closed_by", sa.Text()),
    )
    op.create_index(
        "one_standing_suggestion_per_assignment",
        "suggestion",
        ["assignment_id"],
        unique=True,
        postgresql_where=sa.text("closed_at IS NULL"),
    )


def downgrade() -> None:
    op.drop_table("suggestion")
    op.drop_index("assignment_replaces_id_idx", table_name="assignment")
    op.drop_column("assignment", "replaces_id")
