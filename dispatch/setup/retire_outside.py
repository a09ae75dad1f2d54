"""Retire units and remove entries that lie outside the city: left behind when another was imported."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from base.database import Connection
from core.domain.actor import Actor
from core.domain.refusals import Refusal
from dispatch.setup.change_roster import remove_entry
from dispatch.setup.retire_unit import retire_unit
from dispatch.setup.revoke_device import revoke_device
from dispatch.store import units
from dispatch.store.outside_area import OutsideArea, leave_station
from dispatch.store.roster import RosterList

REASON = "outside the service area"


@dataclass(frozen=True, slots=True)
class Kept:
    """An entry that could not be removed, and the sentence that says why."""

    id: str
    why: str


async def retire_outside(conn: Connection, outside: OutsideArea, *, by: Actor, now: datetime) -> Sequence[Kept]:
    """Each by itself: what is at work or still referred to stays, and is reported."""
    kept: list[Kept] = []
    for unit_id in outside.units:
        try:
            async with conn.transaction():
                await _retire(conn, unit_id, by=by, now=now)
        except Refusal as refusal:
            kept.append(Kept(unit_id, refusal.message))
    lists = [(RosterList.STATION, each) for each in outside.stations]
    lists += [(RosterList.HOSPITAL, each) for each in outside.hospitals]
    for in_list, entry_id in lists:
        try:
            async with conn.transaction():
                if in_list is RosterList.STATION:
                    await leave_station(conn, entry_id)
                await remove_entry(conn, in_list, entry_id, by=by, now=now)
        except Refusal as refusal:
            kept.append(Kept(entry_id, refusal.message))
    return kept


async def _retire(conn: Connection, unit_id: str, *, by: Actor, now: datetime) -> None:
    """With its devices: they would still report for it."""
    (unit,) = await units.lock_units(conn, [unit_id])
    for device_id in await units.devices_of(conn, unit.key, with_phone_pages=True):
        await revoke_device(conn, device_id, by=by, now=now)
    await retire_unit(conn, unit_id, reason=REASON, by=by, now=now)
