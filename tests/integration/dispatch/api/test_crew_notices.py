"""Changes after an order reach the crew, and the desk sees whether the crew has read them."""

from datetime import UTC, datetime

import httpx

from base.database import Pool
from core.domain.actor import DeviceActor, Role
from dispatch.commands.change_status import change_status_from_device
from dispatch.domain.assignment import AssignmentStatus
from dispatch.views.board import AssignmentOut
from tests.desk import SETTINGS, Desk
from tests.people import People, problem_of
from tracking.devices.devices import add_device


async def notices(client: httpx.AsyncClient, incident_id: object) -> list[dict[str, object]]:
    [assignment] = (await client.get(f"/incidents/{incident_id}")).json()["assignments"]
    shown: list[dict[str, object]] = assignment["notices"]
    return shown


async def test_a_note_and_a_changed_word_are_told_and_confirmed_by_the_crew(people: People, desk: Desk) -> None:
    crew, dispatcher = await people.client(Role.CREW), await people.client(Role.DISPATCHER)
    incident_id = await desk.incident(address="Jl. Pahlawan 1")
    [sent] = await desk.send(incident_id, "AMB-01")

    await dispatcher.post(f"/incidents/{incident_id}/notes", json={"text": "anjing galak"})
    await dispatcher.patch(f"/incidents/{incident_id}", json={"address": "Jl. Pahlawan 2", "priority": 1})
    note, correction = await notices(crew, incident_id)
    other = await people.client(Role.CALL_TAKER)
    refused = await other.post(f"/assignments/{sent.id}/notices/confirm", json={"up_to": note["id"]})
    confirmed = (await crew.post(f"/assignments/{sent.id}/notices/confirm", json={"up_to": note["id"]})).json()

    assert (note["changed"], correction["note_id"]) == ([], None)
    assert note["note_id"] is not None
    assert "address" in list(correction["changed"])  # type: ignore[call-overload]
    assert problem_of(refused)["code"] == "forbidden"
    assert [each["confirmed_at"] is not None for each in confirmed["notices"]] == [True, False]
    assert confirmed["notices"] == await notices(dispatcher, incident_id)


async def test_a_device_gets_the_words_and_answers_by_acknowledging_again(
    people: People, desk: Desk, pool: Pool
) -> None:
    dispatcher = await people.client(Role.DISPATCHER)
    incident_id = await desk.incident()
    async with pool.acquire() as conn, conn.transaction():
        await add_device(conn, "AMB-01", now=datetime.now(UTC), device_id="TRACKER", priority=1)
        unit_key = await conn.fetchval("SELECT key FROM unit WHERE unit_id = 'AMB-01'")
    [sent] = await desk.send(incident_id, "AMB-01")
    await dispatcher.post(f"/assignments/{sent.id}/status", json={"status": "en_route"})

    await dispatcher.post(f"/incidents/{incident_id}/notes", json={"text": "lewat gang belakang"})
    body = await pool.fetchval("SELECT body FROM outbox WHERE kind = 'update' AND destination = 'TRACKER'")
    async with pool.acquire() as conn, conn.transaction():
        answered = await change_status_from_device(
            conn,
            device=DeviceActor("TRACKER", unit_key, "AMB-01"),
            assignment_id=sent.id,
            status=AssignmentStatus.ACKNOWLEDGED,
            at=None,
            now=datetime.now(UTC),
            orders=SETTINGS.orders,
        )

    assert body["note"] == "lewat gang belakang"
    assert isinstance(answered, AssignmentOut)
    assert answered.status == "en_route"
    assert [each.confirmed_at is not None for each in answered.notices or ()] == [True]
    assert await pool.fetchval("SELECT acknowledged_at FROM outbox WHERE kind = 'update'") is not None


async def test_a_unit_is_free_since_its_last_work_ended(people: People, desk: Desk) -> None:
    dispatcher = await people.client(Role.DISPATCHER)
    [sent] = await desk.send(await desk.incident(), "AMB-01")
    before = datetime.now(UTC)

    await dispatcher.post(f"/assignments/{sent.id}/status", json={"status": "clear"})

    [unit] = [each for each in (await dispatcher.get("/units")).json() if each["unit_id"] == "AMB-01"]
    assert datetime.fromisoformat(unit["free_since_at"]) >= before
    assert unit["service_changed_at"] < unit["free_since_at"]
