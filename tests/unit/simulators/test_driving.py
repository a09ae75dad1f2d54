from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulators.driving import ACCELERATION_MPS2, BRAKING_MPS2, SPEED_MAX_MPS, Drive, plan_drive
from simulators.places import Place, distance_m, moved
from tests.unit.simulators.factories import CENTRE

STRAIGHT_2_KM = [CENTRE, moved(CENTRE, east_m=2000, north_m=0)]
CORNER = moved(CENTRE, east_m=1000, north_m=0)
BENT_2_KM = [CENTRE, CORNER, moved(CORNER, east_m=0, north_m=1000)]


def test_a_drive_takes_the_time_it_was_given() -> None:
    drive = plan_drive(BENT_2_KM, 200)

    assert drive.duration_s == pytest.approx(200, rel=0.02)
    assert drive.motion_at(0).place == CENTRE
    assert drive.motion_at(1000).place == BENT_2_KM[-1]
    assert drive.motion_at(1000).speed_mps == 0


def test_a_vehicle_gathers_speed_and_brakes() -> None:
    drive = plan_drive(STRAIGHT_2_KM, 130)

    assert drive.motion_at(1).speed_mps < 5
    assert drive.motion_at(65).speed_mps > 14
    assert drive.motion_at(drive.duration_s - 1).speed_mps < 5


def test_a_corner_is_taken_slowly() -> None:
    drive = plan_drive(BENT_2_KM, 150)

    at_corner = min(drive.places, key=lambda place: distance_m(place, CORNER))
    corner_mps = drive.speeds_mps[drive.places.index(at_corner)]
    assert corner_mps < 6
    assert max(drive.speeds_mps) > 12


def test_no_time_is_too_little_to_break_the_laws_of_physics() -> None:
    drive = plan_drive(STRAIGHT_2_KM, 1)

    assert max(drive.speeds_mps) * 3.6 < 120
    assert drive.duration_s > 60


def test_a_vehicle_looks_where_it_drives() -> None:
    drive = plan_drive(BENT_2_KM, 200)

    assert drive.motion_at(50).course_deg == pytest.approx(90, abs=1)
    assert drive.motion_at(190).course_deg in (pytest.approx(0, abs=1), pytest.approx(360, abs=1))


def test_a_road_of_one_place_is_no_drive() -> None:
    drive = plan_drive([CENTRE, CENTRE], 60)

    assert drive.duration_s == 0
    assert drive.motion_at(5).place == CENTRE


steps = st.tuples(st.floats(-400, 400), st.floats(-400, 400))


@given(st.lists(steps, max_size=12), st.floats(1, 3000))
def test_any_road_can_be_driven(turns: list[tuple[float, float]], duration_s: float) -> None:
    road = [CENTRE]
    for east_m, north_m in turns:
        road.append(moved(road[-1], east_m=east_m, north_m=north_m))

    drive = plan_drive(road, duration_s)

    assert all(later > earlier for earlier, later in pairwise(drive.passed_at_s))
    assert all(_gentle(drive, at) for at in range(len(drive.places) - 1))
    assert all(0 <= speed <= SPEED_MAX_MPS for speed in drive.speeds_mps)


def _gentle(drive: Drive, at: int) -> bool:
    begin, end = drive.speeds_mps[at], drive.speeds_mps[at + 1]
    length = distance_m(drive.places[at], drive.places[at + 1])
    change = (end * end - begin * begin) / (2 * length)
    return -BRAKING_MPS2 - 0.01 <= change <= ACCELERATION_MPS2 + 0.01


def test_places_passed_lie_on_the_road() -> None:
    drive = plan_drive(STRAIGHT_2_KM, 150)

    seen = [drive.motion_at(second).place for second in range(151)]

    assert all(place.lat == pytest.approx(CENTRE.lat) for place in seen)
    assert all(b.lon >= a.lon for a, b in pairwise(seen))
    assert max(distance_m(a, b) for a, b in pairwise(seen)) < SPEED_MAX_MPS
    assert isinstance(seen[0], Place)
