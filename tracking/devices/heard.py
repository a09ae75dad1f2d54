"""Notes devices that sent nothing new: a repeated, rejected or late fix is a sign of life too (decision 41).

A fix that moves a marker records by itself when it came. The others are noted apart from the fixes, every few seconds
in one statement, so the path of the fixes does no extra work for them.
"""

import asyncio
import logging
from collections.abc import Mapping
from datetime import datetime

from base.database import DATABASE_ERRORS, Pool

log = logging.getLogger(__name__)

NOTE_EVERY_S = 2.0

NOTE = """
INSERT INTO device_health AS h (device_key, heard_at)
SELECT n.device_key, n.heard_at FROM unnest($1::int[], $2::timestamptz[]) AS n (device_key, heard_at)
ORDER BY n.device_key
ON CONFLICT (device_key) DO UPDATE SET heard_at = EXCLUDED.heard_at
WHERE h.heard_at IS NULL OR h.heard_at < EXCLUDED.heard_at
"""


class HeardNotes:
    def __init__(self, pool: Pool) -> None:
        self._pool = pool
        self._heard: dict[int, datetime] = {}

    def note(self, heard: Mapping[int, datetime]) -> None:
        """Take the time of each device's message, by device key."""
        self._heard.update(heard)

    async def run(self) -> None:
        while True:
            await asyncio.sleep(NOTE_EVERY_S)
            await self.write()

    async def write(self) -> None:
        """Write the notes; if that fails they are written with the next."""
        heard, self._heard = self._heard, {}
        if not heard:
            return
        try:
            async with self._pool.acquire() as conn:
                await conn.execute(NOTE, list(heard), list(heard.values()))
        except DATABASE_ERRORS as error:
            log.warning("who was heard could not be noted", extra={"error": repr(error), "devices": len(heard)})
            self._heard = {**heard, **self._heard}
