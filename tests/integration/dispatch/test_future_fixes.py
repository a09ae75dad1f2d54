"""If our own clock is behind, the desk is alerted; one tracker with a wrong clock raises nothing."""

from datetime import timedelta

from dispatch.store import views
from dispatch.watches.raise_future_fixes import raise_future_fixes
from tests.desk import NOW, Desk


async def reject(desk: Desk, *device_ids: str) -> None:
    await desk.pool.executemany(
        "INSERT INTO quarantined_fix (received_at, device_id, reason, payload) VALUES ($1, $2, 'in_the_future', '{}')",
        [(NOW, device_id) for device_id in device_ids],
    )


async def kinds(desk: Desk) -> list[str]:
    async with desk.pool.acquire() as conn:
        return [alarm.kind for alarm in await views.open_alerts(conn)]


async def test_where_all_devices_come_from_the_future_it_is_one_alarm_until_they_are_believed(desk: Desk) -> None:
    await reject(desk, "GPS-1", "GPS-2", "GPS-3", "GPS-3")

    raised = await raise_future_fixes(desk.pool, now=NOW + timedelta(seconds=5))
    again = await raise_future_fixes(desk.pool, now=NOW + timedelta(seconds=15))
    standing = await kinds(desk)
    ended = await raise_future_fixes(desk.pool, now=NOW + timedelta(minutes=5))

    assert (raised, again, ended) == (1, 0, 1)
    assert standing == ["fixes_from_future"]
    assert await kinds(desk) == []


async def test_one_or_two_wrong_trackers_are_no_alarm(desk: Desk) -> None:
    await reject(desk, "GPS-1", "GPS-2")

    assert await raise_future_fixes(desk.pool, now=NOW + timedelta(seconds=5)) == 0
