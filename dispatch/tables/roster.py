"""The city's agencies, stations, hospitals, units and people."""

from sqlalchemy import (
    Boolean,
    Column,
    DateTime,
    ForeignKey,
    Identity,
    Index,
    Integer,
    SmallInteger,
    Table,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.dialects.postgresql import ARRAY

from base.schema import metadata
from core.tables.columns import at, point

agency = Table(
    "agency",
    metadata,
    Column("id", Text, primary_key=True),
    Column("name", Text, nullable=False),
    Column("kind", Text, nullable=False),
)

station = Table(
    "station",
    metadata,
    Column("id", Text, primary_key=True),
    Column("agency_id", Text, ForeignKey("agency.id"), nullable=False),
    Column("name", Text, nullable=False),
    point(),
)

hospital = Table(
    "hospital",
    metadata,
    Column("id", Text, primary_key=True),
    Column("name", Text, nullable=False),
    Column("departments", ARRAY(Text), nullable=False, server_default=text("'{}'")),
    point(),
    Column("status", Text, comment="open or full, as it was said last; null: never"),
    at("status_at", nullable=True),
    Column("status_by", Text),
)

unit = Table(
    "unit",
    metadata,
    Column("key", Integer, Identity(), primary_key=True, comment="small: the history of fixes repeats it"),
    Column("unit_id", Text, nullable=False, comment="what people and messages say: AMB-01"),
    Column("callsign", Text, nullable=False),
    Column("agency_id", Text, ForeignKey("agency.id"), nullable=False),
    Column("station_id", Text, ForeignKey("station.id")),
    Column("kind", Text, nullable=False),
    Column("capabilities", ARRAY(Text), nullable=False),
    Column("profile", Text, nullable=False, comment="vehicle profile the router drives by"),
    Column("crew", SmallInteger),
    Column("crew_pool", Text, comment="units of one pool share one crew: one goes at a time"),
    Column("staffed", Boolean, nullable=False, server_default=text("true")),
    Column("in_service", Boolean, nullable=False, server_default=text("true")),
    Column("out_of_service_reason", Text),
    at("service_changed_at"),
    Column("retired_at", DateTime(timezone=True), comment="out of the fleet since then"),
    UniqueConstraint("unit_id"),
    Index("unit_crew_pool_idx", "crew_pool", postgresql_where=text("crew_pool IS NOT NULL")),
)
