"""Load the agencies, stations, hospitals and units of a city's roster."""

from collections.abc import Sequence
from datetime import datetime
from itertools import batched

from base.database import Connection
from core.domain.actor import Actor
from dispatch.domain.events.city import ListImported
from dispatch.domain.events.fleet import UnitsLoaded
from dispatch.setup.change_roster import require_moved_in_reach
from dispatch.store import event_log, units
from geo.city.roster import Roster, Unit
from geo.city.roster_csv import ListName

UNITS_PER_EVENT = 100  # an event is one frame on every console's socket


async def load_roster(conn: Connection, roster: Roster, *, in_service: bool = False, by: Actor, now: datetime) -> int:
    """Return how many units were added or updated; loading the same file again changes nothing else.

    Raises:
        OutsideServiceArea: a station or a hospital that the city could not serve.
    """
    await require_moved_in_reach(conn, [*roster.stations, *roster.hospitals])
    await units.upsert_agencies(conn, roster.agencies)
    await units.upsert_stations(conn, roster.stations)
    await units.upsert_hospitals(conn, roster.hospitals)
    lists = {
        ListName.AGENCIES: roster.agencies,
        ListName.STATIONS: roster.stations,
        ListName.HOSPITALS: roster.hospitals,
    }
    for name in (name for name, entries in lists.items() if entries):
        await event_log.append(conn, ListImported(list=name), by=by, at=now)
    return await load_units(conn, roster.units, in_service=in_service, by=by, now=now)


async def load_units(
    conn: Connection, rows: Sequence[Unit], *, in_service: bool = False, by: Actor, now: datetime
) -> int:
    """`in_service`: for new units.

    Raises:
        asyncpg.ForeignKeyViolationError: for an agency or station the city does not have.
    """
    mates_before = await units.mates_of(conn, [row.id for row in rows])
    keys = [await units.upsert_unit(conn, row, at=now, in_service=in_service) for row in rows]
    left_behind = [key for key in mates_before if key not in keys]
    for some in batched(zip(keys, rows, strict=True), UNITS_PER_EVENT):
        touched = [*(key for key, _ in some), *left_behind]
        loaded = UnitsLoaded(unit_ids=[row.id for _, row in some], unit_keys=touched)
        await event_log.append(conn, loaded, by=by, at=now)
    return len(keys)
