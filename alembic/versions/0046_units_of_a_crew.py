"""Which units share a crew is asked with every event that carries a unit."""

import sqlalchemy as sa
from alembic import op

revision = "0046"
down_revision = "0045"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("unit_crew_pool_idx", "unit", ["crew_pool"], postgresql_where=sa.text("crew_pool IS NOT NULL"))


def downgrade() -> None:
    op.drop_index("unit_crew_pool_idx", "unit")
