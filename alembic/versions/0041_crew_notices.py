"""What a crew was told after its order, and whether it confirmed; when a unit became free."""

import sqlalchemy as sa
from alembic import op

revision = "0041"
down_revision = "0040"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "crew_notice",
        sa.Column("id", sa.BigInteger, sa.Identity(), primary_key=True),
        sa.Column("assignment_id", sa.Uuid, sa.ForeignKey("assignment.id"), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed", sa.ARRAY(sa.Text), nullable=False, comment="of the incident: address, description, …"),
        sa.Column("note_id", sa.BigInteger, sa.ForeignKey("note.id"), comment="null: no note, a correction"),
        sa.Column("confirmed_at", sa.DateTime(timezone=True)),
        sa.Column("confirmed_by", sa.Text),
    )
    op.create_index("crew_notice_assignment_id_idx", "crew_notice", ["assignment_id"])
    op.create_index("assignment_unit_released_idx", "assignment", ["unit_key", "released_at"])


def downgrade() -> None:
    op.drop_index("assignment_unit_released_idx", "assignment")
    op.drop_table("crew_notice")
