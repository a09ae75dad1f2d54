"""How promised arrivals turned out, updated from time to time."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from base.database import Connection
from dispatch.domain.eta_uncertainty import DISTANCE_BANDS_M, SAMPLES_MIN, LearntError
from dispatch.store.city import CITY_ZONE

LOOKED_BACK = timedelta(days=90)

# From the order to the first report of arrival, over what was promised when it was sent; a factor of ten is a forgotten
# button, not a slow drive.
_LEARN = f"""
WITH arrived AS (
    SELECT u.agency_id, extract(hour FROM a.dispatched_at AT TIME ZONE {CITY_ZONE})::smallint AS hour,
           (SELECT count(*) FROM unnest($2::float8[]) AS edge WHERE a.distance_m >= edge)::smallint AS distance_band,
           extract(epoch FROM first.at - a.dispatched_at) / a.eta_s AS ratio
    FROM assignment a JOIN unit u ON u.key = a.unit_key
    CROSS JOIN LATERAL (SELECT min(m.at) AS at FROM standing_milestone m
                        WHERE m.assignment_id = a.id AND m.kind = 'on_scene') AS first
    WHERE a.dispatched_at > $1 AND a.eta_s > 0 AND a.distance_m IS NOT NULL AND first.at IS NOT NULL
)
INSERT INTO eta_error (agency_id, hour, distance_band, samples, p50_ratio, p90_ratio, learnt_at)
SELECT agency_id, hour, distance_band, count(*), percentile_cont(0.5) WITHIN GROUP (ORDER BY ratio),
       percentile_cont(0.9) WITHIN GROUP (ORDER BY ratio), $3
FROM arrived WHERE ratio BETWEEN 0.1 AND 10
GROUP BY GROUPING SETS
    ((agency_id, distance_band, hour), (agency_id, distance_band), (agency_id, hour), (agency_id), ())
HAVING count(*) >= $4
"""  # noqa: S608


async def learn(conn: Connection, now: datetime) -> None:
    """Replace what was learnt before."""
    async with conn.transaction():
        await conn.execute("DELETE FROM eta_error")
        await conn.execute(_LEARN, now - LOOKED_BACK, list(DISTANCE_BANDS_M), now, SAMPLES_MIN)


async def learnt(conn: Connection, *, hour: int) -> Sequence[LearntError]:
    """`hour`: of the city's day."""
    rows = await conn.fetch(
        "SELECT agency_id, hour, distance_band, samples, p50_ratio, p90_ratio FROM eta_error"
        " WHERE hour IS NULL OR hour = $1",
        hour,
    )
    return [LearntError(**dict(row)) for row in rows]
