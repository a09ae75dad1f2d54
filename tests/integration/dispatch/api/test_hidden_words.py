"""A marked word in every text field of the desk: no role finds a hidden one, over HTTP or the socket."""

import re
from collections.abc import AsyncGenerator
from contextlib import aclosing
from datetime import timedelta
from typing import Any

import pytest

from base.database import Pool
from core.domain.actor import Role
from dispatch.domain.incident import TEXTS
from tests.conftest import Api
from tests.consoles import console
from tests.desk import HERE, Desk
from tests.people import People
from tests.routes import FOR_DEVICES, OPEN, roles_by_route

MARK = re.compile(r"rahasia-[a-z_]+")
PLACE = {"lat": HERE.lat, "lon": HERE.lon}
STREET = {"type": "LineString", "coordinates": [[111.52, -7.63], [111.53, -7.63]]}
TEXTS_PLANTED: dict[str, Any] = {name: f"rahasia-{name}" for name in TEXTS}
ONLOOKERS = (Role.VIEWER, Role.ADMIN)
# Not JSON, or without any personal data.
WITHOUT_WORDS = {"GET /api/v1/city/basemap.pmtiles", "GET /api/openapi.json"}


async def plant(people: People) -> dict[str, str]:
    """Fill every text field at the desk with a marked word; return the values for the paths of routes."""
    desk = await people.client(Role.SUPERVISOR)

    async def post(path: str, body: dict[str, Any]) -> dict[str, Any]:
        response = await desk.post(path, json=body)
        assert response.status_code < 300, response.text
        answered: dict[str, Any] = response.json() if response.content else {}
        return answered

    call = await post(
        "/calls",
        {"caller_number": "+62 rahasia-number", "caller_name": "rahasia-name", "words": "rahasia-calltext"},
    )
    incident = await post(
        "/incidents",
        {"type": "medical", "position": PLACE, "call_id": call["id"], **TEXTS_PLANTED},
    )
    path = f"/incidents/{incident['id']}"
    await post(f"{path}/notes", {"text": "rahasia-note"})
    sent = await post(f"{path}/assignments", {"unit_ids": ["AMB-02"], "reason": "rahasia-sending"})
    await post("/closures", {"geometry": STREET, "reason": "rahasia-closure"})
    ended = await post("/incidents", {"type": "medical", "position": PLACE})
    await post(f"/incidents/{ended['id']}/close", {"disposition": "prank"})
    await post(f"/incidents/{ended['id']}/reopen", {"reason": "rahasia-reopening"})
    out = await desk.patch("/units/DMK-02", json={"in_service": False, "reason": "rahasia-service"})
    assert out.status_code == 200, out.text
    return {"incident_id": incident["id"], "assignment_id": sent_id(sent), "unit_id": "AMB-02", "call_id": call["id"]}


def sent_id(answered: Any) -> str:
    assignments = answered if isinstance(answered, list) else answered["assignments"]
    return str(assignments[0]["id"])


def readable_by(role: Role) -> list[str]:
    return sorted(
        route
        for route, roles in roles_by_route().items()
        if route.startswith("GET ") and roles and role in roles and route not in OPEN | FOR_DEVICES | WITHOUT_WORDS
    )


@pytest.mark.parametrize("role", ONLOOKERS)
async def test_no_answer_to_an_onlooker_holds_a_word_of_the_desk(people: People, api: Api, role: Role) -> None:
    names = await plant(people)
    client = await people.client(role)

    found: dict[str, set[str]] = {}
    for route in readable_by(role):
        path = re.sub(r"{(\w+)}", lambda match: names.get(match[1], "agencies"), route.removeprefix("GET "))
        response = await client.get(api.url + path, params={"q": "rahasia", "open": "false", "after": 0, "limit": 1000})
        found[route] = set(MARK.findall(response.text))

    assert len(found) > 12
    assert {route: marks for route, marks in found.items() if marks} == {}


@pytest.mark.parametrize("role", ONLOOKERS)
async def test_no_frame_to_an_onlooker_holds_a_word_of_the_desk(people: People, api: Api, role: Role) -> None:
    async with aclosing(frames_while_planting(people, api, role)) as frames:
        found = {mark async for frame in frames for mark in MARK.findall(frame)}

    assert found == set()


async def frames_while_planting(people: People, api: Api, role: Role) -> AsyncGenerator[str]:
    async with console(api.live_url, token=await people.token(role)) as before:
        await before.subscribe()
        await before.until_type("snapshot")
        await plant(people)
        async with console(api.live_url, token=await people.token(role)) as after:
            await after.subscribe()
            snapshot = await after.until_type("snapshot")
            await before.until_seq(snapshot["as_of"])
            for frame in (*before.frames, *after.frames):
                yield repr(frame)


async def test_a_supervisor_finds_the_words_that_were_planted(people: People) -> None:
    """Otherwise the tests above might find nothing because nothing was there."""
    names = await plant(people)
    client = await people.client(Role.SUPERVISOR)

    file = (await client.get(f"/incidents/{names['incident_id']}")).text
    others = (await client.get("/units")).text + (await client.get("/closures")).text
    log = (await client.get("/events", params={"limit": 1000})).text

    others_planted = {"rahasia-note", "rahasia-sending", "rahasia-name", "rahasia-calltext"}
    assert set(MARK.findall(file)) >= {*TEXTS_PLANTED.values(), *others_planted}
    assert set(MARK.findall(others)) == {"rahasia-service", "rahasia-closure"}
    assert set(MARK.findall(log)) >= {"rahasia-reopening", "rahasia-service"}


async def test_a_crew_reads_the_words_while_it_works_there_and_some_hours_longer(
    people: People, desk: Desk, pool: Pool
) -> None:
    crew, dispatcher = await people.client(Role.CREW), await people.client(Role.DISPATCHER)
    incident_id = await desk.incident(**TEXTS_PLANTED)
    await dispatcher.post(f"/incidents/{incident_id}/notes", json={"text": "rahasia-note"})
    [sent] = await desk.send(incident_id, "AMB-01")

    during = await crew.get(f"/incidents/{incident_id}")
    await dispatcher.post(f"/assignments/{sent.id}/status", json={"status": "canceled"})
    soon_after = await crew.get(f"/incidents/{incident_id}")
    async with pool.acquire() as conn:
        await conn.execute("UPDATE assignment SET released_at = released_at - $1::interval", timedelta(hours=5))
    next_day = await crew.get(f"/incidents/{incident_id}")

    assert set(MARK.findall(during.text)) == {*TEXTS_PLANTED.values(), "rahasia-note"}
    assert set(MARK.findall(soon_after.text)) == set(MARK.findall(during.text))
    assert (next_day.status_code, MARK.findall(next_day.text)) == (200, [])
    assert next_day.json()["assignments"][0]["status"] == "canceled"
