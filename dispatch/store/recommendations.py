"""What was advised, on which data, with which reasons: stored as it was shown."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from base.database import Connection


async def add_recommendation(
    conn: Connection, recommendation_id: UUID, incident_id: UUID, advice: Mapping[str, Any], *, at: datetime
) -> None:
    """The commit does not wait for the disk: advice lost in a crash was never acted on, as actions commit later."""
    await conn.execute(
        "WITH unhurried AS (SELECT set_config('synchronous_commit', 'off', true))"
        " INSERT INTO recommendation (id, incident_id, made_at, advice) SELECT $1, $2, $3, $4 FROM unhurried",
        recommendation_id,
        incident_id,
        at,
        dict(advice),
    )
