"""Hours that were learnt are the city's: those of UTC cut the city's night in two, and moved with daylight saving."""

import sqlalchemy as sa
from alembic import op

revision = "0034"
down_revision = "0033"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for table in ("eta_error", "turnout_time"):
        op.alter_column(
            table,
            "hour",
            existing_type=sa.SmallInteger(),
            comment="of the city's day; null: any",
            existing_comment="UTC; null: any",
        )
        op.execute(sa.text(f"DELETE FROM {table}"))  # noqa: S608 - learnt anew within minutes, by the city's hours


def downgrade() -> None:
    for table in ("eta_error", "turnout_time"):
        op.alter_column(
            table,
            "hour",
            existing_type=sa.SmallInteger(),
            comment="UTC; null: any",
            existing_comment="of the city's day; null: any",
        )
