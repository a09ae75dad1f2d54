"""How far, and when it moved: a parked unit's noise is no way."""

import pytest

from tests.unit.tracking.test_movement import make_fix
from tracking.journey import journey_of
from tracking.movement import Movement


def test_a_drive_between_two_stands_is_as_long_as_the_drive() -> None:
    stand = [make_fix(n, (-1) ** n * 8, 0.2) for n in range(0, 300, 5)]
    drive = [make_fix(300 + n, 10 * n, 10) for n in range(100)]
    end = [make_fix(400 + n, 1000 + (-1) ** n * 8, 0.2) for n in range(0, 300, 5)]

    journey = journey_of([*stand, *drive, *end])

    assert journey.distance_m == pytest.approx(1000, rel=0.03)
    assert [stretch.state for stretch in journey.stretches] == [
        Movement.STOPPED, Movement.PARKED, Movement.MOVING, Movement.STOPPED, Movement.PARKED
    ]  # fmt: skip
    assert all(a.end_at == b.start_at for a, b in zip(journey.stretches, journey.stretches[1:], strict=False))


def test_nothing_is_no_journey() -> None:
    assert journey_of([]).distance_m == 0
