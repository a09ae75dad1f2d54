"""The websocket: who may connect, where a console resumes after a cut, and how it ends."""

from typing import Any

import pytest
from websockets.exceptions import InvalidStatus

from base.database import Pool
from core.domain.actor import Role
from core.live.allowance import MESSAGES_MAX
from core.live.catch_up import PAGE_EVENTS
from core.store import event_chain
from dispatch.domain.events.access import PasswordReset
from dispatch.live.socket import TOKENS_TRIED_MAX
from dispatch.store import event_log
from tests.conftest import Api
from tests.consoles import Console, console
from tests.desk import NOW, SETUP
from tests.people import People


async def make_incidents(people: People, count: int) -> int:
    """Return the seq of the last incident's event."""
    desk = await people.client(Role.SUPERVISOR)
    for _ in range(count):
        body = {"type": "medical", "position": {"lat": -7.63, "lon": 111.52}}
        assert (await desk.post("/incidents", json=body)).status_code == 201
    return int((await desk.get("/events", params={"limit": 1000})).json()[-1]["seq"])


async def test_a_known_cursor_gets_just_what_came_after(people: People, api: Api) -> None:
    token = await people.token(Role.DISPATCHER)
    async with console(api.live_url, token=token) as first:
        await first.subscribe()
        cursor = (await first.until_type("snapshot"))["as_of"]
    newest = await make_incidents(people, 3)

    async with console(api.live_url, token=token) as again:
        await again.subscribe(cursor)
        await again.until(lambda frame: frame.get("seq") == newest)

    assert [frame["seq"] for frame in again.frames if frame["type"] == "event"] == list(range(cursor + 1, newest + 1))
    assert "snapshot" not in {frame["type"] for frame in again.frames}


async def test_a_cursor_beyond_the_log_starts_over_with_a_snapshot(people: People, api: Api) -> None:
    newest = await make_incidents(people, 1)

    async with console(api.live_url, token=await people.token(Role.DISPATCHER)) as stranger:
        await stranger.subscribe(newest + 1000)
        await stranger.until_type("snapshot")

    assert [frame["type"] for frame in stranger.frames] == ["resync", "snapshot"]
    assert stranger.board.as_of == newest


async def cursor_of(api: Api, token: str, newest: int) -> dict[str, Any]:
    """The cursor of a console that saw everything up to there and then left."""
    async with console(api.live_url, token=token) as it:
        await it.subscribe()
        await it.until_seq(newest)
    return {"after": it.board.as_of, "mark": it.board.mark}


async def test_a_cursor_with_the_mark_that_came_with_it_gets_just_what_came_after(people: People, api: Api) -> None:
    token = await people.token(Role.DISPATCHER)
    cursor = await cursor_of(api, token, await make_incidents(people, 1))
    newest = await make_incidents(people, 2)

    async with console(api.live_url, token=token) as again:
        await again.subscribe(**cursor)
        await again.until_seq(newest)

    assert {"resync", "snapshot"}.isdisjoint(frame["type"] for frame in again.frames)
    assert (await cursor_of(api, token, newest))["mark"] == again.board.mark


# As pg_restore does: the same entries in a newly created table.
BRING_BACK = """
CREATE TABLE restored (LIKE event_log INCLUDING ALL); INSERT INTO restored SELECT * FROM event_log;
DROP TABLE event_log; ALTER TABLE restored RENAME TO event_log
"""


async def set_back(pool: Pool, seq: int) -> None:
    """Like a machine restored from a disk snapshot, or a standby that had not received the last entries."""
    await pool.execute("DELETE FROM event_log WHERE seq > $1", seq)


@pytest.mark.parametrize(("way", "lost"), [("dump", 0), ("dump", 1), ("dump", None), ("disk", 1), ("disk", None)])
async def test_after_a_restore_a_console_starts_over_though_the_log_has_come_past_its_cursor(
    people: People, api: Api, pool: Pool, way: str, lost: int | None
) -> None:
    token = await people.token(Role.DISPATCHER)
    cursor = await cursor_of(api, token, await make_incidents(people, 2))
    await set_back(pool, 0 if lost is None else cursor["after"] - lost)
    if way == "dump":
        await pool.execute(BRING_BACK)
    newest = await make_incidents(people, cursor["after"] + 1)

    async with console(api.live_url, token=token) as again:
        await again.subscribe(**cursor)
        await again.until_seq(newest)

    assert newest > cursor["after"]
    assert [frame["type"] for frame in again.frames][:2] == ["resync", "snapshot"]


@pytest.mark.parametrize("way", ["dump", "disk"])
async def test_a_console_that_stays_through_a_restore_starts_over_at_the_first_event_after_it(
    people: People, api: Api, pool: Pool, way: str
) -> None:
    seen = await make_incidents(people, 2)
    async with console(api.live_url, token=await people.token(Role.DISPATCHER)) as it:
        await it.subscribe()
        await it.until_type("tick")  # by now the feed has passed it on
        async with pool.acquire() as conn, conn.transaction():
            if way == "dump":
                await conn.execute(BRING_BACK)
            else:
                await conn.execute("DELETE FROM event_log WHERE seq = $1", seen)
                await event_log.append(conn, PasswordReset(username="sari"), by=SETUP, at=NOW)
            newest = await event_log.append(conn, PasswordReset(username="sari"), by=SETUP, at=NOW)

        await it.until_type("resync")
        snapshot = await it.until_type("snapshot")

    assert snapshot["as_of"] == newest
    assert "event" not in {frame["type"] for frame in it.frames}


async def test_a_mark_that_nobody_gave_starts_over(people: People, api: Api) -> None:
    token = await people.token(Role.DISPATCHER)
    cursor = await cursor_of(api, token, await make_incidents(people, 1))

    for mark in ("", "\0", "x" * 10_000, "' OR true"):
        async with console(api.live_url, token=token) as stranger:
            await stranger.subscribe(cursor["after"], mark=mark)
            await stranger.until_type("snapshot")

        assert stranger.frames[0]["type"] == "resync"


async def test_a_cursor_that_is_too_old_starts_over_with_a_snapshot(people: People, api: Api) -> None:
    await make_incidents(people, 3)

    async with console(api.live_url, token=await people.token(Role.DISPATCHER)) as sleeper:
        await sleeper.subscribe(0)
        await sleeper.until_type("snapshot")

    assert [frame["type"] for frame in sleeper.frames] == ["resync", "snapshot"]


@pytest.fixture
def settings_env(settings_env: dict[str, str], request: pytest.FixtureRequest) -> dict[str, str]:
    if "too_old" in request.node.name:
        settings_env["SIGAP_LIVE_RESUME_MAX"] = "2"
    if "so_many_consoles" in request.node.name:
        settings_env["SIGAP_LIVE_SOCKETS_PER_SESSION_MAX"] = "2"
    return settings_env


async def test_who_does_not_log_in_is_shown_out(api: Api) -> None:
    for first_message, code in (
        ({"type": "auth", "token": "nobody-has-this"}, 4401),
        ({"type": "subscribe", "after": None}, 4401),
        ({"type": "auth", "token": 7}, 4401),
        ([], 4400),
        ("auth", 4400),
    ):
        async with console(api.live_url) as stranger:
            await stranger.send(first_message)

            assert await stranger.close_code() == code


async def test_a_cursor_that_is_none_is_an_error(people: People, api: Api) -> None:
    cursors: list[object] = ["7", -1, 1.5, True, {}, 2**70]
    for after in cursors:
        async with console(api.live_url, token=await people.token(Role.DISPATCHER)) as confused:
            await confused.subscribe(after)

            assert await confused.close_code() == 4400
    marks: list[object] = [7, ["a"], {}, False]
    for mark in marks:
        async with console(api.live_url, token=await people.token(Role.DISPATCHER)) as confused:
            await confused.subscribe(0, mark=mark)

            assert await confused.close_code() == 4400


async def test_a_cookie_counts_only_from_a_page_of_ours(people: People, api: Api) -> None:
    token = await people.token(Role.DISPATCHER)

    async with console(api.live_url, cookie=token, origin=api.url) as ours:
        await ours.subscribe()
        assert (await ours.until_type("snapshot"))["type"] == "snapshot"
    assert await refused_upgrade(api, cookie=token, origin="https://elsewhere.example") == 403
    async with console(api.live_url, cookie=token) as nameless:
        assert await nameless.close_code() == 4403


async def refused_upgrade(api: Api, **how: str) -> int:
    with pytest.raises(InvalidStatus) as refused:
        async with console(api.live_url, **how):
            pass
    return refused.value.response.status_code


async def test_a_foreign_page_is_refused_before_it_is_let_in(people: People, api: Api) -> None:
    token = await people.token(Role.DISPATCHER)

    assert await refused_upgrade(api, origin="https://elsewhere.example") == 403
    assert await refused_upgrade(api, token=token, origin="null") == 403


async def test_a_console_that_missed_many_pages_gets_them_all_in_order(people: People, api: Api, pool: Pool) -> None:
    await make_incidents(people, 1)
    token = await people.token(Role.DISPATCHER)
    missed = 2 * PAGE_EVENTS + 1
    async with pool.acquire() as conn, conn.transaction():
        cursor = await event_chain.last_seq(conn)
        for _ in range(missed):
            await event_log.append(conn, PasswordReset(username="sari"), by=SETUP, at=NOW)

    async with console(api.live_url, token=token) as again:
        await again.subscribe(cursor)
        await again.until(lambda frame: frame.get("seq") == cursor + missed)

    seqs = [frame["seq"] for frame in again.frames if frame["type"] == "event"]
    assert seqs == list(range(cursor + 1, cursor + missed + 1))


async def test_a_console_may_subscribe_again_but_not_without_end(people: People, api: Api) -> None:
    newest = await make_incidents(people, 2)

    async with console(api.live_url, token=await people.token(Role.VIEWER)) as greedy:
        await greedy.subscribe(newest - 1)
        await greedy.until(lambda frame: frame.get("seq") == newest)
        await greedy.subscribe(newest - 1)
        again = await greedy.until(lambda frame: frame.get("type") == "event")
        for _ in range(MESSAGES_MAX):
            await greedy.subscribe(0)
        code = await greedy.close_code()

    assert again["seq"] == newest
    assert code == 4429


async def test_who_tries_one_token_after_another_is_shown_out(people: People, api: Api) -> None:
    token = await people.token(Role.VIEWER)

    async with console(api.live_url) as guesser:
        for _ in range(TOKENS_TRIED_MAX + 1):
            await guesser.send({"type": "auth", "token": token})

        assert await guesser.close_code() == 4429


async def test_one_log_in_opens_so_many_consoles_and_no_more(people: People, api: Api) -> None:
    token = await people.token(Role.VIEWER)

    async with console(api.live_url, token=token) as first, console(api.live_url, token=token) as second:
        for each in (first, second):
            await each.subscribe()
            await each.until_type("snapshot")
        async with console(api.live_url, token=token) as one_too_many:
            await one_too_many.subscribe()
            code = await one_too_many.close_code()
        async with console(api.live_url, token=await people.token(Role.DISPATCHER)) as another_log_in:
            await another_log_in.subscribe()
            await another_log_in.until_type("snapshot")

    assert code == 4429


async def test_a_session_that_ends_takes_its_consoles_along(people: People, api: Api) -> None:
    client = await people.client(Role.DISPATCHER)
    async with console(api.live_url, token=await people.token(Role.DISPATCHER)) as follower:
        await follower.subscribe()
        await follower.until_type("snapshot")

        await client.delete("/session")

        assert await follower.close_code() == 4401


async def test_a_crew_sees_its_own_work_only(people: People, api: Api) -> None:
    async with console(api.live_url, token=await people.token(Role.CREW)) as crew:
        await crew.subscribe()
        snapshot = await crew.until_type("snapshot")
        dispatcher = await people.client(Role.DISPATCHER)
        for unit_id in ("AMB-02", "AMB-01"):
            incident = (
                await dispatcher.post("/incidents", json={"type": "medical", "position": {"lat": -7.63, "lon": 111.5}})
            ).json()
            await dispatcher.post(f"/incidents/{incident['id']}/assignments", json={"unit_ids": [unit_id]})

        await crew.until(lambda frame: frame.get("data", {}).get("assignments"))

    assert [unit["unit_id"] for unit in snapshot["units"]] == ["AMB-01"]
    assert {each["unit_id"] for each in crew.board.assignments.values()} == {"AMB-01"}
    assert set(crew.board.incidents) == {incident["id"]}
    assert {frame["incident_id"] for frame in crew.frames if frame["type"] == "event"} == {None, incident["id"]}


async def test_a_wall_sees_no_words(people: People, api: Api) -> None:
    async with console(api.live_url, token=await people.token(Role.VIEWER)) as wall:
        await wall.subscribe()
        await wall.until_type("snapshot")
        taker = await people.client(Role.CALL_TAKER)
        secret = {"address": "Gang Melati 7", "description": "Pak Budi pingsan"}
        await taker.post("/incidents", json={"type": "medical", "position": {"lat": -7.63, "lon": 111.5}, **secret})

        event = await wall.until_type("event")

    (incident,) = event["data"]["incidents"]
    assert event["incident_id"] == incident["id"]
    assert (incident["address"], incident["description"]) == (None, None)
    assert "Melati" not in str(wall.frames)
    assert "Budi" not in str(wall.frames)


async def test_a_moving_unit_is_seen_and_only_its_newest_fix(people: People, api: Api, pool: Pool) -> None:
    async with console(api.live_url, token=await people.token(Role.DISPATCHER)) as follower:
        await follower.subscribe()
        await follower.until_type("snapshot")

        for step in range(5):
            await move(pool, "AMB-01", lat=-7.60 - step / 1000)
        await follower.until(lambda _: stands_at(follower, "AMB-01", -7.604))

    async with console(api.live_url, token=await people.token(Role.DISPATCHER)) as newcomer:
        await newcomer.subscribe()
        # The snapshot may be shared and a second old; then the fix comes after it.
        await newcomer.until(lambda _: stands_at(newcomer, "AMB-01", -7.604))


async def test_a_console_that_comes_back_learns_where_the_units_went(people: People, api: Api, pool: Pool) -> None:
    token = await people.token(Role.DISPATCHER)
    async with console(api.live_url, token=token) as first:
        await first.subscribe()
        cursor = (await first.until_type("snapshot"))["as_of"]
        await move(pool, "AMB-02", lat=-7.61)
        await first.until_type("fixes")

    async with console(api.live_url, token=token) as again:
        await again.subscribe(cursor)
        fixes = await again.until_type("fixes")

    assert [(row[0], row[1]) for row in fixes["fixes"]] == [("AMB-02", -7.61)]


async def test_a_console_that_reads_nothing_delays_no_other(people: People, api: Api) -> None:
    token = await people.token(Role.DISPATCHER)
    async with console(api.live_url, token=token) as deaf, console(api.live_url, token=token) as follower:
        deaf.socket.transport.pause_reading()
        await deaf.subscribe()
        await follower.subscribe()
        await follower.until_type("snapshot")

        newest = await make_incidents(people, 20)

        await follower.until_seq(newest)


def stands_at(follower: Console, unit_id: str, lat: float) -> bool:
    position = follower.board.units[unit_id]["position"]
    return position is not None and round(position["lat"], 6) == lat


async def move(pool: Pool, unit_id: str, *, lat: float) -> None:
    """Store a fix as the bridge does, but without a ring: the feed must find it anyway."""
    async with pool.acquire() as conn:
        await conn.execute(
            "INSERT INTO device (device_id, unit_key, mqtt_password_hash, created_at)"
            " SELECT $1, key, '', $2 FROM unit WHERE unit_id = $1 ON CONFLICT DO NOTHING",
            unit_id,
            NOW,
        )
        await conn.execute(
            "INSERT INTO unit_position (unit_key, device_key, fixed_at, received_at, position, near_position)"
            " SELECT unit_key, key, clock_timestamp(), clock_timestamp(), place, place"
            " FROM device, ST_SetSRID(ST_Point(111.5, $2), 4326) AS place WHERE device_id = $1"
            " ON CONFLICT (unit_key) DO UPDATE SET fixed_at = excluded.fixed_at, position = excluded.position,"
            " changed_xid = pg_current_xact_id()",
            unit_id,
            lat,
        )
