"""Phones and gateways over HTTP: with their own credentials, and an answer that means stored."""

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest

from base.database import Pool
from dispatch.watches.set_phone_paces import set_phone_paces
from tests.conftest import Api
from tests.desk import Desk
from tests.fleet import NOW, make_fleet
from tests.unit.tracking.dialects.test_traccar import DEVICE, POSITION
from tracking.devices.credentials import http_key
from tracking.devices.devices import add_device, revoke_device
from tracking.dialects.owntracks_commands import set_pace
from tracking.fixes.store import read_counts

TOKEN = "gateway-token"


@pytest.fixture
def settings_env(settings_env: dict[str, str]) -> dict[str, str]:
    return settings_env | {"SIGAP_TRACCAR_TOKEN": TOKEN}


@pytest.fixture
async def passwords(pool: Pool) -> dict[str, str]:
    return await make_fleet(pool, "AMB-01", "DMK-02")


def client(api: Api) -> httpx.AsyncClient:
    return httpx.AsyncClient(base_url=f"{api.url}/ingest", timeout=30, trust_env=False, verify=False)


def owntracks(**more: object) -> bytes:
    place = {"_type": "location", "tid": "01", "lat": -7.63, "lon": 111.52, "tst": NOW.timestamp()}
    return json.dumps(place | more).encode()


async def stored(pool: Pool) -> list[tuple[object, object]]:
    rows = await pool.fetch("SELECT unit_id, speed_mps FROM fix JOIN unit ON unit.key = unit_key ORDER BY fixed_at")
    return [(row["unit_id"], row["speed_mps"]) for row in rows]


async def test_an_owntracks_phone_is_stored_when_it_is_answered(
    api: Api, pool: Pool, passwords: dict[str, str]
) -> None:
    async with client(api) as phone:
        answer = await phone.post("/owntracks", content=owntracks(vel=36), auth=("AMB-01", passwords["AMB-01"]))
        assert (answer.status_code, answer.json()) == (200, [])
        assert await stored(pool) == [("AMB-01", 10)]
        empty = await phone.post("/owntracks", content=b"", auth=("AMB-01", passwords["AMB-01"]))

    assert (empty.status_code, empty.json()) == (200, [])


async def test_the_answer_tells_a_phone_to_hurry_while_an_order_is_open(api: Api, desk: Desk) -> None:
    async with desk.pool.acquire() as conn:
        _, password = await add_device(conn, "AMB-01", "PHONE-1", kind="phone", now=NOW)

    async def answers() -> list[object]:
        return [(await phone.post("/owntracks", content=b"", auth=("PHONE-1", password))).json() for _ in range(3)]

    async with client(api) as phone:
        assert await answers() == [[], [], []]
        await desk.send(await desk.incident(), "AMB-01")
        await set_phone_paces(desk.pool, now=NOW)
        commands = await answers()
        await desk.pool.execute("UPDATE assignment SET released_at = now()")
        await set_phone_paces(desk.pool, now=NOW)
        commands += await answers()

    assert commands == [[set_pace(hurried=True)]] * 2 + [[]] + [[set_pace(hurried=False)]] * 2 + [[]]


async def test_a_bad_payload_is_answered_kept_and_the_next_good_fix_is_stored(
    api: Api, pool: Pool, passwords: dict[str, str]
) -> None:
    async with client(api) as phone:
        for bad in (b"no json", owntracks(lat=91), owntracks(t="p"), b" " * 70_000 + b"1"):
            answer = await phone.post("/owntracks", content=bad, auth=("AMB-01", passwords["AMB-01"]))
            assert answer.status_code == 200
        await phone.post("/owntracks", content=owntracks(), auth=("AMB-01", passwords["AMB-01"]))
        assert len(await stored(pool)) == 1
        async with pool.acquire() as conn:
            counts = await read_counts(conn)

    assert counts == {"broken_json": 1, "invalid_coordinates": 1, "sign": 1, "payload_too_large": 1, "stored": 1}


async def test_nobody_speaks_for_another(api: Api, pool: Pool, passwords: dict[str, str]) -> None:
    async with pool.acquire() as conn:
        await revoke_device(conn, "DMK-02", now=NOW)
    wrong = [
        ("AMB-01", "x"),
        ("AMB-01", passwords["DMK-02"]),
        ("DMK-02", passwords["DMK-02"]),
        ("GPS\x00", "x"),
        ("", ""),
    ]

    async with client(api) as phone:
        answers = [await phone.post("/owntracks", content=owntracks(), auth=each) for each in wrong]
        answers.append(await phone.post("/owntracks", content=owntracks()))
        answers.append(await phone.get("/osmand/x", params={"id": "AMB-01", "lat": 1, "lon": 1}))
        answers.append(await phone.post("/traccar", content=b"{}", headers={"Authorization": "Bearer x"}))

    assert {(each.status_code, each.json()["code"]) for each in answers} == {(401, "device_not_authenticated")}
    assert await stored(pool) == []


@pytest.mark.usefixtures("passwords")
async def test_a_traccar_server_brings_the_fixes_of_its_devices(api: Api, pool: Pool) -> None:
    position = POSITION | {"fixTime": NOW.isoformat(), "attributes": {"alarm": "powerCut"}}
    bearer = {"Authorization": f"Bearer {TOKEN}"}

    async with client(api) as gateway:
        body = {"position": position, "device": DEVICE}
        for _ in range(2):  # it sends again
            assert (await gateway.post("/traccar", json=body, headers=bearer)).status_code == 200
        unreadable = await gateway.post("/traccar", content=b"\xff", headers=bearer)

    assert unreadable.status_code == 200
    [(unit_id, speed_mps)] = await stored(pool)
    assert (unit_id, speed_mps) == ("DMK-02", pytest.approx(10.289, abs=0.01))
    assert await pool.fetchval("SELECT array_agg(kind) FROM device_sign") == ["power_cut"]
    assert await pool.fetchval("SELECT reason FROM quarantined_fix") == "broken_json"


WEEKS_1024_S = 1024 * 7 * 86400
# With fixed ids: each test worker collects on its own, and ids with the time of day would differ.
SINCE_1970 = pytest.param(NOW.timestamp(), id="1970")
CALLS: list[tuple[str, Callable[[int], dict[str, Any]]]] = [
    ("query", lambda at: {"params": {"id": "AMB-01", "lat": -7.63, "lon": 111.52, "timestamp": at, "alarm": "sos"}}),
    ("form", lambda at: {"data": {"id": "AMB-01", "timestamp": at, "alarm": "SOS"}}),
    ("the form behind the query", lambda at: {"params": {"id": "AMB-01", "timestamp": at}, "data": {"alarm": "sos"}}),
    ("2025", lambda at: {"json": traccar_client(at, extras={"alarm": "sos"})}),
    ("2026", lambda at: {"json": traccar_client(at, alarm="sos")}),
    ("cut off", lambda at: {"content": json.dumps(traccar_client(at, alarm="sos"))[:-3]}),
    (
        "a key twice",
        lambda _: {"content": b'{"device_id": "AMB-01", "device_id": "AMB-01", "location": {"alarm": "sos"}}'},
    ),
    ("too long", lambda at: {"content": json.dumps(traccar_client(at, alarm="sos")) + " " * 70_000}),
]


def traccar_client(at: float, **more: object) -> dict[str, object]:
    coords = {"latitude": -7.63, "longitude": 111.52}
    moment = datetime.fromtimestamp(at, UTC).isoformat()
    return {"device_id": "AMB-01", "location": {"timestamp": moment, "coords": coords} | more}


@pytest.mark.parametrize("ago_s", [0, 3660, 10_800, WEEKS_1024_S, SINCE_1970, -43_200])
async def test_a_call_for_help_is_heard_under_any_clock_and_in_what_is_half_readable(
    api: Api, pool: Pool, passwords: dict[str, str], ago_s: float
) -> None:
    async with client(api) as phone:
        for _, make_request in CALLS:
            request = make_request(int(NOW.timestamp() - ago_s))
            method = "GET" if request.keys() == {"params"} else "POST"
            answer = await phone.request(method, f"/osmand/{passwords['AMB-01']}", **request)
            assert answer.status_code == 200
            waiting = await pool.fetch("UPDATE device_sign SET handled_at = now() WHERE handled_at IS NULL RETURNING *")
            assert [row["kind"] for row in waiting] == ["sos"], request


async def test_a_call_for_help_without_a_time_claims_none(api: Api, pool: Pool, passwords: dict[str, str]) -> None:
    query = "id=AMB-01&lat=-7.63&lon=111.52&alarm=sos"

    async with client(api) as phone:
        answer = await phone.get(f"/osmand/{passwords['AMB-01']}?{query}")

    assert answer.status_code == 200
    [sign] = await pool.fetch("SELECT kind, claimed_at FROM device_sign")
    assert (sign["kind"], sign["claimed_at"]) == ("sos", None)
    assert len(await stored(pool)) == 1


@pytest.mark.parametrize("ago_s", [3660, WEEKS_1024_S, SINCE_1970])
@pytest.mark.usefixtures("passwords")
async def test_a_traccar_server_calls_for_help_under_any_clock(api: Api, pool: Pool, ago_s: float) -> None:
    at = datetime.fromtimestamp(NOW.timestamp() - ago_s, UTC)
    position = POSITION | {"fixTime": at.isoformat(), "deviceTime": at.isoformat()}
    event = {"type": "alarm", "eventTime": at.isoformat(), "attributes": {"alarm": "sos"}}
    calls = [
        {"device": DEVICE, "position": position | {"attributes": {"alarm": "sos"}}},
        {"device": DEVICE, "position": position | {"alarm": "sos"}},
        {"device": DEVICE, "event": event},
    ]

    async with client(api) as gateway:
        for call in [*(json.dumps(each) for each in calls), json.dumps(calls[2])[:-2]]:
            bearer = {"Authorization": f"Bearer {TOKEN}"}
            assert (await gateway.post("/traccar", content=call, headers=bearer)).status_code == 200
            waiting = await pool.fetch("UPDATE device_sign SET handled_at = now() WHERE handled_at IS NULL RETURNING *")
            assert [(row["kind"], row["at"]) for row in waiting] == [("sos", waiting[0]["received_at"])], call


async def test_an_address_bears_a_key_of_its_own_and_for_one_release_more_the_password(
    api: Api, pool: Pool, passwords: dict[str, str]
) -> None:
    password = passwords["AMB-01"]
    key = http_key(password)
    place: dict[str, str | float] = {"id": "AMB-01", "lat": -7.63, "lon": 111.52}

    async with client(api) as phone:
        answers = [await phone.get(f"/osmand/{each}", params=place) for each in (key, password, http_key("x"))]
        unnamed = await phone.get(f"/osmand/{key}", params={"lat": -7.63, "lon": 111.52})
        as_password = await phone.post("/owntracks", content=owntracks(), auth=("AMB-01", key))
        foreign = await phone.get(f"/osmand/{key}", params=place | {"id": "DMK-02", "alarm": "sos"})

    assert [each.status_code for each in (*answers, unnamed, as_password, foreign)] == [200, 200, 401, 200, 401, 200]
    assert await pool.fetchval("SELECT reason FROM quarantined_fix WHERE device_id = 'AMB-01'") == "foreign_id"
    called = "SELECT device_id FROM device_sign JOIN device ON device_key = key WHERE device_sign.kind = 'sos'"
    assert await pool.fetchval(called) == "AMB-01"


async def test_osmand_comes_as_query_or_form_and_without_a_time_it_is_now(
    api: Api, pool: Pool, passwords: dict[str, str]
) -> None:
    place: dict[str, str | float] = {"id": "AMB-01", "lat": -7.63, "lon": 111.52, "speed": 20}
    a_minute_ago = datetime.now(UTC) - timedelta(minutes=1)
    earlier = place | {"lat": -7.635, "timestamp": int(a_minute_ago.timestamp())}  # 600 m at 20 knots

    async with client(api) as phone:
        url = f"/osmand/{passwords['AMB-01']}"
        answers = [await phone.get(url, params=earlier), await phone.post(url, data=place)]
        unnamed = await phone.get(url, params={"lat": 1})

    assert [each.status_code for each in answers] == [200, 200]
    assert (unnamed.status_code, unnamed.json()["code"]) == (400, "device_not_named")
    assert [unit_id for unit_id, _ in await stored(pool)] == ["AMB-01", "AMB-01"]


async def test_the_newer_traccar_client_reports_to_the_same_address(
    api: Api, pool: Pool, passwords: dict[str, str]
) -> None:
    location = {"timestamp": NOW.isoformat(), "coords": {"latitude": -7.63, "longitude": 111.52, "speed": -1}}

    async with client(api) as phone:
        url = f"/osmand/{passwords['AMB-01']}"
        answer = await phone.post(url, json={"device_id": "AMB-01", "location": location})

    assert answer.status_code == 200
    assert await stored(pool) == [("AMB-01", None)]
