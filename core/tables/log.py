"""The event log, its words, kept answers and the outbox."""

from sqlalchemy import (
    BigInteger,
    Column,
    DateTime,
    ForeignKey,
    Identity,
    Index,
    Integer,
    LargeBinary,
    PrimaryKeyConstraint,
    SmallInteger,
    Table,
    Text,
    Uuid,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB

from base.schema import metadata
from core.tables.columns import at

event_log = Table(
    "event_log",
    metadata,
    Column("seq", BigInteger, primary_key=True, autoincrement=False, comment="dense, in commit order"),
    Column("kind", Text, nullable=False),
    at("at"),
    Column("actor", Text, nullable=False),
    Column("incident_id", Uuid),
    Column("data", JSONB, nullable=False),
    Column("previous_hash", LargeBinary, nullable=False),
    Column("hash", LargeBinary, nullable=False),
    Column("hash_version", SmallInteger, nullable=False, server_default=text("1"), comment="how the hash was made"),
    Index("event_log_kind_seq_idx", "kind", "seq"),
    Index("event_log_incident_id_idx", "incident_id", "seq", postgresql_where=text("incident_id IS NOT NULL")),
)

event_words = Table(
    "event_words",
    metadata,
    Column("seq", BigInteger, primary_key=True, autoincrement=False, comment="of the event"),
    Column("part", SmallInteger, primary_key=True, autoincrement=False, comment="one for each incident"),
    Column("incident_id", Uuid, comment="with whose they are forgotten; null: by their age"),
    at("at"),
    Column("salt", LargeBinary, nullable=False),
    Column(
        "words", Text, nullable=False, comment="JSON by place in the event; the log holds the SHA-256 of salt and words"
    ),
    Index("event_words_incident_id_idx", "incident_id", postgresql_where=text("incident_id IS NOT NULL")),
    Index("event_words_at_idx", "at", postgresql_where=text("incident_id IS NULL")),
)

outbox = Table(
    "outbox",
    metadata,
    Column("id", BigInteger, Identity(), primary_key=True),
    Column("channel", Text, nullable=False),
    Column("destination", Text, nullable=False, comment="a device id on mqtt; another channel's own address"),
    Column("kind", Text, nullable=False),
    Column("body", JSONB, nullable=False),
    Column("assignment_id", Uuid, ForeignKey("assignment.id")),
    Column("move_up_id", Uuid, ForeignKey("move_up.id")),
    at("created_at"),
    at("due_at"),
    at("expires_at"),
    Column("attempts", Integer, nullable=False, server_default=text("0")),
    Column("last_error", Text),
    at("delivered_at", nullable=True),
    at("acknowledged_at", nullable=True),
    Column("finished_at", DateTime(timezone=True), comment="acknowledged, superseded or expired: never sent again"),
    Index("outbox_due_idx", "channel", "due_at", postgresql_where=text("finished_at IS NULL")),
    Index("outbox_move_up_idx", "move_up_id", postgresql_where=text("move_up_id IS NOT NULL")),
    Index(None, "assignment_id"),
)

idempotency_key = Table(
    "idempotency_key",
    metadata,
    Column("actor", Text, nullable=False),
    Column("key_sha256", LargeBinary, nullable=False, comment="the key itself is kept nowhere"),
    Column("request_hmac", LargeBinary, nullable=False, comment="by a secret that comes of the key"),
    Column("status", SmallInteger),
    Column("sealed_body", LargeBinary, comment="the answer, AES-GCM by a secret that comes of the key"),
    at("created_at"),
    PrimaryKeyConstraint("actor", "key_sha256"),
    Index(None, "created_at"),
)
