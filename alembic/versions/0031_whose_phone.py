"""Whose phone a device is: it was found by its name, and that of unit ZZ's account 2 was also that of unit ZZ-2."""

import sqlalchemy as sa
from alembic import op

revision = "0031"
down_revision = "0030"
branch_labels = None
depends_on = None

# Only where the name, the unit and the account agree; any other phone gets a device of its own at its next fix.
KNOWN = """
UPDATE device AS d SET speaks_for = p.unit_key || ':' || p.username
FROM account AS p JOIN unit AS u ON u.key = p.unit_key
WHERE d.unit_key = p.unit_key AND d.kind = 'phone' AND p.role = 'crew' AND d.device_id = u.unit_id || '-' || p.username
"""


def upgrade() -> None:
    op.add_column(
        "device",
        sa.Column("speaks_for", sa.Text(), comment="a crew's own phone: key of its unit, and its account's name"),
    )
    op.create_unique_constraint(op.f("device_speaks_for_key"), "device", ["speaks_for"])
    op.execute(KNOWN)


def downgrade() -> None:
    op.drop_column("device", "speaks_for")
