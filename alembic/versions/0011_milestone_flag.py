"""A milestone may be flagged: forgotten by its crew, or contradicted by the track."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    comment = "forgotten: nobody pressed it; contradicted: the track tells otherwise"
    op.add_column("milestone", sa.Column("flag", sa.Text(), comment=comment))


def downgrade() -> None:
    op.drop_column("milestone", "flag")
