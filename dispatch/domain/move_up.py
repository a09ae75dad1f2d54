"""How much of a city the free units reach in time, and which of them to move so that it is more; pure.

Expected coverage after Daskin (1983): what a second unit adds is what it can answer while the first one is busy. Where
to send a unit that became free is its marginal gain (Jagtenberg, Bhulai, van der Mei 2015).
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from typing import Self

import numpy as np
from numpy.typing import NDArray

type Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class CoverMap:
    """What a unit reaches in time from each station, and how far it is to move.

    `reached`: station × cell, 1 where a unit arrives in time and 0 where not; `drive_s`: from any place where a unit
    may be × station, inf where no road leads; `demand`: share of the calls by cell, all together 1; `busy`: of a
    unit's time.
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
    """A free unit: the station it stands at or is about to reach, the place where it is, its own station."""

    unit_id: str
    station: int
    place: int
    home: int
    may_move: bool = True


@dataclass(frozen=True, slots=True)
class Limits:
    """What a move must bring to be worth a crew's time; gains are shares of all calls."""

    gain_min: float = 0.01
    gain_per_minute_min: float = 0.001
    drive_max_s: float = 900.0
    moves_max: int = 2  # more at once and nobody believes them


@dataclass(frozen=True, slots=True)
class Move:
    """`gain`: by how much the share of calls that are reached in time grows."""

    unit_id: str
    to: int
    gain: float
    drive_s: float


def expected(stations: Collection[int], cover: CoverMap) -> float:
    """Share of the calls that units free at these stations are expected to reach in time, each being busy at times."""
    return _expected(_counts(stations, cover), cover)


def reached(stations: Collection[int], cover: CoverMap) -> float:
    """Share of the calls from where at least one of them arrives in time."""
    return float(cover.demand @ (_counts(stations, cover) > 0))


def arriving(stations: Collection[int], cover: CoverMap) -> list[int]:
    """By cell how many of the units free at these stations arrive in time; 0 is a hole."""
    return [int(count) for count in _counts(stations, cover)]


def suggest_moves(free: Sequence[Standby], cover: CoverMap, limits: Limits) -> list[Move]:
    """The moves that bring most, each given those before it; nobody moves twice."""
    moves: list[Move] = []
    standing = list(free)
    while len(moves) < limits.moves_max and (move := _best_move(standing, cover, limits)) is not None:
        moves.append(move)
        standing = _moved(standing, move)
    return moves


def fill_holes(free: Sequence[Standby], soon_back: Collection[int], cover: CoverMap, limits: Limits) -> list[Move]:
    """Where nobody would arrive in time for long: the station that closes most of it, from the cheapest donor.

    No move may open a new hole. `soon_back`: the stations of busy units that will be there again before long.
    """
    moves: list[Move] = []
    standing = list(free)
    while len(moves) < limits.moves_max and (move := _cheapest_donor(standing, soon_back, cover, limits)) is not None:
        moves.append(move)
        standing = _moved(standing, move)
    return moves


def station_for(unit: Standby, others: Sequence[Standby], cover: CoverMap, limits: Limits) -> Move:
    """Where a unit that became free is needed most: its own station unless another is worth the difference.

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
    """`station_for` each of those units, given the moves and where those before it go: no two for the same gap.

    Of one from where no road leads to any of them, nothing is said.
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
    """What is left of the gain once the minutes are paid; -inf where the way is too long."""
    paid: Floats = gains - limits.gain_per_minute_min * drive_s / 60.0
    return np.where(drive_s <= limits.drive_max_s, paid, -np.inf)


def _counts(stations: Collection[int], cover: CoverMap) -> Floats:
    """By cell how many of them arrive in time."""
    counts: Floats = cover.reached[list(stations)].sum(axis=0)
    return counts


def _expected(counts: Floats, cover: CoverMap) -> float:
    return float(cover.demand @ (1.0 - cover.busy**counts))


def _gains(counts: Floats, cover: CoverMap) -> Floats:
    """By station: what one more unit there adds."""
    gains: Floats = cover.reached @ (cover.demand * (1.0 - cover.busy) * cover.busy**counts)
    return gains
