"""A clock over its target raises an alert, once per clock."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from core.store import event_chain
from dispatch.advice.turnout import turnout_s
from dispatch.store import candidates
from dispatch.watches.raise_late_clocks import raise_late_clocks
from tests.desk import NOW, SETTINGS, Desk
from tests.rings import listening


async def test_an_urgent_incident_nobody_was_sent_to_in_time_is_said_once(desk: Desk) -> None:
    late = await desk.incident("cardiac_arrest")
    await desk.incident("flood", priority=4)

    assert await look(desk, after_s=59) == 0
    assert await look(desk, after_s=61) == 1
    assert await look(desk, after_s=62) == 0
    (alarm,) = await alarms(desk)
    assert (alarm["incident_id"], alarm["detail"]["clock"], alarm["detail"]["target_s"]) == (late, "to_dispatch", 60)


async def test_the_consoles_are_rung_for_it_and_not_for_a_look_in_vain(desk: Desk, database_url: str) -> None:
    await desk.incident("cardiac_arrest")

    async with listening(database_url) as rings:
        await look(desk, after_s=59)
        in_vain = await rings.heard()
        await look(desk, after_s=61)
        late = await rings.heard()

    assert (in_vain, late) == ([], [event_chain.DOORBELL])


async def test_turnout_is_held_against_the_kind_of_vehicle_and_arrival_against_the_incident(desk: Desk) -> None:
    incident_id = await desk.incident("structure_fire", priority=1)
    await desk.send(incident_id, "AMB-01", "DMK-01")
    await desk.pool.execute("UPDATE assignment SET status = 'acknowledged'")

    raised = [await look(desk, after_s=seconds) for seconds in (59, 70, 81, 899, 901)]

    assert raised == [0, 1, 1, 0, 1]
    clocks = [(alarm["unit_id"], alarm["detail"]["clock"]) for alarm in await alarms(desk)]
    assert clocks == [("AMB-01", "turnout"), ("DMK-01", "turnout"), (None, "to_scene")]


@pytest.mark.parametrize(
    ("agency_kind", "profile", "target_s"), [("police", "car", 60), ("fire", "ambulance", 60), ("fire", "car", 80)]
)
async def test_advice_and_the_clock_hold_a_vehicle_against_the_same_turnout(
    desk: Desk, agency_kind: str, profile: str, target_s: float
) -> None:
    await desk.pool.execute("UPDATE unit SET profile = $1 WHERE unit_id = 'AMB-01'", profile)
    await desk.pool.execute("UPDATE agency SET kind = $1 WHERE id = 'psc'", agency_kind)
    async with desk.pool.acquire() as conn:
        (start,) = await candidates.starts_of(conn, ["AMB-01"], now=NOW, positions=SETTINGS.positions)
    incident_id = await desk.incident("structure_fire", priority=1)
    await desk.send(incident_id, "AMB-01")
    await desk.pool.execute("UPDATE assignment SET status = 'acknowledged'")

    raised = [await look(desk, after_s=seconds) for seconds in (target_s - 1, target_s + 1)]

    assert raised == [0, 1]
    (alarm,) = await alarms(desk)
    assert alarm["detail"]["target_s"] == target_s
    assert turnout_s(start, SETTINGS.turnout) == target_s


async def test_whoever_arrived_in_time_is_not_late_afterwards(desk: Desk) -> None:
    incident_id = await desk.incident("structure_fire", priority=1)
    (sent,) = await desk.send(incident_id, "DMK-01")
    await arrived(desk, sent.id)

    assert await look(desk, after_s=901) == 0


async def look(desk: Desk, *, after_s: float) -> int:
    now: datetime = NOW + timedelta(seconds=after_s)
    return await raise_late_clocks(desk.pool, now=now, targets=SETTINGS.clocks)


async def arrived(desk: Desk, assignment_id: UUID) -> None:
    await desk.pool.execute("UPDATE assignment SET status = 'on_scene'")
    await desk.pool.execute(
        "INSERT INTO milestone (assignment_id, kind, at, source, recorded_at, recorded_by)"
        " VALUES ($1, 'on_scene', $2, 'pressed', $2, 'test')",
        assignment_id,
        NOW,
    )


async def alarms(desk: Desk) -> list[dict[str, Any]]:
    rows = await desk.pool.fetch(
        "SELECT l.incident_id, u.unit_id, l.detail FROM alarm l LEFT JOIN unit u ON u.key = l.unit_key ORDER BY l.id"
    )
    return [dict(row) for row in rows]
