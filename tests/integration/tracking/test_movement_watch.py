"""A unit's state is kept for the boards, changes when it does, and outlives the process that watches."""

from datetime import timedelta

import pytest

from geo.database import Pool
from tests.fleet import NOW, fix_payload, make_fleet
from tests.integration.tracking.test_recorder import running
from tracking.movement_watch import MovementWatch


@pytest.fixture
async def watch(pool: Pool) -> MovementWatch:
    await make_fleet(pool, "AMB-01")
    return MovementWatch(pool)


async def hear(pool: Pool, after_s: float, **told: object) -> None:
    async with running(pool) as it:
        await it.record(fix_payload(after_s, **told))


async def kept(pool: Pool) -> tuple[str, float]:
    row = await pool.fetchrow("SELECT state, since_at FROM unit_movement")
    assert row is not None
    return row["state"], (row["since_at"] - NOW) / timedelta(seconds=1)


async def test_a_unit_sets_off_comes_to_rest_and_parks_whoever_watches(pool: Pool, watch: MovementWatch) -> None:
    seen = []
    for after_s, speed_mps in ((-600, 12), (-590, 12), (-580, 0), (-300, 0)):
        await hear(pool, after_s, speed_mps=speed_mps)
        await watch.look()
        seen.append(await kept(pool))
        watch = MovementWatch(pool) if after_s == -590 else watch

    assert seen == [("moving", -600), ("moving", -600), ("stopped", -580), ("parked", -580)]


async def test_without_a_change_nothing_is_written(pool: Pool, watch: MovementWatch) -> None:
    await hear(pool, -20, speed_mps=12)
    first = await watch.look()
    await hear(pool, -10, speed_mps=12)

    assert (first, await watch.look()) == (1, 0)
