"""A small fleet for tests of the fix loop: units with devices, and payloads in device format."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any

from base.database import Pool
from tracking.devices.devices import add_device
from tracking.fix import REPORTED

NOW = datetime.now(UTC).replace(microsecond=0)


async def make_fleet(pool: Pool, *unit_ids: str) -> dict[str, str]:
    """Put one device into each unit, with the unit's name; return device ids and passwords."""
    async with pool.acquire() as conn, conn.transaction():
        await conn.execute("INSERT INTO agency VALUES ('psc', 'PSC 119', 'ambulance') ON CONFLICT DO NOTHING")
        await conn.executemany(
            """
            INSERT INTO unit (unit_id, callsign, agency_id, kind, capabilities, profile, service_changed_at)
            VALUES ($1, $1, 'psc', 'ambulance', '{ambulance_bls}', 'ambulance', now())
            """,
            [(unit_id,) for unit_id in unit_ids],
        )
        return dict([await add_device(conn, unit_id, now=NOW) for unit_id in unit_ids])


def fix_fields(after_s: float = 0, **more: object) -> dict[str, object]:
    at = NOW + timedelta(seconds=after_s)
    return {"fixed_at": at.isoformat(), "lat": -7.63 + after_s * 1e-6, "lon": 111.52} | more


def fix_payload(after_s: float = 0, **more: object) -> bytes:
    return json.dumps(fix_fields(after_s, **more)).encode()


def all_reported() -> dict[str, Any]:
    """A value for each thing that is stored of a fix beside its device, time and position, no two numbers alike."""
    return {name: _value(kind, number) for number, (name, kind) in enumerate(REPORTED.items(), start=1)}


def _value(kind: str, number: int) -> object:
    of_kind: dict[str, object] = {
        "real": number + 0.5,
        "smallint": number,
        "bigint": number,
        "boolean": True,
        "text": f"b{number}",
        "timestamptz": NOW,
    }
    return of_kind[kind]
