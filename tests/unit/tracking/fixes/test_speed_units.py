"""A device's unit of speed is inferred from the distance driven."""

from datetime import timedelta

import msgspec
import pytest

from tests.unit.tracking.fixes.test_filters import NOW, make_fix
from tracking.fix import Fix
from tracking.fixes.speed_units import UNITS_MPS, SpeedUnits

SPEED_MPS = 13.9  # 50 km/h
M_PER_DEGREE = 111_195.0


def drive(units: SpeedUnits, unit_mps: float, *ways_m: float) -> list[float]:
    """Return the stored speeds of fixes ten seconds apart; in a curve the fixes are nearer than the way driven."""
    before, north_m, found = None, 0.0, list[float]()
    for number, way_m in enumerate(ways_m):
        north_m += way_m
        reported = SPEED_MPS / unit_mps
        fix = msgspec.structs.replace(
            make_fix(),
            lat=north_m / M_PER_DEGREE,
            fixed_at=NOW - timedelta(minutes=10) + timedelta(seconds=10 * number),
            speed_mps=reported * UNITS_MPS[0],
            speed_raw=reported,
        )
        found.append(speed_of(units.settled(fix, before)))
        before = fix
    return found


def speed_of(fix: Fix) -> float:
    assert fix.speed_mps is not None
    return fix.speed_mps


@pytest.mark.parametrize("unit_mps", UNITS_MPS)
def test_the_unit_is_known_from_the_second_fix_on_and_a_curve_does_not_change_it(unit_mps: float) -> None:
    way_m = 10 * SPEED_MPS

    _, *speeds = drive(SpeedUnits(), unit_mps, way_m, way_m, way_m, way_m * 0.6, way_m)

    assert speeds == pytest.approx([SPEED_MPS] * 4)


def test_noise_of_one_that_stands_tells_nothing() -> None:
    units = SpeedUnits()

    speeds = drive(units, 1.0, 5, 5, 5)

    assert speeds == pytest.approx([SPEED_MPS * UNITS_MPS[0]] * 3)  # the unit that the dialect specifies


def test_a_told_unit_is_not_doubted() -> None:
    fix = msgspec.structs.replace(make_fix(), speed_mps=SPEED_MPS)

    assert SpeedUnits().settled(fix, None) is fix
