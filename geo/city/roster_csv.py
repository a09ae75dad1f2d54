"""The city's lists as CSV: written for a spreadsheet, and read with a report of every wrong line; pure."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum
from itertools import zip_longest
from typing import Any

from base.position import PositionInvalid
from base.spreadsheet import LIST_SEPARATOR, NoCsv, from_cell, read_rows, write_table
from geo.city.entry_fields import EntryInvalid, nothing_else
from geo.city.roster import Agency, Hospital, Station, Unit

_LISTS = ("capabilities", "departments")
_DECIMALS = ("lat", "lon")
_WHOLE = ("crew", "priority")


class ListName(StrEnum):
    AGENCIES = "agencies"
    STATIONS = "stations"
    HOSPITALS = "hospitals"
    UNITS = "units"
    DEVICES = "devices"


COLUMNS: Mapping[ListName, tuple[str, ...]] = {
    ListName.AGENCIES: ("id", "name", "kind"),
    ListName.STATIONS: ("id", "agency", "name", "lat", "lon"),
    ListName.HOSPITALS: ("id", "name", "lat", "lon", "departments"),
    ListName.UNITS: ("id", "callsign", "agency", "station", "kind", "capabilities", "profile", "crew", "crew_pool"),
    ListName.DEVICES: ("device_id", "unit_id", "kind", "priority"),
}


@dataclass(frozen=True, slots=True)
class WrongLine:
    """`code` is stable, `reason` a sentence; `known` lists the valid values."""

    line: int
    code: str
    reason: str
    column: str | None = None
    value: str | None = None
    known: str | None = None


@dataclass(frozen=True, slots=True)
class Line[Entry]:
    number: int
    entry: Entry


def read_csv[Entry](
    text: str, columns: Collection[str], read: Callable[[dict[str, Any]], Entry]
) -> tuple[list[Line[Entry]], list[WrongLine]]:
    """Return the entries, and the wrong lines; lines are numbered as in an editor."""
    try:
        rows = list(read_rows(text))
    except NoCsv as error:
        return [], [WrongLine(1, "unreadable", str(error))]
    if not rows:
        return [], [WrongLine(1, "unreadable", "the file is empty")]
    (_, head), *rest = rows
    head = [cell.strip().lower() for cell in head]
    if wrong := [*_wrong_head(head, columns)]:
        return [], wrong
    good: list[Line[Entry]] = []
    for number, cells in rest:
        try:
            good.append(Line(number, _read_line(head, cells, read)))
        except EntryInvalid as error:
            wrong.append(_wrong_line(number, error))
        except PositionInvalid as error:
            wrong.append(WrongLine(number, "no_place", str(error)))
    return good, wrong


def write_csv(name: ListName, entries: Iterable[Mapping[str, Any]]) -> str:
    """Write for a spreadsheet; reading removes the added apostrophes."""
    columns = COLUMNS[name]
    return write_table(columns, ([entry.get(column) for column in columns] for entry in entries))


def as_columns(entry: Agency | Station | Hospital | Unit) -> dict[str, Any]:
    match entry:
        case Agency():
            return {"id": entry.id, "name": entry.name, "kind": entry.kind}
        case Station():
            place = entry.position
            return {
                "id": entry.id,
                "agency": entry.agency_id,
                "name": entry.name,
                "lat": place.lat,
                "lon": place.lon,
            }
        case Hospital():
            place = entry.position
            named = {"id": entry.id, "name": entry.name, "lat": place.lat, "lon": place.lon}
            return {**named, "departments": entry.departments}
        case Unit():
            return {
                "id": entry.id,
                "callsign": entry.callsign,
                "agency": entry.agency_id,
                "station": entry.station_id,
                "kind": entry.kind,
                "capabilities": entry.capabilities,
                "profile": entry.profile,
                "crew": entry.crew,
                "crew_pool": entry.crew_pool,
            }


def _wrong_head(head: Sequence[str], columns: Collection[str]) -> Iterable[WrongLine]:
    """Check the head; a spreadsheet leaves a column without a name where cells were emptied."""
    for name in filter(None, head):
        if name not in columns:
            reason = f"unknown column {name!r}; known are {', '.join(columns)}"
            yield WrongLine(1, "unknown_column", reason, value=name, known=", ".join(columns))
        elif head.count(name) > 1:
            yield WrongLine(1, "twice", f"the column {name!r} is there twice", value=name)


def _read_line[Entry](head: Sequence[str], cells: Sequence[str], read: Callable[[dict[str, Any]], Entry]) -> Entry:
    """Raises EntryInvalid, PositionInvalid."""
    named = [(name, cell.strip()) for name, cell in zip_longest(head, cells, fillvalue="") if cell.strip()]
    if any(not name for name, _ in named):
        raise EntryInvalid("more cells than columns", code="too_many_cells")
    entry = {name: _value(name, cell) for name, cell in named}
    made = read(entry)
    nothing_else(entry)
    return made


def _value(column: str, cell: str) -> Any:
    cell = from_cell(cell)
    if column in _LISTS:
        return [part for each in cell.split(LIST_SEPARATOR) if (part := each.strip())]
    with suppress(ValueError):
        if column in _DECIMALS:
            return float(cell.replace(",", ".") if cell.count(",") == 1 else cell)
        if column in _WHOLE:
            return int(cell)
    return cell


def _wrong_line(number: int, error: EntryInvalid) -> WrongLine:
    value = None if error.value is None else str(error.value)
    return WrongLine(number, error.code, str(error), error.column, value, ", ".join(error.known) or None)
