"""Devices over HTTP: how each is, and handing one to another vehicle in one action."""

from datetime import UTC, datetime, timedelta

from dispatch.domain.actor import Role
from geo.database import Pool
from tests.people import People, problem_of
from tracking.devices import add_device

NOW = datetime.now(UTC)


async def test_a_phone_is_handed_to_another_vehicle_once_however_often_it_is_asked(pool: Pool, people: People) -> None:
    async with pool.acquire() as conn:
        await add_device(conn, "AMB-01", "PHONE-1", kind="phone", now=NOW)
    dispatcher = await people.client(Role.DISPATCHER)

    body = {"unit_id": "AMB-02"}
    answers = [
        await dispatcher.post("/devices/PHONE-1/unit", json=body, headers={"Idempotency-Key": "one"}) for _ in range(2)
    ]

    assert [each.status_code for each in answers] == [200, 200]
    assert [unit["unit_id"] for unit in answers[0].json()] == ["AMB-01", "AMB-02"]
    listed = (await dispatcher.get("/devices")).json()
    assert [(each["device_id"], each["unit_id"], each["state"]) for each in listed["devices"]] == [
        ("PHONE-1", "AMB-02", "never")
    ]
    assert listed["agencies"] == {"psc": {"online": 0, "late": 0, "silent": 0, "never": 1}}
    assert await pool.fetchval("SELECT count(*) FROM event_log WHERE kind = 'device_handed_over'") == 1


async def test_what_makes_no_sense_is_refused_with_its_code(pool: Pool, people: People) -> None:
    async with pool.acquire() as conn:
        await add_device(conn, "AMB-01", "PHONE-1", now=NOW)
    dispatcher = await people.client(Role.DISPATCHER)
    tomorrow = (NOW + timedelta(days=1)).isoformat()

    refused = [
        problem_of(await dispatcher.post(f"/devices/{device_id}/unit", json=body))["code"]
        for device_id, body in (
            ("NOBODY", {"unit_id": "AMB-02"}),
            ("PHONE-1", {"unit_id": "NOBODY"}),
            ("PHONE-1", {"unit_id": "AMB-01"}),
            ("PHONE-1", {"unit_id": "AMB-02", "at": tomorrow}),
        )
    ]

    assert refused == ["unknown_device", "unknown_unit", "device_already_there", "handover_not_plausible"]
    crew = await people.client(Role.CREW)
    assert (await crew.get("/devices")).status_code == 403
