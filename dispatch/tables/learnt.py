"""Statistics updated from time to time: how estimates turned out, how fast crews turn out, what is covered."""

from sqlalchemy import Boolean, Column, Double, Identity, Integer, LargeBinary, SmallInteger, Table, Text
from sqlalchemy.dialects.postgresql import ARRAY

from base.schema import metadata
from core.tables.columns import at

eta_error = Table(
    "eta_error",
    metadata,
    Column("id", Integer, Identity(), primary_key=True),
    Column("agency_id", Text, comment="null: any"),
    Column("hour", SmallInteger, comment="of the city's day; null: any"),
    Column("distance_band", SmallInteger, comment="null: any"),
    Column("samples", Integer, nullable=False),
    Column("p50_ratio", Double, nullable=False, comment="actual over promised"),
    Column("p90_ratio", Double, nullable=False),
    at("learnt_at"),
)

turnout_time = Table(
    "turnout_time",
    metadata,
    Column("id", Integer, Identity(), primary_key=True),
    Column("agency_id", Text, nullable=False),
    Column("from_station", Boolean, nullable=False),
    Column("hour", SmallInteger, comment="of the city's day; null: any"),
    Column("samples", Integer, nullable=False),
    Column("p50_s", Double, nullable=False),
    at("learnt_at"),
)

cover_map = Table(
    "cover_map",
    metadata,
    Column("capability", Text, primary_key=True, comment="of the units that stand in for one another"),
    at("made_at"),
    Column("made_of", Text, nullable=False, comment="what it must be made anew for: stations and roads"),
    Column("stations", ARRAY(Text), nullable=False),
    Column("places", LargeBinary, nullable=False, comment="lat, lon: the stations, then the cells"),
    Column("demand", LargeBinary, nullable=False, comment="24 hours × cells: how much comes from there"),
    Column("to_cells_s", LargeBinary, nullable=False, comment="stations × cells; nan: no way"),
    Column("to_stations_s", LargeBinary, nullable=False, comment="places × stations; all four float64"),
)
