"""Often with an order open, rarely when parked, and never missing the start."""

from datetime import UTC, datetime, timedelta

from sigap.agent.pace import Intervals, Pace
from tests.unit.tracking.movement.test_movement import START, make_fix


def kept_per_minute(pace: Pace, begin_s: int, *, speed_mps: float) -> int:
    return sum(pace.keeps(make_fix(begin_s + n, speed_mps * n, speed_mps)) for n in range(60))


def test_a_drive_is_kept_every_five_seconds_and_every_second_with_an_order() -> None:
    pace = Pace(Intervals())

    assert kept_per_minute(pace, 0, speed_mps=10) == 12
    pace.hear_order("dispatch", "a-1", START)
    assert kept_per_minute(pace, 60, speed_mps=10) >= 59
    pace.hear_order("cancel", "a-1", START)
    assert kept_per_minute(pace, 120, speed_mps=10) == 12


def test_a_parked_vehicle_is_kept_once_a_minute_and_its_start_at_once() -> None:
    pace = Pace(Intervals())
    for n in range(300):
        pace.keeps(make_fix(n, 0, 0))

    assert kept_per_minute(pace, 300, speed_mps=0) == 1


def test_the_fix_with_which_it_sets_off_is_kept_however_soon_after_another() -> None:
    pace = Pace(Intervals())
    last_kept_s = max(n for n in range(300) if pace.keeps(make_fix(n, 0, 0)))
    parked = range(300, last_kept_s + 60)
    assert not any(pace.keeps(make_fix(n, 0, 0)) for n in parked)
    assert pace.keeps(make_fix(last_kept_s + 60, 0, 0))

    assert [pace.keeps(make_fix(last_kept_s + 61 + n, 5 * n, 5)) for n in range(2)] == [False, True]


def test_an_order_is_forgotten_after_an_hour() -> None:
    pace = Pace(Intervals())
    pace.hear_order("dispatch", "a-1", START)

    assert pace.interval_s(START + timedelta(minutes=59)) == 1
    assert pace.interval_s(datetime(2026, 3, 2, tzinfo=UTC)) == 5
