"""What was rejected, read for whoever wonders why a device does not show: by device and reason, the newest of each."""

from dataclasses import dataclass
from datetime import datetime

from base.database import Connection

NEWEST = """
SELECT DISTINCT ON (device_id, reason) device_id, reason, sum(times) OVER its AS kept, received_at, payload
FROM quarantined_fix WHERE received_at >= $1 AND ($2::text IS NULL OR device_id = $2)
WINDOW its AS (PARTITION BY device_id, reason)
ORDER BY device_id, reason, received_at DESC
"""


@dataclass(frozen=True, slots=True)
class Rejected:
    """`kept` of them lie there, or are counted in one that does; of one device only so many rows an hour are kept."""

    device_id: str  # as it was named; perhaps unknown, and empty where a gateway's word could not be read
    reason: str
    kept: int
    newest_at: datetime
    newest: bytes


async def rejected_since(conn: Connection, since: datetime, *, device_id: str | None = None) -> list[Rejected]:
    return [Rejected(*row.values()) for row in await conn.fetch(NEWEST, since, device_id)]
