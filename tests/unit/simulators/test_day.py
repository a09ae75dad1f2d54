from collections import Counter
from dataclasses import replace

import pytest

from simulators.day import DAY_S, HOUR_S, CallKind, DaySettings, PlannedCall, plan_day
from simulators.places import distance_m
from tests.unit.simulators.factories import CENTRE, LANDMARKS

BUSY = DaySettings(calls_per_hour=60, nuisance_share=0.6)


def day(seed: int = 7, number: int = 0, settings: DaySettings = BUSY) -> tuple[PlannedCall, ...]:
    return plan_day(seed, number, settings, LANDMARKS)


def test_the_same_seed_is_the_same_day() -> None:
    assert day(seed=7) == day(seed=7)


def test_another_seed_or_another_day_is_another_plan() -> None:
    times, of_another_seed, of_another_day = (
        [call.at_s for call in calls] for calls in (day(), day(seed=8), day(number=1))
    )

    assert times != of_another_seed
    assert times != of_another_day


def test_calls_come_in_order_within_the_day() -> None:
    times = [call.at_s for call in day()]

    assert times == sorted(times)
    assert times[0] >= 0
    # Somebody may report after midnight what happened before it.
    assert times[-1] < DAY_S + HOUR_S


def test_as_many_calls_come_as_were_asked_for() -> None:
    first_calls = [call for call in day() if call.kind is not CallKind.REPEAT]

    assert len(first_calls) == pytest.approx(60 * 24, rel=0.1)


def test_nights_are_quiet_and_rush_hours_are_not() -> None:
    by_hour = Counter(int(call.at_s // HOUR_S) for call in day())

    assert sum(by_hour[hour] for hour in (1, 2, 3)) * 2 < sum(by_hour[hour] for hour in (16, 17, 18))


def test_most_calls_are_no_emergency_when_set_so() -> None:
    nuisance = sum(call.emergency is None for call in day())

    assert 0.45 < nuisance / len(day()) < 0.7
    assert all(call.emergency for call in day(settings=replace(BUSY, nuisance_share=0)))


def test_repeats_are_about_what_somebody_called_for_before() -> None:
    reported = {call.emergency.number: call for call in day() if call.kind is CallKind.EMERGENCY and call.emergency}
    repeats = [call for call in day() if call.kind is CallKind.REPEAT]

    assert repeats
    for repeat in repeats:
        assert repeat.emergency is not None
        first = reported[repeat.emergency.number]
        assert first.emergency == repeat.emergency
        assert first.at_s <= repeat.at_s
        assert first.caller_number != repeat.caller_number


def test_pranks_come_from_a_few_phones() -> None:
    assert len({call.caller_number for call in day() if call.kind is CallKind.PRANK}) <= 5


def test_no_planned_number_can_be_somebodys_phone() -> None:
    assert all(call.caller_number.startswith("+62000") for call in day())


def test_emergencies_crowd_at_hot_spots_near_the_landmarks() -> None:
    places = [call.emergency.place for call in day() if call.emergency]

    crowds = [sum(distance_m(place, other) < 500 for other in places) for place in places]
    assert max(crowds) > len(places) / 12
    assert all(distance_m(CENTRE, place) < 12_000 for place in places)


def test_a_city_without_landmarks_is_refused() -> None:
    with pytest.raises(ValueError, match="stations"):
        plan_day(1, 0, BUSY, [])


def test_no_calls_can_be_asked_for() -> None:
    assert day(settings=replace(BUSY, calls_per_hour=0)) == ()
