"""More shared subscriptions than the bridges hold raise an alert, once that is certain; it ends when they are gone."""

from datetime import datetime, timedelta

from dispatch.store import views
from dispatch.watches.raise_strangers_at_broker import CERTAIN_AFTER, StrangerWatch
from tests.desk import NOW, Desk
from tracking.fixes.bridges import beat

LATER = NOW + CERTAIN_AFTER


async def beats(desk: Desk, worker: str, held: int, seen: int | None, at: datetime = NOW) -> None:
    async with desk.pool.acquire() as conn:
        await beat(conn, worker, broker_connected=True, now=at, shares=(held, seen))


async def test_one_subscription_too_many_becomes_one_alarm_and_ends_with_it(desk: Desk) -> None:
    watch = StrangerWatch(desk.pool)
    await beats(desk, "bridge-0", 8, 17)
    await beats(desk, "bridge-1", 8, None)

    at_first = await watch.look(now=NOW)
    await beats(desk, "bridge-0", 8, 17, LATER)
    certain, again = await watch.look(now=LATER), await watch.look(now=LATER)
    async with desk.pool.acquire() as conn:
        standing = [(alarm.kind, alarm.detail) for alarm in await views.open_alerts(conn)]
    await beats(desk, "bridge-0", 8, 16, LATER + timedelta(seconds=5))
    ended = await watch.look(now=LATER + timedelta(seconds=5))

    assert (at_first, certain, again, ended) == (0, 1, 0, 1)
    assert standing == [("stranger_at_broker", {"subscriptions": 1})]


async def test_without_the_brokers_count_nothing_is_judged(desk: Desk) -> None:
    watch = StrangerWatch(desk.pool)
    await beats(desk, "bridge-0", 8, None)

    assert [await watch.look(now=NOW), await watch.look(now=LATER)] == [0, 0]
