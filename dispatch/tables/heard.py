"""What devices were heard to say, and what phones were told."""

from sqlalchemy import Boolean, Column, DateTime, ForeignKey, Integer, SmallInteger, Table, Text

from base.schema import metadata
from core.tables.columns import at

heard_word = Table(
    "heard_word",
    metadata,
    Column("device_id", Text, primary_key=True),
    Column("kind", Text, primary_key=True),
    Column("key", Text, primary_key=True, comment="of the device's own making"),
    Column("heard_at", DateTime(timezone=True), nullable=False, comment="the last time"),
)

phone_pace = Table(
    "phone_pace",
    metadata,
    Column("device_key", Integer, ForeignKey("device.key"), primary_key=True, autoincrement=False),
    Column("hurried", Boolean, nullable=False, comment="an order is open for its unit"),
    at("told_at"),
    Column("answers", SmallInteger, nullable=False, comment="over HTTP so many said so"),
)
