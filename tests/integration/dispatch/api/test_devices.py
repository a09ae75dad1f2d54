"""Devices over HTTP: the health of each, and moving one to another vehicle in one action."""

from datetime import UTC, datetime, timedelta

from base.database import Pool
from core.domain.actor import Role
from tests.people import People, problem_of
from tracking.devices.credentials import http_key
from tracking.devices.devices import add_device, knows

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
    tomorrow, last_year = ((NOW + timedelta(days=days)).isoformat() for days in (1, -365))

    refused = [
        problem_of(await dispatcher.post(f"/devices/{device_id}/unit", json=body))["code"]
        for device_id, body in (
            ("NOBODY", {"unit_id": "AMB-02"}),
            ("PHONE-1", {"unit_id": "NOBODY"}),
            ("PHONE-1", {"unit_id": "AMB-01"}),
            ("PHONE-1", {"unit_id": "AMB-02", "at": tomorrow}),
            ("PHONE-1", {"unit_id": "AMB-02", "at": last_year}),
        )
    ]

    assert refused == ["unknown_device", "unknown_unit", "device_already_there", *["handover_not_plausible"] * 2]
    crew = await people.client(Role.CREW)
    assert (await crew.get("/devices")).status_code == 403


async def test_a_devices_password_is_shown_once_renewed_and_taken_back(pool: Pool, people: People) -> None:
    admin = await people.client(Role.ADMIN)
    new = {"unit_id": "AMB-01", "device_id": "PHONE-1", "kind": "phone", "priority": 2}

    first, again = [await admin.post("/devices", json=new, headers={"Idempotency-Key": "one"}) for _ in range(2)]
    renewed = (await admin.post("/devices/PHONE-1/password")).json()["password"]

    assert (first.status_code, again.json()) == (201, {**new, "password": None})
    async with pool.acquire() as conn:
        known = [await knows(conn, "PHONE-1", password) for password in (first.json()["password"], renewed)]
        assert known == [False, True]
        assert (await admin.post("/devices/PHONE-1/revoke")).status_code == 200
        assert not await knows(conn, "PHONE-1", renewed)
    kinds = {row["kind"] for row in await pool.fetch("SELECT kind FROM event_log")}
    assert {"device_added", "device_password_renewed", "device_revoked"} <= kinds


async def test_credentials_on_the_screen_become_qr_codes(people: People) -> None:
    admin = await people.client(Role.ADMIN)
    shown = {"device_id": "PHONE-1", "password": "secret"}

    over_https = (await admin.post("/device-links", json={**shown, "address": "https://112.example"})).json()
    over_mqtt = (await admin.post("/device-links", json={**shown, "address": "mqtts://112.example"})).json()
    nonsense = [
        problem_of(await admin.post("/device-links", json={**shown, "address": address}))["code"]
        for address in ("112.example", "ftp://112.example", "mqtts://112.example:port")
    ]

    assert [each["app"] for each in over_https] == ["owntracks", "traccar"]
    assert [each["app"] for each in over_mqtt] == ["owntracks"]
    assert over_https[1]["link"].startswith(f"https://112.example/ingest/osmand/{http_key('secret')}?id=PHONE-1")
    assert all(each["qr_svg"].startswith('<svg xmlns="http://www.w3.org/2000/svg"') for each in over_https + over_mqtt)
    assert nonsense == ["address_unusable"] * 3


async def test_a_device_that_cannot_be_is_refused(people: People) -> None:
    admin, dispatcher = await people.client(Role.ADMIN), await people.client(Role.DISPATCHER)

    refused = [
        problem_of(await admin.post("/devices", json=new))["code"]
        for new in (
            {"unit_id": "NOBODY"},
            {"unit_id": "AMB-01", "device_id": "bridge-0"},
            {"unit_id": "AMB-01", "device_id": "a/b"},
            {"unit_id": "AMB-01", "kind": "toaster"},
        )
    ]

    assert refused == ["unknown_unit", "device_id_taken", "device_id_unusable", "invalid_request"]
    assert (await dispatcher.post("/devices", json={"unit_id": "AMB-01"})).status_code == 403


async def test_the_report_comes_as_json_and_as_a_spreadsheet(pool: Pool, people: People) -> None:
    async with pool.acquire() as conn:
        await add_device(conn, "AMB-01", now=NOW)
    supervisor = await people.client(Role.SUPERVISOR)

    report = (await supervisor.get("/devices/report")).json()
    sheet = await supervisor.get("/devices/report", params={"format": "csv", "agency_id": "psc"})
    long = await supervisor.get("/devices/report", params={"from": "2020-01-01T00:00:00Z"})

    assert [each["device_id"] for each in report["devices"]] == ["AMB-01"]
    assert [(each["agency_id"], each["got"]) for each in report["agencies"]] == [("psc", 0)]
    assert sheet.headers["content-type"].startswith("text/csv")
    assert sheet.text.splitlines()[1].startswith("AMB-01;AMB-01;psc;tracker;;0;")
    assert problem_of(long)["code"] == "period_not_plausible"
