"""The processes of the system, as they see themselves."""

from sqlalchemy import BigInteger, Column, Integer, Table, Text
from sqlalchemy.dialects.postgresql import JSONB

from base.schema import metadata
from core.tables.columns import at

process_beat = Table(
    "process_beat",
    metadata,
    Column("process", Text, primary_key=True),
    Column("pid", Integer, nullable=False),
    Column("beats", BigInteger, nullable=False, comment="one more each time: whoever watches needs no clock"),
    at("seen_at"),
    Column("troubles", JSONB, nullable=False),
)
