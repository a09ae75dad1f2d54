"""Counts devices whose clock is ahead of ours, and those whose clock is not."""

from datetime import datetime

from base.database import Connection
from tracking.rejection import RejectReason

BY_CLOCK = """
WITH ahead AS (
    SELECT DISTINCT device_id FROM quarantined_fix WHERE received_at > $1 AND reason = $2
)
SELECT (SELECT count(*) FROM ahead) AS ahead,
       (SELECT count(*) FROM unit_position WHERE received_at > $1) AS believed
"""


async def devices_by_clock(conn: Connection, *, since: datetime) -> tuple[int, int]:
    """Count devices with fixes from the future since then, and units with an accepted fix since then."""
    row = await conn.fetchrow(BY_CLOCK, since, RejectReason.IN_THE_FUTURE)
    assert row is not None
    return row["ahead"], row["believed"]
