"""An order that needs no answer is sent again a few times, at growing intervals, and then stops."""

from collections import Counter
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from base.doorbell import Doorbell
from core.domain.actor import DeviceActor
from core.relay import DeliveryFailed, RelaySettings
from core.store import event_chain, outbox_messages
from core.store.outbox_messages import OutboxMessage
from dispatch.commands.change_status import change_status, change_status_from_device
from dispatch.domain.assignment import AssignmentStatus
from mqtt_bridge.outbound import orders_relay
from tests.desk import NOW, SETTINGS, Desk
from tests.rings import listening
from tracking.devices.devices import add_device, crew_phone

TRIES = 3


class Wire:
    """Records what was delivered; `is_down` while the broker accepts nothing."""

    def __init__(self, desk: Desk, database_url: str, *, tries: int = TRIES) -> None:
        self.sent: Counter[tuple[str, str]] = Counter()
        self.is_down = False
        self._pool = desk.pool
        settings = RelaySettings(resend_after_s=8, unanswered_max=tries)
        bell = Doorbell(database_url, [outbox_messages.DOORBELL], application_name="test")
        self._relay = orders_relay(desk.pool, bell, deliver=self._deliver, settings=settings)

    async def look_again_at_once(self) -> None:
        await self._relay.deliver_due()

    async def look(self, times: int = 1) -> None:
        """Make everything unfinished due, and deliver it."""
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


async def send_and_call_off(desk: Desk, *, answers: str | None) -> UUID:
    """Return the assignment; its order was acknowledged by that device, or by none."""
    (made,) = await desk.send(await desk.incident(), "AMB-01")
    if answers is not None:
        await answer(desk, made.id, AssignmentStatus.ACKNOWLEDGED, device_id=answers)
    async with desk.pool.acquire() as conn, conn.transaction():
        await change_status(
            conn, made.id, AssignmentStatus.CANCELED, at=None, by=desk.dispatcher, now=NOW, orders=SETTINGS.orders
        )
    assignment_id: UUID = made.id
    return assignment_id


async def answer(desk: Desk, assignment_id: UUID, status: AssignmentStatus, *, device_id: str) -> None:
    async with desk.pool.acquire() as conn, conn.transaction():
        unit_key = await conn.fetchval("SELECT unit_key FROM assignment WHERE id = $1", assignment_id)
        await change_status_from_device(
            conn,
            device=DeviceActor(device_id, unit_key, "AMB-01"),
            assignment_id=assignment_id,
            status=status,
            at=None,
            now=datetime.now(UTC) + timedelta(seconds=1),
            orders=SETTINGS.orders,
        )


@pytest.fixture
async def called_off(desk: Desk) -> UUID:
    """An assignment that the desk called off; its unit has two devices, one of which answers orders."""
    async with desk.pool.acquire() as conn:
        for device_id in ("AMB-01", "PHONE-1"):
            await add_device(conn, "AMB-01", device_id, now=NOW)
    return await send_and_call_off(desk, answers="AMB-01")


async def lines(desk: Desk) -> int:
    found: int = await desk.pool.fetchval("SELECT count(*) FROM event_log WHERE kind = 'cancel_not_confirmed'")
    return found


@pytest.mark.usefixtures("called_off")
async def test_the_consoles_are_rung_for_a_cancel_that_nobody_confirms(desk: Desk, database_url: str) -> None:
    wire = Wire(desk, database_url)
    await wire.look(TRIES - 1)

    async with listening(database_url) as rings:
        await wire.look()
        heard = await rings.heard()

    assert await lines(desk) == 1
    assert heard == [event_chain.DOORBELL]


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


async def test_the_longest_pause_is_not_taken_for_one_that_a_clock_set_back_left(
    desk: Desk, called_off: UUID, database_url: str
) -> None:
    tries = RelaySettings().unanswered_max
    wire = Wire(desk, database_url, tries=tries)

    await wire.look(tries - 1)
    await wire.look_again_at_once()

    assert called_off
    assert wire.sent["AMB-01", "cancel"] == tries - 1


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
    await answer(desk, called_off, AssignmentStatus.CANCELED, device_id="AMB-01")

    await wire.look(2 * TRIES)

    assert wire.sent == {("AMB-01", "cancel"): 1, ("PHONE-1", "cancel"): 1}
    assert await lines(desk) == 0


async def test_a_crew_with_its_phones_page_alone_is_sent_no_orders_that_nobody_could_read(
    desk: Desk, database_url: str
) -> None:
    async with desk.pool.acquire() as conn:
        await crew_phone(conn, "AMB-01", "crew-1", now=NOW)
    await send_and_call_off(desk, answers=None)
    wire = Wire(desk, database_url)

    await wire.look(2 * TRIES)

    assert wire.sent == {}
    assert await lines(desk) == 0


async def test_of_a_tracker_that_never_answered_an_order_no_confirmation_is_missed(
    desk: Desk, database_url: str
) -> None:
    async with desk.pool.acquire() as conn:
        await add_device(conn, "AMB-01", "OSMAND-1", now=NOW)
        await add_device(conn, "AMB-02", "TERMINAL-2", now=NOW)
    await send_and_call_off(desk, answers=None)
    wire = Wire(desk, database_url)

    await wire.look(2 * TRIES)

    assert wire.sent["OSMAND-1", "cancel"] == TRIES  # it may be one that could answer
    assert await lines(desk) == 0


async def test_a_device_that_answered_once_is_missed_when_it_does_not_confirm_the_next_cancel(
    desk: Desk, called_off: UUID, database_url: str
) -> None:
    await answer(desk, called_off, AssignmentStatus.CANCELED, device_id="AMB-01")
    again = await send_and_call_off(desk, answers=None)
    wire = Wire(desk, database_url)

    await wire.look(2 * TRIES)

    assert again != called_off
    assert await lines(desk) == 1
