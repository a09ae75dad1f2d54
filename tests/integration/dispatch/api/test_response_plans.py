"""Run cards over HTTP: exported, changed, imported again, tried out before they apply."""

from typing import Any

from core.domain.actor import Role
from tests.people import People

HERE = {"lat": -7.63, "lon": 111.52}
CARD = {"incident_type": "medical", "requirements": [{"capability": "ambulance_bls", "count": 2}]}
MAGIC = {**CARD, "requirements": [{"capability": "magic", "count": 1}]}


async def test_what_is_exported_can_be_imported_again_and_only_what_was_changed_is_a_new_version(
    people: People,
) -> None:
    supervisor = await people.client(Role.SUPERVISOR)
    before = (await supervisor.get("/response-plans")).json()

    unchanged = await supervisor.put("/response-plans", json={"plans": before[::-1]})
    changed = await supervisor.put("/response-plans", json={"plans": [*without(before, CARD), CARD]})

    assert (unchanged.status_code, unchanged.json()) == (200, []), unchanged.text
    assert [(saved["incident_type"], saved["version"]) for saved in changed.json()] == [("medical", 2)]
    after = (await supervisor.get("/response-plans")).json()
    assert sorted(map(str, without(after, CARD))) == sorted(map(str, without(before, CARD)))


def without(plans: list[dict[str, Any]], card: dict[str, Any]) -> list[dict[str, Any]]:
    return [plan for plan in plans if plan["incident_type"] != card["incident_type"]]


async def test_a_change_is_a_new_version_and_the_old_one_is_kept(people: People) -> None:
    supervisor = await people.client(Role.SUPERVISOR)

    changed = await supervisor.put("/response-plans/medical", json={"version": 1, "plans": [CARD]})
    too_late = await supervisor.put("/response-plans/medical", json={"version": 1, "plans": [CARD]})

    versions = (await supervisor.get("/response-plans/medical/versions")).json()
    assert changed.json()["version"] == 2
    assert (too_late.status_code, too_late.json()["code"]) == (409, "response_plan_changed")
    assert [each["version"] for each in versions] == [2, 1]
    assert versions[1]["plans"][0]["requirements"][0]["count"] == 1


async def test_the_next_advice_follows_the_new_plan(people: People) -> None:
    supervisor = await people.client(Role.SUPERVISOR)
    incident = await report(supervisor)
    tried = (await supervisor.post(f"/incidents/{incident}/plan-trial", json=CARD)).json()
    before = (await supervisor.get(f"/incidents/{incident}/recommendation")).json()

    await supervisor.put("/response-plans/medical", json={"plans": [CARD]})

    after = (await supervisor.get(f"/incidents/{incident}/recommendation")).json()
    assert len(before["advised"]) == 1
    assert after["advised"] == tried["advised"] == ["AMB-01", "AMB-02"]


async def test_a_type_without_a_plan_gets_a_default_that_says_so(people: People) -> None:
    supervisor = await people.client(Role.SUPERVISOR)
    await supervisor.put("/response-plans/medical", json={"plans": []})

    advice = (await supervisor.get(f"/incidents/{await report(supervisor)}/recommendation")).json()

    assert advice["plan"]["is_default"]
    assert advice["advised"] == ["AMB-01"]


async def test_a_crew_too_small_is_left_out_and_it_is_said(people: People) -> None:
    supervisor = await people.client(Role.SUPERVISOR)
    needs = [{"capability": "ambulance_bls", "count": 1, "crew_min": 9}]
    await supervisor.put("/response-plans/medical", json={"plans": [{**CARD, "requirements": needs}]})

    advice = (await supervisor.get(f"/incidents/{await report(supervisor)}/recommendation")).json()

    assert advice["advised"] == []
    assert {each["code"] for each in advice["left_out"] if each["unit_id"] == "AMB-01"} == {"crew_too_small"}


async def test_a_shortfall_says_who_is_free_again_first(people: People) -> None:
    supervisor = await people.client(Role.SUPERVISOR)
    first = await report(supervisor)
    sent = await supervisor.post(f"/incidents/{first}/assignments", json={"unit_ids": ["AMB-01", "AMB-02"]})
    assert sent.status_code == 201, sent.text

    advice = (await supervisor.get(f"/incidents/{await report(supervisor)}/recommendation")).json()

    assert advice["shortfalls"][0]["frees_up"]["unit_id"] in {"AMB-01", "AMB-02"}


async def test_bad_plans_are_refused_and_only_a_supervisor_changes_them(people: People) -> None:
    supervisor, dispatcher = await people.client(Role.SUPERVISOR), await people.client(Role.DISPATCHER)

    async def put(*plans: dict[str, Any], of: str = "medical", by: Any = supervisor) -> str:
        refused = await by.put(f"/response-plans/{of}", json={"plans": plans})
        return str(refused.json()["code"])

    assert await put(MAGIC) == "response_plan_invalid"
    assert await put(CARD, CARD) == "response_plan_invalid"
    assert await put({**CARD, "incident_type": "flood"}) == "response_plan_invalid"
    assert await put({**CARD, "area": "Atlantis"}) == "response_plan_invalid"
    assert await put({**CARD, "priority": 2, "automatic_after_s": 30}) == "response_plan_invalid"
    assert await put(CARD, of="nothing") == "unknown_incident_type"
    assert await put(CARD, by=dispatcher) == "forbidden"


async def test_a_plan_that_could_not_be_saved_is_not_tried_either(people: People) -> None:
    supervisor = await people.client(Role.SUPERVISOR)

    refused = await supervisor.post(f"/incidents/{await report(supervisor)}/plan-trial", json=MAGIC)

    assert (refused.status_code, refused.json()["code"]) == (422, "response_plan_invalid")


async def test_at_a_fire_the_first_clock_is_that_of_the_first_pumper(people: People) -> None:
    dispatcher = await people.client(Role.DISPATCHER)

    advice = (await dispatcher.get(f"/incidents/{await report(dispatcher, 'structure_fire')}/recommendation")).json()

    eta_s = {each["unit_id"]: each["eta_s"] for each in advice["candidates"]}
    assert eta_s["AMB-01"] < eta_s["DMK-01"] == advice["first_due_eta_s"]
    assert advice["full_attendance_eta_s"] is None  # there is no water tender


async def report(client: Any, kind: str = "medical") -> str:
    made = await client.post("/incidents", json={"type": kind, "position": HERE})
    assert made.status_code == 201, made.text
    return str(made.json()["id"])


async def test_an_admin_makes_a_type_of_incident_and_its_plan(people: People) -> None:
    admin, dispatcher = await people.client(Role.ADMIN), await people.client(Role.DISPATCHER)
    new = {"code": "drone", "name_id": "Drone jatuh", "name_en": "Drone down", "default_priority": 4}

    made = await admin.post("/incident-types", json=new)
    twice = await admin.post("/incident-types", json=new)
    renamed = await admin.put("/incident-types/drone", json={**without_code(new), "default_priority": 3})
    planned = await admin.put("/response-plans/drone", json={"plans": [{**CARD, "incident_type": "drone"}]})
    incident = await dispatcher.post("/incidents", json={"type": "drone", "position": HERE})

    assert [each.status_code for each in (made, renamed, planned)] == [201, 200, 200], planned.text
    assert twice.json()["code"] == "id_taken"
    assert incident.json()["priority"] == 3
    in_use = await admin.delete("/incident-types/drone")
    assert (in_use.status_code, in_use.json()["code"]) == (409, "still_in_use")
    assert (await dispatcher.post("/incident-types", json={**new, "code": "x"})).status_code == 403


async def test_a_type_of_which_there_was_no_incident_goes_with_its_plans(people: People) -> None:
    admin = await people.client(Role.ADMIN)
    await admin.put("/response-plans/medical", json={"plans": [CARD]})

    gone = await admin.delete("/incident-types/medical")

    assert gone.status_code == 200, gone.text
    assert "medical" not in {each["code"] for each in (await admin.get("/incident-types")).json()}
    assert (await admin.put("/incident-types/medical", json=without_code(gone.json()))).status_code == 422


def without_code(entry: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in entry.items() if name != "code"}
