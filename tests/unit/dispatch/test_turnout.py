"""A vehicle has the same turnout everywhere: advice, cover, the clock's alert and the console."""

import pytest

from dispatch.domain.move_up_order import COVER_GROUPS
from dispatch.domain.turnout import TurnoutKind, turnout_kind
from tests.desk import SETTINGS

DAY, EVENING, MIDNIGHT, MORNING = 12, 21, 0, 6


@pytest.mark.parametrize(
    ("agency_kind", "profile", "expected"),
    [
        ("fire", "pumper", TurnoutKind.FIRE),
        ("fire", "car", TurnoutKind.FIRE),
        ("fire", "ambulance", TurnoutKind.AMBULANCE),
        ("ambulance", "ambulance", TurnoutKind.AMBULANCE),
        ("ambulance", "motorcycle", TurnoutKind.AMBULANCE),
        ("police", "car", TurnoutKind.AMBULANCE),
        ("other", "pumper", TurnoutKind.AMBULANCE),
    ],
)
def test_only_a_fire_service_puts_on_its_clothing_first_and_not_its_ambulances(
    agency_kind: str, profile: str, expected: TurnoutKind
) -> None:
    assert turnout_kind(agency_kind=agency_kind, profile=profile) is expected


def test_without_settings_for_the_night_every_hour_is_as_by_day() -> None:
    turnout = SETTINGS.turnout

    for kind in TurnoutKind:
        assert {turnout.usual_s(kind, hour) for hour in range(24)} == {turnout.by_day[kind].usual_s}
        assert {turnout.target_s(kind, hour) for hour in range(24)} == {turnout.by_day[kind].target_s}


def test_at_night_the_city_may_count_with_more() -> None:
    turnout = SETTINGS.model_copy(
        update={"turnout_night_station_fire_s": 110.0, "turnout_night_target_ambulance_s": 90.0}
    ).turnout

    usual = [turnout.usual_s(TurnoutKind.FIRE, hour) for hour in (DAY, EVENING, MIDNIGHT, MORNING)]
    target = [turnout.target_s(TurnoutKind.AMBULANCE, hour) for hour in (DAY, EVENING, MIDNIGHT, MORNING)]
    unset = {turnout.target_s(TurnoutKind.FIRE, hour) for hour in range(24)}

    assert usual == [80, 80, 110, 80]
    assert target == [60, 60, 90, 60]
    assert unset == {80}


def test_the_city_says_which_hours_are_its_night() -> None:
    changes = {"turnout_night_hours": [3], "turnout_night_station_fire_s": 110.0}
    turnout = SETTINGS.model_copy(update=changes).turnout

    assert [turnout.usual_s(TurnoutKind.FIRE, hour) for hour in (2, 3, 4)] == [80, 110, 80]


def test_at_night_cover_has_less_time_for_the_drive() -> None:
    cover = SETTINGS.model_copy(update={"turnout_night_station_ambulance_s": 100.0}).cover

    by_day, by_night = (cover.drive_target_s(TurnoutKind.AMBULANCE, hour) for hour in (DAY, MIDNIGHT))

    assert by_day - by_night == 40


def test_every_kind_has_its_times() -> None:
    turnout = SETTINGS.turnout

    assert turnout.by_day.keys() == turnout.by_night.keys() == SETTINGS.cover.target_s.keys() == set(TurnoutKind)


def test_cover_counts_with_the_turnout_of_the_vehicles_it_is_about() -> None:
    for group in COVER_GROUPS.values():
        kinds = {turnout_kind(agency_kind=kind, profile=group.profile) for kind in group.agency_kinds}
        assert kinds == {group.turnout}
