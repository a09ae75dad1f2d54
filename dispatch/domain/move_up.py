"""How much of a city the free units reach in time, and which of them to move to raise it; pure.

Expected coverage after Daskin (1983): a second unit adds the calls it can answer while the first one is busy. A unit
that became free is sent by its marginal gain (Jagtenberg, Bhulai, van der Mei 2015).
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from typing import Self

import numpy as np
from numpy.typing import NDArray

type Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class CoverMap:
    """What a unit reaches in time from each station, and how long it takes to move there.

    `reached`: station × cell, 1 if a unit arrives in time, else 0; `drive_s`: from any place where a unit may be ×
    station, inf if no road leads there; `demand`: share of the calls by cell, summing to 1; `busy`: share of a unit's
    time.
    """

    reached: Floats
    drive_s: Floats
    demand: Floats
    busy: float

    @classmethod
    def of(cls, to_cells_s: Floats, to_stations_s: Floats, demand: Floats, *, target_s: float, busy: float) -> Self:
        """`target_s` is for driving alone, without the turnout; a missing time (nan) is never in time."""
        total = float(demand.sum())
        reached = (np.nan_to_num(to_cells_s, nan=np.inf) <= target_s).astype(np.float64)
        return cls(reached, np.nan_to_num(to_stations_s, nan=np.inf), demand / total if total else demand, busy)


@dataclass(frozen=True, slots=True)
class Standby:
    """A free unit: the station it covers from or is about to reach, the place where it is, and its own station."""

    unit_id: str
    station: int
    place: int
    home: int
    may_move: bool = True


@dataclass(frozen=True, slots=True)
class Limits:
    """What a move must bring to be worth a crew's time; gains are shares of all calls."""

    gain_min: float
    drive_max_s: float
    gain_per_minute_min: float = 0.001
    moves_max: int = 2  # people do not believe more moves at once


@dataclass(frozen=True, slots=True)
class Move:
    """`gain`: the increase in the share of calls reached in time."""

    unit_id: str
    to: int
    gain: float
    drive_s: float


def expected(stations: Collection[int], cover: CoverMap) -> float:
    """Share of the calls that units free at these stations are expected to reach in time, each being busy at times."""
    return _expected(_counts(stations, cover), cover)


def reached(stations: Collection[int], cover: CoverMap) -> float:
    """Share of the calls that at least one of them reaches in time."""
    return float(cover.demand @ (_counts(stations, cover) > 0))


def arriving(stations: Collection[int], cover: CoverMap) -> list[int]:
    """Return, by cell, how many of the units free at these stations arrive in time; 0 is a hole."""
    return [int(count) for count in _counts(stations, cover)]


def suggest_moves(free: Sequence[Standby], cover: CoverMap, limits: Limits) -> list[Move]:
    """The moves that gain most, each given those before it; no unit moves twice."""
    moves: list[Move] = []
    standing = list(free)
    while len(moves) < limits.moves_max and (move := _best_move(standing, cover, limits)) is not None:
        moves.append(move)
        standing = _moved(standing, move)
    return moves


def fill_holes(free: Sequence[Standby], soon_back: Collection[int], cover: CoverMap, limits: Limits) -> list[Move]:
    """Where nobody would arrive in time for long: move the cheapest donor to the station that closes most of the hole.

    No move may open a new hole. `soon_back`: the stations that busy units will be back at before long.
    """
    moves: list[Move] = []
    standing = list(free)
    while len(moves) < limits.moves_max and (move := _cheapest_donor(standing, soon_back, cover, limits)) is not None:
        moves.append(move)
        standing = _moved(standing, move)
    return moves


def station_for(unit: Standby, others: Sequence[Standby], cover: CoverMap, limits: Limits) -> Move:
    """The station where a unit that became free is needed most: its own unless another is worth the difference.

    A crew that may not be moved now goes home.
    """
    gains = _gains(_counts([other.station for other in others], cover), cover)
    drive_s = cover.drive_s[unit.place]
    worth = _worth(gains, drive_s, limits)
    best = int(np.argmax(worth))
    too_little = not np.isfinite(worth[best]) or gains[best] - gains[unit.home] < limits.gain_min
    if too_little or not unit.may_move:
        best = unit.home
    return Move(unit.unit_id, best, float(gains[best]), float(drive_s[best]))


def stations_for(
    on_the_road: Collection[str], standing: Sequence[Standby], moves: Sequence[Move], cover: CoverMap, limits: Limits
) -> list[Move]:
    """`station_for` each of those units, given the moves and the choices before it: no two units fill the same gap.

    A unit from which no road leads to any station is left out.
    """
    after = list(standing)
    for move in moves:
        after = _moved(after, move)
    found: list[Move] = []
    for unit in standing:
        if unit.unit_id in on_the_road:
            others = [other for other in after if other.unit_id != unit.unit_id]
            move = station_for(unit, others, cover, limits)
            if np.isfinite(move.drive_s):
                found.append(move)
                after = _moved(after, move)
    return found


def _best_move(standing: Sequence[Standby], cover: CoverMap, limits: Limits) -> Move | None:
    counts = _counts([unit.station for unit in standing], cover)
    now = _expected(counts, cover)
    found: list[tuple[float, Move]] = []
    for unit in standing:
        if not unit.may_move:
            continue
        without = counts - cover.reached[unit.station]
        gains = _expected(without, cover) + _gains(without, cover) - now
        drive_s = cover.drive_s[unit.place]
        worth = np.where(gains >= limits.gain_min, _worth(gains, drive_s, limits), -np.inf)
        to = int(np.argmax(worth))
        found.append((float(worth[to]), Move(unit.unit_id, to, float(gains[to]), float(drive_s[to]))))
    worth_most, move = max(found, key=lambda each: each[0], default=(0.0, None))
    return move if worth_most > 0 else None


def _cheapest_donor(
    standing: Sequence[Standby], soon_back: Collection[int], cover: CoverMap, limits: Limits
) -> Move | None:
    counts = _counts([*(unit.station for unit in standing), *soon_back], cover)
    closed: Floats = cover.reached @ (cover.demand * (counts == 0))
    to = int(np.argmax(closed))
    if closed[to] < limits.gain_min:
        return None
    donors = [
        Move(unit.unit_id, to, float(closed[to]), float(cover.drive_s[unit.place, to]))
        for unit in standing
        if unit.may_move and not _opens_a_hole(unit, to, counts, cover)
    ]
    cheapest = min(donors, key=lambda move: move.drive_s, default=None)
    return cheapest if cheapest and cheapest.drive_s <= limits.drive_max_s else None


def _opens_a_hole(unit: Standby, to: int, counts: Floats, cover: CoverMap) -> bool:
    left = counts - cover.reached[unit.station] + cover.reached[to]
    return bool(cover.demand @ ((counts > 0) & (left == 0)) > 0)


def _moved(standing: Sequence[Standby], move: Move) -> list[Standby]:
    return [
        replace(unit, station=move.to, may_move=False) if unit.unit_id == move.unit_id else unit for unit in standing
    ]


def _worth(gains: Floats, drive_s: Floats, limits: Limits) -> Floats:
    """The gain minus the cost of the minutes driven; -inf if the drive is too long."""
    paid: Floats = gains - limits.gain_per_minute_min * drive_s / 60.0
    return np.where(drive_s <= limits.drive_max_s, paid, -np.inf)


def _counts(stations: Collection[int], cover: CoverMap) -> Floats:
    """Return, by cell, how many of them arrive in time."""
    counts: Floats = cover.reached[list(stations)].sum(axis=0)
    return counts


def _expected(counts: Floats, cover: CoverMap) -> float:
    return float(cover.demand @ (1.0 - cover.busy**counts))


def _gains(counts: Floats, cover: CoverMap) -> Floats:
    """Return, by station, the gain of one more unit there."""
    gains: Floats = cover.reached @ (cover.demand * (1.0 - cover.busy) * cover.busy**counts)
    return gains
