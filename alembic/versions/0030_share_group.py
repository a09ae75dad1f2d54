"""The group in which the bridges share what devices say: its name is a secret, else a device could join and take a share."""

import sqlalchemy as sa
from alembic import op

revision = "0030"
down_revision = "0029"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "share_group",
        sa.Column("name", sa.Text(), nullable=False, comment="secret: who knows it may take messages from the bridges"),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("left_at", sa.DateTime(timezone=True), comment="bridges that still belong to it leave it"),
        sa.PrimaryKeyConstraint("name", name=op.f("share_group_pkey")),
    )
    op.create_index(
        "one_current_share_group",
        "share_group",
        [sa.text("(left_at IS NULL)")],
        unique=True,
        postgresql_where=sa.text("left_at IS NULL"),
    )
    # The name of every earlier version, which anybody can guess.
    op.execute("INSERT INTO share_group (name, made_at, left_at) VALUES ('bridge', now(), now())")
    op.add_column(
        "bridge",
        sa.Column(
            "shares_held",
            sa.Integer(),
            nullable=False,
            server_default=sa.text("8"),
            comment="shared subscriptions of this bridge at the broker",
        ),
    )
    op.add_column(
        "bridge",
        sa.Column(
            "shares_seen", sa.Integer(), comment="shared subscriptions of all, as the broker told it; null: never"
        ),
    )


def downgrade() -> None:
    op.drop_column("bridge", "shares_seen")
    op.drop_column("bridge", "shares_held")
    op.drop_table("share_group")
