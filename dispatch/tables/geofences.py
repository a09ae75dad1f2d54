"""Drawn areas, and the units inside."""

from geoalchemy2 import Geometry
from sqlalchemy import Column, ForeignKey, Integer, PrimaryKeyConstraint, Table, Text, Uuid

from base.schema import metadata
from core.tables.columns import at

geofence = Table(
    "geofence",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("name", Text, nullable=False),
    Column("area", Geometry("POLYGON", srid=4326, spatial_index=False), nullable=False),
    at("created_at"),
    Column("created_by", Text, nullable=False),
    at("removed_at", nullable=True),
)

geofence_presence = Table(
    "geofence_presence",
    metadata,
    Column("unit_key", Integer, ForeignKey("unit.key"), nullable=False),
    Column("kind", Text, nullable=False, comment="station, hospital, incident or area"),
    Column("fence_id", Text, nullable=False),
    at("entered_at"),
    at("dwelt_at", nullable=True),
    PrimaryKeyConstraint("unit_key", "kind", "fence_id"),
)
