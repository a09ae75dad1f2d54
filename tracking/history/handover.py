"""Moves a device to another vehicle: earlier fixes stay with the old unit, those since go to the new."""

from datetime import datetime, timedelta

from base.database import Connection
from tracking.devices.devices import DeviceUnknown, UnitUnknown
from tracking.history.day_lock import keep_in_place_since

# Bridges learn of a hand-over after some seconds: fixes that they book on the wrong unit until then are corrected.
SETTLE_FOR = timedelta(minutes=10)


class AlreadyThere(ValueError):
    """The device is in that unit already."""


class BeforeLastHandover(ValueError):
    """The device was already handed over at a later time."""


CURRENT = "SELECT key, unit_key FROM device WHERE device_id = $1 AND revoked_at IS NULL FOR UPDATE"

# A copy under the right unit may exist already.
DROP_COPIES = """
DELETE FROM fix AS f WHERE f.unit_key = $2 AND f.device_key = $1 AND f.fixed_at >= $4 AND EXISTS (
    SELECT FROM fix AS c WHERE c.unit_key = $3 AND c.device_key = $1 AND c.fixed_at = f.fixed_at)
"""
MOVE = "UPDATE fix SET unit_key = $3 WHERE unit_key = $2 AND device_key = $1 AND fixed_at >= $4"

# Set the marker to the newest fix that the history has of the unit; without any the unit has no marker.
FORGET_MARKER = "DELETE FROM unit_position WHERE unit_key = $1"
PLACE_MARKER = """
INSERT INTO unit_position (unit_key, device_key, fixed_at, received_at, position, near_position, accuracy_m, speed_mps,
                           course_deg)
SELECT unit_key, device_key, fixed_at, received_at, position, position, accuracy_m, speed_mps, course_deg
FROM fix WHERE unit_key = $1 ORDER BY fixed_at DESC LIMIT 1
ON CONFLICT (unit_key) DO NOTHING
"""


async def hand_over(conn: Connection, device_id: str, unit_id: str, *, at: datetime) -> tuple[int, int]:
    """Hand over; return the keys of the unit it leaves and of the one it joins. Needs an open transaction.

    Raises:
        DeviceUnknown, UnitUnknown, AlreadyThere, BeforeLastHandover: nothing was changed.
    """
    device = await conn.fetchrow(CURRENT, device_id)
    if device is None:
        raise DeviceUnknown(f"no device {device_id!r} is in use")
    unit_key: int | None = await conn.fetchval(
        "SELECT key FROM unit WHERE unit_id = $1 AND retired_at IS NULL", unit_id
    )
    if unit_key is None:
        raise UnitUnknown(f"there is no unit {unit_id!r}")
    if unit_key == device["unit_key"]:
        raise AlreadyThere(f"{device_id} is in {unit_id} already")
    if await conn.fetchval("SELECT max(until_at) >= $2 FROM device_binding WHERE device_key = $1", device["key"], at):
        raise BeforeLastHandover(f"{device_id} was handed over later than that already")
    await conn.execute("INSERT INTO device_binding VALUES ($1, $2, $3)", device["key"], device["unit_key"], at)
    await conn.execute("UPDATE device SET unit_key = $2 WHERE key = $1", device["key"], unit_key)
    await _take_along(conn, device["key"], device["unit_key"], unit_key, at)
    return device["unit_key"], unit_key


async def settle_recent(conn: Connection, *, now: datetime) -> int:
    """Move fixes of just handed-over devices that were booked on the old unit; return how many."""
    rows = await conn.fetch(
        """
        SELECT b.device_key, b.unit_key AS old, d.unit_key AS new, b.until_at
        FROM device_binding AS b JOIN device AS d ON d.key = b.device_key
        WHERE b.until_at > $1 AND b.until_at = (SELECT max(until_at) FROM device_binding WHERE device_key = d.key)
        """,
        now - SETTLE_FOR,
    )
    moved = 0
    for row in rows:
        async with conn.transaction():
            moved += await _take_along(conn, row["device_key"], row["old"], row["new"], row["until_at"])
    return moved


async def _take_along(conn: Connection, device_key: int, old: int, new: int, at: datetime) -> int:
    await keep_in_place_since(conn, at)
    await conn.execute(
        "SELECT FROM unit_position WHERE unit_key = ANY($1::int[]) ORDER BY unit_key FOR UPDATE", [old, new]
    )
    copies = await conn.execute(DROP_COPIES, device_key, old, new, at)
    moved = await conn.execute(MOVE, device_key, old, new, at)
    changed = int(copies.rpartition(" ")[2]) + int(moved.rpartition(" ")[2])
    if changed:
        for unit_key in (old, new):
            await conn.execute(FORGET_MARKER, unit_key)
            await conn.execute(PLACE_MARKER, unit_key)
    return changed
