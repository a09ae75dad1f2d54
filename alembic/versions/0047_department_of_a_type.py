"""Which department of a hospital a type of incident asks for: it stood in the code, by types that a city may remove."""

import sqlalchemy as sa
from alembic import op

revision = "0047"
down_revision = "0046"
branch_labels = None
depends_on = None

# As it was in the code.
DEPARTMENT_OF = {"traffic_accident": "trauma", "rescue": "trauma", "cardiac_arrest": "icu", "drowning": "icu"}


def upgrade() -> None:
    op.add_column(
        "incident_type",
        sa.Column("department", sa.Text(), comment="of a hospital, beside its emergency department; null: none"),
    )
    incident_type = sa.table("incident_type", sa.column("code"), sa.column("department"))
    for code, department in DEPARTMENT_OF.items():
        op.execute(sa.update(incident_type).where(incident_type.c.code == code).values(department=department))


def downgrade() -> None:
    op.drop_column("incident_type", "department")
