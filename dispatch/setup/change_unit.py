"""Add a unit to the fleet, or change its description and capabilities."""

from datetime import datetime

from base.database import Connection
from core.domain.actor import Actor
from dispatch.domain.events.fleet import UnitAdded, UnitChanged
from dispatch.domain.refusals import IdTaken, UnitIsRetired, UnknownStation
from dispatch.setup.change_roster import require_agency
from dispatch.store import event_log, roster, units, views
from dispatch.store.roster import RosterList
from dispatch.views.board import UnitOut
from geo.city.roster import Unit


async def add_unit(conn: Connection, new: Unit, *, by: Actor, now: datetime) -> UnitOut:
    """Raises IdTaken (also by a retired unit), UnknownAgency, UnknownStation."""
    await roster.lock(conn)
    if await units.is_known(conn, new.id):
        raise IdTaken(f"there is a unit {new.id} already, or was: return it to the fleet", id=new.id)
    return await _save(conn, new, UnitAdded, by=by, now=now)


async def change_unit(conn: Connection, changed: Unit, *, by: Actor, now: datetime) -> UnitOut:
    """Replace its description and capabilities; service status and crew on duty stay.

    Raises:
        UnknownUnit, UnknownAgency, UnknownStation, UnitIsRetired.
    """
    await roster.lock(conn)
    (before,) = await units.lock_units(conn, [changed.id])
    if before.retired_at is not None:
        raise UnitIsRetired(f"{changed.id} has left the fleet", unit_id=changed.id)
    return await _save(conn, changed, UnitChanged, by=by, now=now)


async def _save(
    conn: Connection, unit: Unit, what: type[UnitAdded] | type[UnitChanged], *, by: Actor, now: datetime
) -> UnitOut:
    await require_agency(conn, unit.agency_id)
    if unit.station_id is not None and not await roster.exists(conn, RosterList.STATION, unit.station_id):
        raise UnknownStation(f"no station is called {unit.station_id}", station_id=unit.station_id)
    mates_before = await units.mates_of(conn, [unit.id])
    key = await units.upsert_unit(conn, unit, at=now)
    await event_log.append(conn, what(unit_id=unit.id, unit_keys=[key, *mates_before]), by=by, at=now)
    return (await views.units(conn, [key]))[0]
