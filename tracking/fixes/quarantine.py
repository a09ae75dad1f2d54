"""Rejected messages with their reasons: kept for a while, and read by device and reason, the newest of each."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from base.database import Connection
from tracking.screened import Quarantined

QUARANTINE_MAX_BYTES = 4096

NEWEST = """
SELECT DISTINCT ON (device_id, reason) device_id, reason, sum(times) OVER its AS kept, received_at, payload
FROM quarantined_fix WHERE received_at >= $1 AND ($2::text IS NULL OR device_id = $2)
WINDOW its AS (PARTITION BY device_id, reason)
ORDER BY device_id, reason, received_at DESC
"""


@dataclass(frozen=True, slots=True)
class Rejected:
    """`kept` counts the rows and the repeats noted in them; the rows kept per device and hour are limited."""

    device_id: str  # as named; may be unknown, and is empty if a gateway's message could not be read
    reason: str
    kept: int
    newest_at: datetime
    newest: bytes


async def rejected_since(conn: Connection, since: datetime, *, device_id: str | None = None) -> list[Rejected]:
    return [Rejected(*row.values()) for row in await conn.fetch(NEWEST, since, device_id)]


async def keep_rejected(conn: Connection, rejected: Sequence[Quarantined]) -> None:
    kept = [(each, each.payload[:QUARANTINE_MAX_BYTES]) for each in rejected if each.payload is not None]
    await conn.execute(
        """
        INSERT INTO quarantined_fix (received_at, device_id, reason, payload, times)
        SELECT * FROM unnest($1::timestamptz[], $2::text[], $3::text[], $4::bytea[], $5::int[])
        """,
        [each.received_at for each, _ in kept],
        [each.device_id for each, _ in kept],
        [each.reason for each, _ in kept],
        [payload for _, payload in kept],
        [each.times for each, _ in kept],
    )


async def forget_quarantined(conn: Connection, *, before: datetime) -> None:
    await conn.execute("DELETE FROM quarantined_fix WHERE received_at < $1", before)
