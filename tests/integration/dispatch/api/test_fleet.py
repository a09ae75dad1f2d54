"""The fleet and its lists over HTTP: added, changed, removed, retired without losing history."""

from typing import Any

import msgspec

from base.database import Pool
from core.domain.actor import Role
from dispatch.views.board import UnitOut
from tests.desk import NOW
from tests.people import People, problem_of
from tracking.devices.devices import add_device

UTARA = {"id": "utara", "agency_id": "psc", "name": "Pos Utara", "position": {"lat": -7.6, "lon": 111.52}}
AMBULANCE = {
    "callsign": "Ambulans 3",
    "agency_id": "psc",
    "station_id": "utara",
    "kind": "ambulance",
    "capabilities": ["ambulance_als", "ambulance_bls"],
    "profile": "ambulance",
    "crew": 3,
    "crew_pool": "utara",
}


async def test_a_station_and_its_unit_are_added_changed_and_told_to_all(people: People, pool: Pool) -> None:
    admin = await people.client(Role.ADMIN)

    station = await admin.post("/stations", json=UTARA)
    unit = await admin.post("/units", json={"unit_id": "AMB-03", **AMBULANCE})
    moved = await admin.put("/stations/utara", json={**without_id(UTARA), "name": "Pos Utara Baru"})
    changed = await admin.put("/units/AMB-03", json={**AMBULANCE, "crew": 4})

    assert [each.status_code for each in (station, unit, moved, changed)] == [201, 201, 200, 200], unit.text
    assert moved.json()["name"] == "Pos Utara Baru"
    assert msgspec.json.decode(changed.content, type=UnitOut).crew == 4
    listed = {each["unit_id"]: each for each in (await admin.get("/units")).json()}
    assert (listed["AMB-03"]["crew_pool"], listed["AMB-03"]["status"]) == ("utara", "out_of_service")
    kinds = [row["kind"] for row in await pool.fetch("SELECT kind FROM event_log ORDER BY seq DESC LIMIT 4")]
    assert kinds == ["unit_changed", "station_changed", "unit_added", "station_added"]


async def test_what_others_name_is_not_removed(people: People) -> None:
    supervisor = await people.client(Role.SUPERVISOR)
    await supervisor.post("/stations", json=UTARA)

    used = [await supervisor.delete("/agencies/psc"), await supervisor.delete("/stations/west")]
    unused = [await supervisor.delete("/stations/utara"), await supervisor.delete("/hospitals/rsud")]

    assert [problem_of(each)["code"] for each in used] == ["still_in_use", "still_in_use"]
    assert [each.status_code for each in unused] == [200, 200]
    assert (await supervisor.get("/hospitals")).json() == []


async def test_a_unit_leaves_the_fleet_and_its_past_stays(people: People, pool: Pool) -> None:
    supervisor = await people.client(Role.SUPERVISOR)
    incident = (await supervisor.post("/incidents", json={"type": "medical", "position": UTARA["position"]})).json()
    (sent,) = (await supervisor.post(f"/incidents/{incident['id']}/assignments", json={"unit_ids": ["AMB-01"]})).json()
    busy = await supervisor.post("/units/AMB-01/retire", json={"reason": "dijual"})
    await supervisor.post(f"/assignments/{sent['id']}/status", json={"status": "clear"})
    async with pool.acquire() as conn:
        await add_device(conn, "AMB-01", now=NOW)
    speaking = await supervisor.post("/units/AMB-01/retire", json={"reason": "dijual"})
    await supervisor.post("/devices/AMB-01/revoke")

    gone = await supervisor.post("/units/AMB-01/retire", json={"reason": "dijual"})

    assert [problem_of(each)["code"] for each in (busy, speaking)] == ["unit_is_assigned", "unit_has_devices"]
    assert msgspec.json.decode(gone.content, type=UnitOut).retired_at is not None
    assert "AMB-01" not in {each["unit_id"] for each in (await supervisor.get("/units")).json()}
    retired = (await supervisor.get("/units", params={"retired": True})).json()
    assert [each["unit_id"] for each in retired] == ["AMB-01"]
    advice = (await supervisor.get(f"/incidents/{incident['id']}/recommendation")).json()
    assert "AMB-01" not in {each["unit_id"] for each in advice["candidates"] + advice["left_out"]}
    file = (await supervisor.get(f"/incidents/{incident['id']}")).json()
    assert [each["unit_id"] for each in file["assignments"]] == ["AMB-01"]
    back_to_work = await supervisor.patch("/units/AMB-01", json={"in_service": True})
    assert problem_of(back_to_work)["code"] == "unit_is_retired"
    returned = await supervisor.post("/units/AMB-01/return")
    assert (returned.json()["retired_at"], returned.json()["status"]) == (None, "out_of_service")


async def test_what_makes_no_sense_is_refused_and_who_sends_changes_no_fleet(people: People) -> None:
    admin, dispatcher = await people.client(Role.ADMIN), await people.client(Role.DISPATCHER)
    new = {"unit_id": "AMB-03", **AMBULANCE, "station_id": "west"}

    refused = [
        problem_of(await admin.post("/units", json={**new, **change}))["code"]
        for change in (
            {"unit_id": "AMB-01"},
            {"unit_id": "AMB 03/x"},
            {"agency_id": "nobody"},
            {"station_id": "nowhere"},
            {"capabilities": ["magic"]},
            {"profile": "rocket"},
        )
    ]

    assert refused == [
        "id_taken",
        "invalid_request",
        "unknown_agency",
        "unknown_station",
        "invalid_request",
        "invalid_request",
    ]
    assert problem_of(await admin.post("/stations", json={**UTARA, "id": "west"}))["code"] == "id_taken"
    assert problem_of(await admin.put("/stations/x", json=without_id(UTARA)))["code"] == "not_in_list"
    assert problem_of(await admin.post("/units/AMB-01/return"))["code"] == "unit_not_retired"
    assert (await dispatcher.post("/units", json=new)).status_code == 403


def without_id(entry: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in entry.items() if name != "id"}
