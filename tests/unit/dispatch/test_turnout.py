"""A vehicle has the same turnout everywhere: advice, cover, the clock's alert and the console."""

import pytest

from dispatch.domain.move_up_order import COVER_GROUPS
from dispatch.domain.turnout import TurnoutKind, turnout_kind
from tests.desk import SETTINGS


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


def test_every_kind_has_its_times() -> None:
    assert SETTINGS.turnout.usual_s.keys() == SETTINGS.turnout.target_s.keys() == set(TurnoutKind)
    assert SETTINGS.cover.target_s.keys() == set(TurnoutKind)


def test_cover_counts_with_the_turnout_of_the_vehicles_it_is_about() -> None:
    for group in COVER_GROUPS.values():
        kinds = {turnout_kind(agency_kind=kind, profile=group.profile) for kind in group.agency_kinds}
        assert kinds == {group.turnout}
