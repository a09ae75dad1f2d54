"""Import one of the city's lists from CSV: all lines, or none; nothing is ever removed by it."""

from collections.abc import AsyncIterator, Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from itertools import batched
from typing import Any

from base.database import Connection
from core.domain.actor import Actor
from dispatch.domain.events.city import ListImported
from dispatch.domain.refusals import ListInvalid, OutsideServiceArea
from dispatch.setup.change_roster import Entry, require_in_reach, save_entries
from dispatch.setup.load_roster import UNITS_PER_EVENT
from dispatch.store import event_log, roster, units
from geo.city.roster import Hospital, Station, Unit, is_id, read_agency, read_hospital, read_station, read_unit
from geo.city.roster_csv import COLUMNS, Line, ListName, WrongLine, read_csv

LINES_SHOWN_MAX = 200

_READERS: Mapping[ListName, Callable[[dict[str, Any]], Entry | Unit]] = {
    ListName.AGENCIES: read_agency,
    ListName.STATIONS: read_station,
    ListName.HOSPITALS: read_hospital,
    ListName.UNITS: read_unit,
}


@dataclass(frozen=True, slots=True)
class Imported:
    """What a file changed, or would change."""

    added: Sequence[str]
    changed: Sequence[str]
    unchanged: int


@dataclass(frozen=True, slots=True)
class Present:
    """What the city has already, and what lines may refer to."""

    entries: Mapping[str, Entry | Unit]
    agencies: frozenset[str]
    stations: frozenset[str]
    retired: frozenset[str]


async def import_list(
    conn: Connection,
    name: ListName,
    text: str,
    *,
    check_only: bool,
    in_service: bool = False,
    by: Actor,
    now: datetime,
) -> Imported:
    """`in_service`: for new units. Devices have an action of their own.

    Raises:
        ListInvalid: naming every wrong line.
    """
    await roster.lock(conn)
    present = await _present(conn, name)
    lines, wrong = read_csv(text, COLUMNS[name], _READERS[name])
    outside = [each async for each in _outside(conn, lines, present)]
    require_no_wrong([*wrong, *repeated(lines, lambda entry: entry.id), *_broken(lines, present), *outside])
    entries = [_normal(line.entry) for line in lines]
    new = [entry for entry in entries if entry.id not in present.entries]
    changed = [entry for entry in entries if present.entries.get(entry.id) not in (None, entry)]
    imported = Imported(
        [each.id for each in new], [each.id for each in changed], len(entries) - len(new) - len(changed)
    )
    if not check_only and (new or changed):
        await _save(conn, name, [*new, *changed], imported, in_service=in_service, by=by, now=now)
    return imported


def require_no_wrong(wrong: Sequence[WrongLine]) -> None:
    """Raises ListInvalid."""
    if wrong:
        shown = [asdict(each) for each in sorted(wrong, key=lambda each: each.line)[:LINES_SHOWN_MAX]]
        first = shown[0]
        message = f"line {first['line']}: {first['reason']}"
        raise ListInvalid(message, count=len({each.line for each in wrong}), lines=shown)


def repeated[T](lines: Iterable[Line[T]], id_of: Callable[[T], str | None]) -> Iterable[WrongLine]:
    seen: set[str] = set()
    for line in lines:
        entry_id = id_of(line.entry)
        if entry_id is not None and entry_id in seen:
            yield WrongLine(line.number, "twice", f"{entry_id} is there twice", value=entry_id)
        seen.add(entry_id or "")


def _broken(lines: Iterable[Line[Entry | Unit]], present: Present) -> Iterable[WrongLine]:
    for line in lines:
        entry = line.entry
        if entry.id in present.retired:
            yield WrongLine(line.number, "retired", f"{entry.id} has left the fleet", value=entry.id)
        elif entry.id not in present.entries and not is_id(entry.id):
            yield WrongLine(line.number, "not_an_id", f"{entry.id!r} cannot be an id", "id", entry.id)
        if isinstance(entry, Station | Unit) and entry.agency_id not in present.agencies:
            reason = f"there is no agency {entry.agency_id!r}"
            yield WrongLine(line.number, "unknown", reason, "agency", entry.agency_id)
        if isinstance(entry, Unit) and entry.station_id not in {None, *present.stations}:
            reason = f"there is no station {entry.station_id!r}"
            yield WrongLine(line.number, "unknown", reason, "station", entry.station_id)


async def _outside(conn: Connection, lines: Iterable[Line[Entry | Unit]], present: Present) -> AsyncIterator[WrongLine]:
    """New or moved places that the city cannot serve; places from before another city was imported stay."""
    for line in lines:
        entry = line.entry
        if not isinstance(entry, Station | Hospital) or present.entries.get(entry.id) == entry:
            continue
        try:
            await require_in_reach(conn, entry)
        except OutsideServiceArea as refusal:
            code = "swapped" if refusal.facts["swapped"] else refusal.code
            place = entry.position
            yield WrongLine(line.number, code, refusal.message, "lat, lon", f"{place.lat:g}, {place.lon:g}")


def _normal(entry: Entry | Unit) -> Entry | Unit:
    """In the form the database keeps, so that unchanged entries compare equal."""
    return replace(entry, capabilities=tuple(sorted(entry.capabilities))) if isinstance(entry, Unit) else entry


async def _present(conn: Connection, name: ListName) -> Present:
    agencies, stations = await roster.agencies(conn), await roster.stations(conn)
    entries: Mapping[str, Entry | Unit] = agencies
    if name is ListName.STATIONS:
        entries = stations
    elif name is ListName.HOSPITALS:
        entries = await roster.hospitals(conn)
    elif name is ListName.UNITS:
        entries = {key: _normal(unit) for key, unit in (await roster.fleet(conn)).items()}
    retired = await roster.retired(conn) if name is ListName.UNITS else set()
    return Present(entries, frozenset(agencies), frozenset(stations), frozenset(retired))


async def _save(
    conn: Connection,
    name: ListName,
    entries: Sequence[Entry | Unit],
    imported: Imported,
    *,
    in_service: bool,
    by: Actor,
    now: datetime,
) -> None:
    await save_entries(conn, [entry for entry in entries if not isinstance(entry, Unit)])
    fleet = [entry for entry in entries if isinstance(entry, Unit)]
    mates_before = await units.mates_of(conn, [unit.id for unit in fleet])
    keys = [await units.upsert_unit(conn, unit, at=now, in_service=in_service) for unit in fleet]
    keys += [key for key in mates_before if key not in keys]
    first, *more = batched(keys, UNITS_PER_EVENT) if keys else [()]
    whole = ListImported(list=name, added=imported.added, changed=imported.changed, unit_keys=first)
    await event_log.append(conn, whole, by=by, at=now)
    for some in more:
        await event_log.append(conn, ListImported(list=name, unit_keys=some), by=by, at=now)
