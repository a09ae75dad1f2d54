"""Wrong presses and decisions are corrected with a reason; the log keeps both, the figures only the right one."""

from datetime import datetime
from typing import Any

import httpx
import pytest

from base.database import Pool
from core.domain.actor import Role
from tests.people import People, problem_of

HERE = {"lat": -7.63, "lon": 111.52}
WHY = "salah tekan"


@pytest.fixture
async def desk_client(people: People) -> httpx.AsyncClient:
    return await people.client(Role.DISPATCHER)


async def incident(client: httpx.AsyncClient, kind: str = "medical", **more: Any) -> dict[str, Any]:
    made: dict[str, Any] = (await client.post("/incidents", json={"type": kind, "position": HERE, **more})).json()
    return made


async def sent(client: httpx.AsyncClient, incident_id: str, unit_id: str = "AMB-01") -> dict[str, Any]:
    (made,) = (await client.post(f"/incidents/{incident_id}/assignments", json={"unit_ids": [unit_id]})).json()
    return dict(made)


async def press(client: httpx.AsyncClient, assignment: dict[str, Any], *statuses: str) -> dict[str, Any]:
    answer: dict[str, Any] = {}
    for status in statuses:
        answer = (await client.post(f"/assignments/{assignment['id']}/status", json={"status": status})).json()
    return answer


async def correct(client: httpx.AsyncClient, assignment: dict[str, Any], **body: Any) -> httpx.Response:
    return await client.post(f"/assignments/{assignment['id']}/correction", json={"reason": WHY, **body})


async def test_a_unit_cleared_by_mistake_is_at_its_incident_again(desk_client: httpx.AsyncClient, pool: Pool) -> None:
    made = await incident(desk_client)
    assignment = await sent(desk_client, made["id"])
    before = await press(desk_client, assignment, "en_route", "on_scene", "clear")

    corrected = (await correct(desk_client, assignment, status="on_scene")).json()

    file = (await desk_client.get(f"/incidents/{made['id']}")).json()
    (unit,) = [each for each in (await desk_client.get("/units")).json() if each["unit_id"] == "AMB-01"]
    assert (corrected["status"], corrected["released_at"]) == ("on_scene", None)
    assert "clear" not in corrected["reached_at"]
    assert corrected["reached_at"]["on_scene"] == before["reached_at"]["on_scene"]
    assert corrected["sources"]["on_scene"] == "corrected"
    assert (file["status"], unit["status"], unit["incident_id"]) == ("on_scene", "on_scene", made["id"])
    entry = file["timeline"][-1]
    assert entry["kind"] == "assignment_corrected"
    assert entry["data"] | {"was": "clear", "status": "on_scene", "reason": WHY} == entry["data"]
    assert [each["kind"] for each in file["timeline"]].count("assignment_status_changed") == 3
    assert await pool.fetchval("SELECT count(*) FROM milestone WHERE kind = 'clear' AND source = 'pressed'") == 1


async def test_the_figures_read_the_corrected_time(desk_client: httpx.AsyncClient) -> None:
    made = await incident(desk_client)
    assignment = await sent(desk_client, made["id"])
    await press(desk_client, assignment, "on_scene")

    await correct(desk_client, assignment, status="en_route")
    without = (await desk_client.get(f"/incidents/{made['id']}")).json()
    await press(desk_client, assignment, "on_scene")
    at = assignment["dispatched_at"]
    timed = (await correct(desk_client, assignment, status="on_scene", at=at)).json()

    again = (await desk_client.get(f"/incidents/{made['id']}")).json()
    assert (without["status"], without["first_on_scene_at"]) == ("en_route", None)
    times = [again["first_on_scene_at"], timed["reached_at"]["on_scene"]]
    assert [datetime.fromisoformat(each) for each in times] == [datetime.fromisoformat(at)] * 2


async def test_who_has_other_work_meanwhile_does_not_come_back(desk_client: httpx.AsyncClient) -> None:
    first, second = await incident(desk_client), await incident(desk_client)
    assignment = await sent(desk_client, first["id"])
    await press(desk_client, assignment, "on_scene", "clear")
    await sent(desk_client, second["id"])

    refused = await correct(desk_client, assignment, status="on_scene")

    assert (refused.status_code, problem_of(refused)["code"]) == (409, "unit_already_assigned")
    assert problem_of(refused)["incident_number"] == second["number"]


async def test_who_was_free_for_long_is_sent_anew(desk_client: httpx.AsyncClient, pool: Pool) -> None:
    assignment = await sent(desk_client, (await incident(desk_client))["id"])
    await press(desk_client, assignment, "clear")
    await pool.execute("UPDATE assignment SET released_at = released_at - interval '31 minutes'")

    refused = await correct(desk_client, assignment, status="dispatched")
    outcome = await correct(desk_client, assignment, status="canceled")

    assert (refused.status_code, problem_of(refused)["code"]) == (409, "correction_too_late")
    assert (outcome.status_code, outcome.json()["status"]) == (200, "canceled")


async def test_a_closed_incident_is_reopened_first(desk_client: httpx.AsyncClient) -> None:
    made = await incident(desk_client)
    assignment = await sent(desk_client, made["id"])
    await press(desk_client, assignment, "on_scene", "clear")
    await desk_client.post(f"/incidents/{made['id']}/close", json={"disposition": "resolved"})

    refused = await correct(desk_client, assignment, status="on_scene")
    await desk_client.post(f"/incidents/{made['id']}/reopen", json={"reason": WHY})
    done = await correct(desk_client, assignment, status="on_scene")

    assert (refused.status_code, problem_of(refused)["code"]) == (409, "incident_is_closed")
    assert done.json()["status"] == "on_scene"


async def test_a_press_told_twice_does_not_undo_the_correction(desk_client: httpx.AsyncClient) -> None:
    made = await incident(desk_client)
    assignment = await sent(desk_client, made["id"])
    await press(desk_client, assignment, "on_scene")
    cleared = await press(desk_client, assignment, "clear")
    await correct(desk_client, assignment, status="on_scene")

    body = {"status": "clear", "at": cleared["reached_at"]["clear"]}
    told_again = (await desk_client.post(f"/assignments/{assignment['id']}/status", json=body)).json()
    really = await press(desk_client, assignment, "clear")

    assert told_again["status"] == "on_scene"
    assert (really["status"], really["sources"]["clear"]) == ("clear", "pressed")


async def test_a_correction_names_its_reason_and_is_for_dispatchers(
    people: People, desk_client: httpx.AsyncClient
) -> None:
    made = await incident(desk_client)
    assignment = await sent(desk_client, made["id"])
    await press(desk_client, assignment, "on_scene")
    path = f"/assignments/{assignment['id']}/correction"

    without_reason = await desk_client.post(path, json={"status": "en_route"})
    by_crew = await (await people.client(Role.CREW)).post(path, json={"status": "en_route", "reason": WHY})
    ahead = await correct(desk_client, assignment, status="clear")
    same = await correct(desk_client, assignment, status="on_scene")

    assert problem_of(without_reason)["code"] == "invalid_request"
    assert problem_of(by_crew)["code"] == "forbidden"
    assert problem_of(ahead)["code"] == "status_not_allowed"
    assert problem_of(same)["code"] == "nothing_to_correct"


async def test_an_alarm_level_raised_by_mistake_is_taken_back(desk_client: httpx.AsyncClient) -> None:
    made = await incident(desk_client, "structure_fire")
    path = f"/incidents/{made['id']}"
    await desk_client.post(f"{path}/alarm")

    lowered = (await desk_client.post(f"{path}/alarm/correction", json={"level": 1, "reason": WHY})).json()
    refused = await desk_client.post(f"{path}/alarm/correction", json={"level": 1, "reason": WHY})

    kinds = [each["kind"] for each in (await desk_client.get(path)).json()["timeline"]]
    assert lowered["alarm_level"] == 1
    assert (refused.status_code, problem_of(refused)["code"]) == (409, "alarm_level_not_lower")
    assert kinds[-2:] == ["alarm_level_raised", "alarm_level_corrected"]


async def test_how_an_incident_ended_is_put_right_without_opening_it(desk_client: httpx.AsyncClient) -> None:
    made = await incident(desk_client)
    path, body = f"/incidents/{made['id']}", {"disposition": "false_alarm", "reason": WHY}
    early = await desk_client.post(f"{path}/close/correction", json=body)
    closed = (await desk_client.post(f"{path}/close", json={"disposition": "prank"})).json()

    corrected = (await desk_client.post(f"{path}/close/correction", json=body)).json()
    same = await desk_client.post(f"{path}/close/correction", json=body)

    assert problem_of(early)["code"] == "incident_is_open"
    assert (corrected["disposition"], corrected["closed_at"]) == ("false_alarm", closed["closed_at"])
    assert problem_of(same)["code"] == "nothing_to_correct"


@pytest.mark.parametrize("end", ["prank", "joined"])
async def test_a_call_that_was_ended_or_joined_by_mistake_waits_again(
    people: People, desk_client: httpx.AsyncClient, end: str
) -> None:
    taker = await people.client(Role.CALL_TAKER)
    made = await incident(desk_client, "fallen_tree")
    call = (await taker.post("/calls", json={"words": "ada orang jatuh"})).json()
    how = {"incident_id": made["id"]} if end == "joined" else {"disposition": end}
    await taker.patch(f"/calls/{call['id']}", json=how)

    again = (await taker.post(f"/calls/{call['id']}/reopen", json={"reason": WHY})).json()
    twice = await taker.post(f"/calls/{call['id']}/reopen", json={"reason": WHY})

    open_calls = [each["id"] for each in (await taker.get("/calls")).json()]
    assert (again["closed_at"], again["disposition"], again["incident_id"]) == (None, None, None)
    assert (again["claimed_by"], again["words"], open_calls) == (None, "ada orang jatuh", [call["id"]])
    assert (twice.status_code, problem_of(twice)["code"]) == (409, "call_is_open")


async def test_taking_apart_gives_back_the_calls_and_the_units_that_went_along(desk_client: httpx.AsyncClient) -> None:
    fire = await incident(desk_client, "structure_fire")
    call = (await desk_client.post("/calls", json={"words": "sesak napas"})).json()
    stroke = await incident(desk_client, call_id=call["id"])
    own, moved = await sent(desk_client, fire["id"], "DMK-01"), await sent(desk_client, stroke["id"])
    await desk_client.post(f"/incidents/{stroke['id']}/merge", json={"into": fire["id"]})
    path = f"/incidents/{stroke['id']}"

    stranger = await desk_client.post(f"{path}/reopen", json={"unit_ids": ["AMB-02"]})
    await desk_client.post(f"{path}/reopen", json={"unit_ids": ["AMB-01"], "reason": WHY})

    apart, other = (await desk_client.get(path)).json(), (await desk_client.get(f"/incidents/{fire['id']}")).json()
    assert (stranger.status_code, problem_of(stranger)["code"]) == (409, "unit_not_there")
    assert [each["id"] for each in apart["assignments"]] == [moved["id"]]
    assert [each["id"] for each in other["assignments"]] == [own["id"]]
    assert ([each["id"] for each in apart["calls"]], other["calls"]) == ([call["id"]], [])
    assert (apart["status"], apart["merged_into"]) == ("dispatched", None)
