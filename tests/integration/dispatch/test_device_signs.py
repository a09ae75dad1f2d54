"""What devices report about themselves, or stop reporting, becomes alerts for the desk, once each."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest

from core.domain.actor import DeviceActor
from dispatch.commands.change_status import change_status_from_device
from dispatch.commands.record_sos import record_sos
from dispatch.domain.assignment import AssignmentStatus
from dispatch.store import views
from dispatch.watches.auto_clear import auto_clear
from dispatch.watches.process_device_alerts import AT_ONCE, process_device_alerts
from dispatch.watches.raise_silent_units import SilenceWatch, note_quiet_units, raise_silent_units
from tests.desk import SETTINGS, Desk, detail_of
from tests.fleet import fix_payload
from tests.integration.tracking.fixes.test_recorder import running
from tracking.devices import health, signs
from tracking.devices.devices import add_device
from tracking.devices.health import Health
from tracking.devices.registry import DeviceRegistry
from tracking.fixes import bridges
from tracking.screened import ScreenedSign
from tracking.sign import Sign, SignKind

NOW = datetime.now(UTC).replace(microsecond=0)


@pytest.fixture
async def desk(desk: Desk) -> Desk:
    async with desk.pool.acquire() as conn:
        await add_device(conn, "AMB-01", now=NOW)
    return desk


async def report(desk: Desk, kind: SignKind, *, after_s: float = 0, claimed_at: datetime | None = None) -> None:
    at = NOW + timedelta(seconds=after_s)
    device = (await DeviceRegistry().look_up(desk.pool, ["AMB-01"]))["AMB-01"]
    async with desk.pool.acquire() as conn, conn.transaction():
        await signs.record_signs(
            conn, [ScreenedSign(Sign(device_id="AMB-01", kind=kind, at=claimed_at or at), device, at)]
        )


async def alarms(desk: Desk) -> list[str]:
    async with desk.pool.acquire() as conn:
        return [alarm.kind for alarm in await views.open_alerts(conn)]


async def test_a_cry_for_help_and_a_cut_cable_are_alarms_each_once(desk: Desk) -> None:
    for kind in (SignKind.SOS, SignKind.POWER_CUT, SignKind.POWER_CUT, SignKind.LOW_BATTERY, SignKind.ALIVE):
        await report(desk, kind)
    await report(desk, SignKind.POWER_CUT, after_s=10)

    assert await process_device_alerts(desk.pool, now=NOW) == 4
    assert await process_device_alerts(desk.pool, now=NOW) == 0

    assert await alarms(desk) == ["sos", "device_power_cut"]
    assert await desk.pool.fetchval("SELECT data->>'sign' FROM event_log WHERE kind = 'device_signed'") == "low_battery"


@pytest.mark.parametrize("hours", [1.5, 3, 24 * 7 * 1024, -12])
@pytest.mark.parametrize(("kind", "alarm"), [(SignKind.SOS, "sos"), (SignKind.ACCIDENT, "device_accident")])
async def test_a_call_for_help_counts_when_it_came_and_its_own_time_stands_beside_it(
    desk: Desk, kind: SignKind, alarm: str, hours: float
) -> None:
    claimed_at = NOW - timedelta(hours=hours)

    await report(desk, kind, claimed_at=claimed_at)
    await process_device_alerts(desk.pool, now=NOW)

    async with desk.pool.acquire() as conn:
        [standing] = await views.open_alerts(conn)
    assert standing.kind == alarm
    assert datetime.fromisoformat(detail_of(standing)["claimed_at"]) == claimed_at
    assert detail_of(standing)["claimed_age_s"] == hours * 3600


async def test_what_comes_after_the_alarm_was_taken_is_a_new_call_though_the_device_says_the_same_time(
    desk: Desk,
) -> None:
    for after_s in (0, 2):
        await report(desk, SignKind.SOS, after_s=after_s, claimed_at=NOW)
        await process_device_alerts(desk.pool, now=NOW)
    assert await alarms(desk) == ["sos"]
    await desk.pool.execute("UPDATE alarm SET taken_at = $1", NOW)

    await report(desk, SignKind.SOS, after_s=3, claimed_at=NOW)
    await process_device_alerts(desk.pool, now=NOW)

    assert await alarms(desk) == ["sos"]
    assert await desk.pool.fetchval("SELECT count(*) FROM alarm WHERE kind = 'sos'") == 2


async def test_many_presses_at_once_are_one_alarm(desk: Desk) -> None:
    unit_key = await desk.pool.fetchval("SELECT key FROM unit WHERE unit_id = 'AMB-01'")

    async def press() -> int:
        async with desk.pool.acquire() as conn, conn.transaction():
            device = DeviceActor("AMB-01", unit_key, "AMB-01")
            return await record_sos(conn, by=device, at=None, position=None, now=NOW)

    raised = await asyncio.gather(*(press() for _ in range(20)))

    assert len(set(raised)) == 1
    assert await alarms(desk) == ["sos"]
    assert await desk.pool.fetchval("SELECT count(*) FROM event_log WHERE kind = 'alarm_raised'") == 1


async def test_a_call_for_help_is_looked_at_before_what_else_waits(desk: Desk) -> None:
    for after_s in range(AT_ONCE):
        await report(desk, SignKind.LOW_BATTERY, after_s=after_s)
    await report(desk, SignKind.SOS)

    await process_device_alerts(desk.pool, now=NOW)

    assert await alarms(desk) == ["sos"]


async def test_a_cable_that_was_cut_long_ago_alarms_nobody(desk: Desk) -> None:
    await report(desk, SignKind.POWER_CUT, after_s=-7200)

    await process_device_alerts(desk.pool, now=NOW)

    assert await alarms(desk) == []


async def under_way(desk: Desk) -> None:
    [sent] = await desk.send(await desk.incident(), "AMB-01")
    unit_key = await desk.pool.fetchval("SELECT key FROM unit WHERE unit_id = 'AMB-01'")
    async with desk.pool.acquire() as conn, conn.transaction():
        await change_status_from_device(
            conn,
            device=DeviceActor("AMB-01", unit_key, "AMB-01"),
            assignment_id=sent.id,
            status=AssignmentStatus.EN_ROUTE,
            at=NOW,
            now=NOW,
            orders=SETTINGS.orders,
        )


async def drive(desk: Desk, *, speed_mps: float = 12) -> datetime:
    """Send a fix every five seconds; return when the last one was heard."""
    async with running(desk.pool) as it:
        await it.record(*(fix_payload(-5 * n, speed_mps=speed_mps) for n in range(10)))
    async with desk.pool.acquire() as conn:
        await health.measure(conn, now=NOW)
    heard_at: datetime = await desk.pool.fetchval("SELECT received_at FROM unit_position")
    return heard_at


@pytest.mark.parametrize(("quiet_s", "raised"), [(14.5, 0), (15.5, 1)])
async def test_a_unit_under_way_that_falls_silent_raises_one_alarm(desk: Desk, quiet_s: float, raised: int) -> None:
    await under_way(desk)
    heard_at = await drive(desk)

    for _ in range(2):
        await raise_silent_units(desk.pool, now=heard_at + timedelta(seconds=quiet_s), policy=SETTINGS.silence)

    assert await alarms(desk) == ["unit_silent"] * raised


async def test_back_and_silent_again_raises_anew_once_the_first_alarm_was_taken(desk: Desk) -> None:
    await under_way(desk)
    heard_at = await drive(desk)
    quiet = [heard_at + timedelta(seconds=seconds) for seconds in (20, 30)]
    first = await raise_silent_units(desk.pool, now=quiet[0], policy=SETTINGS.silence)
    await desk.pool.execute("UPDATE alarm SET taken_at = $1", quiet[0])

    same_silence = await raise_silent_units(desk.pool, now=quiet[1], policy=SETTINGS.silence)
    await desk.pool.execute("UPDATE unit_position SET received_at = $1", quiet[1])  # it was heard again
    later = [quiet[1] + timedelta(seconds=seconds) for seconds in (10, 20, 21)]

    assert (first, same_silence) == (1, 0)
    assert [await raise_silent_units(desk.pool, now=now, policy=SETTINGS.silence) for now in later] == [0, 1, 0]


async def test_the_alarm_ends_when_the_unit_is_heard_and_the_next_silence_raises_its_own(desk: Desk) -> None:
    await under_way(desk)
    heard_at = await drive(desk)
    later = [heard_at + timedelta(seconds=seconds) for seconds in (20, 30, 50)]

    await raise_silent_units(desk.pool, now=later[0], policy=SETTINGS.silence)
    assert await alarms(desk) == ["unit_silent"]
    await desk.pool.execute("UPDATE unit_position SET received_at = $1", later[1])  # it was heard again
    assert await auto_clear(desk.pool, now=later[1]) == 1
    assert await alarms(desk) == []
    await raise_silent_units(desk.pool, now=later[2], policy=SETTINGS.silence)

    assert await alarms(desk) == ["unit_silent"]
    assert await desk.pool.fetchval("SELECT count(*) FROM alarm WHERE kind = 'unit_silent'") == 2


async def test_who_could_not_be_heard_was_not_silent(desk: Desk) -> None:
    await under_way(desk)
    heard_at = await drive(desk)
    watch = SilenceWatch(desk.pool, SETTINGS.silence)
    back = heard_at + timedelta(hours=1)

    async def look(after_s: float, *, bridge_seen: bool) -> int:
        now = back + timedelta(seconds=after_s)
        if bridge_seen:
            async with desk.pool.acquire() as conn:
                await bridges.beat(conn, "bridge-0", broker_connected=True, now=now)
        return await watch.raise_silent(now)

    assert await look(-60, bridge_seen=False) == 0
    assert [await look(after_s, bridge_seen=True) for after_s in (0, 14, 16)] == [0, 0, 1]


async def test_one_that_rests_and_falls_silent_is_a_line_in_the_log_for_each_silence(desk: Desk) -> None:
    heard_at = await drive(desk, speed_mps=0)
    quiet = [heard_at + timedelta(seconds=seconds) for seconds in (300, 400, 500)]

    noted = [await note_quiet_units(desk.pool, now=now) for now in quiet]
    await desk.pool.execute("UPDATE unit_position SET received_at = $1", quiet[2])
    again = await note_quiet_units(desk.pool, now=quiet[2] + timedelta(seconds=400))

    assert (noted, again) == ([0, 1, 0], 1)
    assert await alarms(desk) == []
    assert await desk.pool.fetchval("SELECT count(*) FROM event_log WHERE kind = 'unit_quiet'") == 2


async def test_one_that_stands_or_is_not_under_way_may_be_quiet_for_longer(desk: Desk) -> None:
    heard_at = await drive(desk)
    assert await raise_silent_units(desk.pool, now=heard_at + timedelta(hours=1), policy=SETTINGS.silence) == 0
    await under_way(desk)
    await desk.pool.execute("UPDATE unit_position SET speed_mps = 0")

    later = [heard_at + timedelta(seconds=quiet_s) for quiet_s in (65, 75)]

    assert [await raise_silent_units(desk.pool, now=now, policy=SETTINGS.silence) for now in later] == [0, 1]


async def test_health_knows_each_devices_own_interval(desk: Desk) -> None:
    async with desk.pool.acquire() as conn:
        await add_device(conn, "AMB-02", now=NOW)
    heard_at = await drive(desk)

    async with desk.pool.acquire() as conn:
        listed = [await health.list_health(conn, now=heard_at + timedelta(seconds=quiet)) for quiet in (7, 12, 20)]

    driving, never = listed[0]
    assert (driving.interval_s, driving.moves_marker, never.interval_s) == (5, True, None)
    assert [first.state for first, _ in listed] == [Health.ONLINE, Health.LATE, Health.SILENT]
    assert never.state is Health.NEVER
