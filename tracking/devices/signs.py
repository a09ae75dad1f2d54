"""Device signs in the database: when each device was last heard without a fix, and which signs need attention.

See decision 33.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from base.database import Connection
from base.position import Position
from tracking.screened import ScreenedSign
from tracking.sign import CALLS_FOR_HELP, QUIET, SignKind

DOORBELL = "sigap_sign"


@dataclass(frozen=True, slots=True)
class WaitingSign:
    """A sign not handled yet; `at` is when a call for help came, and the device's own time of other signs."""

    id: int
    device_id: str
    unit_key: int
    unit_id: str
    kind: SignKind
    at: datetime
    received_at: datetime
    claimed_at: datetime | None
    position: Position | None


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

# A sign delivered twice is one. Without a time of its own it is identified by when it came; so is every call for help,
# which also counts as one with a call that still waits to be handled.
KEEP = """
INSERT INTO device_sign (device_key, kind, at, received_at, claimed_at, position)
SELECT n.device_key, n.kind, n.at, n.received_at, n.claimed_at,
       CASE WHEN n.lat IS NOT NULL THEN ST_SetSRID(ST_MakePoint(n.lon, n.lat), 4326) END
FROM unnest($1::int[], $2::text[], $3::timestamptz[], $4::timestamptz[], $5::timestamptz[], $6::float8[], $7::float8[])
     AS n (device_key, kind, at, received_at, claimed_at, lat, lon)
WHERE n.kind <> ALL($8::text[]) OR NOT EXISTS (
    SELECT FROM device_sign AS w WHERE w.device_key = n.device_key AND w.kind = n.kind AND w.handled_at IS NULL)
ON CONFLICT (device_key, kind, at) DO NOTHING
"""


async def record_signs(conn: Connection, signs: Sequence[ScreenedSign]) -> None:
    """Record signs in the transaction of the fixes they came with."""
    heard: dict[int, tuple[datetime | None, datetime | None, float | None]] = {}
    for sign, device, received_at in signs:
        heard_at, gone_at, battery_pct = heard.get(device.device_key, (None, None, None))
        if sign.kind is SignKind.GONE:
            gone_at = received_at
        else:
            heard_at = received_at
        battery_pct = sign.battery_pct if sign.battery_pct is not None else battery_pct
        heard[device.device_key] = (heard_at, gone_at, battery_pct)
    columns = [list(column) for column in zip(*heard.values(), strict=True)]
    await conn.execute(HEARD, list(heard), *columns)
    loud = _loud(signs)
    if loud:
        await conn.execute(
            KEEP,
            [each.device.device_key for each in loud],
            [each.sign.kind for each in loud],
            [_counts_from(each) for each in loud],
            [each.received_at for each in loud],
            [each.sign.at for each in loud],
            [each.sign.lat for each in loud],
            [each.sign.lon for each in loud],
            list(CALLS_FOR_HELP),
        )


def _loud(signs: Sequence[ScreenedSign]) -> list[ScreenedSign]:
    """Keep only the first call for help of each kind per device: the statement does not see the rows that it adds."""
    first: dict[tuple[int, SignKind], ScreenedSign] = {}
    for each in signs:
        if each.sign.kind in CALLS_FOR_HELP:
            first.setdefault((each.device.device_key, each.sign.kind), each)
    others = [each for each in signs if each.sign.kind not in QUIET and each.sign.kind not in CALLS_FOR_HELP]
    return [*first.values(), *others]


def _counts_from(screened: ScreenedSign) -> datetime:
    return screened.received_at if screened.sign.kind in CALLS_FOR_HELP else screened.sign.at or screened.received_at


async def next_waiting(conn: Connection) -> WaitingSign | None:
    """Return the next sign, calls for help first, locked for this transaction; skips those locked by another."""
    row = await conn.fetchrow(
        """
        SELECT s.id, d.device_id, u.key, u.unit_id, s.kind, s.at, s.received_at, s.claimed_at, s.position
        FROM device_sign AS s JOIN device AS d ON d.key = s.device_key JOIN unit AS u ON u.key = d.unit_key
        WHERE s.handled_at IS NULL ORDER BY s.kind <> ALL($1::text[]), s.id LIMIT 1 FOR UPDATE OF s SKIP LOCKED
        """,
        list(CALLS_FOR_HELP),
    )
    return None if row is None else WaitingSign(*row.values())


async def mark_handled(conn: Connection, sign_id: int, *, at: datetime) -> None:
    await conn.execute("UPDATE device_sign SET handled_at = $2 WHERE id = $1", sign_id, at)


async def forget_signs(conn: Connection, *, before: datetime) -> None:
    """A call for help has the position of its crew. One that still waits to be handled stays."""
    await conn.execute("DELETE FROM device_sign WHERE handled_at IS NOT NULL AND received_at < $1", before)
