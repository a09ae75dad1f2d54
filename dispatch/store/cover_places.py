"""Where the free units are, and where calls come from: what the rest of the city loses when a unit goes."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from base.database import Connection
from dispatch.domain.cover import Demand, FreeUnit
from dispatch.store.unit_place import SEEN, expected_place
from dispatch.store.unit_state import FREE

# All units with the same capability or, if there are too many, none.
_FREE_PLACES = f"""
SELECT wanted.capability, able.* FROM unnest($1::text[]) AS wanted (capability) CROSS JOIN LATERAL (
    SELECT array_agg(few.unit_id) AS unit_ids, array_agg(ST_Y(few.place)) AS lats, array_agg(ST_X(few.place)) AS lons
    FROM (
        SELECT u.unit_id, {expected_place("$3")} AS place FROM unit u {SEEN}
        WHERE u.capabilities @> ARRAY[wanted.capability] AND {FREE}
          AND (p.unit_key IS NOT NULL OR s.id IS NOT NULL)
        LIMIT $2 + 1
    ) AS few
    HAVING count(*) BETWEEN 1 AND $2
) AS able
"""  # noqa: S608

_DEMAND = """
SELECT avg(ST_Y(position)) AS lat, avg(ST_X(position)) AS lon, count(*) AS weight
FROM ((SELECT position FROM incident ORDER BY id DESC LIMIT $1) UNION ALL SELECT position FROM station) AS place
GROUP BY round(ST_Y(position) / 0.01), round(ST_X(position) / 0.01) ORDER BY weight DESC LIMIT 40
"""


async def free_places(
    conn: Connection, capabilities: Collection[str], *, limit: int, fresh_after: datetime
) -> Mapping[str, Sequence[FreeUnit]]:
    """Return, by capability, where the free units are; without capabilities that more than `limit` units have."""
    return {
        row["capability"]: list(map(FreeUnit, row["unit_ids"], row["lats"], row["lons"]))
        for row in await conn.fetch(_FREE_PLACES, list(capabilities), limit, fresh_after)
    }


async def demand(conn: Connection, *, limit: int = 300) -> list[Demand]:
    """Where the newest incidents were, by the square kilometre; if there are none, the stations."""
    rows = await conn.fetch(_DEMAND, limit)
    return [Demand(row["lat"], row["lon"], float(row["weight"])) for row in rows]
