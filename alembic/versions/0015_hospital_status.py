"""What a hospital said of its beds, and where a crew takes its patient."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("hospital", sa.Column("status", sa.Text(), comment="open or full, as it was said last; null: never"))
    op.add_column("hospital", sa.Column("status_at", sa.DateTime(timezone=True)))
    op.add_column("hospital", sa.Column("status_by", sa.Text()))
    op.add_column(
        "assignment",
        sa.Column(
            "hospital_id",
            sa.Text(),
            sa.ForeignKey("hospital.id", ondelete="SET NULL"),
            comment="where its crew takes the patient; null: it did not say",
        ),
    )


def downgrade() -> None:
    op.drop_column("assignment", "hospital_id")
    for name in ("status_by", "status_at", "status"):
        op.drop_column("hospital", name)
