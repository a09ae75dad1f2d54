"""What was answered to a command is sealed under its key. The old rows lay in the clear and would have lived a day."""

import sqlalchemy as sa
from alembic import op

revision = "0042"
down_revision = "0041"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # Made anew: rows that are only deleted lie in the table's file until they are written over.
    op.drop_table("idempotency_key")
    op.create_table(
        "idempotency_key",
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("key_sha256", sa.LargeBinary(), nullable=False, comment="the key itself is kept nowhere"),
        sa.Column("request_hmac", sa.LargeBinary(), nullable=False, comment="by a secret that comes of the key"),
        sa.Column("status", sa.SmallInteger(), nullable=True),
        sa.Column(
            "sealed_body",
            sa.LargeBinary(),
            nullable=True,
            comment="the answer, AES-GCM by a secret that comes of the key",
        ),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("actor", "key_sha256", name=op.f("idempotency_key_pkey")),
    )
    op.create_index(op.f("idempotency_key_created_at_idx"), "idempotency_key", ["created_at"], unique=False)


def downgrade() -> None:
    op.drop_table("idempotency_key")
    op.create_table(
        "idempotency_key",
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("request_sha256", sa.LargeBinary(), nullable=False),
        sa.Column("status", sa.SmallInteger(), nullable=True),
        sa.Column("body", sa.LargeBinary(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("actor", "key", name=op.f("idempotency_key_pkey")),
    )
    op.create_index(op.f("idempotency_key_created_at_idx"), "idempotency_key", ["created_at"], unique=False)
