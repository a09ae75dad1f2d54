"""What the router knows of each vehicle."""

import pytest

from geo.roads.profiles import VehicleProfileUnknown, vehicle_profile, vehicle_profiles


def test_a_pumper_is_a_truck_with_its_own_height_and_weight() -> None:
    options = vehicle_profile("pumper").costing_options()

    assert vehicle_profile("pumper").costing == "truck"
    assert options["weight"] == 15.0
    assert options["height"] > 3.0


def test_the_top_speed_is_given_in_kilometres_an_hour() -> None:
    assert vehicle_profile("pumper").costing_options()["top_speed"] == 90


def test_the_air_line_is_never_faster_than_the_vehicle() -> None:
    assert all(0 < profile.air_line_speed_mps < profile.top_speed_mps for profile in vehicle_profiles().values())


def test_an_unknown_profile_names_the_known_ones() -> None:
    with pytest.raises(VehicleProfileUnknown, match="ambulance"):
        vehicle_profile("hovercraft")
