"""Devices of many kinds: where each was before, how each is, what each said of itself, its own clock."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    kind = sa.Column(
        "kind",
        sa.Text(),
        server_default=sa.text("'tracker'"),
        nullable=False,
        comment="tracker, phone, box: sets its limits",
    )
    op.add_column("device", kind)
    op.add_column(
        "fix",
        sa.Column(
            "device_at",
            sa.DateTime(timezone=True),
            nullable=True,
            comment="when it was sent, by the device's own clock",
        ),
    )
    op.create_table(
        "device_binding",
        sa.Column("device_key", sa.Integer(), nullable=False),
        sa.Column("unit_key", sa.Integer(), nullable=False),
        sa.Column("until_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["device_key"], ["device.key"], name=op.f("device_binding_device_key_fkey")),
        sa.ForeignKeyConstraint(["unit_key"], ["unit.key"], name=op.f("device_binding_unit_key_fkey")),
        sa.PrimaryKeyConstraint("device_key", "until_at", name=op.f("device_binding_pkey")),
    )
    op.create_index(op.f("device_binding_unit_key_idx"), "device_binding", ["unit_key"])
    op.create_table(
        "device_health",
        sa.Column("device_key", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column(
            "heard_at", sa.DateTime(timezone=True), nullable=True, comment="the newest sign of life that was no fix"
        ),
        sa.Column(
            "gone_at",
            sa.DateTime(timezone=True),
            nullable=True,
            comment="when the broker or a gateway said that it lost it",
        ),
        sa.Column("battery_pct", sa.REAL(), nullable=True),
        sa.Column("ignition", sa.Boolean(), nullable=True),
        sa.Column("fixed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("fix_received_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("interval_s", sa.REAL(), nullable=True, comment="its usual one: the median between its newest fixes"),
        sa.Column(
            "skew_s",
            sa.REAL(),
            nullable=True,
            comment="its clock's lead over ours, as far as its fixes tell; negative: it lags",
        ),
        sa.Column("accuracy_m", sa.REAL(), nullable=True, comment="mean of its newest fixes"),
        sa.Column("measured_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["device_key"], ["device.key"], name=op.f("device_health_device_key_fkey")),
        sa.PrimaryKeyConstraint("device_key", name=op.f("device_health_pkey")),
    )
    op.create_table(
        "device_sign",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("device_key", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("handled_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["device_key"], ["device.key"], name=op.f("device_sign_device_key_fkey")),
        sa.PrimaryKeyConstraint("id", name=op.f("device_sign_pkey")),
        sa.UniqueConstraint("device_key", "kind", "at", name=op.f("device_sign_device_key_kind_at_key")),
    )
    op.create_index("device_sign_waiting_idx", "device_sign", ["id"], postgresql_where=sa.text("handled_at IS NULL"))


def downgrade() -> None:
    op.drop_table("device_sign")
    op.drop_table("device_health")
    op.drop_table("device_binding")
    op.drop_column("fix", "device_at")
    op.drop_column("device", "kind")
