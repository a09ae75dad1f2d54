"""Cache of all devices, for a process that stores fixes."""

import time
from collections.abc import Collection, Iterable, Mapping

from base.database import Pool, Record
from tracking.device import Device
from tracking.devices.devices import list_devices

LOOK_EVERY_S = 5.0
UNKNOWN_FOR_S = 2.0  # the longest delay until a device added at the desk is heard
UNKNOWN_MAX = 10_000

# A change rewrites a row and so changes its xmin. Reading ten thousand devices each time would hold up their fixes.
FINGERPRINT = """
SELECT d.*, b.* FROM (SELECT count(*), sum(xmin::text::bigint) FROM device) AS d,
                     (SELECT count(*), sum(xmin::text::bigint) FROM device_binding) AS b
"""


class DeviceRegistry:
    """Holds every device in memory; checks for changes every few seconds, and at once for a new id."""

    def __init__(self, *, look_every_s: float = LOOK_EVERY_S) -> None:
        self._look_every_s = look_every_s
        self._devices: Mapping[str, Device] = {}
        self._unknown_until: dict[str, float] = {}
        self._print: Record | None = None
        self._looked_at = float("-inf")

    async def look_up(self, pool: Pool, device_ids: Collection[str]) -> Mapping[str, Device]:
        """Return all devices, revoked ones included; queries the database no more than it must."""
        now = time.monotonic()
        if now - self._looked_at > self._look_every_s or self._misses(device_ids, now):
            await self._look(pool)
            self._looked_at = now
            self._remember_unknown(device_ids, now)
        return self._devices

    def _misses(self, device_ids: Iterable[str], now: float) -> bool:
        devices, unknown_until = self._devices, self._unknown_until
        return any(each not in devices and unknown_until.get(each, 0) <= now for each in device_ids)

    async def _look(self, pool: Pool) -> None:
        async with pool.acquire() as conn:
            seen = await conn.fetchrow(FINGERPRINT)  # before the devices: a change in between is seen next time
            if seen != self._print:
                self._devices = {device.device_id: device for device in await list_devices(conn)}
                self._print = seen

    def _remember_unknown(self, device_ids: Iterable[str], now: float) -> None:
        if len(self._unknown_until) > UNKNOWN_MAX:
            self._unknown_until.clear()
        for device_id in device_ids:
            if device_id not in self._devices:
                self._unknown_until[device_id] = now + UNKNOWN_FOR_S
