"""Distance and driving times: the noise of a parked unit adds no distance."""

from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from base.position import distance_m
from tests.unit.tracking.movement.test_movement import make_fix
from tracking.fix import Fix
from tracking.history.track import Track
from tracking.history.trip_summary import journey_of
from tracking.movement import movement
from tracking.movement.movement import Moved, Movement

seconds = st.integers(0, 40) | st.just(200)
metres = st.floats(-60, 60)
speeds = st.none() | st.sampled_from([0.0, 1.4, 2.0, 3.5, 20.0])
accuracies = st.none() | st.floats(0, 80)


def test_a_drive_between_two_stands_is_as_long_as_the_drive() -> None:
    stand = [make_fix(n, (-1) ** n * 8, 0.2) for n in range(0, 300, 5)]
    drive = [make_fix(300 + n, 10 * n, 10) for n in range(100)]
    end = [make_fix(400 + n, 1000 + (-1) ** n * 8, 0.2) for n in range(0, 300, 5)]

    journey = journey_of(Track.of([*stand, *drive, *end]))

    assert journey.distance_m == pytest.approx(1000, rel=0.03)
    assert [stretch.state for stretch in journey.stretches] == [
        Movement.STOPPED, Movement.PARKED, Movement.MOVING, Movement.STOPPED, Movement.PARKED
    ]  # fmt: skip
    assert all(a.end_at == b.start_at for a, b in zip(journey.stretches, journey.stretches[1:], strict=False))


def test_nothing_is_no_journey() -> None:
    assert journey_of(Track.of([])).distance_m == 0


@given(st.lists(st.tuples(seconds, metres, speeds, accuracies), max_size=60))
def test_it_tells_the_same_as_the_state_machine_fix_by_fix(
    steps: list[tuple[int, float, float | None, float | None]],
) -> None:
    at_s, north_m, fixes = 0, 0.0, []
    for after_s, moved_m, speed_mps, accuracy_m in steps:
        at_s, north_m = at_s + after_s, north_m + moved_m
        fixes.append(make_fix(at_s, north_m, speed_mps, accuracy_m=accuracy_m))

    journey = journey_of(Track.of(fixes))

    way_m, changes = told_one_by_one(fixes)
    assert journey.distance_m == pytest.approx(way_m, abs=1e-6)
    assert [(stretch.start_at, stretch.state) for stretch in journey.stretches] == changes


def told_one_by_one(fixes: list[Fix]) -> tuple[float, list[tuple[datetime, Movement]]]:
    now: Moved | None = None
    way_m, changes = 0.0, []
    for fix in fixes:
        before, now = now, movement.after(now, fix)
        if now is before:  # another device at the same time
            continue
        if before is None or before.state is not now.state:
            changes.append((fix.fixed_at, now.state))
        if before is not None and before.state is Movement.MOVING:
            way_m += distance_m(before.newest, fix)
        elif before is not None and now.state is Movement.MOVING:
            way_m += distance_m(before.rested, fix)
    return way_m, changes
