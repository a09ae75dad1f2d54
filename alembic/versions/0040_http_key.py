"""A key of its own for the dialects that write it into an address: the password at the broker stood there."""

import sqlalchemy as sa
from alembic import op

revision = "0040"
down_revision = "0039"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "device",
        sa.Column("http_key_hash", sa.Text, comment="of the key that stands in an address; none: only the password"),
    )
    op.create_index("device_http_key_hash_idx", "device", ["http_key_hash"], unique=True)


def downgrade() -> None:
    op.drop_index("device_http_key_hash_idx", table_name="device")
    op.drop_column("device", "http_key_hash")
