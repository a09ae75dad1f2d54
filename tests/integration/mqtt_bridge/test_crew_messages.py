"""A crew's MQTT message becomes one action of the desk, or is kept with the reason for its rejection."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest

from base.database import Pool
from core.store import event_chain
from dispatch.domain.assignment import AssignmentStatus
from mqtt_bridge.crew_messages import CrewMessages, Limits
from tests.desk import NOW, SETTINGS, Desk, make_desk
from tests.rings import listening
from tests.waiting import until
from tracking.devices.devices import add_device
from tracking.devices.registry import DeviceRegistry
from tracking.fixes import store
from tracking.fixes.screening import Received

LIMITS = Limits(waiting_max=50, kept_per_hour=30)


class Crew:
    """The crew of AMB-01 with its device, and the outcomes of its messages."""

    def __init__(self, pool: Pool) -> None:
        self.pool = pool
        self.acknowledged: list[Received] = []
        self.answers: list[tuple[str, dict[str, Any]]] = []
        self.messages = CrewMessages(
            pool,
            DeviceRegistry(),
            SETTINGS.orders,
            worker="bridge-0",
            acknowledge=self.acknowledged.append,
            answer=lambda device_id, payload: self.answers.append((device_id, json.loads(payload))),
            limits=LIMITS,
        )

    async def say(self, kind: str, payload: object, device_id: str = "AMB-01") -> None:
        raw = payload if isinstance(payload, bytes) else json.dumps(payload, default=str).encode()
        expected = len(self.acknowledged) + 1
        self.messages.receive(kind, Received(device_id, raw, datetime.now(UTC), None))
        await until(lambda: len(self.acknowledged) >= expected)

    async def say_at_once(self, kind: str, *payloads: object) -> None:
        """Send all before the first of them is handled."""
        expected = len(self.acknowledged) + len(payloads)
        for payload in payloads:
            raw = payload if isinstance(payload, bytes) else json.dumps(payload).encode()
            self.messages.receive(kind, Received("AMB-01", raw, datetime.now(UTC), None))
        await until(lambda: len(self.acknowledged) == expected)

    async def press(self, assignment_id: UUID, status: str, device_id: str = "AMB-01") -> None:
        await self.say("status", {"assignment_id": assignment_id, "status": status}, device_id)

    async def messages_of_others(self, assignment_id: UUID) -> None:
        """Send a status and a call for help; return once both took effect."""
        status = json.dumps({"assignment_id": str(assignment_id), "status": "en_route"}).encode()
        self.messages.receive("status", Received("AMB-01", status, datetime.now(UTC), None))
        self.messages.receive("sos", Received("AMB-01", b"{}", datetime.now(UTC), None))
        await until(lambda: len([each for each in self.answers if each[0] == "AMB-01"]) == 2)

    async def kept(self) -> list[str]:
        return [row["reason"] for row in await self.pool.fetch("SELECT reason FROM quarantined_fix ORDER BY id")]

    async def status(self, assignment_id: UUID) -> str:
        found: str = await self.pool.fetchval("SELECT status FROM assignment WHERE id = $1", assignment_id)
        return found


@asynccontextmanager
async def crew_at_work(pool: Pool) -> AsyncIterator[tuple[Desk, Crew]]:
    desk = await make_desk(pool)
    async with pool.acquire() as conn:
        await add_device(conn, "AMB-01", now=NOW)
        await add_device(conn, "AMB-02", now=NOW)
    crew = Crew(pool)
    task = asyncio.create_task(crew.messages.run(), name="crews")
    try:
        yield desk, crew
    finally:
        task.cancel()
        await asyncio.wait([task])


async def sent_to(desk: Desk, unit_id: str = "AMB-01") -> UUID:
    await desk.send(await desk.incident(), unit_id)
    found: UUID = await desk.pool.fetchval("SELECT id FROM assignment WHERE released_at IS NULL")
    await desk.pool.execute("UPDATE assignment SET dispatched_at = now() - interval '10 min'")
    return found


async def test_a_status_pressed_in_the_vehicle_moves_the_assignment(pool: Pool) -> None:
    async with crew_at_work(pool) as (desk, crew):
        assignment_id = await sent_to(desk)

        await crew.press(assignment_id, "acknowledged")
        await crew.press(assignment_id, "en_route")
        await crew.press(assignment_id, "en_route")

        assert await crew.status(assignment_id) == AssignmentStatus.EN_ROUTE
        assert await crew.kept() == []


async def test_what_the_desk_refuses_is_kept_under_its_code_and_the_next_word_is_heard(pool: Pool) -> None:
    async with crew_at_work(pool) as (desk, crew):
        assignment_id = await sent_to(desk)

        await crew.press(uuid4(), "en_route")
        await crew.press(assignment_id, "en_route", device_id="AMB-02")
        await crew.press(assignment_id, "on_scene")
        await crew.press(assignment_id, "en_route")
        await crew.press(assignment_id, "canceled")

        assert await crew.status(assignment_id) == AssignmentStatus.ON_SCENE
        assert await crew.kept() == [
            "unknown_assignment",
            "forbidden",
            "status_not_allowed",
            "forbidden",
        ]


async def test_what_cannot_be_read_is_kept_and_counted(pool: Pool) -> None:
    async with crew_at_work(pool) as (desk, crew):
        assignment_id = await sent_to(desk)
        good = {"assignment_id": str(assignment_id), "status": "en_route"}

        for broken in (b"", b"{", b"[]", b"\xff", b"[" * 60_000, b"x" * 70_000):
            await crew.say("status", broken)
        for wrong in ({}, good | {"status": "flying"}, good | {"assignment_id": "7"}, good | {"status": None}):
            await crew.say("status", wrong)
        await crew.say("status", good, device_id="STRANGER")

        async with pool.acquire() as conn:
            totals = await store.read_counts(conn)
        assert totals == {"broken_json": 4, "wrong_type": 5, "payload_too_large": 1, "unknown_device": 1}
        assert len(await crew.kept()) == 11


@pytest.mark.parametrize(
    "at",
    [
        lambda now: (now + timedelta(seconds=61)).isoformat(),
        lambda now: (now - timedelta(hours=25)).isoformat(),
        lambda _: "2007-04-16T01:13:40Z",
        lambda now: now.replace(tzinfo=None).isoformat(),
        lambda now: int(now.timestamp() * 1000),
        lambda _: "soon",
        lambda _: True,
        lambda _: [[]],
        lambda _: 1e300,
    ],
)
async def test_a_status_counts_when_it_came_where_its_time_cannot_be_and_the_timeline_says_so(
    pool: Pool, at: Callable[[datetime], object]
) -> None:
    async with crew_at_work(pool) as (desk, crew):
        assignment_id = await sent_to(desk)
        now = datetime.now(UTC)

        await crew.say("status", {"assignment_id": assignment_id, "status": "acknowledged", "at": at(now)})

        reached_at = await pool.fetchval("SELECT at FROM milestone WHERE kind = 'acknowledged'")
        claimed = await newest_claim(pool)
        assert await crew.status(assignment_id) == AssignmentStatus.ACKNOWLEDGED
        assert reached_at >= now
        assert claimed
        assert crew.answers == [("AMB-01", {"kind": "status", "key": None})]


async def newest_claim(pool: Pool) -> str | None:
    async with pool.acquire() as conn:
        [event] = await event_chain.newest_events(conn, before=None, kinds=None, limit=1)
    claimed: str | None = event.data.get("claimed_at")
    return claimed


async def test_a_status_counts_when_it_was_pressed_where_its_time_can_be(pool: Pool) -> None:
    async with crew_at_work(pool) as (desk, crew):
        assignment_id = await sent_to(desk)
        pressed_at = (datetime.now(UTC) - timedelta(minutes=2)).replace(second=0, microsecond=0)
        leap = (pressed_at - timedelta(seconds=1)).isoformat().replace(":59+00:00", ":60Z")

        await crew.say("status", {"assignment_id": assignment_id, "status": "acknowledged", "at": leap})

        reached_at = await pool.fetchval("SELECT at FROM milestone WHERE kind = 'acknowledged'")
        assert (reached_at, await newest_claim(pool)) == (pressed_at, None)


@pytest.mark.parametrize(
    "change",
    [
        lambda good: json.dumps(good | {"seq": "7", "hospital_id": 7, "more": {"a": [None]}}).encode() + b"\x00",
        lambda good: b"\xef\xbb\xbf" + json.dumps(good).encode(),
        lambda good: json.dumps(good | {"status": "EN ROUTE"}).encode(),
        lambda good: json.dumps(good | {"hospital_id": "of nowhere"}).encode(),
        lambda good: json.dumps(good | {"at": ""}).encode(),
        lambda good: json.dumps(good).encode()[:-1] + b', "at": "2026-0',
        lambda good: json.dumps(good).encode()[:-1] + b', "note": "\xff\xfe"}',
    ],
)
async def test_a_status_is_not_lost_for_what_stands_beside_it(
    pool: Pool, change: Callable[[dict[str, Any]], bytes]
) -> None:
    async with crew_at_work(pool) as (desk, crew):
        assignment_id = await sent_to(desk)

        await crew.say("status", change({"assignment_id": str(assignment_id), "status": "en_route", "key": "k"}))

        assert await crew.status(assignment_id) == AssignmentStatus.EN_ROUTE
        assert crew.answers == [("AMB-01", {"kind": "status", "key": "k"})]
        assert await crew.kept() == []


async def test_a_call_for_help_among_the_statuses_is_an_alarm_even_where_its_status_is_refused(pool: Pool) -> None:
    async with crew_at_work(pool) as (desk, crew):
        assignment_id = await sent_to(desk)

        await crew.say("status", {"assignment_id": assignment_id, "status": "canceled", "note": "SOS!", "key": "a"})
        assert await pool.fetchval("SELECT count(*) FROM alarm WHERE kind = 'sos'") == 1
        await pool.execute("DELETE FROM alarm")
        await crew.say("status", {"status": "sos", "key": "b"})
        await crew.say("status", {"status": "sos", "key": "b"})

        assert await pool.fetchval("SELECT count(*) FROM alarm WHERE kind = 'sos'") == 1
        assert [(body["key"], "refused" in body) for _, body in crew.answers] == [
            ("a", True),
            ("b", False),
            ("b", False),
        ]
        assert {body["kind"] for _, body in crew.answers} == {"status"}
        assert await crew.status(assignment_id) == AssignmentStatus.DISPATCHED


async def test_the_desk_is_rung_for_a_call_for_help_whose_status_is_refused(pool: Pool, database_url: str) -> None:
    async with crew_at_work(pool) as (desk, crew), listening(database_url) as rings:
        assignment_id = await sent_to(desk)

        await crew.say("status", {"assignment_id": assignment_id, "status": "canceled", "note": "SOS!"})

        assert await crew.kept() == ["forbidden"]
        assert await rings.heard() == [event_chain.DOORBELL]


async def test_the_same_key_is_heard_again_and_does_nothing_twice_even_after_the_alarm_was_taken(pool: Pool) -> None:
    async with crew_at_work(pool) as (desk, crew):
        await crew.say("sos", {"key": "a"})
        await crew.say("sos", {"key": "a"})
        await pool.execute("UPDATE alarm SET taken_at = now(), taken_by = $1", desk.dispatcher.id)
        await crew.say("sos", {"key": "a"})
        taken = await pool.fetchval("SELECT count(*) FROM alarm WHERE kind = 'sos'")
        await crew.say("sos", {"key": "b"})

        assert taken == 1
        assert await pool.fetchval("SELECT count(*) FROM alarm WHERE kind = 'sos'") == 2
        assert [body for _, body in crew.answers] == [{"kind": "sos", "key": key} for key in "aaab"]


async def test_a_key_of_long_ago_is_another_call(pool: Pool) -> None:
    async with crew_at_work(pool) as (desk, crew):
        await crew.say("sos", {"key": "1"})
        await pool.execute("UPDATE alarm SET taken_at = now(), taken_by = $1", desk.dispatcher.id)
        await pool.execute("UPDATE heard_word SET heard_at = heard_at - interval '61 min'")

        await crew.say("sos", {"key": "1"})

        assert await pool.fetchval("SELECT count(*) FROM alarm WHERE kind = 'sos'") == 2


async def test_one_key_for_two_presses_loses_neither_and_a_repeat_is_heard_however_far_the_crew_is(pool: Pool) -> None:
    async with crew_at_work(pool) as (desk, crew):
        assignment_id = await sent_to(desk)

        for status in ("acknowledged", "en_route", "acknowledged"):
            await crew.say("status", {"assignment_id": assignment_id, "status": status, "key": 1})

        assert await crew.status(assignment_id) == AssignmentStatus.EN_ROUTE
        assert [body for _, body in crew.answers] == [{"kind": "status", "key": 1}] * 3


async def test_what_is_finally_refused_is_answered_so_that_the_device_stops(pool: Pool) -> None:
    async with crew_at_work(pool) as (desk, crew):
        assignment_id = await sent_to(desk)

        await crew.say("status", {"assignment_id": uuid4(), "status": "en_route", "key": "x"})
        await crew.say("status", {"assignment_id": assignment_id, "status": "canceled", "key": "y"})
        await crew.say("status", b"{")
        await until(lambda: len(crew.answers) == 3)

        assert [(body["key"], body["refused"]) for _, body in crew.answers] == [
            ("x", "unknown_assignment"),
            ("y", "forbidden"),
            (None, "broken_json"),
        ]


async def test_a_flood_of_nonsense_is_counted_kept_within_bounds_and_holds_up_nobody(pool: Pool) -> None:
    async with crew_at_work(pool) as (desk, crew):
        assignment_id = await sent_to(desk)
        now = datetime.now(UTC)

        for number in range(3000):
            crew.messages.receive("status", Received("AMB-02", b"nonsense %d" % number, now, None))
            crew.messages.receive("sos", Received("AMB-02", b"help %d" % number, now, None))
        await crew.messages_of_others(assignment_id)
        answered = {device_id for device_id, _ in crew.answers}
        await until(lambda: len(crew.acknowledged) == 6002, timeout_s=120)
        await until(lambda: pool.fetchval("SELECT coalesce(sum(times), 0) = 6000 FROM quarantined_fix"))

        async with pool.acquire() as conn:
            assert await store.read_counts(conn) == {"broken_json": 6000}
        assert "AMB-01" in answered
        assert await pool.fetchval("SELECT count(*) FROM quarantined_fix") <= LIMITS.kept_per_hour
        assert await pool.fetchval("SELECT count(*) FROM alarm WHERE kind = 'sos'") == 2


async def test_more_words_of_different_meaning_than_may_wait_are_counted_and_let_go(pool: Pool) -> None:
    async with crew_at_work(pool) as (_, crew):
        many = LIMITS.waiting_max + 40
        for number in range(many):
            payload = json.dumps({"assignment_id": str(uuid4()), "status": "en_route", "key": number}).encode()
            crew.messages.receive("status", Received("AMB-02", payload, datetime.now(UTC), None))
        await until(lambda: len(crew.acknowledged) == many)

        async def counted() -> dict[str, int]:
            async with pool.acquire() as conn:
                return await store.read_counts(conn)

        expected = {"unknown_assignment": LIMITS.waiting_max, "too_many_waiting": 40}

        async def all_counted() -> bool:
            return await counted() == expected

        await until(all_counted, saw=counted)
        assert await pool.fetchval("SELECT count(*) FROM quarantined_fix") == LIMITS.kept_per_hour


@pytest.mark.parametrize(
    "message", [{"status": "sos"}, {"assignment_id": str(uuid4()), "status": "en_route", "note": "SOS"}]
)
async def test_a_call_for_help_among_the_statuses_does_not_wait_for_the_flood_of_its_own_device(
    pool: Pool, message: dict[str, str]
) -> None:
    async with crew_at_work(pool) as (_, crew):
        flood = [{"assignment_id": str(uuid4()), "status": "en_route"} for _ in range(LIMITS.waiting_max)]

        await crew.say_at_once("status", *flood, message | {"key": "help"})

        assert await pool.fetchval("SELECT count(*) FROM alarm WHERE kind = 'sos'") == 1


async def test_many_calls_of_one_device_are_one_and_each_of_them_is_heard(pool: Pool) -> None:
    async with crew_at_work(pool) as (desk, crew):
        keys = [f"press-{number}" for number in range(30)]

        await crew.say_at_once("sos", *({"key": key} for key in keys))
        await until(lambda: len(crew.answers) == len(keys))
        await pool.execute("UPDATE alarm SET taken_at = now(), taken_by = $1", desk.dispatcher.id)
        await crew.say_at_once("sos", *({"key": key} for key in keys))
        await until(lambda: len(crew.answers) == 2 * len(keys))

        assert [body["key"] for _, body in crew.answers] == keys * 2
        assert await pool.fetchval("SELECT count(*) FROM alarm WHERE kind = 'sos'") == 1
        assert await crew.kept() == []
        await until(lambda: pool.fetchval("SELECT total = 58 FROM ingest_count WHERE outcome = 'folded'"))


@pytest.mark.parametrize("new", [{"key": "b"}, {}, b"help"])
async def test_a_new_call_among_repeated_ones_is_a_new_alarm(pool: Pool, new: object) -> None:
    async with crew_at_work(pool) as (desk, crew):
        await crew.say("sos", {"key": "a"})
        await pool.execute("UPDATE alarm SET taken_at = now(), taken_by = $1", desk.dispatcher.id)

        await crew.say_at_once("sos", {"key": "a"}, new, {"key": "a"})
        await until(lambda: len(crew.answers) == 3)

        assert await pool.fetchval("SELECT count(*) FROM alarm WHERE kind = 'sos'") == 2


async def test_a_status_among_a_flood_of_others_is_not_lost(pool: Pool) -> None:
    async with crew_at_work(pool) as (desk, crew):
        assignment_id = await sent_to(desk)
        flood = [{"assignment_id": str(assignment_id), "status": "acknowledged", "key": n} for n in range(500)]

        await crew.say_at_once("status", *flood, {"assignment_id": str(assignment_id), "status": "en_route"}, *flood)

        assert await crew.status(assignment_id) == AssignmentStatus.EN_ROUTE


async def test_a_call_for_help_raises_one_alarm_however_often_it_is_pressed(pool: Pool) -> None:
    async with crew_at_work(pool) as (_, crew):
        await crew.say("sos", {"at": NOW.isoformat(), "lat": -7.6, "lon": 111.5})
        await crew.say("sos", {"at": NOW.isoformat()})

        assert await pool.fetchval("SELECT count(*) FROM alarm WHERE kind = 'sos'") == 1


async def test_a_call_for_help_that_cannot_be_read_is_still_a_call_for_help(pool: Pool) -> None:
    async with crew_at_work(pool) as (_, crew):
        await crew.say("sos", b"\x00garbage")

        assert await pool.fetchval("SELECT count(*) FROM alarm WHERE kind = 'sos'") == 1
        await until(crew.kept)
        assert await crew.kept() == ["broken_json"]


async def test_a_word_waits_for_a_database_that_is_away(pool: Pool) -> None:
    async with crew_at_work(pool) as (desk, crew):
        assignment_id = await sent_to(desk)
        await crew.press(assignment_id, "acknowledged")
        await pool.execute("ALTER TABLE milestone RENAME TO milestone_away")

        saying = asyncio.create_task(crew.press(assignment_id, "en_route"), name="press")
        await asyncio.sleep(0.5)
        assert not saying.done()
        await pool.execute("ALTER TABLE milestone_away RENAME TO milestone")
        await saying

        assert await crew.status(assignment_id) == AssignmentStatus.EN_ROUTE
