"""Setting a clock back does not delay what must be sent again."""

from datetime import timedelta

from core.store import outbox_messages
from core.store.outbox_messages import DUE_WITHIN, OutboxMessage
from tests.desk import NOW, Desk

LEASE = timedelta(seconds=10)


async def claim(desk: Desk, *, back: timedelta) -> list[OutboxMessage]:
    async with desk.pool.acquire() as conn:
        return await outbox_messages.claim_due(conn, "mqtt", now=NOW - back, lease=LEASE, limit=10)


async def add(desk: Desk) -> None:
    """Add a message that is due now, by the clock as it was."""
    async with desk.pool.acquire() as conn:
        await outbox_messages.add_message(
            conn,
            channel="mqtt",
            destination="GPS-1",
            kind="dispatch",
            body={},
            assignment_id=None,
            at=NOW,
            expires_at=NOW + timedelta(minutes=10),
        )


async def test_what_is_due_soon_waits(desk: Desk) -> None:
    await add(desk)

    assert await claim(desk, back=timedelta(seconds=5)) == []


async def test_what_is_due_later_than_any_back_off_was_written_by_a_clock_since_set_back_and_is_sent(
    desk: Desk,
) -> None:
    await add(desk)

    claimed = await claim(desk, back=timedelta(hours=1))
    again = await claim(desk, back=timedelta(hours=1))

    assert [message.destination for message in claimed] == ["GPS-1"]
    assert again == []  # due now by the new clock: after its lease
    assert LEASE < DUE_WITHIN
