"""How long crews really took to leave, updated from time to time."""

from datetime import datetime, timedelta

from base.database import Connection
from dispatch.domain.eta_uncertainty import SAMPLES_MIN
from dispatch.store.city import CITY_ZONE

LOOKED_BACK = timedelta(days=90)
PLAUSIBLE_MAX_S = 900.0  # above it the button was forgotten, or the call waited

_LEARN = f"""
WITH left_at AS (
    SELECT u.agency_id, a.from_station, extract(hour FROM a.dispatched_at AT TIME ZONE {CITY_ZONE})::smallint AS hour,
           extract(epoch FROM rolling.at - a.dispatched_at) AS took_s
    FROM assignment a JOIN unit u ON u.key = a.unit_key
    CROSS JOIN LATERAL (SELECT min(m.at) AS at FROM standing_milestone m
                        WHERE m.assignment_id = a.id AND m.kind = 'en_route') AS rolling
    WHERE a.dispatched_at > $1 AND a.from_station IS NOT NULL AND rolling.at IS NOT NULL
)
INSERT INTO turnout_time (agency_id, from_station, hour, samples, p50_s, learnt_at)
SELECT agency_id, from_station, hour, count(*), percentile_cont(0.5) WITHIN GROUP (ORDER BY took_s), $2
FROM left_at WHERE took_s BETWEEN 0 AND $3
GROUP BY GROUPING SETS ((agency_id, from_station, hour), (agency_id, from_station))
HAVING count(*) >= $4
"""  # noqa: S608


async def learn(conn: Connection, now: datetime) -> None:
    """Replace what was learnt before."""
    async with conn.transaction():
        await conn.execute("DELETE FROM turnout_time")
        await conn.execute(_LEARN, now - LOOKED_BACK, now, PLAUSIBLE_MAX_S, SAMPLES_MIN)
