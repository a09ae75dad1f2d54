"""A unit's movement is stored for the boards, updated when it changes, and outlives the watching process."""

from datetime import timedelta

import pytest

from base.database import Pool
from tests.fleet import NOW, fix_payload, make_fleet
from tests.integration.tracking.fixes.test_recorder import running
from tracking.devices.devices import add_device
from tracking.movement.movement_watch import MovementWatch
from tracking.movement.unit_movement import movements_changed_since


@pytest.fixture
async def watch(pool: Pool) -> MovementWatch:
    await make_fleet(pool, "AMB-01")
    return MovementWatch(pool)


async def hear(pool: Pool, after_s: float, device_id: str = "AMB-01", **fields: object) -> None:
    async with running(pool) as it:
        await it.record(fix_payload(after_s, **fields), device_id=device_id)


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


async def test_who_tells_no_speed_drives_on_for_the_next_who_watches(pool: Pool, watch: MovementWatch) -> None:
    seen = []
    for after_s, lat in ((-90, -7.63), (-80, -7.628), (-70, -7.626), (-40, -7.62)):
        await hear(pool, after_s, lat=lat, speed_mps=None)
        watch = MovementWatch(pool) if after_s == -40 else watch
        await watch.look()
        seen.append((await kept(pool))[0])

    assert seen == ["stopped", "moving", "moving", "moving"]


async def test_without_a_change_nothing_is_written(pool: Pool, watch: MovementWatch) -> None:
    await hear(pool, -20, speed_mps=12)
    assert await watch.look() > 0
    await hear(pool, -10, speed_mps=12)

    assert await watch.look() == 0


async def test_the_device_that_moves_the_marker_is_named_since_it_does(pool: Pool, watch: MovementWatch) -> None:
    async with pool.acquire() as conn:
        await add_device(conn, "AMB-01", now=NOW, device_id="PHONE", priority=2)
    seen = []

    for device_id, after_s in (("AMB-01", -100), ("PHONE", -95), ("PHONE", -60), ("PHONE", -50), ("AMB-01", -40)):
        await hear(pool, after_s, device_id)
        await watch.look()
        async with pool.acquire() as conn:
            ((row,), _) = await movements_changed_since(conn, 0)
        assert row.device_since_at is not None
        seen.append((row.device_id, (row.device_since_at - NOW) / timedelta(seconds=1)))

    assert seen == [("AMB-01", -100), ("AMB-01", -100), ("PHONE", -60), ("PHONE", -60), ("AMB-01", -40)]
