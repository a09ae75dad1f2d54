"""Signs of the devices in the database: when each was last heard of without a fix, and what must be looked at."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from geo.database import Connection
from tracking.devices import Device
from tracking.sign import Sign, SignKind


class SiftedSign(NamedTuple):
    """A sign, and whose it is."""

    sign: Sign
    device: Device
    received_at: datetime


@dataclass(frozen=True, slots=True)
class WaitingSign:
    """One that nobody has acted upon yet."""

    id: int
    device_id: str
    unit_key: int
    unit_id: str
    kind: SignKind
    at: datetime
    received_at: datetime


HEARD = """
INSERT INTO device_health AS h (device_key, heard_at, gone_at, battery_pct)
SELECT n.device_key, n.heard_at, n.gone_at, n.battery_pct
FROM unnest($1::int[], $2::timestamptz[], $3::timestamptz[], $4::real[])
     AS n (device_key, heard_at, gone_at, battery_pct)
ORDER BY n.device_key
ON CONFLICT (device_key) DO UPDATE
SET heard_at = greatest(h.heard_at, EXCLUDED.heard_at), gone_at = greatest(h.gone_at, EXCLUDED.gone_at),
    battery_pct = coalesce(EXCLUDED.battery_pct, h.battery_pct)
"""

# Delivered twice it is one: a sign without a time of its own is told apart by when it came.
KEEP = """
INSERT INTO device_sign (device_key, kind, at, received_at)
SELECT * FROM unnest($1::int[], $2::text[], $3::timestamptz[], $4::timestamptz[])
ON CONFLICT (device_key, kind, at) DO NOTHING
"""

QUIET = frozenset({SignKind.ALIVE, SignKind.GONE})


async def record_signs(conn: Connection, told: Sequence[SiftedSign]) -> None:
    """In the transaction of the fixes they came with."""
    heard: dict[int, tuple[datetime | None, datetime | None, float | None]] = {}
    for sign, device, received_at in told:
        heard_at, gone_at, battery_pct = heard.get(device.device_key, (None, None, None))
        if sign.kind is SignKind.GONE:
            gone_at = received_at
        else:
            heard_at = received_at
        battery_pct = sign.battery_pct if sign.battery_pct is not None else battery_pct
        heard[device.device_key] = (heard_at, gone_at, battery_pct)
    columns = [list(column) for column in zip(*heard.values(), strict=True)]
    await conn.execute(HEARD, list(heard), *columns)
    loud = [each for each in told if each.sign.kind not in QUIET]
    if loud:
        await conn.execute(
            KEEP,
            [each.device.device_key for each in loud],
            [each.sign.kind for each in loud],
            [each.sign.at or each.received_at for each in loud],
            [each.received_at for each in loud],
        )


async def waiting_signs(conn: Connection, *, limit: int) -> list[WaitingSign]:
    """Locked for this transaction; those that another has locked are passed over."""
    rows = await conn.fetch(
        """
        SELECT s.id, d.device_id, u.key, u.unit_id, s.kind, s.at, s.received_at
        FROM device_sign AS s JOIN device AS d ON d.key = s.device_key JOIN unit AS u ON u.key = d.unit_key
        WHERE s.handled_at IS NULL ORDER BY s.id LIMIT $1 FOR UPDATE OF s SKIP LOCKED
        """,
        limit,
    )
    return [WaitingSign(*row.values()) for row in rows]


async def mark_handled(conn: Connection, ids: Sequence[int], *, at: datetime) -> None:
    await conn.execute("UPDATE device_sign SET handled_at = $2 WHERE id = ANY($1::bigint[])", list(ids), at)


async def forget_signs(conn: Connection, *, before: datetime) -> None:
    await conn.execute("DELETE FROM device_sign WHERE received_at < $1", before)
