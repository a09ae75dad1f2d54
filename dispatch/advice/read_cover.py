"""How much of the city the free units reach in time, how much without some of them, and which to move."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

import numpy as np

from base.database import ACQUIRE_TIMEOUT_S, Pool
from base.position import Position
from dispatch.domain import demand
from dispatch.domain.availability_forecast import free_in_s
from dispatch.domain.cover_policy import CoverPolicy
from dispatch.domain.move_up import (
    CoverMap,
    Limits,
    Move,
    Standby,
    arriving,
    expected,
    fill_holes,
    reached,
    stations_for,
    suggest_moves,
)
from dispatch.domain.move_up_order import COVER_GROUPS, CoverGroup
from dispatch.domain.position_policy import PositionPolicy
from dispatch.store import cover_maps, cover_units, move_ups, units
from dispatch.store.cover_maps import KeptMap
from dispatch.store.cover_units import CoverUnit
from dispatch.views.advice import Cell, Share

SOON_BACK_S = 1800.0  # a hole that closes by itself sooner is left alone


@dataclass(frozen=True, slots=True)
class Suggested:
    """`why`: move_up (more cover), hole (no unit in time for long), and for a unit on the road: home or free.

    `gain` is a share of the calls.
    """

    unit_id: str
    from_station_id: str
    station_id: str
    why: str
    gain: float
    drive_s: float


@dataclass(frozen=True, slots=True)
class GroupCover:
    """`now`, `without` and `when_all_home` are null while no roads are known; `go_to`: for units on the road.

    `cells`: where calls come from; with the units that are left after `without`.
    """

    capability: str
    target_s: float
    made_at: datetime | None = None
    free_units: int = 0
    units: int = 0
    now: Share | None = None
    without: Share | None = None
    when_all_home: Share | None = None
    moves: Sequence[Suggested] = ()
    go_to: Sequence[Suggested] = ()
    cells: Sequence[Cell] = ()


async def read_cover(
    pool: Pool, *, without: Collection[str] = (), now: datetime, policy: CoverPolicy, positions: PositionPolicy
) -> list[GroupCover]:
    """`without`: units that would be sent now. The suggestions are for the units left then.

    Raises:
        UnknownUnit: one of them.
    """
    async with (
        pool.acquire(timeout=ACQUIRE_TIMEOUT_S) as conn,
        conn.transaction(isolation="repeatable_read", readonly=True),
    ):
        await units.require_known(conn, without)
        kept = await cover_maps.load_maps(conn)
        fleet = await cover_units.list_units(conn, list(COVER_GROUPS), fresh_after=positions.fresh_after(now))
        asked = await move_ups.asked_since(conn, now, shift=policy.shift)
        _, timezone = await cover_maps.city_of(conn)
    hour = now.astimezone(ZoneInfo(timezone)).hour
    resting = _resting(asked, hour, now, policy)
    return [
        _cover(group, kept.get(group.capability), _of_group(group, fleet), set(without), resting, hour, now, policy)
        for group in COVER_GROUPS.values()
    ]


def _resting(
    asked: Mapping[int, tuple[int, datetime]], hour: int, now: datetime, policy: CoverPolicy
) -> set[int] | None:
    """Units not to be asked now; None: no unit at all, as it is a quiet hour."""
    if hour in policy.quiet_hours:
        return None
    return {
        key for key, (moves, last) in asked.items() if moves >= policy.moves_per_shift_max or now - last < policy.rest
    }


def _of_group(group: CoverGroup, fleet: Sequence[CoverUnit]) -> list[CoverUnit]:
    """A unit stands in for the first group it belongs to."""
    first = {unit.key: next((each for each in COVER_GROUPS if each in unit.capabilities), None) for unit in fleet}
    return [unit for unit in fleet if first[unit.key] == group.capability]


def _cover(
    group: CoverGroup,
    kept: KeptMap | None,
    units: Sequence[CoverUnit],
    without: Collection[str],
    resting: set[int] | None,
    hour: int,
    now: datetime,
    policy: CoverPolicy,
) -> GroupCover:
    target_s = policy.target_s[group.turnout]
    free = [unit for unit in units if unit.busy_status is None]
    if kept is None:
        return GroupCover(group.capability, target_s, None, len(free), len(units))
    cover = CoverMap.of(
        kept.to_cells_s,
        kept.to_stations_s,
        kept.demand[hour],
        target_s=policy.drive_target_s(group.turnout, hour),
        busy=policy.busy_share,
    )
    index = {station: number for number, station in enumerate(kept.stations)}
    placed = [unit for unit in units if unit.station_id in index and unit.home_id in index]
    idle = {unit.unit_id: unit for unit in placed if unit.busy_status is None}
    standing = [_standby(unit, index, kept, resting) for unit in idle.values()]
    left = [unit for unit in standing if unit.unit_id not in without]
    here = {unit.unit_id: unit for unit in left}
    limits = Limits(policy.gain_min, policy.drive_max_s)
    soon = [index[unit.home_id] for unit in placed if _soon_back(unit, now)]
    moves = fill_holes(left, soon, cover, limits) if group.holes_only else suggest_moves(left, cover, limits)
    on_the_road = {unit.unit_id for unit in idle.values() if unit.on_the_road}
    on_the_road -= {move.unit_id for move in moves}  # one crew gets one order
    going = stations_for(on_the_road, left, moves, cover, limits)
    return GroupCover(
        group.capability,
        target_s,
        kept.made_at,
        len(free),
        len(units),
        _share(standing, cover),
        _share(left, cover) if without else None,
        _share([_standby(unit, index, kept, None, at_home=True) for unit in placed], cover),
        [_suggested(move, here, kept, "hole" if group.holes_only else "move_up") for move in moves],
        [_suggested(move, here, kept, "home" if move.to == here[move.unit_id].home else "free") for move in going],
        _cells(left, cover, kept),
    )


def _cells(standing: Sequence[Standby], cover: CoverMap, kept: KeptMap) -> list[Cell]:
    middles = kept.places[len(kept.stations) :].tolist()
    units = arriving([unit.station for unit in standing], cover)
    return [
        Cell(bbox=demand.square_of(Position(lat, lon)), share=share, units=count)
        for (lat, lon), share, count in zip(middles, cover.demand.tolist(), units, strict=True)
    ]


def _share(standing: Sequence[Standby], cover: CoverMap) -> Share:
    stations = [unit.station for unit in standing]
    return Share(reached=reached(stations, cover), expected=expected(stations, cover))


def _standby(
    unit: CoverUnit, index: Mapping[str, int], kept: KeptMap, resting: set[int] | None, *, at_home: bool = False
) -> Standby:
    home = index[unit.home_id]
    station = home if at_home else index[unit.station_id]
    may_move = resting is not None and unit.key not in resting
    return Standby(unit.unit_id, station, _nearest(unit.position, kept), home, may_move)


def _nearest(position: Position, kept: KeptMap) -> int:
    """Of the places with known driving times; flat, and scaled by the latitude."""
    squeeze = np.cos(np.radians(position.lat))
    away = np.hypot(kept.places[:, 0] - position.lat, (kept.places[:, 1] - position.lon) * squeeze)
    return int(away.argmin())


def _soon_back(unit: CoverUnit, now: datetime) -> bool:
    if unit.busy_status is None or unit.busy_since is None:
        return False
    return free_in_s(unit.busy_status, (now - unit.busy_since).total_seconds()) < SOON_BACK_S


def _suggested(move: Move, here: Mapping[str, Standby], kept: KeptMap, why: str) -> Suggested:
    start = kept.stations[here[move.unit_id].station]
    return Suggested(move.unit_id, start, kept.stations[move.to], why, move.gain, move.drive_s)
