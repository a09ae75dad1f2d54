"""Add, change or remove an agency, a station or a hospital."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from base.database import Connection
from base.position import Position
from core.domain.actor import Actor
from dispatch.domain.events.city import (
    AgencyAdded,
    AgencyChanged,
    AgencyRemoved,
    EntryRemoved,
    EntrySaved,
    HospitalAdded,
    HospitalChanged,
    HospitalRemoved,
    StationAdded,
    StationChanged,
    StationRemoved,
)
from dispatch.domain.refusals import IdTaken, NotInList, UnknownAgency
from dispatch.store import event_log, roster, service_area, units
from dispatch.store.roster import RosterList
from dispatch.views.city import RemovedOut
from geo.city.roster import Agency, Hospital, Station
from tracking.settings import TrackingSettings

type Entry = Agency | Station | Hospital

_ADDED: Mapping[RosterList, type[EntrySaved]] = {
    RosterList.AGENCY: AgencyAdded,
    RosterList.STATION: StationAdded,
    RosterList.HOSPITAL: HospitalAdded,
}
_CHANGED: Mapping[RosterList, type[EntrySaved]] = {
    RosterList.AGENCY: AgencyChanged,
    RosterList.STATION: StationChanged,
    RosterList.HOSPITAL: HospitalChanged,
}
_REMOVED: Mapping[RosterList, type[EntryRemoved]] = {
    RosterList.AGENCY: AgencyRemoved,
    RosterList.STATION: StationRemoved,
    RosterList.HOSPITAL: HospitalRemoved,
}


async def require_in_reach(conn: Connection, entry: Entry) -> None:
    """Hospitals and stations may lie beyond the border, as far as fixes are accepted. Raises OutsideServiceArea."""
    if isinstance(entry, Station | Hospital):
        margin_m = TrackingSettings().fix_service_area_margin_m
        await service_area.require_inside(conn, entry.position, margin_m=margin_m)


async def require_moved_in_reach(conn: Connection, entries: Iterable[Entry]) -> None:
    """Checked only for new or moved places: one left behind by another city can still be renamed.

    Raises:
        OutsideServiceArea.
    """
    places: dict[tuple[RosterList, str], Position] = {}
    for known in ((await roster.stations(conn)).values(), (await roster.hospitals(conn)).values()):
        places |= {(list_of(each), each.id): each.position for each in known}
    for entry in entries:
        if isinstance(entry, Station | Hospital) and places.get((list_of(entry), entry.id)) != entry.position:
            await require_in_reach(conn, entry)


async def add_entry(conn: Connection, entry: Entry, *, by: Actor, now: datetime) -> Entry:
    """Raises IdTaken, UnknownAgency, OutsideServiceArea."""
    await roster.lock(conn)
    if await roster.exists(conn, list_of(entry), entry.id):
        raise IdTaken(f"there is one with the id {entry.id} already", id=entry.id)
    await require_in_reach(conn, entry)
    return await _save(conn, entry, _ADDED[list_of(entry)], by=by, now=now)


async def change_entry(conn: Connection, entry: Entry, *, by: Actor, now: datetime) -> Entry:
    """Replace the whole entry with that id. Raises NotInList, UnknownAgency, OutsideServiceArea."""
    await _require(conn, list_of(entry), entry.id)
    await require_moved_in_reach(conn, [entry])
    return await _save(conn, entry, _CHANGED[list_of(entry)], by=by, now=now)


async def remove_entry(conn: Connection, in_list: RosterList, entry_id: str, *, by: Actor, now: datetime) -> RemovedOut:
    """Raises NotInList, StillInUse."""
    await _require(conn, in_list, entry_id)
    await roster.remove(conn, in_list, entry_id)
    await event_log.append(conn, _REMOVED[in_list](id=entry_id), by=by, at=now)
    return RemovedOut(id=entry_id)


def list_of(entry: Entry) -> RosterList:
    match entry:
        case Agency():
            return RosterList.AGENCY
        case Station():
            return RosterList.STATION
        case Hospital():
            return RosterList.HOSPITAL


async def save_entries(conn: Connection, entries: list[Entry]) -> None:
    """Each replaces the one with its id, if any. Raises UnknownAgency."""
    await units.upsert_agencies(conn, [entry for entry in entries if isinstance(entry, Agency)])
    stations = [entry for entry in entries if isinstance(entry, Station)]
    for station in stations:
        await require_agency(conn, station.agency_id)
    await units.upsert_stations(conn, stations)
    await units.upsert_hospitals(conn, [entry for entry in entries if isinstance(entry, Hospital)])


async def require_agency(conn: Connection, agency_id: str) -> None:
    """Raises UnknownAgency."""
    if not await roster.exists(conn, RosterList.AGENCY, agency_id):
        raise UnknownAgency(f"no agency is called {agency_id}", agency_id=agency_id)


async def _require(conn: Connection, in_list: RosterList, entry_id: str) -> None:
    await roster.lock(conn)
    if not await roster.exists(conn, in_list, entry_id):
        raise NotInList(f"no {in_list} has the id {entry_id}", id=entry_id)


async def _save(conn: Connection, entry: Entry, what: type[EntrySaved], *, by: Actor, now: datetime) -> Entry:
    await save_entries(conn, [entry])
    await event_log.append(conn, what(entry=entry), by=by, at=now)
    return entry
