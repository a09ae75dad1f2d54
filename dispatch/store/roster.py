"""Agencies, stations and hospitals one by one: whether they exist, and whether they may be removed."""

from collections.abc import Mapping
from enum import StrEnum

from asyncpg import ForeignKeyViolationError

from base.database import Connection
from dispatch.domain.refusals import StillInUse
from geo.city.roster import Agency, Hospital, Station, Unit

_ONE_EDITOR = 113  # advisory lock: lists change seldom, and two people adding the same id must not both win


class RosterList(StrEnum):
    AGENCY = "agency"
    STATION = "station"
    HOSPITAL = "hospital"


_EXISTS: Mapping[RosterList, str] = {
    RosterList.AGENCY: "SELECT EXISTS (SELECT FROM agency WHERE id = $1)",
    RosterList.STATION: "SELECT EXISTS (SELECT FROM station WHERE id = $1)",
    RosterList.HOSPITAL: "SELECT EXISTS (SELECT FROM hospital WHERE id = $1)",
}
_REMOVE: Mapping[RosterList, str] = {
    RosterList.AGENCY: "DELETE FROM agency WHERE id = $1",
    RosterList.STATION: "DELETE FROM station WHERE id = $1",
    RosterList.HOSPITAL: "DELETE FROM hospital WHERE id = $1",
}


async def lock(conn: Connection) -> None:
    await conn.execute("SELECT pg_advisory_xact_lock($1)", _ONE_EDITOR)


async def exists(conn: Connection, in_list: RosterList, entry_id: str) -> bool:
    return bool(await conn.fetchval(_EXISTS[in_list], entry_id))


async def remove(conn: Connection, in_list: RosterList, entry_id: str) -> None:
    """Raises StillInUse: units, stations or the history of some refer to it. The transaction has failed then."""
    try:
        await conn.execute(_REMOVE[in_list], entry_id)
    except ForeignKeyViolationError as error:
        raise StillInUse(f"{entry_id} is still named by others", id=entry_id) from error


async def agencies(conn: Connection) -> dict[str, Agency]:
    rows = await conn.fetch("SELECT id, name, kind FROM agency ORDER BY id")
    return {row["id"]: Agency(**dict(row)) for row in rows}


async def stations(conn: Connection) -> dict[str, Station]:
    rows = await conn.fetch("SELECT id, agency_id, name, position FROM station ORDER BY id")
    return {row["id"]: Station(**dict(row)) for row in rows}


async def hospitals(conn: Connection) -> dict[str, Hospital]:
    rows = await conn.fetch("SELECT id, name, position, departments FROM hospital ORDER BY id")
    return {row["id"]: Hospital(**{**dict(row), "departments": tuple(row["departments"])}) for row in rows}


async def fleet(conn: Connection) -> dict[str, Unit]:
    """Without retired units."""
    rows = await conn.fetch(
        "SELECT unit_id AS id, callsign, agency_id, station_id, kind, capabilities, profile, crew, crew_pool"
        " FROM unit WHERE retired_at IS NULL ORDER BY unit_id"
    )
    return {row["id"]: Unit(**{**dict(row), "capabilities": tuple(row["capabilities"])}) for row in rows}


async def retired(conn: Connection) -> set[str]:
    return {row["unit_id"] for row in await conn.fetch("SELECT unit_id FROM unit WHERE retired_at IS NOT NULL")}
