"""Units, and the stations, agencies and hospitals they belong to."""

from collections.abc import Collection, Iterable
from datetime import datetime

from base.database import Connection, Record
from dispatch.domain.refusals import UnknownUnit
from dispatch.domain.unit import Unit
from dispatch.store.unit_state import shares_crew
from geo.city import roster

_SELECT = """
SELECT key, unit_id, callsign, agency_id, station_id, kind, capabilities, profile, staffed, in_service,
       out_of_service_reason, crew_pool, retired_at
FROM unit
"""

_SHARES_CREW = shares_crew("unit", "named.unit_id = ANY($1::text[])")
_LOCK = f"{_SELECT} WHERE unit_id = ANY($1::text[]) OR {_SHARES_CREW} ORDER BY key FOR UPDATE"
_MATES = f"SELECT key FROM unit WHERE {_SHARES_CREW} ORDER BY key"  # noqa: S608


async def lock_units(conn: Connection, unit_ids: Collection[str]) -> list[Unit]:
    """Lock them in the order of their keys: two desks cannot deadlock. Units that share a crew are locked with them.

    Raises:
        UnknownUnit: names the first unknown id.
    """
    rows = await conn.fetch(_LOCK, list(unit_ids))
    _require_all(unit_ids, rows)
    return [_unit(row) for row in rows if row["unit_id"] in unit_ids]


def _require_all(unit_ids: Collection[str], rows: Iterable[Record]) -> None:
    missing = sorted(set(unit_ids) - {row["unit_id"] for row in rows})
    if missing:
        raise UnknownUnit(f"no unit is called {missing[0]}", unit_id=missing[0])


async def mates_of(conn: Connection, unit_ids: Collection[str]) -> list[int]:
    """The keys of all units that share a crew with one of these, these included; none for a unit with its own crew."""
    return [row["key"] for row in await conn.fetch(_MATES, list(unit_ids))]


async def get_unit(conn: Connection, unit_id: str) -> Unit:
    row = await conn.fetchrow(_SELECT + "WHERE unit_id = $1", unit_id)
    if row is None:
        raise UnknownUnit(f"no unit is called {unit_id}", unit_id=unit_id)
    return _unit(row)


async def set_service(
    conn: Connection, key: int, *, in_service: bool, staffed: bool, reason: str | None, at: datetime
) -> None:
    await conn.execute(
        "UPDATE unit SET in_service = $2, staffed = $3, out_of_service_reason = $4, service_changed_at = $5"
        " WHERE key = $1",
        key,
        in_service,
        staffed,
        reason,
        at,
    )


async def set_station(conn: Connection, key: int, station_id: str | None) -> None:
    await conn.execute("UPDATE unit SET station_id = $2 WHERE key = $1", key, station_id)


async def is_known(conn: Connection, unit_id: str) -> bool:
    """Retired units count, too."""
    return bool(await conn.fetchval("SELECT EXISTS (SELECT FROM unit WHERE unit_id = $1)", unit_id))


async def require_known(conn: Connection, unit_ids: Collection[str]) -> None:
    """Raises UnknownUnit: names the first id that no unit has or had."""
    rows = await conn.fetch("SELECT unit_id FROM unit WHERE unit_id = ANY($1::text[])", list(unit_ids))
    _require_all(unit_ids, rows)


async def devices_of(conn: Connection, key: int, *, with_phone_pages: bool) -> list[str]:
    """Those in use. A page on a crew's own phone does not listen at the broker: its orders come by the live socket."""
    rows = await conn.fetch(
        "SELECT device_id FROM device WHERE unit_key = $1 AND revoked_at IS NULL AND ($2 OR speaks_for IS NULL)"
        " ORDER BY device_id",
        key,
        with_phone_pages,
    )
    return [row["device_id"] for row in rows]


async def unit_of_device(conn: Connection, device_id: str) -> str | None:
    """None unless the device is in use."""
    unit_id: str | None = await conn.fetchval(
        "SELECT u.unit_id FROM device AS d JOIN unit AS u ON u.key = d.unit_key"
        " WHERE d.device_id = $1 AND d.revoked_at IS NULL",
        device_id,
    )
    return unit_id


async def retire(conn: Connection, key: int, *, reason: str, at: datetime) -> None:
    await conn.execute(
        "UPDATE unit SET retired_at = $2, in_service = false, out_of_service_reason = $3, service_changed_at = $2"
        " WHERE key = $1",
        key,
        at,
        reason,
    )


async def unretire(conn: Connection, key: int, *, at: datetime) -> None:
    await conn.execute("UPDATE unit SET retired_at = NULL, service_changed_at = $2 WHERE key = $1", key, at)


async def upsert_agencies(conn: Connection, agencies: Collection[roster.Agency]) -> None:
    await conn.executemany(
        "INSERT INTO agency (id, name, kind) VALUES ($1, $2, $3)"
        " ON CONFLICT (id) DO UPDATE SET name = excluded.name, kind = excluded.kind",
        [(agency.id, agency.name, agency.kind) for agency in agencies],
    )


async def upsert_stations(conn: Connection, stations: Collection[roster.Station]) -> None:
    await conn.executemany(
        "INSERT INTO station (id, agency_id, name, position) VALUES ($1, $2, $3, $4) ON CONFLICT (id) DO UPDATE"
        " SET agency_id = excluded.agency_id, name = excluded.name, position = excluded.position",
        [(station.id, station.agency_id, station.name, station.position) for station in stations],
    )


async def upsert_hospitals(conn: Connection, hospitals: Collection[roster.Hospital]) -> None:
    await conn.executemany(
        "INSERT INTO hospital (id, name, departments, position) VALUES ($1, $2, $3, $4) ON CONFLICT (id) DO UPDATE"
        " SET name = excluded.name, departments = excluded.departments, position = excluded.position",
        [(hospital.id, hospital.name, list(hospital.departments), hospital.position) for hospital in hospitals],
    )


async def upsert_unit(conn: Connection, unit: roster.Unit, *, at: datetime, in_service: bool = False) -> int:
    """Returns the unit's key. Service and staffing of an existing unit stay as they are.

    `in_service`: for a new one; a list of vehicles does not show which crews are on duty.
    """
    key: int = await conn.fetchval(
        "INSERT INTO unit (unit_id, callsign, agency_id, station_id, kind, capabilities, profile, crew,"
        " service_changed_at, crew_pool, in_service) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)"
        " ON CONFLICT (unit_id) DO UPDATE"
        " SET callsign = excluded.callsign, agency_id = excluded.agency_id, station_id = excluded.station_id,"
        " kind = excluded.kind, capabilities = excluded.capabilities, profile = excluded.profile,"
        " crew = excluded.crew, crew_pool = excluded.crew_pool RETURNING key",
        unit.id,
        unit.callsign,
        unit.agency_id,
        unit.station_id,
        unit.kind,
        sorted(unit.capabilities),
        unit.profile,
        unit.crew,
        at,
        unit.crew_pool,
        in_service,
    )
    return key


def _unit(row: Record) -> Unit:
    return Unit(**{**dict(row), "capabilities": frozenset(row["capabilities"])})
