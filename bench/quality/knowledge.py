"""What a desk knows of its city before the day begins: where calls come from, and what is reached from where."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from base.position import Position
from bench.quality.city import City
from dispatch.domain import demand
from dispatch.domain.cover import Demand
from dispatch.domain.move_up import CoverMap


@dataclass(frozen=True, slots=True)
class Group:
    """Units that cover for one another; `stations` are place numbers."""

    capability: str
    stations: Sequence[int]
    cover: CoverMap


@dataclass(frozen=True, slots=True)
class Known:
    demand: Sequence[Demand]
    groups: Mapping[str, Group]


@dataclass(frozen=True, slots=True)
class _Kind:
    """`target_s`: driving time only, out of eight and ten minutes."""

    capability: str
    agencies: frozenset[str]
    driven_as: str
    target_s: float


_KINDS = (
    _Kind("ambulance_bls", frozenset({"ambulance", "fire"}), "ambulance", 420.0),
    _Kind("pumper", frozenset({"fire"}), "pumper", 520.0),
)
BUSY = 0.3


def knowledge(city: City, history: Sequence[int]) -> Known:
    """`history`: the places of the newest emergencies."""
    ways = city.ways
    where = [*history, *(place for _, _, place in city.stations)]
    cells = demand.by_cell((Position(ways.lat[place], ways.lon[place]), 1.0) for place in where)
    lat, lon = np.array(ways.lat), np.array(ways.lon)
    near = [int(np.argmin(np.hypot(lat - cell.lat, lon - cell.lon))) for cell in cells]
    weights = np.array([cell.weight for cell in cells])
    groups = {}
    for kind in _KINDS:
        stations = [place for _, agency, place in city.stations if agency in kind.agencies]
        table = ways.drive_s[kind.driven_as]
        cover = CoverMap.of(
            table[np.ix_(stations, near)], table[:, stations], weights, target_s=kind.target_s, busy=BUSY
        )
        groups[kind.capability] = Group(kind.capability, stations, cover)
    return Known(cells, groups)
