"""Snapshot + events = new snapshot, for every action of the desk."""

from typing import Any

import pytest

from dispatch.domain.actor import Role
from simulators.board import Board
from tests.conftest import Api
from tests.consoles import console
from tests.people import People

HERE = {"lat": -7.63, "lon": 111.52}
AMBULANCE = {
    "callsign": "Ambulans baru",
    "agency_id": "psc",
    "kind": "ambulance",
    "capabilities": ["ambulance_bls"],
    "profile": "ambulance",
}
ROLES = [Role.DISPATCHER, Role.VIEWER, Role.CREW]


@pytest.mark.parametrize("role", ROLES)
async def test_a_board_that_followed_every_action_equals_a_new_snapshot(people: People, api: Api, role: Role) -> None:
    token = await people.token(role)
    async with console(api.live_url, token=token) as follower:
        await follower.subscribe()
        await follower.until_type("snapshot")

        newest_seq = await every_action(people)

        await follower.until_seq(newest_seq)
    async with console(api.live_url, token=token) as newcomer:
        await newcomer.subscribe()
        await newcomer.until_type("snapshot")
    assert newcomer.board.as_of == newest_seq
    assert shown(follower.board, role) == shown(newcomer.board, role)


def shown(board: Board, role: Role) -> dict[str, Any]:
    """A crew's console shows the incidents of its assignments, and drops one with its last assignment."""
    incidents = board.incidents
    if role is Role.CREW:
        at_work = {assignment["incident_id"] for assignment in board.assignments.values()}
        incidents = {key: incident for key, incident in incidents.items() if key in at_work}
    return {
        "incidents": incidents,
        "units": board.units,
        "assignments": board.assignments,
        "alarms": board.alarms,
        "calls": board.calls,
    }


async def every_action(people: People) -> int:
    """Each command of the API that writes an event, some so that things stay on the board; answers the last seq."""
    do = _Doer(await people.client(Role.SUPERVISOR), await people.client(Role.CREW))
    call = await do.post("/calls", {"words": "rem blong"})
    await do.patch(f"/calls/{call['id']}", {"caller_name": "Bu Sri"})
    ringing = await do.post("/calls", {"ringing": True})
    await do.post("/calls", {"ringing": True})
    await do.post(f"/calls/{ringing['id']}/claim", {})
    await do.post(f"/calls/{ringing['id']}/release", {})
    await do.post(f"/calls/{ringing['id']}/claim", {})
    await do.post(f"/calls/{call['id']}/locations", {"position": HERE, "source": "aml"})
    first = await do.post("/incidents", {"type": "medical", "position": HERE, "call_id": call["id"]})
    second = await do.post("/incidents", {"type": "structure_fire", "position": HERE, "address": "Jl. Pahlawan"})
    double = await do.post("/incidents", {"type": "structure_fire", "position": HERE})
    await do.patch(f"/incidents/{second['id']}", {"description": "asap tebal", "priority": 1})
    await do.post(f"/incidents/{second['id']}/notes", {"text": "hidran di depan"})
    await do.post(f"/incidents/{second['id']}/alarm", {})
    (ambulance,) = await do.post(f"/incidents/{first['id']}/assignments", {"unit_ids": ["AMB-01"]})
    await do.post(f"/incidents/{second['id']}/assignments", {"unit_ids": ["DMK-01", "AMB-02"]})
    (late,) = await do.post(f"/incidents/{double['id']}/assignments", {"unit_ids": ["DMK-02"]})
    await do.post(f"/incidents/{double['id']}/merge", {"into": second["id"]})
    await do.post(f"/assignments/{late['id']}/status", {"status": "canceled"})
    for status in ("acknowledged", "en_route", "on_scene", "transporting", "at_hospital", "clear"):
        await do.post(f"/assignments/{ambulance['id']}/status", {"status": status})
    await do.post(f"/incidents/{first['id']}/close", {"disposition": "transported"})
    await do.post(f"/incidents/{first['id']}/reopen", {"reason": "salah tutup"})
    await do.post(f"/incidents/{first['id']}/assignments", {"unit_ids": ["AMB-01"]})
    await do.patch("/units/DMK-02", {"in_service": False, "reason": "ban kempes"})
    await do.post("/units", {"unit_id": "AMB-03", **AMBULANCE})
    await do.post("/units/DMK-02/retire", {"reason": "dijual"})
    await do.post("/units", {"unit_id": "AMB-04", **AMBULANCE})
    await do.post("/units/AMB-04/retire", {"reason": "salah ketik"})
    await do.post("/units/AMB-04/return", {})
    return await do.newest_seq()


class _Doer:
    def __init__(self, desk: Any, crew: Any) -> None:
        self._desk = desk
        self._crew = crew

    async def post(self, path: str, body: dict[str, Any]) -> Any:
        response = await self._desk.post(path, json=body)
        assert response.is_success, response.text
        return response.json()

    async def patch(self, path: str, body: dict[str, Any]) -> Any:
        response = await self._desk.patch(path, json=body)
        assert response.is_success, response.text
        return response.json()

    async def newest_seq(self) -> int:
        events = (await self._desk.get("/events", params={"limit": 1000})).json()
        return int(events[-1]["seq"])
