"""From a thinned track the rest can be reconstructed: the place at any time, and the stops."""

from math import cos, sin

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.tracking.movement.test_movement import M_PER_DEG_LAT, make_fix
from tracking.fix import Fix
from tracking.history.thinning import KEPT_EVERY_S, TOLERANCE_M, worth_keeping
from tracking.history.track import Track
from tracking.history.trip_summary import journey_of
from tracking.movement.movement import Movement


def thinned(fixes: list[Fix]) -> tuple[Track, Track]:
    track = Track.of(fixes)
    return track, track.pick(worth_keeping(track))


def test_of_a_straight_and_even_drive_two_fixes_are_enough() -> None:
    _, kept = thinned([make_fix(n, 10 * n, 10) for n in range(600)])

    assert len(kept) == 2


def test_a_bend_and_a_change_of_speed_are_kept() -> None:
    _, kept = thinned([make_fix(n, 300 * sin(n / 40), 10) for n in range(600)])

    assert 20 < len(kept) < 120


def test_a_stop_keeps_its_beginning_its_end_and_a_sign_of_life_now_and_then() -> None:
    drive = [make_fix(n, 10 * n, 10) for n in range(60)]
    stand = [make_fix(60 + n, 600 + 8 * cos(n), 0) for n in range(3000)]
    on = [make_fix(3060 + n, 600 + 10 * n, 10) for n in range(1, 60)]

    track, kept = thinned([*drive, *stand, *on])

    assert len(kept) < 20
    assert [each.state for each in journey_of(kept).stretches] == [each.state for each in journey_of(track).stretches]
    assert np.diff(kept.at_us).max() <= (KEPT_EVERY_S + 60) * 1e6


def test_nothing_and_one_fix_stay_what_they_are() -> None:
    assert len(thinned([])[1]) == 0
    assert len(thinned([make_fix(0, 0, 0)])[1]) == 1


@given(st.lists(st.tuples(st.integers(1, 30), st.floats(-300, 300)), min_size=2, max_size=80))
def test_while_it_drives_the_thinned_track_is_never_far_from_where_it_was(steps: list[tuple[int, float]]) -> None:
    at_s, north_m, fixes = 0, 0.0, []
    for after_s, moved_m in steps:
        at_s, north_m = at_s + after_s, north_m + moved_m
        fixes.append(make_fix(at_s, north_m, 10))

    track, kept = thinned(fixes)

    assert [each.state for each in journey_of(track).stretches] == [Movement.MOVING]
    where = np.interp(track.at_us, kept.at_us, kept.lat)
    assert np.abs(where - track.lat).max() * M_PER_DEG_LAT <= TOLERANCE_M + 0.01
