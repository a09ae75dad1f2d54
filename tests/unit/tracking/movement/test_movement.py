"""Parked, moving, stopped: as a crew would say, whatever the noise."""

from datetime import UTC, datetime, timedelta
from random import Random

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracking.fix import Fix
from tracking.history.track import Track
from tracking.history.trip_summary import journey_of
from tracking.movement import movement
from tracking.movement.movement import Moved, Movement, smooth_heading

START = datetime(2026, 3, 1, 3, 0, tzinfo=UTC)
M_PER_DEG_LAT = 111_195
M_PER_DEG_LON = 110_200  # at this latitude


def make_fix(after_s: float, north_m: float, speed_mps: float | None, **more: object) -> Fix:
    at = START + timedelta(seconds=after_s)
    lat = -7.63 + north_m / M_PER_DEG_LAT
    return Fix(device_id="GPS-1", fixed_at=at, lat=lat, lon=111.52, speed_mps=speed_mps, **more)  # type: ignore[arg-type]


def states(fixes: list[Fix]) -> list[Movement]:
    now: Moved | None = None
    found = []
    for fix in fixes:
        now = movement.after(now, fix)
        found.append(now.state)
    return found


def test_a_drive_with_a_red_light_and_a_parking_place() -> None:
    drive = [make_fix(n, 10 * n, 10) for n in range(60)]
    red_light = [make_fix(60 + n, 600, 0) for n in range(60)]
    on = [make_fix(120 + n, 600 + 10 * n, 10) for n in range(2, 60)]
    parked = [make_fix(180 + n, 1200, 0) for n in range(400)]

    found = states(drive + red_light + on + parked)

    assert set(found[:60]) == {Movement.MOVING}
    assert set(found[60:120]) == {Movement.STOPPED}
    assert set(found[121:178]) == {Movement.MOVING}
    assert found[-1] is Movement.PARKED


def test_with_the_ignition_off_it_is_parked_at_once() -> None:
    found = states([make_fix(0, 0, 10), make_fix(1, 5, 0), make_fix(2, 5, 0, ignition=False)])

    assert found == [Movement.MOVING, Movement.STOPPED, Movement.PARKED]


@pytest.mark.parametrize("noise_m", [-35, 35])
def test_noise_does_not_move_a_parked_unit(noise_m: float) -> None:
    parked = [make_fix(n, 0, 0) for n in range(200)]

    assert states([*parked, make_fix(200, noise_m, 4), make_fix(201, 0, 0.4)])[-1] is Movement.PARKED


def test_without_speeds_the_way_between_fixes_tells() -> None:
    crawl = [make_fix(10 * n, 50 * n, None) for n in range(5)]
    stand = [make_fix(40 + 60 * n, 200, None) for n in range(1, 6)]

    found = states(crawl + stand)

    assert found[4] is Movement.MOVING
    assert found[-1] is Movement.PARKED


def test_an_older_fix_changes_nothing() -> None:
    now = movement.after(None, make_fix(10, 0, 10))

    assert movement.after(now, make_fix(5, 900, 0)) is now


def test_headings_are_averaged_around_north_and_kept_while_it_stands() -> None:
    heading = smooth_heading(350, make_fix(0, 0, 10, course_deg=10))
    assert heading == pytest.approx(0, abs=1e-6) or heading == pytest.approx(360, abs=1e-6)
    assert smooth_heading(350, make_fix(0, 0, 0.3, course_deg=120)) == 350


@given(st.lists(st.tuples(st.floats(0, 600), st.floats(-300, 300), st.none() | st.floats(0, 60)), min_size=1))
def test_whatever_comes_time_never_goes_back_and_the_heading_stays_on_the_circle(
    steps: list[tuple[float, float, float | None]],
) -> None:
    now: Moved | None = None
    for after_s, north_m, speed_mps in steps:
        before = now
        now = movement.after(now, make_fix(after_s, north_m, speed_mps, course_deg=abs(north_m)))
        assert before is None or now.newest.fixed_at >= before.newest.fixed_at
        assert now.heading_deg is None or 0 <= now.heading_deg <= 360


def noisy(pieces: list[tuple[float, float]], *, every_s: int, seed: int, tells_speed: bool) -> list[Fix]:
    """A receiver with 15 m of noise in each direction, new at each fix, that does not report its accuracy."""
    draws, at_s, north_m, fixes = Random(seed), 0, 0.0, []
    for lasts_s, speed_mps in pieces:
        for _ in range(int(lasts_s / every_s)):
            lat = -7.63 + (north_m + draws.gauss(0, 15)) / M_PER_DEG_LAT
            lon = 111.52 + draws.gauss(0, 15) / M_PER_DEG_LON
            told_mps = max(speed_mps + draws.gauss(0, 0.3), 0.0) if tells_speed else None
            at = START + timedelta(seconds=at_s)
            fixes.append(Fix(device_id="GPS-1", fixed_at=at, lat=lat, lon=lon, speed_mps=told_mps))
            at_s, north_m = at_s + every_s, north_m + speed_mps * every_s
    return fixes


def share(found: list[Movement], state: Movement) -> float:
    return found.count(state) / len(found)


@pytest.mark.parametrize("tells_speed", [False, True])
@pytest.mark.parametrize("every_s", [1, 5, 10, 30])
def test_white_noise_of_15_m_hardly_ever_moves_a_unit_that_stands(every_s: int, tells_speed: bool) -> None:
    hours = [noisy([(3600, 0)], every_s=every_s, seed=seed, tells_speed=tells_speed) for seed in range(10)]

    assert share([state for hour in hours for state in states(hour)], Movement.MOVING) <= 0.005


@pytest.mark.parametrize("tells_speed", [False, True])
@pytest.mark.parametrize("every_s", [1, 5, 10])
def test_nor_does_it_stop_one_that_drives_or_hide_that_it_arrived(every_s: int, tells_speed: bool) -> None:
    pieces = [(600.0, 0.0), (900.0, 8.0), (600.0, 0.0)]
    drives = [noisy(pieces, every_s=every_s, seed=seed, tells_speed=tells_speed) for seed in range(10)]

    found = [states(drive) for drive in drives]

    off, there = 600 // every_s, 1500 // every_s
    assert share([state for each in found for state in each[off:there]], Movement.MOVING) >= 0.98
    settled = there + 120 // every_s
    assert share([state for each in found for state in each[settled:]], Movement.MOVING) <= 0.01


def test_a_rest_across_the_line_where_the_date_changes_is_a_rest() -> None:
    east, west = make_fix(0, 0, None), make_fix(5, 0, None)
    east, west = msgspec.structs.replace(east, lon=179.99995), msgspec.structs.replace(west, lon=-179.99995)
    fixes = [msgspec.structs.replace((east, west)[n % 2], fixed_at=START + timedelta(seconds=5 * n)) for n in range(60)]

    assert Movement.MOVING not in states(fixes)
    assert Movement.MOVING not in [stretch.state for stretch in journey_of(Track.of(fixes)).stretches]
