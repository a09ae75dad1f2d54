"""The roster of a city: agencies, stations, hospitals and units, read from a hand-edited file."""

import re
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from base.position import Position, PositionInvalid
from geo.city.capabilities import CAPABILITIES
from geo.city.entry_fields import EntryInvalid, nothing_else, number, one_of, text, texts, whole_number
from geo.roads.profiles import vehicle_profiles

AGENCY_KINDS = ("fire", "ambulance", "police", "bpbd", "other")
# The choices in forms; a city may use its own.
UNIT_KINDS = ("ambulance", "pumper", "water_tender", "ladder", "rescue", "command", "police", "boat", "other")
_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,31}")  # used in addresses, topics and files


class RosterInvalid(ValueError):
    """The file cannot be used; `problems` names each entry and what is wrong with it."""

    def __init__(self, source: str, problems: Sequence[str]) -> None:
        super().__init__(f"{source}: " + "; ".join(problems))
        self.problems = tuple(problems)


@dataclass(frozen=True, slots=True)
class Agency:
    id: str
    name: str
    kind: str


@dataclass(frozen=True, slots=True)
class Station:
    id: str
    agency_id: str
    name: str
    position: Position


@dataclass(frozen=True, slots=True)
class Hospital:
    id: str
    name: str
    position: Position
    departments: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit without a station has no position until its first fix."""

    id: str
    callsign: str
    agency_id: str
    station_id: str | None
    kind: str
    capabilities: tuple[str, ...]
    profile: str
    crew: int | None
    crew_pool: str | None = None  # units of one pool share one crew


@dataclass(frozen=True, slots=True)
class Roster:
    """Complete and consistent: every reference has been checked."""

    agencies: tuple[Agency, ...]
    stations: tuple[Station, ...]
    hospitals: tuple[Hospital, ...]
    units: tuple[Unit, ...]


def is_id(text: str) -> bool:
    """Return whether a new entry may have this id."""
    return _ID.fullmatch(text) is not None


def read_roster(path: Path) -> Roster:
    """Read a city.toml; raises RosterInvalid naming every wrong entry."""
    try:
        document = tomllib.loads(path.read_text(encoding="utf-8"))
    except (ValueError, OSError) as error:
        raise RosterInvalid(path.name, [str(error)]) from error
    problems: list[str] = []
    roster = Roster(
        agencies=tuple(_read_all(_entries(document, "agency", problems), read_agency, problems)),
        stations=tuple(_read_all(_entries(document, "station", problems), read_station, problems)),
        hospitals=tuple(_read_all(_entries(document, "hospital", problems), read_hospital, problems)),
        units=tuple(_read_all(_entries(document, "unit", problems), read_unit, problems)),
    )
    problems += _broken_references(roster)
    if problems:
        raise RosterInvalid(path.name, problems)
    return roster


def _entries(document: Mapping[str, Any], kind: str, problems: list[str]) -> list[tuple[str, dict[str, Any]]]:
    entries = document.get(kind, [])
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        problems.append(f"{kind} must be a list of entries")
        return []
    return [(f"{kind} number {index}", dict(entry)) for index, entry in enumerate(entries, start=1)]


def _read_all[Entry](
    entries: Iterable[tuple[str, dict[str, Any]]], read: Callable[[dict[str, Any]], Entry], problems: list[str]
) -> Iterator[Entry]:
    for where, entry in entries:
        named = f"{where} ({entry['id']})" if entry.get("id") else where
        try:
            made = read(entry)
            nothing_else(entry)
            yield made
        except (EntryInvalid, PositionInvalid) as error:
            problems.append(f"{named}: {error}")


def read_agency(entry: dict[str, Any]) -> Agency:
    return Agency(id=text(entry, "id"), name=text(entry, "name"), kind=one_of(entry, "kind", AGENCY_KINDS))


def read_station(entry: dict[str, Any]) -> Station:
    return Station(
        id=text(entry, "id"), agency_id=text(entry, "agency"), name=text(entry, "name"), position=_position(entry)
    )


def read_hospital(entry: dict[str, Any]) -> Hospital:
    return Hospital(
        id=text(entry, "id"),
        name=text(entry, "name"),
        position=_position(entry),
        departments=texts(entry, "departments"),
    )


def read_unit(entry: dict[str, Any]) -> Unit:
    unit_id = text(entry, "id")
    return Unit(
        id=unit_id,
        callsign=text(entry, "callsign", otherwise=unit_id),
        agency_id=text(entry, "agency"),
        station_id=text(entry, "station") if "station" in entry else None,
        kind=text(entry, "kind"),
        capabilities=_capabilities(entry),
        profile=one_of(entry, "profile", tuple(vehicle_profiles())),
        crew=whole_number(entry, "crew"),
        crew_pool=text(entry, "crew_pool") if "crew_pool" in entry else None,
    )


def _capabilities(entry: dict[str, Any]) -> tuple[str, ...]:
    capabilities = texts(entry, "capabilities")
    if not capabilities:
        raise EntryInvalid("capabilities is empty: it could never be sent", code="missing", column="capabilities")
    unknown = [capability for capability in capabilities if capability not in CAPABILITIES]
    if unknown:
        raise EntryInvalid(
            f"unknown capability {', '.join(unknown)}; known are {', '.join(CAPABILITIES)}",
            code="not_one_of",
            column="capabilities",
            value=", ".join(unknown),
            known=CAPABILITIES,
        )
    return capabilities


def _position(entry: dict[str, Any]) -> Position:
    return Position(lat=number(entry, "lat"), lon=number(entry, "lon"))


def _broken_references(roster: Roster) -> Iterator[str]:
    for kind, entries in (
        ("agency", roster.agencies),
        ("station", roster.stations),
        ("hospital", roster.hospitals),
        ("unit", roster.units),
    ):
        yield from _repeated(kind, [entry.id for entry in entries])
    agencies = {agency.id for agency in roster.agencies}
    stations = {station.id for station in roster.stations}
    named = [(station.id, station.agency_id) for station in roster.stations]
    named += [(unit.id, unit.agency_id) for unit in roster.units]
    for holder, agency_id in named:
        if agency_id not in agencies:
            yield f"{holder}: there is no agency {agency_id!r}"
    for unit in roster.units:
        if unit.station_id is not None and unit.station_id not in stations:
            yield f"{unit.id}: there is no station {unit.station_id!r}"


def _repeated(kind: str, ids: Sequence[str]) -> Iterator[str]:
    seen: set[str] = set()
    for entry_id in ids:
        if entry_id in seen:
            yield f"{kind} {entry_id} is there twice"
        seen.add(entry_id)
