from datetime import UTC, datetime
from itertools import pairwise
from random import Random
from statistics import mean, pstdev

import pytest

from simulators.driving import Motion
from simulators.gps_receiver import GpsReceiver, ReceiverSettings
from simulators.places import Place, offset_m
from tests.unit.simulators.factories import CENTRE

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
PARKED = Motion(CENTRE, None, 0.0)
DRIVING = Motion(CENTRE, 359.9, 14.0)


def receiver(seed: int = 1, *, noise_m: float = 5.0, clock_skew_s: float = 0.0) -> GpsReceiver:
    return GpsReceiver(Random(seed), ReceiverSettings(noise_m=noise_m, clock_skew_s=clock_skew_s))


def test_noise_has_the_set_size() -> None:
    gps = receiver(noise_m=5)

    fixes = [gps.fix(PARKED, since_last_s=600, now=NOW) for _ in range(2000)]

    east = [offset_m(CENTRE, Place.read(fix))[0] for fix in fixes]
    assert mean(east) == pytest.approx(0, abs=0.5)
    assert pstdev(east) == pytest.approx(5, rel=0.1)


def test_noise_wanders_instead_of_jumping() -> None:
    gps = receiver(noise_m=5)

    fixes = [gps.fix(PARKED, since_last_s=1, now=NOW) for _ in range(500)]

    steps = [offset_m(Place.read(a), Place.read(b))[0] for a, b in pairwise(fixes)]
    assert pstdev(steps) < 2


def test_a_parked_vehicle_has_no_speed_and_no_course() -> None:
    fix = receiver().fix(PARKED, since_last_s=30, now=NOW)

    assert fix["speed_mps"] == 0
    assert "course_deg" not in fix
    assert fix["ignition"] is False


def test_a_course_stays_a_course() -> None:
    gps = receiver()

    courses = [gps.fix(DRIVING, since_last_s=1, now=NOW)["course_deg"] for _ in range(300)]

    assert all(0 <= course < 360 for course in courses)


def test_a_wrong_clock_is_wrong_by_the_same_each_time() -> None:
    gps = receiver(clock_skew_s=20)

    times = {gps.fix(PARKED, since_last_s=1, now=NOW)["fixed_at"] for _ in range(3)}

    assert len(times) == 1
    assert times != {"2026-03-01T12:00:00.000Z"}
    assert receiver().fix(PARKED, since_last_s=1, now=NOW)["fixed_at"] == "2026-03-01T12:00:00.000Z"
