"""Sending units: all or none, and one incident per unit, whatever two desks do at once."""

import asyncio
from datetime import datetime, timedelta
from uuid import UUID

import pytest

from core.domain.actor import DeviceActor
from core.domain.refusals import NotAllowed
from core.store import event_chain
from dispatch.commands.change_status import change_status
from dispatch.domain.assignment import AssignmentStatus
from dispatch.domain.refusals import IncidentIsClosed, StatusNotAllowed, UnitAlreadyAssigned, UnitTwice, UnknownUnit
from dispatch.store import views
from dispatch.views.board import AssignmentOut, UnitOut
from tests.desk import NOW, SETTINGS, Desk


async def test_an_order_is_written_for_every_device_of_the_unit(desk: Desk) -> None:
    await _add_device(desk, "GPS-1", "AMB-01")
    await _add_device(desk, "GPS-2", "AMB-01")
    incident_id = await desk.incident()

    made = await desk.send(incident_id, "AMB-01")

    rows = await desk.pool.fetch("SELECT destination, kind, body FROM outbox ORDER BY destination")
    assert [(row["destination"], row["kind"]) for row in rows] == [("GPS-1", "dispatch"), ("GPS-2", "dispatch")]
    assert rows[0]["body"]["assignment_id"] == str(made[0].id)
    assert rows[0]["body"]["incident"]["id"] == str(incident_id)


async def test_all_units_are_sent_or_none(desk: Desk) -> None:
    first, second = await desk.incident(), await desk.incident()
    await desk.send(first, "AMB-02")

    with pytest.raises(UnitAlreadyAssigned) as refusal:
        await desk.send(second, "AMB-01", "AMB-02")

    assert refusal.value.facts["unit_id"] == "AMB-02"
    assert refusal.value.facts["incident_id"] == first
    assert refusal.value.facts["by"] == "dispatcher"
    async with desk.pool.acquire() as conn:
        assert await views.assignments_of(conn, second) == []


async def test_of_many_desks_that_send_one_unit_exactly_one_wins(desk: Desk) -> None:
    for _ in range(5):  # a race shows only sometimes
        incidents = [await desk.incident() for _ in range(6)]

        outcomes = await asyncio.gather(
            *(desk.send(incident, "AMB-01", "DMK-01") for incident in incidents), return_exceptions=True
        )

        losers = [outcome for outcome in outcomes if isinstance(outcome, BaseException)]
        assert len(losers) == len(incidents) - 1
        assert all(isinstance(loser, UnitAlreadyAssigned) for loser in losers)
        assert await desk.pool.fetchval("SELECT count(*) FROM assignment WHERE released_at IS NULL") == 2
        await desk.pool.execute("UPDATE assignment SET released_at = now(), status = 'canceled'")


async def test_two_desks_that_send_the_same_units_in_opposite_order_do_not_deadlock(desk: Desk) -> None:
    for _ in range(10):
        one, other = await desk.incident(), await desk.incident()
        outcomes = await asyncio.gather(
            desk.send(one, "AMB-01", "AMB-02"), desk.send(other, "AMB-02", "AMB-01"), return_exceptions=True
        )
        assert sum(isinstance(outcome, UnitAlreadyAssigned) for outcome in outcomes) == 1
        await desk.pool.execute("UPDATE assignment SET released_at = now(), status = 'canceled'")


async def test_a_unit_named_twice_or_unknown_is_refused(desk: Desk) -> None:
    incident_id = await desk.incident()

    with pytest.raises(UnitTwice):
        await desk.send(incident_id, "AMB-01", "AMB-01")
    with pytest.raises(UnknownUnit):
        await desk.send(incident_id, "AMB-99")


async def test_nobody_is_sent_to_a_closed_incident(desk: Desk) -> None:
    incident_id = await desk.incident()
    await desk.pool.execute("UPDATE incident SET closed_at = now(), disposition = 'resolved'")

    with pytest.raises(IncidentIsClosed):
        await desk.send(incident_id, "AMB-01")


async def test_clear_frees_the_unit_for_the_next_incident(desk: Desk) -> None:
    first, second = await desk.incident(), await desk.incident()
    made = await desk.send(first, "AMB-01")

    await _press(desk, made[0].id, AssignmentStatus.CLEAR)

    assert (await desk.send(second, "AMB-01"))[0].incident_id == second


async def test_a_crew_speaks_for_its_own_unit_only(desk: Desk) -> None:
    made = await desk.send(await desk.incident(), "AMB-01", "AMB-02")

    with pytest.raises(NotAllowed):
        await _press(desk, made[1].id, AssignmentStatus.ACKNOWLEDGED, unit="AMB-01")


async def test_an_acknowledged_order_is_not_sent_again(desk: Desk) -> None:
    await _add_device(desk, "GPS-1", "AMB-01")
    made = await desk.send(await desk.incident(), "AMB-01")

    await _press(desk, made[0].id, AssignmentStatus.ACKNOWLEDGED)

    row = await desk.pool.fetchrow("SELECT acknowledged_at, finished_at FROM outbox")
    assert row is not None
    assert row["acknowledged_at"] is not None
    assert row["finished_at"] is not None


async def test_a_step_back_is_refused_and_the_same_step_changes_nothing(desk: Desk) -> None:
    made = await desk.send(await desk.incident(), "AMB-01")
    await _press(desk, made[0].id, AssignmentStatus.ON_SCENE)
    before = await desk.pool.fetchval("SELECT count(*) FROM event_log")

    again = await _press(desk, made[0].id, AssignmentStatus.ON_SCENE)

    assert again.status == "on_scene"
    assert await desk.pool.fetchval("SELECT count(*) FROM event_log") == before
    with pytest.raises(StatusNotAllowed):
        await _press(desk, made[0].id, AssignmentStatus.EN_ROUTE)


async def test_words_that_come_out_of_order_keep_their_times(desk: Desk) -> None:
    made = await desk.send(await desk.incident(), "AMB-01")
    await _press(desk, made[0].id, AssignmentStatus.ON_SCENE, at=NOW + timedelta(minutes=5))

    pressed = await _press(desk, made[0].id, AssignmentStatus.EN_ROUTE, at=NOW + timedelta(minutes=1))

    assert isinstance(pressed, AssignmentOut)
    assert pressed.status == "on_scene"
    assert set(pressed.reached_at) == {"en_route", "on_scene"}


async def test_the_log_is_dense_and_its_chain_whole_until_someone_changes_a_row(desk: Desk) -> None:
    incidents = [await desk.incident() for _ in range(3)]
    await asyncio.gather(desk.send(incidents[0], "AMB-01"), desk.send(incidents[1], "AMB-02"))

    async with desk.pool.acquire() as conn:
        rows = await conn.fetch("SELECT seq FROM event_log ORDER BY seq")
        assert [row["seq"] for row in rows] == list(range(1, len(rows) + 1))
        assert await event_chain.first_broken_link(conn) is None
        await conn.execute("UPDATE event_log SET actor = 'user:nobody' WHERE seq = 4")
        assert await event_chain.first_broken_link(conn) == 4


async def _press(
    desk: Desk, assignment_id: UUID, to: AssignmentStatus, *, unit: str | None = None, at: datetime | None = None
) -> AssignmentOut | UnitOut:
    async with desk.pool.acquire() as conn, conn.transaction():
        owner = await conn.fetchrow(
            "SELECT u.key, u.unit_id FROM assignment a JOIN unit u ON u.key = a.unit_key WHERE a.id = $1", assignment_id
        )
        assert owner is not None
        key, unit_id = owner["key"], owner["unit_id"]
        if unit is not None:
            key, unit_id = await conn.fetchval("SELECT key FROM unit WHERE unit_id = $1", unit), unit
        by = DeviceActor("GPS-1", key, unit_id)
        return await change_status(conn, assignment_id, to, at=at, by=by, now=at or NOW, orders=SETTINGS.orders)


async def _add_device(desk: Desk, device_id: str, unit_id: str) -> None:
    await desk.pool.execute(
        "INSERT INTO device (device_id, unit_key, mqtt_password_hash, created_at)"
        " SELECT $1, key, 'x', now() FROM unit WHERE unit_id = $2",
        device_id,
        unit_id,
    )
