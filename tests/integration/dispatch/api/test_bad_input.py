"""Bad input: each gets a clear error with a stable code; none stops the process or harms another request."""

import asyncio
import json
from collections.abc import AsyncIterator, Mapping
from contextlib import suppress
from typing import Any
from uuid import uuid4

import httpx

from core.domain.actor import Role
from tests.people import People, problem_of

HERE = {"lat": -7.63, "lon": 111.52}
INCIDENT = {"type": "medical", "position": HERE}
WITHOUT_END_BYTES = 100_000_000

BAD_INCIDENTS: dict[str, tuple[Any, int, str]] = {
    "unknown type": ({**INCIDENT, "type": "dragon"}, 422, "unknown_incident_type"),
    "91 degrees": ({**INCIDENT, "position": {"lat": 91, "lon": 0}}, 422, "invalid_request"),
    "text for a number": ({**INCIDENT, "position": {"lat": "-7.6", "lon": 111.5}}, 422, "invalid_request"),
    "a truth for a number": ({**INCIDENT, "priority": True}, 422, "invalid_request"),
    "priority 0": ({**INCIDENT, "priority": 0}, 422, "invalid_request"),
    "priority 1.5": ({**INCIDENT, "priority": 1.5}, 422, "invalid_request"),
    "a field misspelt": ({**INCIDENT, "adress": "Jl. Pahlawan"}, 422, "invalid_request"),
    "no position": ({"type": "medical"}, 422, "invalid_request"),
    "null": (None, 422, "invalid_request"),
    "a list": ([INCIDENT], 422, "invalid_request"),
    "10,000 of them": ([INCIDENT] * 1000, 422, "invalid_request"),
    "NUL in the words": ({**INCIDENT, "description": "a\x00b"}, 422, "invalid_request"),
    "words without end": ({**INCIDENT, "description": "a" * 5000}, 422, "invalid_request"),
    "a call nobody took": ({**INCIDENT, "call_id": str(uuid4())}, 404, "unknown_call"),
    "a call id that is none": ({**INCIDENT, "call_id": "7"}, 422, "invalid_request"),
}
BAD_BODIES: dict[str, tuple[bytes, int, str]] = {
    "not JSON": (b'{"type": "medical", ', 400, "invalid_json"),
    "nothing": (b"", 422, "invalid_request"),
    "not UTF-8": (b'{"type": "\xff\xfe"}', 400, "invalid_json"),
    "NaN": (b'{"type": "medical", "position": {"lat": NaN, "lon": 0}}', 422, "invalid_request"),
    "Infinity": (b'{"type": "medical", "position": {"lat": Infinity, "lon": 0}}', 422, "invalid_request"),
    "1e309": (b'{"type": "medical", "position": {"lat": 1e309, "lon": 0}}', 422, "invalid_request"),
    "half a character": (
        b'{"type": "medical", "position": {"lat": 0, "lon": 0}, "address": "\\ud800"}',
        422,
        "invalid_request",
    ),
    "nested without end": (b"[" * 200_000, 400, "invalid_json"),
    "a number without end": (b'{"priority": ' + b"9" * 5000 + b"}", 400, "invalid_json"),
    "2 MB": (b'{"type": "' + b"a" * 2_000_000 + b'"}', 413, "body_too_large"),
}


BAD_ADDRESSES = [
    ("GET", "/nothing-here", 404, "not_found"),
    ("DELETE", "/incidents", 405, "method_not_allowed"),
    ("GET", f"/incidents/{uuid4()}", 404, "unknown_incident"),
    ("GET", "/incidents/2026-000001", 422, "invalid_request"),
    ("GET", f"/calls/{uuid4()}", 404, "unknown_call"),
    ("GET", "/units/NOBODY/track", 404, "unknown_unit"),
    ("GET", "/units/AMB%00/track", 422, "invalid_request"),
    ("GET", "/units/AMB-01/track?from=yesterday", 422, "invalid_request"),
    ("GET", "/units/AMB-01/track?from=1772000000", 422, "invalid_request"),
    ("GET", "/units/AMB-01/track?from=0001-01-01T00:00:00%2B14:00", 422, "invalid_request"),
    (
        "GET",
        "/units/AMB-01/track?from=2026-03-02T00:00:00Z&to=2026-03-01T00:00:00Z",
        422,
        "period_not_plausible",
    ),
    ("GET", "/routes?from=-7.63,111.52&to=nowhere", 422, "invalid_position"),
    ("GET", "/routes?from=-7.63,111.52&to=nan,nan", 422, "invalid_position"),
    ("GET", "/routes?from=-7.63,111.52&to=-7.6,111.5&profile=balloon", 422, "unknown_profile"),
    ("GET", "/places?q=", 422, "invalid_request"),
    ("GET", "/places?q=a%00b", 422, "invalid_request"),
    ("GET", "/city", 404, "no_city"),
    ("GET", "/city/basemap.pmtiles", 404, "no_city"),
    ("POST", "/alarms/999/take", 404, "unknown_alarm"),
    ("POST", f"/alarms/{2**64}/take", 422, "invalid_request"),
]


async def test_a_bad_incident_is_refused_by_name(people: People) -> None:
    taker = await people.client(Role.CALL_TAKER)

    got = {case: await taker.post("/incidents", json=body) for case, (body, _, _) in BAD_INCIDENTS.items()}

    assert refusals(got) == {case: (status, code) for case, (_, status, code) in BAD_INCIDENTS.items()}


async def test_a_bad_body_is_refused_by_name_and_the_next_is_served(people: People) -> None:
    taker = await people.client(Role.CALL_TAKER, **{"Content-Type": "application/json"})

    got = {case: await taker.post("/incidents", content=body) for case, (body, _, _) in BAD_BODIES.items()}
    after = await taker.post("/incidents", content=json.dumps(INCIDENT))

    assert refusals(got) == {case: (status, code) for case, (_, status, code) in BAD_BODIES.items()}
    assert after.status_code == 201


def refusals(answers: Mapping[str, httpx.Response]) -> dict[str, tuple[int, str]]:
    return {case: (answer.status_code, problem_of(answer)["code"]) for case, answer in answers.items()}


async def test_what_is_wrong_is_told_field_by_field(people: People) -> None:
    taker = await people.client(Role.CALL_TAKER)

    response = await taker.post("/incidents", json={"type": "medical", "position": {"lat": 91, "lon": "x"}})

    assert [error["field"] for error in problem_of(response)["errors"]] == ["position.lat", "position.lon"]


async def test_a_body_of_unannounced_length_is_not_read_to_its_end(people: People) -> None:
    taker = await people.client(Role.CALL_TAKER)
    sent = 0

    async def without_end() -> AsyncIterator[bytes]:
        nonlocal sent
        while sent < WITHOUT_END_BYTES:
            sent += 65536
            yield b" " * 65536
            await asyncio.sleep(0)

    with suppress(httpx.ReadError, httpx.WriteError):  # the server hangs up while the client still writes
        await taker.post("/incidents", content=without_end(), headers={"Content-Type": "application/json"})

    assert sent < WITHOUT_END_BYTES


async def test_a_form_is_not_json(people: People) -> None:
    taker = await people.client(Role.CALL_TAKER)

    response = await taker.post("/incidents", data={"type": "medical"})

    assert (response.status_code, problem_of(response)["code"]) == (415, "unsupported_media_type")


async def test_a_bad_address_is_refused_by_name(people: People) -> None:
    supervisor = await people.client(Role.SUPERVISOR)

    got = {f"{method} {path}": await supervisor.request(method, path) for method, path, _, _ in BAD_ADDRESSES}

    assert refusals(got) == {f"{method} {path}": (status, code) for method, path, status, code in BAD_ADDRESSES}


async def test_a_closed_incident_takes_no_units(people: People) -> None:
    supervisor = await people.client(Role.SUPERVISOR)
    incident = (await supervisor.post("/incidents", json=INCIDENT)).json()
    await supervisor.post(f"/incidents/{incident['id']}/close", json={"disposition": "prank"})

    response = await supervisor.post(f"/incidents/{incident['id']}/assignments", json={"unit_ids": ["AMB-01"]})

    assert (response.status_code, problem_of(response)["code"]) == (409, "incident_is_closed")


async def test_the_plans_highest_alarm_level_is_the_highest(people: People) -> None:
    """Beyond it the plan has no more units to send."""
    supervisor = await people.client(Role.SUPERVISOR)
    path = f"/incidents/{(await supervisor.post('/incidents', json=INCIDENT)).json()['id']}"
    plan = (await supervisor.get(f"{path}/recommendation")).json()["plan"]

    beyond = await supervisor.post(f"{path}/alarm", json={"level": plan["highest_alarm_level"] + 1})
    highest = await supervisor.post(f"{path}/alarm", json={"level": plan["highest_alarm_level"]})
    next_one = await supervisor.post(f"{path}/alarm")

    assert highest.json()["alarm_level"] == plan["highest_alarm_level"] > 1
    for refused in (beyond, next_one):
        assert (refused.status_code, problem_of(refused)["code"]) == (409, "alarm_level_not_higher")
        assert problem_of(refused)["highest_alarm_level"] == plan["highest_alarm_level"]


async def test_a_unit_named_twice_is_refused(people: People) -> None:
    supervisor = await people.client(Role.SUPERVISOR)
    incident = (await supervisor.post("/incidents", json=INCIDENT)).json()

    response = await supervisor.post(
        f"/incidents/{incident['id']}/assignments", json={"unit_ids": ["AMB-01", "AMB-01"]}
    )

    assert (response.status_code, problem_of(response)["code"]) == (422, "unit_twice")


async def test_a_taken_unit_is_refused_with_who_has_it(people: People) -> None:
    supervisor = await people.client(Role.SUPERVISOR)
    first = (await supervisor.post("/incidents", json=INCIDENT)).json()
    second = (await supervisor.post("/incidents", json=INCIDENT)).json()
    await supervisor.post(f"/incidents/{first['id']}/assignments", json={"unit_ids": ["AMB-01"]})

    response = await supervisor.post(f"/incidents/{second['id']}/assignments", json={"unit_ids": ["AMB-02", "AMB-01"]})

    assert response.status_code == 409
    problem = problem_of(response)
    assert problem["code"] == "unit_already_assigned"
    assert (problem["unit_id"], problem["incident_number"], problem["by"]) == (
        "AMB-01",
        first["number"],
        "supervisor",
    )
    assert problem["incident_id"] == first["id"]
    units = {unit["unit_id"]: unit["status"] for unit in (await supervisor.get("/units")).json()}
    assert units["AMB-02"] == "available"


async def test_a_step_that_comes_too_late_is_refused_with_where_the_assignment_stands(people: People) -> None:
    supervisor = await people.client(Role.SUPERVISOR)
    first, urgent = [(await supervisor.post("/incidents", json=INCIDENT)).json() for _ in range(2)]
    sent = await supervisor.post(f"/incidents/{first['id']}/assignments", json={"unit_ids": ["AMB-01"]})
    assignment = f"/assignments/{sent.json()[0]['id']}"
    too_late = [
        (f"{assignment}/status", {"status": "acknowledged"}, "on_scene", "status_not_allowed"),
        (f"{assignment}/replace", {"unit_id": "AMB-02"}, "on_scene", "unit_not_on_its_way"),
        (f"{assignment}/divert", {"incident_id": urgent["id"]}, "on_scene", "unit_not_on_its_way"),
        (f"{assignment}/status", {"status": "on_scene"}, "clear", "assignment_is_over"),
    ]

    for path, body, stands_at, code in too_late:
        await supervisor.post(f"{assignment}/status", json={"status": stands_at})
        response = await supervisor.post(path, json=body)

        assert (response.status_code, problem_of(response)["code"]) == (409, code)
        assert problem_of(response)["assignment_status"] == stands_at
