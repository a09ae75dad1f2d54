"""A city whose crews sleep at night: its consoles are given the turnout target of each hour."""

import pytest

from core.domain.actor import Role
from tests.people import People


@pytest.fixture
def settings_env(settings_env: dict[str, str]) -> dict[str, str]:
    night = {"SIGAP_TURNOUT_NIGHT_HOURS": "[23, 0]", "SIGAP_TURNOUT_NIGHT_TARGET_FIRE_S": "120"}
    return settings_env | night


async def test_consoles_get_the_target_of_each_hour(people: People) -> None:
    viewer = await people.client(Role.VIEWER)

    targets = (await viewer.get("/clock-targets")).json()

    pumper, ambulance = (targets["turnout_by_hour_s"]["fire"][profile] for profile in ("pumper", "ambulance"))
    assert pumper == [120, *[80] * 22, 120]
    assert ambulance == [60] * 24
    assert targets["turnout_s"]["fire"]["pumper"] == targets["turnout_fire_s"] == 80
