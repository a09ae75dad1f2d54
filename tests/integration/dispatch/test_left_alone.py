"""An incident that all units left before arrival waits again, with clock and alert, until a unit is sent."""

from datetime import datetime, timedelta
from uuid import UUID

import pytest

from dispatch.commands.change_status import change_status
from dispatch.domain.assignment import AssignmentStatus
from dispatch.store import views
from dispatch.views.board import AlertOut, IncidentOut
from dispatch.watches.auto_clear import auto_clear
from dispatch.watches.raise_late_clocks import raise_late_clocks
from dispatch.watches.raise_left_alone import raise_left_alone
from tests.desk import NOW, SETTINGS, Desk, detail_of

S = AssignmentStatus
LATER = NOW + timedelta(minutes=2)


@pytest.mark.parametrize("last", [S.CLEAR, S.CANCELED])
async def test_it_waits_again_and_an_alarm_says_who_was_sent(desk: Desk, last: AssignmentStatus) -> None:
    incident_id = await desk.incident()
    (sent,) = await desk.send(incident_id, "AMB-01")
    under_way = await raise_left_alone(desk.pool, now=NOW)
    await press(desk, sent.id, last)

    raised = [await raise_left_alone(desk.pool, now=LATER) for _ in range(2)]

    assert (under_way, raised) == (0, [1, 0])
    view = await shown(desk, incident_id)
    assert (view.status, view.nobody_came) == ("waiting", True)
    (alarm,) = await standing(desk)
    assert (alarm.kind, alarm.incident_id, detail_of(alarm)["unit_ids"]) == (
        "nobody_came",
        incident_id,
        ["AMB-01"],
    )


async def test_the_alarm_ends_when_somebody_is_sent_and_comes_again_when_they_leave_too(desk: Desk) -> None:
    incident_id = await desk.incident()
    (first,) = await desk.send(incident_id, "AMB-01")
    await press(desk, first.id, S.CLEAR)
    await raise_left_alone(desk.pool, now=LATER)
    (second,) = await desk.send(incident_id, "AMB-02")

    ended = await auto_clear(desk.pool, now=LATER)
    await press(desk, second.id, S.CANCELED, at=LATER + timedelta(seconds=1))

    assert ended == 1
    assert await raise_left_alone(desk.pool, now=LATER + timedelta(seconds=2)) == 1


@pytest.mark.parametrize("reached", [S.ON_SCENE, S.TRANSPORTING])
async def test_whoever_was_there_leaves_an_incident_to_be_closed(desk: Desk, reached: AssignmentStatus) -> None:
    incident_id = await desk.incident()
    (sent,) = await desk.send(incident_id, "AMB-01")
    await press(desk, sent.id, reached)
    await press(desk, sent.id, S.CLEAR)

    view = await shown(desk, incident_id)

    assert (view.status, view.nobody_came) == ("cleared", False)
    assert await raise_left_alone(desk.pool, now=LATER) == 0


async def test_its_clock_runs_on_and_alerts(desk: Desk) -> None:
    incident_id = await desk.incident("cardiac_arrest")
    (sent,) = await desk.send(incident_id, "AMB-01")
    await press(desk, sent.id, S.CLEAR)

    raised = await raise_late_clocks(desk.pool, now=NOW + timedelta(seconds=901), targets=SETTINGS.clocks)

    assert raised == 1
    assert detail_of((await standing(desk))[0])["clock"] == "to_scene"


async def shown(desk: Desk, incident_id: UUID) -> IncidentOut:
    async with desk.pool.acquire() as conn:
        return (await views.incidents(conn, [incident_id]))[0]


async def standing(desk: Desk) -> list[AlertOut]:
    async with desk.pool.acquire() as conn:
        return await views.open_alerts(conn)


async def press(desk: Desk, assignment_id: UUID, status: AssignmentStatus, *, at: datetime = LATER) -> None:
    async with desk.pool.acquire() as conn, conn.transaction():
        await change_status(conn, assignment_id, status, at=None, by=desk.dispatcher, now=at, orders=SETTINGS.orders)
