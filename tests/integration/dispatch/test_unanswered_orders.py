"""An order nobody must answer is sent again a few times, later and later, and then rests."""

from collections import Counter
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from dispatch.actions.change_status import change_status, change_status_from_device
from dispatch.actions.note_unconfirmed_cancel import note_unconfirmed_cancel
from dispatch.domain.actor import DeviceActor
from dispatch.domain.assignment import AssignmentStatus
from dispatch.outbox import MQTT, DeliveryFailed, Relay, RelaySettings
from dispatch.store import outbox_messages
from dispatch.store.outbox_messages import OutboxMessage
from geo.doorbell import Doorbell
from tests.desk import NOW, SETTINGS, Desk
from tracking.devices import add_device

TRIES = 3


class Wire:
    """What was delivered; `is_down` while the broker takes nothing."""

    def __init__(self, desk: Desk, database_url: str) -> None:
        self.sent: Counter[tuple[str, str]] = Counter()
        self.is_down = False
        self._pool = desk.pool
        settings = RelaySettings(resend_after_s=8, unanswered_max=TRIES)
        bell = Doorbell(database_url, [outbox_messages.DOORBELL], application_name="test")
        self._relay = Relay(
            desk.pool, bell, channel=MQTT, deliver=self._deliver, settings=settings, on_rest=note_unconfirmed_cancel
        )

    async def look(self, times: int = 1) -> None:
        """Whenever all that is not finished has become due."""
        for _ in range(times):
            await self._pool.execute(
                "UPDATE outbox SET due_at = now() - interval '1 s', expires_at = now() + interval '1 h'"
            )
            await self._relay.deliver_due()

    async def pauses_s(self) -> list[float]:
        rows = await self._pool.fetch(
            "SELECT extract(epoch FROM due_at - now()) AS s FROM outbox WHERE kind = 'cancel'"
        )
        return [float(row["s"]) for row in rows]

    async def _deliver(self, message: OutboxMessage) -> None:
        if self.is_down:
            raise DeliveryFailed("the broker is away")
        self.sent[message.destination, message.kind] += 1


@pytest.fixture
async def called_off(desk: Desk) -> UUID:
    """The assignment of a unit with two devices, which the desk has called off."""
    async with desk.pool.acquire() as conn:
        for device_id in ("AMB-01", "PHONE-1"):
            await add_device(conn, "AMB-01", device_id, now=NOW)
    (made,) = await desk.send(await desk.incident(), "AMB-01")
    async with desk.pool.acquire() as conn, conn.transaction():
        await change_status(
            conn, made["id"], AssignmentStatus.CANCELED, at=None, by=desk.dispatcher, now=NOW, settings=SETTINGS
        )
    assignment_id: UUID = made["id"]
    return assignment_id


async def lines(desk: Desk) -> int:
    found: int = await desk.pool.fetchval("SELECT count(*) FROM event_log WHERE kind = 'cancel_not_confirmed'")
    return found


async def test_a_cancel_nobody_confirms_rests_and_the_log_says_so_once(
    desk: Desk, called_off: UUID, database_url: str
) -> None:
    wire = Wire(desk, database_url)

    await wire.look()
    first = await wire.pauses_s()
    await wire.look()
    second = await wire.pauses_s()
    await wire.look(5)

    assert [round(pause) for pause in first + second] == [8, 8, 16, 16]
    assert wire.sent == {("AMB-01", "cancel"): TRIES, ("PHONE-1", "cancel"): TRIES}
    assert await lines(desk) == 1
    assert await desk.pool.fetchval("SELECT data ->> 'assignment_id' FROM event_log ORDER BY seq DESC LIMIT 1") == str(
        called_off
    )


async def test_a_broker_that_was_away_costs_no_tries(desk: Desk, called_off: UUID, database_url: str) -> None:
    wire = Wire(desk, database_url)
    wire.is_down = True
    await wire.look(2 * TRIES)
    wire.is_down = False

    await wire.look(2 * TRIES)

    assert called_off
    assert wire.sent["AMB-01", "cancel"] == TRIES


async def test_a_cancel_that_one_device_confirmed_is_sent_no_more(
    desk: Desk, called_off: UUID, database_url: str
) -> None:
    wire = Wire(desk, database_url)
    await wire.look()
    async with desk.pool.acquire() as conn, conn.transaction():
        unit_key = await conn.fetchval("SELECT unit_key FROM assignment WHERE id = $1", called_off)
        await change_status_from_device(
            conn,
            device=DeviceActor("AMB-01", unit_key, "AMB-01"),
            assignment_id=called_off,
            status=AssignmentStatus.CANCELED,
            at=None,
            now=datetime.now(UTC) + timedelta(seconds=1),
            settings=SETTINGS,
        )

    await wire.look(2 * TRIES)

    assert wire.sent == {("AMB-01", "cancel"): 1, ("PHONE-1", "cancel"): 1}
    assert await lines(desk) == 0
