"""A missing bridge raises one alert, and another only after somebody took it and the bridge is still missing."""

from datetime import timedelta

from dispatch.commands.take_alert import take_alert
from dispatch.store import views
from dispatch.watches.raise_missing_bridges import AGAIN_AFTER, MISSING_AFTER, raise_missing_bridges
from tests.desk import NOW, Desk, detail_of
from tracking.fixes.bridges import beat

LATER = NOW + MISSING_AFTER + timedelta(seconds=1)


async def beats(desk: Desk, worker: str, *, broker_connected: bool = True) -> None:
    async with desk.pool.acquire() as conn:
        await beat(conn, worker, broker_connected=broker_connected, now=NOW)


async def test_a_bridge_that_beats_raises_nothing(desk: Desk) -> None:
    await beats(desk, "bridge-0")

    assert await raise_missing_bridges(desk.pool, now=NOW + timedelta(seconds=5)) == 0


async def test_a_silent_bridge_and_one_cut_off_from_the_broker_are_missing(desk: Desk) -> None:
    await beats(desk, "bridge-0")
    await beats(desk, "bridge-1", broker_connected=False)

    assert await raise_missing_bridges(desk.pool, now=NOW) == 1
    assert await raise_missing_bridges(desk.pool, now=LATER) == 1

    async with desk.pool.acquire() as conn:
        workers = [detail_of(alarm)["worker"] for alarm in await views.open_alerts(conn)]
    assert workers == ["bridge-1", "bridge-0"]


async def test_a_taken_alarm_comes_again_only_when_the_bridge_stays_away(desk: Desk) -> None:
    await beats(desk, "bridge-0")
    await raise_missing_bridges(desk.pool, now=LATER)
    async with desk.pool.acquire() as conn, conn.transaction():
        alarm_id = (await views.open_alerts(conn))[0].id
        await take_alert(conn, alarm_id, by=desk.dispatcher, now=LATER)

    assert await raise_missing_bridges(desk.pool, now=LATER + timedelta(seconds=1)) == 0
    assert await raise_missing_bridges(desk.pool, now=LATER + AGAIN_AFTER) == 1


async def test_the_alarm_ends_when_the_bridge_is_back_and_comes_again_when_it_goes(desk: Desk) -> None:
    await beats(desk, "bridge-0")
    await raise_missing_bridges(desk.pool, now=LATER)

    async with desk.pool.acquire() as conn:
        await beat(conn, "bridge-0", broker_connected=True, now=LATER)
    back = await raise_missing_bridges(desk.pool, now=LATER + timedelta(seconds=1))
    async with desk.pool.acquire() as conn:
        standing = await views.open_alerts(conn)
    gone_again = await raise_missing_bridges(desk.pool, now=LATER + MISSING_AFTER + timedelta(seconds=1))

    assert (back, standing, gone_again) == (1, [], 1)
