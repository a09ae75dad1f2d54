"""What crews say over MQTT becomes an action of the desk, once, or is kept with its reason."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from uuid import UUID, uuid4

from dispatch.domain.assignment import AssignmentStatus
from geo.database import Pool
from mqtt_bridge.crew_messages import CrewMessages
from tests.desk import NOW, SETTINGS, Desk, make_desk
from tests.waiting import until
from tracking import store
from tracking.devices import DeviceRegistry, add_device
from tracking.sieve import Received


class Crew:
    """The crew of AMB-01 at its device, and what became of its words."""

    def __init__(self, pool: Pool) -> None:
        self.pool = pool
        self.acknowledged: list[Received] = []
        self.messages = CrewMessages(
            pool, DeviceRegistry(), SETTINGS, worker="bridge-0", acknowledge=self.acknowledged.append
        )

    async def say(self, kind: str, payload: object, device_id: str = "AMB-01") -> None:
        raw = payload if isinstance(payload, bytes) else json.dumps(payload, default=str).encode()
        expected = len(self.acknowledged) + 1
        self.messages.receive(kind, Received(device_id, raw, datetime.now(UTC), None))
        await until(lambda: len(self.acknowledged) >= expected)

    async def press(self, assignment_id: UUID, status: str, device_id: str = "AMB-01") -> None:
        await self.say("status", {"assignment_id": assignment_id, "status": status}, device_id)

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
        for wrong in ({}, good | {"status": "flying"}, good | {"assignment_id": "7"}, good | {"at": "soon"}):
            await crew.say("status", wrong)
        await crew.say("status", good | {"at": 1e300})
        await crew.say("status", good, device_id="STRANGER")

        async with pool.acquire() as conn:
            totals = await store.read_counts(conn)
        assert totals == {
            "broken_json": 3,
            "wrong_type": 6,
            "payload_too_large": 1,
            "invalid_time": 1,
            "unknown_device": 1,
        }
        assert len(await crew.kept()) == 12


async def test_a_call_for_help_raises_one_alarm_however_often_it_is_pressed(pool: Pool) -> None:
    async with crew_at_work(pool) as (_, crew):
        await crew.say("sos", {"at": NOW.isoformat(), "lat": -7.6, "lon": 111.5})
        await crew.say("sos", {"at": NOW.isoformat()})

        assert await pool.fetchval("SELECT count(*) FROM alarm WHERE kind = 'sos'") == 1


async def test_a_call_for_help_that_cannot_be_read_is_still_a_call_for_help(pool: Pool) -> None:
    async with crew_at_work(pool) as (_, crew):
        await crew.say("sos", b"\x00garbage")

        assert await pool.fetchval("SELECT count(*) FROM alarm WHERE kind = 'sos'") == 1
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
