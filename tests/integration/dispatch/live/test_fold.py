"""Snapshot + events = new snapshot, for every action of the desk."""

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import pytest

from core.domain.actor import Role
from dispatch.domain.assignment import AssignmentStatus
from dispatch.domain.replacement import Errand, Proposal, Rival
from dispatch.watches.suggest_replacements import write_suggestion
from simulators.board import Board
from tests.conftest import Api
from tests.consoles import console
from tests.desk import Desk
from tests.fleet import NOW, fix_payload
from tests.integration.tracking.fixes.test_recorder import running
from tests.people import People
from tracking.devices.devices import add_device
from tracking.movement.movement_watch import MovementWatch

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
async def test_a_board_that_followed_every_action_equals_a_new_snapshot(
    people: People, desk: Desk, api: Api, role: Role
) -> None:
    token = await people.token(role)
    async with console(api.live_url, token=token) as follower:
        await follower.subscribe()
        await follower.until_type("snapshot")

        newest_seq = await every_action(people, desk)
        await drive(desk)

        await follower.until_seq(newest_seq)
        await follower.until(lambda _: position_of(follower.board, "AMB-01").get("movement") == "stopped")
    async with console(api.live_url, token=token) as newcomer:
        await newcomer.subscribe()
        await newcomer.until_type("snapshot")
    assert newcomer.board.as_of == newest_seq
    assert shown(follower.board, role) == shown(newcomer.board, role)


async def drive(desk: Desk) -> None:
    """A phone continues where the tracker fell silent; the worker is not running, so the test calls its watch."""
    async with desk.pool.acquire() as conn, conn.transaction():
        for device_id, priority in (("TRACKER", 1), ("PHONE", 2)):
            await add_device(conn, "AMB-01", now=NOW, device_id=device_id, priority=priority)
    watch = MovementWatch(desk.pool)
    async with running(desk.pool) as it:
        for device_id, after_s, speed_mps in (("TRACKER", -90, 12), ("PHONE", -20, 12), ("PHONE", -10, 0)):
            await it.record(fix_payload(after_s, speed_mps=speed_mps, course_deg=90), device_id=device_id)
            await watch.look()


def as_a_fix_tells(position: dict[str, Any]) -> dict[str, Any]:
    """Rounded, and without accuracy, which only the snapshot has."""
    rounded = {name: round(value, 6) if name in ("lat", "lon") else value for name, value in position.items()}
    return {name: value for name, value in rounded.items() if name != "accuracy_m"}


def position_of(board: Board, unit_id: str) -> dict[str, Any]:
    return board.units[unit_id].get("position") or {}


def shown(board: Board, role: Role) -> dict[str, Any]:
    """A crew's console shows the incidents of its assignments, and drops one with its last assignment."""
    for unit in board.units.values():
        unit["position"] = as_a_fix_tells(unit["position"] or {})
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
        "suggestions": board.suggestions,
    }


async def every_action(people: People, desk: Desk) -> int:
    """Run each command that writes an event, some so that items stay on the board; return the last seq."""
    do = _Doer(await people.client(Role.SUPERVISOR), await people.client(Role.CREW))
    call = await do.post("/calls", {"words": "rem blong"})
    await do.patch(f"/calls/{call['id']}", {"caller_name": "Bu Sri"})
    ended = await do.post("/calls", {})
    await do.patch(f"/calls/{ended['id']}", {"disposition": "prank"})
    await do.post(f"/calls/{ended['id']}/reopen", {"reason": "menelepon lagi"})
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
    (sent,) = await do.post(f"/incidents/{second['id']}/assignments", {"unit_ids": ["DMK-01"]})
    await do.post(f"/incidents/{second['id']}/assignments", {"unit_ids": ["AMB-02"]})
    (late,) = await do.post(f"/incidents/{double['id']}/assignments", {"unit_ids": ["DMK-02"]})
    await do.post(f"/incidents/{double['id']}/merge", {"into": second["id"]})
    await do.post(f"/assignments/{late['id']}/status", {"status": "canceled"})
    for status in ("acknowledged", "en_route", "on_scene", "transporting", "at_hospital", "clear"):
        await do.post(f"/assignments/{ambulance['id']}/status", {"status": status, "hospital_id": "rsud"})
    await do.post(f"/incidents/{first['id']}/close", {"disposition": "transported"})
    await do.post(f"/incidents/{first['id']}/reopen", {"reason": "salah tutup"})
    (again,) = await do.post(f"/incidents/{first['id']}/assignments", {"unit_ids": ["AMB-01"]})
    followed = await suggest(desk, sent["incident_id"], sent["id"], "DMK-02")
    relief = {"unit_id": "DMK-02", "suggestion_id": followed}
    nearer = await do.post(f"/assignments/{sent['id']}/replace", relief)
    await do.post(f"/assignments/{nearer['id']}/status", {"status": "acknowledged"})
    await suggest(desk, again["incident_id"], again["id"], "DMK-01")
    moved = await do.post("/units/DMK-01/move-up", {"station_id": "east", "gain": 0.1})
    await do.post(f"/move-ups/{moved['move_up']['id']}/cancel", {})
    moved = await do.post("/units/DMK-01/move-up", {"station_id": "east"})
    await do.post(f"/assignments/{moved['move_up']['id']}/status", {"status": "acknowledged"})
    await do.post(f"/assignments/{moved['move_up']['id']}/status", {"status": "on_scene"})
    await do.post("/units/DMK-01/move-up/refuse", {"station_id": "west", "reason": "istirahat"})
    await do.patch("/units/DMK-01", {"in_service": False, "reason": "ban kempes"})
    await do.post("/units", {"unit_id": "AMB-03", **AMBULANCE})
    await do.patch("/units/AMB-03", {"in_service": True})
    await do.post("/units/DMK-01/retire", {"reason": "dijual"})
    await do.post("/units", {"unit_id": "AMB-04", **AMBULANCE})
    await do.post("/units/AMB-04/retire", {"reason": "salah ketik"})
    await do.post("/units/AMB-04/return", {})
    await every_correction(do, call["id"])
    await one_crew_for_two_vehicles(do)
    return await do.newest_seq()


async def every_correction(do: "_Doer", call_id: str) -> None:
    """Correct each kind of mistake; leave some corrections open on the board."""
    await do.post(f"/calls/{call_id}/reopen", {"reason": "salah gabung"})
    fire = await do.post("/incidents", {"type": "structure_fire", "position": HERE})
    double = await do.post("/incidents", {"type": "medical", "position": HERE, "call_id": call_id})
    await do.post(f"/incidents/{fire['id']}/alarm", {})
    await do.post(f"/incidents/{fire['id']}/alarm/correction", {"level": 1, "reason": "salah tekan"})
    (sent,) = await do.post(f"/incidents/{double['id']}/assignments", {"unit_ids": ["AMB-03"]})
    await do.post(f"/incidents/{double['id']}/merge", {"into": fire["id"]})
    await do.post(f"/incidents/{double['id']}/reopen", {"unit_ids": ["AMB-03"]})
    for status in ("on_scene", "clear"):
        await do.post(f"/assignments/{sent['id']}/status", {"status": status})
    await do.post(f"/assignments/{sent['id']}/correction", {"status": "canceled", "reason": "tidak sampai"})
    await do.post(f"/assignments/{sent['id']}/correction", {"status": "on_scene", "reason": "salah tekan"})
    right = {"status": "on_scene", "at": datetime.now(UTC).isoformat(), "reason": "telat"}
    await do.post(f"/assignments/{sent['id']}/correction", right)
    await do.post(f"/incidents/{fire['id']}/close", {"disposition": "resolved"})
    await do.post(f"/incidents/{fire['id']}/close/correction", {"disposition": "prank", "reason": "ternyata iseng"})


async def one_crew_for_two_vehicles(do: "_Doer") -> None:
    """Send, clear, correct, and take one out of the pool while the crew is out: the other vehicle changes each time."""
    pools = {"AMB-05": "timur", "AMB-06": "timur", "AMB-07": "timur", "AMB-08": "utara", "AMB-09": "utara"}
    for unit_id, pool in pools.items():
        await do.post("/units", {"unit_id": unit_id, **AMBULANCE, "crew_pool": pool})
        await do.patch(f"/units/{unit_id}", {"in_service": True})
    incident = await do.post("/incidents", {"type": "medical", "position": HERE})
    (sent,) = await do.post(f"/incidents/{incident['id']}/assignments", {"unit_ids": ["AMB-05"]})
    await do.post(f"/assignments/{sent['id']}/status", {"status": "on_scene"})
    await do.post(f"/assignments/{sent['id']}/status", {"status": "clear"})
    await do.post(f"/assignments/{sent['id']}/correction", {"status": "on_scene", "reason": "salah tekan"})
    await do.put("/units/AMB-06", AMBULANCE)
    await do.put("/units/AMB-05", {**AMBULANCE, "crew_pool": "barat"})
    (other,) = await do.post(f"/incidents/{incident['id']}/assignments", {"unit_ids": ["AMB-07"]})
    await do.put("/units/AMB-06", {**AMBULANCE, "crew_pool": "timur"})
    csv = "id;callsign;agency;kind;capabilities;profile\nAMB-07;Ambulans baru;psc;ambulance;ambulance_bls;ambulance\n"
    await do.put("/lists/units", {"csv": csv})
    await do.put("/units/AMB-06", {**AMBULANCE, "crew_pool": "barat"})
    await do.post(f"/assignments/{other['id']}/status", {"status": "canceled"})
    await do.post(f"/incidents/{incident['id']}/assignments", {"unit_ids": ["AMB-08"]})


async def suggest(desk: Desk, incident_id: str, assignment_id: str, unit_id: str) -> str:
    """Suggest as the worker does, which is not running here."""
    able = frozenset({"pumper"})
    errand = Errand(UUID(assignment_id), "", UUID(incident_id), 1, AssignmentStatus.DISPATCHED, able, 600.0)
    async with desk.pool.acquire() as conn, conn.transaction():
        assert await write_suggestion(conn, Proposal(errand, Rival(unit_id, able, 200.0)), datetime.now(UTC))
    return str(await desk.pool.fetchval("SELECT id FROM suggestion WHERE closed_at IS NULL"))


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

    async def put(self, path: str, body: dict[str, Any]) -> Any:
        response = await self._desk.put(path, json=body)
        assert response.is_success, response.text
        return response.json()

    async def newest_seq(self) -> int:
        events = (await self._desk.get("/events", params={"limit": 1000})).json()
        return int(events[-1]["seq"])
