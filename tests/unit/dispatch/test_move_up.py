"""Cover: where free units are lacking, at most two moves worth their time, and no new hole for an old one."""

from dataclasses import replace

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from dispatch.domain.move_up import (
    CoverMap,
    Limits,
    Move,
    Standby,
    expected,
    fill_holes,
    reached,
    station_for,
    stations_for,
    suggest_moves,
)

WEST, MIDDLE, EAST = 0, 1, 2
NAN = float("nan")
LIMITS = Limits(gain_min=0.01, drive_max_s=900)

# Three stations in a row, five minutes apart; each reaches its own cell, the middle one also half of the west.
DRIVE_S = np.array([[0.0, 300.0, 600.0], [300.0, 0.0, 300.0], [600.0, 300.0, 0.0]])


def make_cover(*demand: float, busy: float = 0.3, drive_s: np.ndarray = DRIVE_S) -> CoverMap:
    return CoverMap(np.eye(3), drive_s, np.array(demand) / sum(demand), busy)


def at(station: int, unit_id: str = "A", *, home: int | None = None, may_move: bool = True) -> Standby:
    return Standby(unit_id, station, station, station if home is None else home, may_move)


def test_what_no_road_leads_to_is_not_reached_in_time() -> None:
    cover = CoverMap.of(np.array([[100.0, NAN]]), np.array([[NAN]]), np.array([3.0, 1.0]), target_s=420, busy=0.3)

    assert reached([0], cover) == 0.75
    assert cover.drive_s[0, 0] == np.inf


def test_a_second_unit_at_the_same_place_is_worth_what_the_first_leaves_undone() -> None:
    cover = make_cover(1, 0, 0)

    assert expected([WEST], cover) == 0.7
    assert expected([WEST, WEST], cover) == 1 - 0.3**2


def test_one_of_two_goes_where_nobody_is() -> None:
    (move,) = suggest_moves([at(WEST, "A"), at(WEST, "B")], make_cover(2, 1, 0), LIMITS)

    assert (move.to, move.drive_s) == (MIDDLE, 300.0)
    assert round(move.gain, 3) == round(0.7 / 3 - 0.3 * 0.7 * 2 / 3, 3)


def test_nobody_moves_for_little_nor_for_a_long_way() -> None:
    pair = [at(WEST, "A"), at(WEST, "B")]

    assert suggest_moves(pair, make_cover(100, 0, 1), LIMITS) == []
    assert suggest_moves(pair, make_cover(1, 0, 1), replace(LIMITS, drive_max_s=500)) == []


def test_a_crew_at_its_break_is_not_asked() -> None:
    pair = [at(WEST, "A", may_move=False), at(WEST, "B", may_move=False)]

    assert suggest_moves(pair, make_cover(1, 0, 1), LIMITS) == []


def test_a_hole_is_filled_by_the_cheapest_donor() -> None:
    free = [at(WEST, "FAR-1"), at(WEST, "FAR-2"), at(MIDDLE, "NEAR-1"), at(MIDDLE, "NEAR-2")]

    (move,) = fill_holes(free, [], make_cover(1, 1, 1), LIMITS)

    assert (move.to, move.drive_s) == (EAST, 300.0)
    assert move.unit_id.startswith("NEAR")


def test_a_hole_is_not_filled_by_digging_another_nor_when_somebody_is_soon_back() -> None:
    cover = make_cover(1, 1, 1)

    assert fill_holes([at(WEST, "A"), at(MIDDLE, "B")], [], cover, LIMITS) == []
    assert fill_holes([at(WEST, "A"), at(WEST, "B"), at(MIDDLE, "C")], [EAST], cover, LIMITS) == []


def test_who_becomes_free_goes_where_it_is_needed_most_or_home() -> None:
    freed = at(EAST, "FREED", home=WEST)

    assert station_for(freed, [at(WEST, "A"), at(MIDDLE, "B")], make_cover(1, 1, 1), LIMITS).to == EAST
    assert station_for(freed, [at(MIDDLE, "B"), at(EAST, "C")], make_cover(1, 1, 1), LIMITS).to == WEST


def test_who_becomes_free_when_its_crew_may_not_be_moved_goes_home() -> None:
    freed = at(EAST, "FREED", home=WEST, may_move=False)

    assert station_for(freed, [at(WEST, "A"), at(MIDDLE, "B")], make_cover(1, 1, 1), LIMITS).to == WEST


def test_two_that_become_free_are_not_both_sent_into_the_same_gap() -> None:
    freed = [at(EAST, "ONE", home=WEST), at(EAST, "TWO", home=WEST)]
    standing = [replace(unit, station=WEST) for unit in freed] + [at(WEST, "A"), at(MIDDLE, "B")]

    going = stations_for({"ONE", "TWO"}, standing, [], make_cover(1, 1, 1), LIMITS)
    beside_a_move = stations_for({"ONE"}, standing, [Move("A", EAST, 0.2, 600.0)], make_cover(1, 1, 1), LIMITS)

    assert [move.to for move in going] == [EAST, WEST]
    assert [move.to for move in beside_a_move] == [WEST]


def test_for_next_to_nothing_a_crew_is_not_kept_from_home() -> None:
    freed = at(EAST, "FREED", home=WEST)

    assert station_for(freed, [at(MIDDLE, "B")], make_cover(1, 1, 1.02), LIMITS).to == WEST
    assert station_for(freed, [at(MIDDLE, "B")], make_cover(1, 1, 1.2), LIMITS).to == EAST


cities = st.integers(0, 2**32 - 1).map(np.random.default_rng)


@given(cities, st.integers(0, 6))
def test_moves_bring_what_they_promise_and_holes_only_shrink(draws: np.random.Generator, units: int) -> None:
    cover = CoverMap(
        (draws.random((4, 12)) < 0.4).astype(float), draws.uniform(0, 1200, (4, 4)), draws.dirichlet(np.ones(12)), 0.3
    )
    free = [at(int(draws.integers(4)), f"U{index}") for index in range(units)]
    before = [unit.station for unit in free]

    for rule in (suggest_moves, lambda free, cover, limits: fill_holes(free, [], cover, limits)):
        moves = rule(free, cover, LIMITS)
        to = {move.unit_id: move.to for move in moves}
        after = [to.get(unit.unit_id, unit.station) for unit in free]
        assert len(moves) == len(to) <= 2
        assert all(move.drive_s <= 900 and move.gain >= 0.01 for move in moves)
        measure = expected if rule is suggest_moves else reached
        gained = measure(after, cover) - measure(before, cover)
        assert gained >= sum(move.gain for move in moves) - 1e-9
