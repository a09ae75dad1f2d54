"""Columns that many tables have."""

from geoalchemy2 import Geometry
from sqlalchemy import Column, DateTime


def point(*, nullable: bool = False) -> Column[object]:
    return Column("position", Geometry("POINT", srid=4326, spatial_index=False), nullable=nullable)


def at(name: str, *, nullable: bool = False) -> Column[object]:
    return Column(name, DateTime(timezone=True), nullable=nullable)
