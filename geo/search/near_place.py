"""Describes a position in words: the nearest crossing or named place, and the part of the city around it."""

from collections.abc import Sequence

from base.database import Connection
from base.position import Position
from geo.names.place_names import CROSSING

# A name farther away would mislead.
NEAR_MAX_M = 500.0
# A crossing is an exact point; a street's or a quarter's point is only its middle.
CROSSING_BEFORE_OTHERS = 2.0
# The index orders by degrees, which are shorter to the east than to the north; and a place has a row for each name.
LOOKED_AT = 20

_NEAR_PLACE = """
    WITH around AS (
        SELECT name, kind, ST_DistanceSphere(position, $1::geometry) AS distance_m
        FROM place WHERE kind <> 'area' AND NOT is_unnamed ORDER BY position <-> $1::geometry LIMIT $2
    )
    SELECT
        (SELECT name FROM around WHERE distance_m <= $3
         ORDER BY distance_m * CASE kind WHEN 'crossing' THEN 1 ELSE $4 END, name LIMIT 1) AS place,
        (SELECT name FROM area WHERE ST_Covers(boundary, $1::geometry) ORDER BY ST_Area(boundary) LIMIT 1) AS area
"""

_CROSSING_NEAREST = f"""
    SELECT (
        SELECT place.name FROM place
        WHERE kind = 'crossing' AND place.position && ST_Expand(ST_Point(lon, lat, 4326), $4)
            AND (starts_with(place.name, street || '{CROSSING}')
                OR right(place.name, length(street) + {len(CROSSING)}) = '{CROSSING}' || street)
        ORDER BY place.position <-> ST_Point(lon, lat, 4326), place.name LIMIT 1
    ) FROM unnest($1::text[], $2::float8[], $3::float8[]) WITH ORDINALITY AS asked (street, lat, lon, nth) ORDER BY nth
"""  # noqa: S608 - a constant only
CROSSING_MAX_DEG = 0.01  # farther from the street's middle it may be a crossing of another street of that name


async def near_place(conn: Connection, position: Position) -> str | None:
    """Return names as they are on the signs, the nearest first; None if nothing around has one."""
    (row,) = await conn.fetch(_NEAR_PLACE, position, LOOKED_AT, NEAR_MAX_M, CROSSING_BEFORE_OTHERS)
    names = dict.fromkeys(name for name in (row["place"], row["area"]) if name)
    return ", ".join(names) or None


async def crossing_streets(conn: Connection, streets: Sequence[tuple[str, Position]]) -> list[str | None]:
    """Return, for each street by name and middle, a street that crosses it there; None if no named one does."""
    names, lats, lons = zip(*((name, at.lat, at.lon) for name, at in streets), strict=True)
    rows = await conn.fetch(_CROSSING_NEAREST, names, lats, lons, CROSSING_MAX_DEG)
    return [row[0] and _other_of(row[0], name) for row, name in zip(rows, names, strict=True)]


def _other_of(crossing: str, street: str) -> str:
    return crossing.removeprefix(street + CROSSING).removesuffix(CROSSING + street)
