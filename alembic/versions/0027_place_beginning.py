"""Find the names that begin as it was typed without looking at all that share its letters."""

from alembic import op

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("place_beginning_idx", "place", ["normalized"], postgresql_ops={"normalized": "text_pattern_ops"})


def downgrade() -> None:
    op.drop_index("place_beginning_idx", table_name="place")
