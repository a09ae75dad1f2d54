"""Lists as CSV over HTTP: exported and imported again, completely or not at all."""

import httpx
import msgspec

from base.database import Pool
from core.domain.actor import Role
from dispatch.views.devices import ImportedOut
from tests.people import People, problem_of
from tracking.devices.devices import knows

LISTS = ("agencies", "stations", "hospitals", "units", "devices")


async def load(client: httpx.AsyncClient, name: str, csv: str, *, check_only: bool = False) -> httpx.Response:
    return await client.put(f"/lists/{name}", json={"csv": csv, "check_only": check_only})


async def test_what_was_taken_along_changes_nothing_when_it_comes_back(people: People, pool: Pool) -> None:
    admin = await people.client(Role.ADMIN)
    await load(admin, "devices", "unit_id,device_id\nAMB-01,PHONE-1\n")
    before = await pool.fetchval("SELECT max(seq) FROM event_log")

    answers = {name: await load(admin, name, (await admin.get(f"/lists/{name}.csv")).text) for name in LISTS}

    counted = {name: msgspec.json.decode(each.content, type=ImportedOut) for name, each in answers.items()}
    assert {name: (each.added, each.changed, each.unchanged) for name, each in counted.items()} == {
        "agencies": ([], [], 2),
        "stations": ([], [], 2),
        "hospitals": ([], [], 1),
        "units": ([], [], 4),
        "devices": ([], [], 1),
    }
    assert await pool.fetchval("SELECT max(seq) FROM event_log") == before


async def test_a_file_is_looked_at_first_and_then_taken_in_one_event(people: People, pool: Pool) -> None:
    supervisor = await people.client(Role.SUPERVISOR)
    csv = (
        "id,callsign,agency,station,kind,capabilities,profile,crew\n"
        "AMB-01,Satu,psc,west,ambulance,ambulance_bls,ambulance,4\n"
        "AMB-09,Baru,psc,east,ambulance,ambulance_als;ambulance_bls,ambulance,3\n"
    )

    looked = (await load(supervisor, "units", csv, check_only=True)).json()
    still = {each["unit_id"] for each in (await supervisor.get("/units")).json()}
    loaded = (await load(supervisor, "units", csv)).json()

    assert looked == loaded == {"added": ["AMB-09"], "changed": ["AMB-01"], "unchanged": 0, "credentials": []}
    assert "AMB-09" not in still
    event = await pool.fetchrow("SELECT kind, data FROM event_log ORDER BY seq DESC LIMIT 1")
    assert event is not None
    assert event["kind"] == "list_imported"
    assert [(each["unit_id"], each["callsign"]) for each in event["data"]["units"]] == [
        ("AMB-01", "Satu"),
        ("AMB-09", "Baru"),
    ]


async def test_one_wrong_line_and_nothing_is_taken(people: People) -> None:
    admin = await people.client(Role.ADMIN)
    await admin.post("/units/DMK-02/retire", json={"reason": "dijual"})
    head = "id,agency,station,kind,capabilities,profile\n"
    rest = "ambulance,ambulance_bls,ambulance\n"
    names = ("AMB-08,psc,west", "AMB-09,nobody,nowhere", "AMB-08,psc,west", "A B,psc,west", "DMK-02,damkar,east")

    refused = problem_of(await load(admin, "units", head + "".join(f"{name},{rest}" for name in names)))

    assert (refused["code"], refused["count"]) == ("list_invalid", 4)
    assert [(each["line"], each["code"], each["value"]) for each in refused["lines"]] == [
        (3, "unknown", "nobody"),
        (3, "unknown", "nowhere"),
        (4, "twice", "AMB-08"),
        (5, "not_an_id", "A B"),
        (6, "retired", "DMK-02"),
    ]
    assert "AMB-08" not in {each["unit_id"] for each in (await admin.get("/units")).json()}


async def test_devices_come_with_passwords_that_are_shown_once(people: People, pool: Pool) -> None:
    admin = await people.client(Role.ADMIN)
    csv = "device_id,unit_id,kind,priority\nPHONE-1,AMB-01,phone,2\n,AMB-02,,\n"
    body = {"csv": csv}

    first, again = [await admin.put("/lists/devices", json=body, headers={"Idempotency-Key": "one"}) for _ in "12"]

    assert first.json()["added"] == ["PHONE-1", "AMB-02"], first.text
    assert again.json()["credentials"] is None
    async with pool.acquire() as conn:
        assert all([await knows(conn, each["device_id"], each["password"]) for each in first.json()["credentials"]])
    await admin.post("/devices/AMB-02/revoke")
    lines = ("PHONE-1,AMB-02,1", "AMB-02,AMB-02,1", "X,AMB-01,99", "bridge-0,NO,1")
    refused = problem_of(await load(admin, "devices", "\n".join(["device_id,unit_id,priority", *lines])))
    assert [(each["line"], each["code"]) for each in refused["lines"]] == [
        (2, "elsewhere"),
        (3, "revoked"),
        (4, "not_one_of"),
        (5, "unknown"),
        (5, "not_an_id"),
    ]


async def test_who_sends_neither_takes_lists_along_nor_brings_them(people: People) -> None:
    dispatcher = await people.client(Role.DISPATCHER)

    answers = [await dispatcher.get("/lists/units.csv"), await load(dispatcher, "units", "id\n")]

    assert [each.status_code for each in answers] == [403, 403]
