"""A crew's own phone: it calls for help, and is a second source of the unit's position."""

from datetime import UTC, datetime, timedelta

import pytest

from base.database import Pool
from core.domain.actor import Role
from tests.desk import HERE
from tests.people import People, problem_of


async def test_a_crew_calls_for_help_with_the_real_time_and_once(people: People, pool: Pool) -> None:
    crew = await people.client(Role.CREW)
    pressed_at = datetime.now(UTC) - timedelta(minutes=3)
    body = {"at": pressed_at.isoformat(), "position": {"lat": -7.63, "lon": 111.52}}

    first, again = [await crew.post("/crew/sos", json=body) for _ in range(2)]

    assert (first.status_code, first.json()) == (201, again.json())
    (alarm,) = await pool.fetch("SELECT l.kind, u.unit_id, l.detail FROM alarm l JOIN unit u ON u.key = l.unit_key")
    assert (alarm["kind"], alarm["unit_id"]) == ("sos", "AMB-01")
    assert datetime.fromisoformat(alarm["detail"]["pressed_at"]) == pressed_at
    assert alarm["detail"]["position"] == body["position"]
    assert await pool.fetchval("SELECT actor FROM event_log WHERE kind = 'alarm_raised'") == "user:crew"


@pytest.mark.parametrize(
    "body",
    [
        b'{"at": "nonsense"}',
        b'{"at": 1796027937198}',
        b'{"at": "2026-11-30T23:59:60Z"}',
        b'{"position": {"lat": 999, "lon": 0}}',
        b'{"position": [1, 2]}',
        b'{"foo": 1}',
        b"[]",
        b"",
        b'{"at": "\xff',
        b"[" * 5000,
    ],
)
async def test_a_call_for_help_counts_whatever_stands_beside_it(people: People, pool: Pool, body: bytes) -> None:
    crew = await people.client(Role.CREW)

    answer = await crew.post("/crew/sos", content=body, headers={"content-type": "application/json"})

    assert answer.status_code == 201
    assert await pool.fetchval("SELECT kind FROM alarm WHERE id = $1", answer.json()["alarm_id"]) == "sos"


async def test_the_time_of_a_call_for_help_is_kept_as_claimed_and_none_is_made_up(people: People, pool: Pool) -> None:
    crew = await people.client(Role.CREW)
    claimed_at = datetime.now(UTC) + timedelta(hours=2)

    for body, kept in (({"at": claimed_at.isoformat()}, claimed_at), ({}, None)):
        alarm_id = (await crew.post("/crew/sos", json=body)).json()["alarm_id"]
        detail = await pool.fetchval("SELECT detail FROM alarm WHERE id = $1", alarm_id)
        assert detail["claimed_at"] == (None if kept is None else detail["pressed_at"])
        assert kept is None or datetime.fromisoformat(detail["claimed_at"]) == kept
        await pool.execute("UPDATE alarm SET taken_at = now() WHERE id = $1", alarm_id)


async def test_a_clock_from_before_the_order_counts_when_its_press_came_and_is_doubted(people: People) -> None:
    desk, crew = await people.client(Role.DISPATCHER), await people.client(Role.CREW)
    place = {"lat": HERE.lat, "lon": HERE.lon}
    incident = (await desk.post("/incidents", json={"type": "medical", "position": place})).json()
    sent = (await desk.post(f"/incidents/{incident['id']}/assignments", json={"unit_ids": ["AMB-01"]})).json()
    stated = (datetime.now(UTC) - timedelta(hours=3)).isoformat()

    for status in ("acknowledged", "en_route", "on_scene"):
        pressed = await crew.post(f"/assignments/{sent[0]['id']}/status", json={"status": status, "at": stated})
        assert pressed.status_code == 200, pressed.text

    reached = [datetime.fromisoformat(at) for at in pressed.json()["reached_at"].values()]
    assert len(set(reached)) == len(reached), "each at the time it came, not all at the moment of the order"
    timeline = (await desk.get(f"/incidents/{incident['id']}")).json()["timeline"]
    claims = [entry["data"]["claimed_at"] for entry in timeline if "claimed_at" in entry["data"]]
    assert claims == [stated] * 3


async def test_the_phone_is_a_device_after_the_trackers_and_can_be_revoked(people: People, pool: Pool) -> None:
    crew = await people.client(Role.CREW)
    now = datetime.now(UTC)
    fixes = [{"fixed_at": (now - timedelta(seconds=ago)).isoformat(), "lat": -7.63, "lon": 111.52} for ago in (9, 4)]

    answers = [await crew.post("/crew/fixes", json=fixes) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [204, 204]
    (device,) = await pool.fetch("SELECT device_id, priority, kind FROM device")
    assert tuple(device) == ("AMB-01-crew", 2, "phone")
    assert await pool.fetchval("SELECT count(*) FROM fix") == 2
    await pool.execute("UPDATE device SET revoked_at = now()")
    assert problem_of(await crew.post("/crew/fixes", json=fixes))["code"] == "device_revoked"


async def test_only_a_crew_speaks_as_one(people: People) -> None:
    dispatcher = await people.client(Role.DISPATCHER)

    answers = [await dispatcher.post(f"/crew/{what}", json={}) for what in ("sos", "fixes")]

    assert [answer.status_code for answer in answers] == [403, 403]


async def test_a_press_counts_whatever_the_phones_clock_says_and_the_timeline_shows_the_doubt(people: People) -> None:
    desk, crew = await people.client(Role.DISPATCHER), await people.client(Role.CREW)
    place = {"lat": HERE.lat, "lon": HERE.lon}
    incident = (await desk.post("/incidents", json={"type": "medical", "position": place})).json()
    sent = (await desk.post(f"/incidents/{incident['id']}/assignments", json={"unit_ids": ["AMB-01"]})).json()
    path = f"/assignments/{sent[0]['id']}/status"
    ahead = (datetime.now(UTC) + timedelta(seconds=90)).isoformat()

    pressed = [
        await crew.post(path, json={"status": status, "at": at})
        for status, at in [("acknowledged", ahead), ("en_route", 1_790_000_000_000), ("on_scene", "soon")]
    ]
    refused = await desk.post(path, json={"status": "clear", "at": ahead})
    timeline = (await desk.get(f"/incidents/{incident['id']}")).json()["timeline"]

    assert [answer.json()["status"] for answer in pressed] == ["acknowledged", "en_route", "on_scene"]
    claims = [entry["data"]["claimed_at"] for entry in timeline if "claimed_at" in entry["data"]]
    assert claims == [ahead, "1790000000000", "soon"]
    assert problem_of(refused)["code"] == "time_not_plausible"
