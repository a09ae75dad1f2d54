"""Put a unit in or out of service, man it, or move it to another station."""

from dataclasses import dataclass
from datetime import datetime

from asyncpg import ForeignKeyViolationError

from base.database import Connection
from core.domain.actor import Account
from dispatch.domain.events.fleet import UnitServiceChanged
from dispatch.domain.refusals import ReasonRequired, UnitIsAssigned, UnitIsRetired, UnknownStation
from dispatch.store import assignments, event_log, move_ups, units, views
from dispatch.views.board import UnitOut


@dataclass(frozen=True, slots=True)
class UnitChanges:
    """Null leaves a value as it is."""

    in_service: bool | None = None
    staffed: bool | None = None
    reason: str | None = None
    station_id: str | None = None


async def set_unit_service(
    conn: Connection, unit_id: str, changes: UnitChanges, *, by: Account, now: datetime
) -> UnitOut:
    """Raises UnknownUnit, UnknownStation, UnitIsRetired, UnitIsAssigned, ReasonRequired (to take it out of service)."""
    unit = (await units.lock_units(conn, [unit_id]))[0]
    if unit.retired_at is not None:
        raise UnitIsRetired(f"{unit_id} has left the fleet", unit_id=unit_id)
    in_service = unit.in_service if changes.in_service is None else changes.in_service
    staffed = unit.staffed if changes.staffed is None else changes.staffed
    leaves = (unit.in_service and not in_service) or (unit.staffed and not staffed)
    if leaves and (busy := await assignments.holders(conn, [unit.key])):
        raise UnitIsAssigned(
            f"{unit_id} works on {busy[0].incident_number}: clear it first",
            unit_id=unit_id,
            incident_id=busy[0].incident_id,
        )
    if unit.in_service and not in_service and not changes.reason:
        raise ReasonRequired("say why the unit goes out of service", unit_id=unit_id)
    reason = None if in_service else changes.reason or unit.out_of_service_reason
    await units.set_service(conn, unit.key, in_service=in_service, staffed=staffed, reason=reason, at=now)
    if leaves:
        await move_ups.end_of_units(conn, [unit.key], move_ups.LEFT_SERVICE, at=now)
    if changes.station_id is not None:
        await _move(conn, unit.key, changes.station_id)
    changed = UnitServiceChanged(
        unit_id=unit_id, unit_key=unit.key, in_service=in_service, staffed=staffed, reason=reason
    )
    await event_log.append(conn, changed, by=by, at=now)
    return (await views.units(conn, [unit.key]))[0]


async def _move(conn: Connection, unit_key: int, station_id: str) -> None:
    try:
        await units.set_station(conn, unit_key, station_id)
    except ForeignKeyViolationError as error:
        raise UnknownStation(f"no station is called {station_id}", station_id=station_id) from error
