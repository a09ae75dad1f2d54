"""Hospitals and stations from the map: what each would be in the desk's lists, and whether it is there already."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from base.position import Position, distance_m
from geo.city.roster import Agency, Hospital, Station, is_id
from geo.names.letters import fold, words_of
from geo.names.place_names import normalize

ID_MAX_CHARS = 32
# An entry this near the map's place, or a little farther away with the same name, is that place.
SAME_PLACE_M = 200.0
SAME_NAME_M = 2_000.0
AGENCY_KINDS = {"fire_station": "fire", "ambulance_station": "ambulance", "police": "police"}
# Used if the map names no operator and the desk has no agency of the kind.
_USUAL = {
    "fire": Agency("damkar", "Pemadam Kebakaran", "fire"),
    "ambulance": Agency("ambulans", "Layanan Ambulans", "ambulance"),
    "police": Agency("polisi", "Kepolisian", "police"),
}


class TakenInto(StrEnum):
    HOSPITALS = "hospitals"
    STATIONS = "stations"


@dataclass(frozen=True, slots=True)
class MapPlace:
    """A hospital or station from the map; has_emergency is None if the map does not say."""

    name: str
    category: str
    position: Position
    area: str | None
    operator: str | None
    has_emergency: bool | None


@dataclass(frozen=True, slots=True)
class Proposal:
    """The entry it would be in the desk's lists. `agency` is for a station, and may be a new one.

    `already_id` is the existing entry for the same place.
    """

    id: str
    into: TakenInto
    name: str
    category: str
    position: Position
    area: str | None
    operator: str | None
    departments: tuple[str, ...]
    agency: Agency | None
    already_id: str | None


@dataclass(frozen=True, slots=True)
class OwnLists:
    agencies: Sequence[Agency]
    stations: Sequence[Station]
    hospitals: Sequence[Hospital]


def propose(found: Iterable[MapPlace], own: OwnLists) -> list[Proposal]:
    """Return proposals in the order found; ids are unique, among proposals and entries."""
    taken = (
        {each.id for each in own.agencies} | {each.id for each in own.stations} | {each.id for each in own.hospitals}
    )
    agencies = list(own.agencies)
    proposals: list[Proposal] = []
    for place in found:
        agency = _agency_of(place, agencies)
        if agency is not None and agency not in agencies:
            agencies.append(agency)
        new_id = _free_id(place, taken)
        taken.add(new_id)
        proposals.append(_proposal(place, new_id, agency, own))
    return proposals


def _proposal(place: MapPlace, new_id: str, agency: Agency | None, own: OwnLists) -> Proposal:
    into = TakenInto.STATIONS if agency else TakenInto.HOSPITALS
    departments = ("emergency",) if place.has_emergency and not agency else ()
    return Proposal(
        new_id, into, place.name, place.category, place.position, place.area, place.operator, departments, agency,
        already_id(place.name, place.position, _kin(own, agency)),
    )  # fmt: skip


def already_id(name: str, position: Position, entries: Iterable[Station | Hospital]) -> str | None:
    """The id of the entry for the same place, if any."""
    for entry in entries:
        away_m = distance_m(entry.position, position)
        if away_m <= SAME_PLACE_M or (away_m <= SAME_NAME_M and normalize(entry.name) == normalize(name)):
            return entry.id
    return None


def _kin(own: OwnLists, agency: Agency | None) -> Iterable[Station | Hospital]:
    if agency is None:
        return own.hospitals
    kind_of = {each.id: each.kind for each in own.agencies}
    return [station for station in own.stations if kind_of.get(station.agency_id) == agency.kind]


def _agency_of(place: MapPlace, agencies: Sequence[Agency]) -> Agency | None:
    """The operator: the one the map names, else the desk's own of that kind, else one to be added."""
    kind = AGENCY_KINDS.get(place.category)
    if kind is None:
        return None
    if place.operator:
        named = next((each for each in agencies if normalize(each.name) == normalize(place.operator)), None)
        return named or Agency(_new_id(place.operator, kind, {each.id for each in agencies}), place.operator, kind)
    return next((each for each in agencies if each.kind == kind), _USUAL[kind])


def _free_id(place: MapPlace, taken: set[str]) -> str:
    return _new_id(place.name, place.category.replace("_", "-"), taken)


def _new_id(name: str, otherwise: str, taken: set[str]) -> str:
    """From its name; if the name is in another script, from its kind."""
    wished = "-".join(words_of(fold(name)))[:ID_MAX_CHARS].strip("-")
    base = wished if is_id(wished) else otherwise
    number = 1
    new_id = base
    while new_id in taken:
        number += 1
        new_id = f"{base[: ID_MAX_CHARS - 4].strip('-')}-{number}"
    return new_id
