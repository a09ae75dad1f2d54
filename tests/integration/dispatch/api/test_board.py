"""The whole board's advice over HTTP, and the targets of its clocks."""

from core.domain.actor import Role
from tests.people import People

WEST = {"lat": -7.63, "lon": 111.505}
MIDDLE = {"lat": -7.63, "lon": 111.515}


async def test_two_incidents_share_the_two_ambulances_and_a_third_waits(people: People) -> None:
    dispatcher = await people.client(Role.DISPATCHER)
    made = [
        await dispatcher.post("/incidents", json={"type": "medical", "position": place, "priority": priority})
        for place, priority in ((MIDDLE, 2), (WEST, 2), (WEST, 5))
    ]
    numbers = [each.json()["number"] for each in made]

    board = (await dispatcher.get("/board/advice")).json()

    advised = {each["number"]: each for each in board["incidents"]}
    assert advised[numbers[0]]["advised"] == ["AMB-02"]
    assert advised[numbers[1]]["advised"] == ["AMB-01"]
    assert advised[numbers[2]]["advised"] == []
    assert advised[numbers[2]]["missing"] == ["ambulance_bls"]


async def test_a_small_thing_waits_for_a_unit_that_is_busy(people: People) -> None:
    dispatcher = await people.client(Role.DISPATCHER)
    first = (await dispatcher.post("/incidents", json={"type": "medical", "position": MIDDLE})).json()
    sent = await dispatcher.post(f"/incidents/{first['id']}/assignments", json={"unit_ids": ["AMB-01", "AMB-02"]})
    await dispatcher.post("/incidents", json={"type": "medical", "position": WEST, "priority": 4})

    (only,) = (await dispatcher.get("/board/advice")).json()["incidents"]

    assert sent.status_code == 201
    assert only["advised"] == []
    assert only["wait_for"][0]["free_in_s"] > 0


async def test_who_has_all_it_needs_is_not_on_the_list_and_viewers_see_no_advice(people: People) -> None:
    dispatcher, viewer = await people.client(Role.DISPATCHER), await people.client(Role.VIEWER)

    assert (await dispatcher.get("/board/advice")).json()["incidents"] == []
    assert (await viewer.get("/board/advice")).status_code == 403


async def test_every_vehicle_of_every_agency_has_its_turnout_target(people: People) -> None:
    viewer = await people.client(Role.VIEWER)

    targets = (await viewer.get("/clock-targets")).json()
    offered = (await viewer.get("/vocabulary")).json()

    fire_s, ambulance_s = targets["turnout_fire_s"], targets["turnout_ambulance_s"]
    assert targets["turnout_s"].keys() == set(offered["agency_kinds"])
    assert all(by_profile.keys() == set(offered["profiles"]) for by_profile in targets["turnout_s"].values())
    assert (targets["turnout_s"]["fire"]["pumper"], targets["turnout_s"]["fire"]["ambulance"]) == (fire_s, ambulance_s)
    assert targets["turnout_s"]["police"]["car"] == ambulance_s
    assert targets["turnout_by_hour_s"] == {
        kind: {profile: [seconds] * 24 for profile, seconds in by_profile.items()}
        for kind, by_profile in targets["turnout_s"].items()
    }
