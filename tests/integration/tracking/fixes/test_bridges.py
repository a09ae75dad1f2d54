"""A missing bridge is noticed."""

from datetime import UTC, datetime, timedelta

from base.database import Pool
from tests.fleet import NOW
from tracking.fixes.bridges import announce, beat, missing_bridges


async def test_who_was_not_seen_or_is_cut_off_from_the_broker_is_missing(pool: Pool) -> None:
    async with pool.acquire() as conn:
        await beat(conn, "bridge-0", broker_connected=True, now=NOW)
        await beat(conn, "bridge-1", broker_connected=True, now=NOW - timedelta(seconds=60))
        await beat(conn, "bridge-2", broker_connected=False, now=NOW)

        missing = await missing_bridges(conn, not_since=NOW - timedelta(seconds=15))

    assert [each.worker for each in missing] == ["bridge-1", "bridge-2"]


async def test_who_is_back_is_missing_no_more(pool: Pool) -> None:
    async with pool.acquire() as conn:
        await beat(conn, "bridge-0", broker_connected=False, now=NOW - timedelta(seconds=60))
        await beat(conn, "bridge-0", broker_connected=True, now=NOW)

        assert await missing_bridges(conn, not_since=NOW - timedelta(seconds=15)) == []


async def test_each_learns_up_to_when_the_others_are_settled(pool: Pool) -> None:
    async with pool.acquire() as conn:
        alone = await beat(conn, "bridge-0", broker_connected=True, now=NOW, settled_until=NOW)
        of_the_first = await beat(conn, "bridge-1", broker_connected=True, now=NOW)
        never = await beat(conn, "bridge-0", broker_connected=True, now=NOW)
        await beat(conn, "bridge-1", broker_connected=True, now=NOW, settled_until=NOW - timedelta(seconds=3))
        await beat(conn, "bridge-1", broker_connected=False, now=NOW)
        kept = await beat(conn, "bridge-0", broker_connected=True, now=NOW)
        given_up = await beat(conn, "bridge-0", broker_connected=True, now=NOW + timedelta(days=2))

    assert (alone, of_the_first) == (None, NOW)
    assert never == datetime(1970, 1, 1, tzinfo=UTC)
    assert kept == NOW - timedelta(seconds=3)
    assert given_up is None


async def test_the_others_must_hear_of_a_new_bridge_only(pool: Pool) -> None:
    async with pool.acquire() as conn:
        first = await announce(conn, "bridge-0", now=NOW)
        second = await announce(conn, "bridge-1", now=NOW)
        known = await beat(conn, "bridge-0", broker_connected=True, now=NOW, settled_until=NOW)
        again = await announce(conn, "bridge-1", now=NOW)

    assert (first, second, again) == (False, True, False)
    assert known == datetime(1970, 1, 1, tzinfo=UTC)
