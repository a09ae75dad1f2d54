"""Accounts and sessions."""

from sqlalchemy import (
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    PrimaryKeyConstraint,
    Table,
    Text,
    UniqueConstraint,
    Uuid,
)

from base.schema import metadata
from core.tables.columns import at

account = Table(
    "account",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("username", Text, nullable=False),
    Column("full_name", Text, nullable=False),
    Column("role", Text, nullable=False),
    Column("unit_key", Integer, ForeignKey("unit.key"), comment="the crew's own unit"),
    Column("password_hash", Text, nullable=False),
    at("created_at"),
    at("disabled_at", nullable=True),
    UniqueConstraint("username"),
)

session = Table(
    "session",
    metadata,
    Column("token_sha256", LargeBinary, primary_key=True, comment="the token itself is never stored"),
    Column("account_id", Uuid, ForeignKey("account.id"), nullable=False),
    at("created_at"),
    at("expires_at"),
    Index(None, "expires_at"),
)

known_browser = Table(
    "known_browser",
    metadata,
    Column("browser_sha256", LargeBinary, nullable=False, comment="of a cookie that goes along with log-ins only"),
    Column("account_id", Uuid, ForeignKey("account.id"), nullable=False),
    at("logged_in_at"),
    PrimaryKeyConstraint("browser_sha256", "account_id"),
)
