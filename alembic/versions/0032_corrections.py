"""A status can be corrected: the correction is a row of its own, and a view shows what stands after it."""

import sqlalchemy as sa
from alembic import op

revision = "0032"
down_revision = "0031"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "milestone",
        sa.Column(
            "withdrawn",
            sa.Boolean,
            nullable=False,
            server_default=sa.text("false"),
            comment="a correction: the step was not reached at all; the view standing_milestone leaves it out",
        ),
    )
    op.add_column("milestone", sa.Column("reason", sa.Text, comment="why it was corrected"))
    op.alter_column("milestone", "source", comment="pressed, inferred, imported or corrected")
    op.execute(
        """
        CREATE VIEW standing_milestone AS
        SELECT m.id, m.assignment_id, m.kind, m.at, m.source, m.flag, m.recorded_at, m.recorded_by
        FROM milestone m
        WHERE NOT m.withdrawn AND NOT EXISTS (
            SELECT FROM milestone c WHERE c.assignment_id = m.assignment_id AND c.kind = m.kind
              AND c.source = 'corrected' AND c.id > m.id)
        """
    )


def downgrade() -> None:
    op.execute("DROP VIEW standing_milestone")
    op.alter_column("milestone", "source", comment="pressed, inferred or imported")
    op.drop_column("milestone", "reason")
    op.drop_column("milestone", "withdrawn")
