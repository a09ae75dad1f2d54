"""Units heard without a new position: an alert if they drive, none if the tracker is rightly quiet."""

from datetime import UTC, datetime, timedelta

import pytest

from core.domain.actor import DeviceActor
from dispatch.commands.change_status import change_status_from_device
from dispatch.domain.assignment import AssignmentStatus
from dispatch.store import views
from dispatch.watches.auto_clear import auto_clear
from dispatch.watches.raise_old_places import raise_old_places
from dispatch.watches.raise_silent_units import SilenceWatch, raise_silent_units
from tests.desk import HERE, SETTINGS, STATION_WEST, Desk
from tests.fleet import fix_payload
from tests.integration.tracking.fixes.test_recorder import running
from tracking.devices.devices import add_device
from tracking.fixes import bridges

NOW = datetime.now(UTC).replace(microsecond=0)
S = AssignmentStatus


@pytest.fixture
async def desk(desk: Desk) -> Desk:
    async with desk.pool.acquire() as conn:
        await add_device(conn, "AMB-01", now=NOW)
    await desk.send(await desk.incident(), "AMB-01")
    return desk


async def press(desk: Desk, status: AssignmentStatus) -> None:
    unit_key = await desk.pool.fetchval("SELECT key FROM unit WHERE unit_id = 'AMB-01'")
    async with desk.pool.acquire() as conn, conn.transaction():
        await change_status_from_device(
            conn,
            device=DeviceActor("AMB-01", unit_key, "AMB-01"),
            assignment_id=await conn.fetchval("SELECT id FROM assignment"),
            status=status,
            at=NOW,
            now=NOW,
            orders=SETTINGS.orders,
        )


async def placed(desk: Desk, after_s: float = 0, *, speed_mps: float | None, at_station: bool = False) -> datetime:
    """Store one fix; return its time of arrival."""
    position = STATION_WEST if at_station else HERE
    async with running(desk.pool) as it:
        await it.record(fix_payload(after_s, speed_mps=speed_mps, lat=position.lat, lon=position.lon))
    placed_at: datetime = await desk.pool.fetchval("SELECT received_at FROM unit_position")
    return placed_at


async def heard(desk: Desk, at: datetime) -> None:
    """Receive something without a new position."""
    await desk.pool.execute(
        "INSERT INTO device_health (device_key, heard_at) SELECT key, $1 FROM device"
        " ON CONFLICT (device_key) DO UPDATE SET heard_at = $1",
        at,
    )


async def look(desk: Desk, at: datetime) -> list[str]:
    """Return the desk's alerts after two rounds of the watches."""
    for _ in range(2):
        await auto_clear(desk.pool, now=at)
        await raise_old_places(desk.pool, now=at, policy=SETTINGS.silence)
    async with desk.pool.acquire() as conn:
        return [alarm.kind for alarm in await views.open_alerts(conn)]


OLD, FINE = ["unit_place_old"], list[str]()


@pytest.mark.parametrize(
    ("status", "speed_mps", "at_station", "after_s", "expected"),
    [
        (S.EN_ROUTE, 12, False, 59, FINE),
        (S.EN_ROUTE, 12, False, 61, OLD),
        (S.EN_ROUTE, None, False, 61, OLD),
        (S.TRANSPORTING, 12, False, 61, OLD),
        (S.ACKNOWLEDGED, 12, False, 61, OLD),
        (S.EN_ROUTE, 0, False, 299, FINE),
        (S.EN_ROUTE, 0, False, 301, OLD),
        (S.EN_ROUTE, 4, True, 299, FINE),  # the last position seen is its way into the yard
        (S.EN_ROUTE, 4, True, 301, OLD),
        (S.ACKNOWLEDGED, 0, True, 3600, FINE),
        (S.ACKNOWLEDGED, 4, True, 3600, FINE),
        (S.ACKNOWLEDGED, 0, False, 3600, FINE),
        (S.ACKNOWLEDGED, None, False, 3600, FINE),
        (S.ON_SCENE, 12, False, 3600, FINE),
        (S.CLEAR, 12, False, 3600, FINE),
    ],
)
async def test_a_position_that_stays_is_old_by_what_was_last_seen_of_the_unit(
    desk: Desk, status: AssignmentStatus, speed_mps: float | None, at_station: bool, after_s: float, expected: list[str]
) -> None:
    await press(desk, status)
    placed_at = await placed(desk, speed_mps=speed_mps, at_station=at_station)
    later = placed_at + timedelta(seconds=after_s)

    await heard(desk, later - timedelta(seconds=2))

    assert await look(desk, later) == expected


async def test_the_unit_is_not_silent_and_the_alarm_ends_when_a_new_position_comes(desk: Desk) -> None:
    await press(desk, S.EN_ROUTE)
    later = await placed(desk, speed_mps=12) + timedelta(seconds=70)
    await heard(desk, later)

    assert await raise_silent_units(desk.pool, now=later, policy=SETTINGS.silence) == 0
    assert await look(desk, later) == OLD
    await placed(desk, 30, speed_mps=12)

    assert await look(desk, later) == FINE


async def test_a_repeated_position_ends_nothing(desk: Desk) -> None:
    await press(desk, S.EN_ROUTE)
    placed_at = await placed(desk, speed_mps=12)
    later = placed_at + timedelta(seconds=70)
    await heard(desk, later)

    assert await look(desk, later) == OLD
    assert await placed(desk, speed_mps=12) == placed_at

    assert await look(desk, later) == OLD


async def test_taken_it_comes_again_only_for_another_position_that_stays(desk: Desk) -> None:
    await press(desk, S.EN_ROUTE)
    later = await placed(desk, speed_mps=12) + timedelta(seconds=70)
    await heard(desk, later)
    assert await look(desk, later) == OLD
    await desk.pool.execute("UPDATE alarm SET taken_at = $1", later)

    same = await look(desk, later)
    await placed(desk, 30, speed_mps=12)
    await desk.pool.execute("UPDATE unit_position SET received_at = $1", later + timedelta(seconds=1))
    again = later + timedelta(seconds=80)
    await heard(desk, again)

    assert (same, await look(desk, again)) == (FINE, OLD)


@pytest.mark.parametrize("status", [S.ON_SCENE, S.CLEAR])
async def test_it_ends_when_the_unit_drives_no_more(desk: Desk, status: AssignmentStatus) -> None:
    await press(desk, S.EN_ROUTE)
    later = await placed(desk, speed_mps=12) + timedelta(seconds=70)
    await heard(desk, later)
    assert await look(desk, later) == OLD

    await press(desk, status)

    assert await look(desk, later) == FINE


async def test_of_a_unit_that_is_silent_altogether_nothing_is_said_of_its_position(desk: Desk) -> None:
    await press(desk, S.EN_ROUTE)
    placed_at = await placed(desk, speed_mps=12)

    assert await look(desk, placed_at + timedelta(seconds=200)) == FINE


async def test_while_nobody_listened_no_position_grew_old(desk: Desk) -> None:
    await press(desk, S.EN_ROUTE)
    back = await placed(desk, speed_mps=12) + timedelta(hours=1)
    watch = SilenceWatch(desk.pool, SETTINGS.silence)

    async def raised(after_s: float) -> int:
        now = back + timedelta(seconds=after_s)
        await heard(desk, now)
        async with desk.pool.acquire() as conn:
            await bridges.beat(conn, "bridge-0", broker_connected=True, now=now)
        return await watch.raise_old(now)

    assert [await raised(after_s) for after_s in (0, 59, 61)] == [0, 0, 1]
