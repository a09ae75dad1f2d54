"""Retention really fails: the desk is alerted once, and the alert ends when it works again."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from core.store import event_chain
from dispatch.store import views
from dispatch.watches.retention import HistoryKeeper
from tests.desk import HERE, Desk
from tracking.devices.devices import add_device
from tracking.history.partitions import make_partitions, partition_name
from tracking.settings import TrackingSettings

NOW = datetime(2026, 3, 1, 3, 0, tzinfo=UTC)


def archiving_into(folder: Path) -> TrackingSettings:
    return TrackingSettings(_env_file=None, fix_archive_dir=folder)  # type: ignore[call-arg]


async def alarms(desk: Desk) -> list[dict[str, Any]]:
    async with desk.pool.acquire() as conn:
        return [alarm.detail or {} for alarm in await views.open_alerts(conn)]


async def test_an_archive_that_cannot_be_written_is_an_alarm_until_it_can(desk: Desk, tmp_path: Path) -> None:
    blocked = tmp_path / "disk"
    blocked.write_text("no folder")
    settings, keeper = archiving_into(blocked / "archive"), HistoryKeeper(desk.pool, words_kept_days=365)
    async with desk.pool.acquire() as conn:
        await make_partitions(conn, [(NOW - timedelta(days=100)).date()])

    first = await keeper.look(now=NOW, settings=settings)
    again = await keeper.look(now=NOW, settings=settings)

    (alarm,) = await alarms(desk)
    assert (first, again, alarm["step"]) == (1, 0, "old_days")
    assert "NotADirectoryError" in alarm["reason"]

    blocked.unlink()

    assert await keeper.look(now=NOW, settings=settings) == 1
    assert await alarms(desk) == []
    async with desk.pool.acquire() as conn:
        kinds = [event.kind for event in await event_chain.events_after(conn, 0, limit=100)]
    assert kinds[-2:] == ["alarm_raised", "alarm_ended"]


async def test_a_day_that_cannot_be_made_is_an_alarm_and_the_other_steps_go_on(desk: Desk, tmp_path: Path) -> None:
    tomorrow = partition_name((datetime.now(UTC) + timedelta(days=1)).date())
    await desk.pool.execute(f"CREATE TABLE {tomorrow} (stands_in_the_way int)")
    await desk.pool.execute(
        "INSERT INTO quarantined_fix (received_at, device_id, reason, payload)"
        " VALUES ($1, 'GPS-1', 'broken_json', '{')",
        NOW - timedelta(days=8),
    )

    await HistoryKeeper(desk.pool, words_kept_days=365).look(now=NOW, settings=archiving_into(tmp_path))

    assert [alarm["step"] for alarm in await alarms(desk)] == ["partitions"]
    assert await desk.pool.fetchval("SELECT count(*) FROM quarantined_fix") == 0


async def test_signs_of_devices_are_forgotten_with_their_fixes_and_not_before_they_were_handled(
    desk: Desk, tmp_path: Path
) -> None:
    settings = archiving_into(tmp_path)
    over, before = (NOW - timedelta(days=settings.fix_retention_days, seconds=seconds) for seconds in (1, -1))
    async with desk.pool.acquire() as conn:
        await add_device(conn, "AMB-01", now=over)
    signs = [("sos", over, NOW), ("accident", over, None), ("power_cut", before, NOW)]
    for kind, received_at, handled_at in signs:
        await desk.pool.execute(
            "INSERT INTO device_sign (device_key, kind, at, received_at, handled_at, position)"
            " SELECT key, $1, $2, $2, $3, $4 FROM device",
            kind,
            received_at,
            handled_at,
            HERE,
        )

    await HistoryKeeper(desk.pool, words_kept_days=365).look(now=NOW, settings=settings)

    left = await desk.pool.fetch("SELECT kind FROM device_sign ORDER BY id")
    assert [row["kind"] for row in left] == ["accident", "power_cut"]
