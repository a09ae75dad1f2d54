"""The city that is in force, its gazetteer and its areas."""

from geoalchemy2 import Geometry
from sqlalchemy import (
    REAL,
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    DateTime,
    Double,
    Identity,
    Index,
    Table,
    Text,
    Uuid,
    text,
)

from base.schema import metadata

city = Table(
    "city",
    metadata,
    Column("singleton", Boolean, primary_key=True, server_default=text("true")),
    Column("name", Text, nullable=False),
    Column("version", Text, nullable=False),
    Column("folder", Text, nullable=False, comment="holds tiles, valhalla.json and basemap.pmtiles of this version"),
    Column("west_deg", Double, nullable=False),
    Column("south_deg", Double, nullable=False),
    Column("east_deg", Double, nullable=False),
    Column("north_deg", Double, nullable=False),
    Column("timezone", Text, nullable=False),
    Column("imported_at", DateTime(timezone=True), nullable=False),
    CheckConstraint("singleton", name="one_row"),
)

place = Table(
    "place",
    metadata,
    Column("id", BigInteger, Identity(), primary_key=True),
    Column("version", Text, nullable=False, comment="the city version this row belongs to"),
    Column("kind", Text, nullable=False, comment="street, crossing, place, poi or area"),
    Column("name", Text, nullable=False),
    Column("normalized", Text, nullable=False, comment="what is searched: see geo.gazetteer"),
    Column("detail", Text, comment="what tells two of one name apart: type, quarter"),
    Column("importance", REAL, nullable=False),
    Column("position", Geometry("POINT", srid=4326, spatial_index=False), nullable=False),
    Column("category", Text, comment="kind of a point of interest: see geo.place_kinds"),
    Column("area", Text, comment="kelurahan and kecamatan, as they are shown"),
    Column("area_words", Text, nullable=False, server_default="", comment="every area around it, normalized"),
    Column("is_unnamed", Boolean, nullable=False, server_default=text("false")),
    Column("house_key", BigInteger, comment="leads to the house numbers of this street"),
    Column("operator", Text, comment="who runs it, as the map says"),
    Column("has_emergency", Boolean, comment="null: the map does not say"),
    Index("place_normalized_idx", "normalized", postgresql_using="gin", postgresql_ops={"normalized": "gin_trgm_ops"}),
    Index("place_beginning_idx", "normalized", postgresql_ops={"normalized": "text_pattern_ops"}),
    Index(None, "version"),
    Index("place_position_idx", "position", postgresql_using="gist"),
    Index("place_category_idx", "category", postgresql_where=text("category IS NOT NULL")),
)

house = Table(
    "house",
    metadata,
    Column("version", Text, nullable=False),
    Column("house_key", BigInteger, nullable=False),
    Column("number", BigInteger, nullable=False),
    Column("label", Text, nullable=False, comment="as it is compared: letters and digits only"),
    Column("position", Geometry("POINT", srid=4326, spatial_index=False), nullable=False),
    Column("is_measured", Boolean, nullable=False, comment="false: reckoned along a line of the map"),
    Index("house_key_number_idx", "house_key", "number"),
)

place_word = Table(
    "place_word",
    metadata,
    Column(
        "word", Text(collation="C"), primary_key=True, comment="of the names that are searched: see geo.place_words"
    ),
)

area = Table(
    "area",
    metadata,
    Column("id", BigInteger, Identity(), primary_key=True),
    Column("version", Text, nullable=False),
    Column("level", Text, nullable=False, comment="kecamatan or kelurahan, or what the city calls them"),
    Column("code", Text),
    Column("name", Text, nullable=False),
    Column("boundary", Geometry("MULTIPOLYGON", srid=4326, spatial_index=False), nullable=False),
    Index("area_boundary_idx", "boundary", postgresql_using="gist"),
)

closure = Table(
    "closure",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("kind", Text, nullable=False, comment="closure, flood or railway_crossing"),
    Column("reason", Text),
    Column("area", Geometry("POLYGON", srid=4326, spatial_index=False), nullable=False),
    Column("starts_at", DateTime(timezone=True), nullable=False),
    Column("ends_at", DateTime(timezone=True), comment="null: until somebody ends it"),
    Column("created_at", DateTime(timezone=True), nullable=False),
    Column("created_by", Text, nullable=False),
    Column("wait_s", Double, comment="passed after so long a wait; null: not to be passed"),
    Index(None, "ends_at"),
)
