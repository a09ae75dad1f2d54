"""A bridge that is missing is noticed."""

from datetime import timedelta

from geo.database import Pool
from tests.fleet import NOW
from tracking.bridges import beat, missing_bridges


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
