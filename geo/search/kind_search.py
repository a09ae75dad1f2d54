"""Finds the nearest places of a kind: "rumah sakit", "spbu terdekat", "masjid jalan pahlawan"."""

from collections.abc import Collection

from base.database import Connection
from base.position import Position
from geo.search.found_place import COLUMNS, Place, place_of_row

SPELLINGS_MAX = 3  # rows per place, one for each of its names

_NEAREST = f"""
    SELECT {COLUMNS} FROM place WHERE category = ANY($1)
    ORDER BY position <-> $2::geometry, name LIMIT $3
"""  # noqa: S608 - constants only
_WELL_KNOWN = f"""
    SELECT {COLUMNS} FROM place WHERE category = ANY($1) ORDER BY importance DESC, name LIMIT $3
"""  # noqa: S608 - constants only
_WITHIN = f"""
    SELECT {COLUMNS} FROM place
    WHERE category = ANY($1) AND ' ' || area_words || ' ' LIKE '% ' || $4 || ' %'
    ORDER BY position <-> $2::geometry, name LIMIT $3
"""  # noqa: S608 - constants only


async def nearest_of(conn: Connection, kinds: Collection[str], near: Position | None, limit: int) -> list[Place]:
    async with conn.transaction():
        # A rare kind is found faster by its name, a common one by distance.
        await conn.execute("SET LOCAL plan_cache_mode = force_custom_plan")
        sql = _NEAREST if near else _WELL_KNOWN
        rows = await conn.fetch(sql, sorted(kinds), near, limit * SPELLINGS_MAX)
    return _by_distance([place_of_row(row) for row in rows])


async def within_area(
    conn: Connection, kinds: Collection[str], area: str, near: Position | None, limit: int
) -> list[Place]:
    rows = await conn.fetch(_WITHIN, sorted(kinds), near, limit * SPELLINGS_MAX, area)
    return _by_distance([place_of_row(row) for row in rows])


def _by_distance(places: list[Place]) -> list[Place]:
    """Order again by metres: the index orders by degrees, which are shorter to the east than to the north."""
    return sorted(places, key=lambda place: place.distance_m or 0)
