"""Divert: this unit goes elsewhere. Replace: another one goes. The old names are accepted until the next release."""

from typing import Any

import pytest
from httpx import AsyncClient

from core.domain.actor import Role
from tests.people import People

HERE = {"lat": -7.63, "lon": 111.52}


async def on_its_way(client: AsyncClient, *, priority: int) -> tuple[dict[str, Any], dict[str, Any]]:
    """An incident, and AMB-01 on its way there."""
    incident = (
        await client.post("/incidents", json={"type": "medical", "position": HERE, "priority": priority})
    ).json()
    (sent,) = (await client.post(f"/incidents/{incident['id']}/assignments", json={"unit_ids": ["AMB-01"]})).json()
    return incident, sent


async def kinds(people: People, *asked: str) -> list[str]:
    supervisor = await people.client(Role.SUPERVISOR)
    return [event["kind"] for event in (await supervisor.get("/events/newest", params={"kind": asked})).json()]


@pytest.mark.parametrize("name", ["replace", "divert"])
async def test_another_unit_goes_in_the_place_of_one_on_its_way(people: People, name: str) -> None:
    client = await people.client(Role.DISPATCHER)
    incident, sent = await on_its_way(client, priority=3)

    made = await client.post(f"/assignments/{sent['id']}/{name}", json={"unit_id": "AMB-02"})

    assert made.status_code == 201
    assert (made.json()["unit_id"], made.json()["incident_id"]) == ("AMB-02", incident["id"])
    assert made.json()["replaces_id"] == sent["id"]
    assert await kinds(people, "unit_diverted") == await kinds(people, "unit_replaced") == ["unit_replaced"]


@pytest.mark.parametrize("name", ["divert", "redirect"])
async def test_a_unit_on_its_way_goes_to_something_more_urgent(people: People, name: str) -> None:
    client = await people.client(Role.DISPATCHER)
    _, sent = await on_its_way(client, priority=3)
    urgent = (await client.post("/incidents", json={"type": "medical", "position": HERE, "priority": 1})).json()

    made = await client.post(f"/assignments/{sent['id']}/{name}", json={"incident_id": urgent["id"]})

    assert made.status_code == 201
    assert (made.json()["unit_id"], made.json()["incident_id"]) == ("AMB-01", urgent["id"])
    assert await kinds(people, "unit_replaced") == []
    supervisor = await people.client(Role.SUPERVISOR)
    changed = (await supervisor.get("/events/newest", params={"kind": "assignment_status_changed"})).json()[-1]["data"]
    assert changed["diverted_to"] == changed["redirected_to"] == urgent["number"]
