"""Take a unit out of the fleet, and bring it back; its tracks, assignments and milestones stay."""

from datetime import datetime

from base.database import Connection
from core.domain.actor import Actor
from core.domain.refusals import Conflict
from dispatch.domain.events.fleet import UnitRetired, UnitReturned
from dispatch.domain.refusals import UnitHasDevices, UnitIsAssigned, UnitIsRetired
from dispatch.store import assignments, event_log, move_ups, units, views
from dispatch.views.board import UnitOut


class UnitNotRetired(Conflict):
    code = "unit_not_retired"


async def retire_unit(conn: Connection, unit_id: str, *, reason: str, by: Actor, now: datetime) -> UnitOut:
    """Raises UnknownUnit, UnitIsRetired, UnitIsAssigned, UnitHasDevices."""
    (unit,) = await units.lock_units(conn, [unit_id])
    if unit.retired_at is not None:
        raise UnitIsRetired(f"{unit_id} has left the fleet already", unit_id=unit_id)
    if busy := await assignments.holders(conn, [unit.key]):
        raise UnitIsAssigned(f"{unit_id} works on {busy[0].incident_number}: clear it first", unit_id=unit_id)
    if device_ids := await units.devices_of(conn, unit.key, with_phone_pages=True):
        raise UnitHasDevices(
            f"{', '.join(device_ids)} would still speak for {unit_id}", unit_id=unit_id, device_ids=device_ids
        )
    await units.retire(conn, unit.key, reason=reason, at=now)
    await move_ups.end_of_units(conn, [unit.key], move_ups.LEFT_SERVICE, at=now)
    await event_log.append(conn, UnitRetired(unit_id=unit_id, unit_key=unit.key, reason=reason), by=by, at=now)
    return (await views.units(conn, [unit.key]))[0]


async def return_unit(conn: Connection, unit_id: str, *, by: Actor, now: datetime) -> UnitOut:
    """Out of service until a dispatcher puts it in service. Raises UnknownUnit, UnitNotRetired."""
    (unit,) = await units.lock_units(conn, [unit_id])
    if unit.retired_at is None:
        raise UnitNotRetired(f"{unit_id} is in the fleet", unit_id=unit_id)
    await units.unretire(conn, unit.key, at=now)
    await event_log.append(conn, UnitReturned(unit_id=unit_id, unit_key=unit.key), by=by, at=now)
    return (await views.units(conn, [unit.key]))[0]
