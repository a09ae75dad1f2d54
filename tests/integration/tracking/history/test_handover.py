"""A device changes vehicles: its history goes with it from that time on, and markers stay true."""

from datetime import timedelta

import pytest

from base.database import Pool
from tests.fleet import NOW, fix_payload, make_fleet
from tests.integration.tracking.fixes.test_recorder import running
from tracking.devices.devices import DeviceUnknown, UnitUnknown
from tracking.history import handover
from tracking.history.handover import AlreadyThere, BeforeLastHandover


async def hand_over(pool: Pool, device_id: str, unit_id: str, *, at_s: float) -> None:
    async with pool.acquire() as conn, conn.transaction():
        await handover.hand_over(conn, device_id, unit_id, at=NOW + timedelta(seconds=at_s))


async def history(pool: Pool) -> dict[str, list[int]]:
    """Return the fixes of each unit, in seconds from NOW."""
    rows = await pool.fetch("SELECT unit_id, fixed_at FROM fix JOIN unit ON unit.key = unit_key ORDER BY fixed_at")
    found: dict[str, list[int]] = {}
    for row in rows:
        found.setdefault(row["unit_id"], []).append(int((row["fixed_at"] - NOW).total_seconds()))
    return found


async def markers(pool: Pool) -> dict[str, int]:
    rows = await pool.fetch("SELECT unit_id, fixed_at FROM unit_position JOIN unit ON unit.key = unit_key")
    return {row["unit_id"]: int((row["fixed_at"] - NOW).total_seconds()) for row in rows}


async def test_what_it_did_before_stays_and_what_it_does_since_goes_along(pool: Pool) -> None:
    await make_fleet(pool, "AMB-01", "AMB-02")
    async with running(pool) as it:
        await it.record(*(fix_payload(n) for n in (-40, -30, -20, -10)))

    await hand_over(pool, "AMB-01", "AMB-02", at_s=-25)
    async with running(pool) as it:
        await it.record(fix_payload(0), fix_payload(-35))  # the second comes from the buffer, recorded before

    assert await history(pool) == {"AMB-01": [-40, -35, -30], "AMB-02": [-20, -10, 0]}
    assert await markers(pool) == {"AMB-01": -30, "AMB-02": 0}


async def test_what_a_bridge_that_did_not_know_yet_booked_wrong_is_set_right(pool: Pool) -> None:
    await make_fleet(pool, "AMB-01", "AMB-02")
    async with running(pool) as it:
        await it.record(fix_payload(-10))
        await hand_over(pool, "AMB-01", "AMB-02", at_s=-5)
        await it.record(fix_payload(0))
        assert await history(pool) == {"AMB-01": [-10, 0]}

    async with pool.acquire() as conn:
        assert await handover.settle_recent(conn, now=NOW) == 1
        assert await handover.settle_recent(conn, now=NOW) == 0

    assert await history(pool) == {"AMB-01": [-10], "AMB-02": [0]}
    assert await markers(pool) == {"AMB-01": -10, "AMB-02": 0}


async def test_a_marker_that_only_this_device_moved_is_gone_with_it(pool: Pool) -> None:
    await make_fleet(pool, "AMB-01", "AMB-02")
    async with running(pool) as it:
        await it.record(fix_payload(-10))

    await hand_over(pool, "AMB-01", "AMB-02", at_s=-60)

    assert await markers(pool) == {"AMB-02": -10}


async def test_what_makes_no_sense_changes_nothing(pool: Pool) -> None:
    await make_fleet(pool, "AMB-01", "AMB-02")
    await hand_over(pool, "AMB-01", "AMB-02", at_s=0)

    for error, device_id, unit_id, at_s in (
        (DeviceUnknown, "NOBODY", "AMB-01", 1),
        (UnitUnknown, "AMB-01", "NOBODY", 1),
        (AlreadyThere, "AMB-01", "AMB-02", 1),
        (BeforeLastHandover, "AMB-01", "AMB-01", -1),
    ):
        with pytest.raises(error):
            await hand_over(pool, device_id, unit_id, at_s=at_s)
    assert await pool.fetchval("SELECT count(*) FROM device_binding") == 1
