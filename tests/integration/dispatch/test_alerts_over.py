"""Alerts whose cause is gone end by themselves; the others wait for a person."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from core.domain.actor import SystemActor
from core.store.event_chain import timeline
from dispatch.commands.change_status import change_status
from dispatch.commands.close_incident import close_incident
from dispatch.commands.close_street import NewClosure, close_street, open_street
from dispatch.domain.alert import AlertKind
from dispatch.domain.assignment import AssignmentStatus
from dispatch.domain.incident import Disposition
from dispatch.steps.raise_alert import raise_alert
from dispatch.store import views
from dispatch.views.board import AssignmentOut
from dispatch.watches.auto_clear import auto_clear
from geo.geometry.closed_area import closed_street
from geo.roads.closures import ClosureKind
from tests.desk import HERE, NOW, SETTINGS, STATION_WEST, Desk

S = AssignmentStatus
DISPATCH = SystemActor("test")
LATER = NOW + timedelta(minutes=5)


@pytest.mark.parametrize(
    ("kind", "until", "ends"),
    [
        (AlertKind.ETA_SLIPPED, S.EN_ROUTE, False),
        (AlertKind.ETA_SLIPPED, S.ON_SCENE, True),
        (AlertKind.UNIT_NOT_MOVING, S.CANCELED, True),
        (AlertKind.UNIT_STALLED, S.CLEAR, True),
        (AlertKind.ROUTE_CLOSED, S.ON_SCENE, True),
        (AlertKind.ORDER_NOT_ACKNOWLEDGED, S.ACKNOWLEDGED, True),
        (AlertKind.BACK_NOT_CLEAR, S.ON_SCENE, False),
        (AlertKind.BACK_NOT_CLEAR, S.CLEAR, True),
        (AlertKind.UNIT_TAKEN_AWAY, S.CANCELED, False),
    ],
)
async def test_an_alarm_of_a_drive_ends_with_the_drive(
    desk: Desk, kind: AlertKind, until: AssignmentStatus, *, ends: bool
) -> None:
    assignment = await sent(desk)
    await alarmed(desk, assignment, kind)

    before = await auto_clear(desk.pool, now=NOW)
    await press(desk, assignment.id, until)
    after = await auto_clear(desk.pool, now=LATER)

    assert (before, after) == (0, int(ends))
    assert await kinds(desk) == ([] if ends else [kind])


async def test_what_nobody_took_is_logged_as_ended_at_its_incident_and_not_as_taken(desk: Desk) -> None:
    assignment = await sent(desk)
    await alarmed(desk, assignment, AlertKind.UNIT_STALLED)
    await press(desk, assignment.id, S.ON_SCENE)

    await auto_clear(desk.pool, now=LATER)

    async with desk.pool.acquire() as conn:
        events = [event for event in await timeline(conn, assignment.incident_id) if event.kind.startswith("alarm_")]
    assert [event.kind for event in events] == ["alarm_raised", "alarm_ended"]
    about = {"alarm": "unit_stalled", "unit_id": "AMB-01", "assignment_id": str(assignment.id)}
    assert [about.items() <= event.data.items() for event in events] == [True, True]
    assert events[-1].data["alarms"][0]["taken_by"] is None


async def test_what_waits_for_somebody_is_over_when_it_is_closed(desk: Desk) -> None:
    assignment = await sent(desk)
    await alarmed(desk, assignment, AlertKind.UNIT_TAKEN_AWAY)
    async with desk.pool.acquire() as conn, conn.transaction():
        incident_id, clock = assignment.incident_id, {"clock": "to_scene"}
        await raise_alert(conn, AlertKind.CLOCK_OVER_TARGET, by=DISPATCH, at=NOW, detail=clock, incident_id=incident_id)
    await press(desk, assignment.id, S.CANCELED)
    before = await auto_clear(desk.pool, now=LATER)
    async with desk.pool.acquire() as conn, conn.transaction():
        await close_incident(conn, incident_id, disposition=Disposition.RESOLVED, by=desk.dispatcher, now=LATER)

    assert (before, await auto_clear(desk.pool, now=LATER)) == (0, 2)
    assert await kinds(desk) == []
    assert await desk.pool.fetchval("SELECT actor FROM event_log ORDER BY seq DESC LIMIT 1") == "system:alarm_watch"


@pytest.mark.parametrize(
    ("clock", "until", "ends"),
    [
        ("to_dispatch", None, True),
        ("turnout", S.ACKNOWLEDGED, False),
        ("turnout", S.EN_ROUTE, True),
        ("turnout", S.CANCELED, True),
        ("to_scene", S.EN_ROUTE, False),
        ("to_scene", S.CANCELED, False),
        ("to_scene", S.ON_SCENE, True),
        ("to_scene", S.TRANSPORTING, True),
    ],
)
async def test_the_alarm_of_a_clock_ends_when_the_clock_stops(
    desk: Desk, clock: str, until: AssignmentStatus | None, *, ends: bool
) -> None:
    assignment = await sent(desk)
    key = await desk.pool.fetchval("SELECT key FROM unit WHERE unit_id = 'AMB-01'")
    async with desk.pool.acquire() as conn, conn.transaction():
        await raise_alert(
            conn,
            AlertKind.CLOCK_OVER_TARGET,
            by=DISPATCH,
            at=NOW,
            detail={"clock": clock},
            incident_id=assignment.incident_id,
            unit_key=key if clock == "turnout" else None,
        )
    if until is not None:
        await press(desk, assignment.id, until)

    assert await auto_clear(desk.pool, now=LATER) == int(ends)


async def test_a_street_that_is_open_again_closes_no_way(desk: Desk) -> None:
    street = NewClosure(ClosureKind.FLOOD, closed_street([STATION_WEST, HERE], 10.0))
    async with desk.pool.acquire() as conn, conn.transaction():
        closure = await close_street(conn, street, by=desk.dispatcher, now=NOW)
    await alarmed(desk, await sent(desk), AlertKind.ROUTE_CLOSED, closure_id=closure.id)
    before = await auto_clear(desk.pool, now=NOW)

    async with desk.pool.acquire() as conn, conn.transaction():
        await open_street(conn, closure.id, by=desk.dispatcher, now=LATER)

    assert (before, await auto_clear(desk.pool, now=LATER)) == (0, 1)


async def sent(desk: Desk) -> AssignmentOut:
    (assignment,) = await desk.send(await desk.incident(), "AMB-01")
    return assignment


async def alarmed(desk: Desk, assignment: AssignmentOut, kind: AlertKind, **detail: Any) -> None:
    async with desk.pool.acquire() as conn, conn.transaction():
        await raise_alert(
            conn,
            kind,
            by=DISPATCH,
            at=NOW,
            detail=detail,
            incident_id=assignment.incident_id,
            unit_key=await conn.fetchval("SELECT key FROM unit WHERE unit_id = $1", assignment.unit_id),
            assignment_id=assignment.id,
        )


async def press(desk: Desk, assignment_id: UUID, status: AssignmentStatus) -> None:
    async with desk.pool.acquire() as conn, conn.transaction():
        await change_status(conn, assignment_id, status, at=None, by=desk.dispatcher, now=LATER, orders=SETTINGS.orders)


async def kinds(desk: Desk) -> list[str]:
    async with desk.pool.acquire() as conn:
        return [alarm.kind for alarm in await views.open_alerts(conn)]
