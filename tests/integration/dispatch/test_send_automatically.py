"""A plan with automatic sending: announced, stopped by a person, logged as automatic."""

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from dispatch.commands.take_alert import take_alert
from dispatch.commands.update_incident import IncidentChanges, update_incident
from dispatch.store import views
from dispatch.watches.send_automatically import send_automatically
from geo.city.importer import import_city
from geo.roads.router import CityRoads
from geo.roads.travel_times import TravelTimes
from tests.desk import NOW, SETTINGS, Desk
from tests.integration.dispatch.made_river import ACROSS, SAME_BANK, SCENE, made_river
from tests.integration.dispatch.test_recommend_units import heard

AFTER = timedelta(seconds=20)


@pytest.fixture
async def river(desk: Desk, tmp_path: Path) -> Desk:
    await import_city(desk.pool, made_river().write(tmp_path / "river.osm.pbf"), data_dir=tmp_path)
    await heard(desk, "AMB-01", SAME_BANK, age_s=1)
    await heard(desk, "AMB-02", ACROSS, age_s=1)
    await desk.pool.execute("UPDATE response_plan SET automatic_after_s = 20 WHERE incident_type = 'medical'")
    return desk


async def test_it_is_announced_then_sent_and_logged_as_automatic(river: Desk) -> None:
    await river.incident(position=SCENE)

    announced = await tick(river, NOW)
    early = await tick(river, NOW + AFTER / 2)
    sent = await tick(river, NOW + AFTER)
    again = await tick(river, NOW + 2 * AFTER)

    assert (announced, early, sent, again) == (1, 0, 1, 0)
    row = await river.pool.fetchrow(
        "SELECT u.unit_id, a.dispatched_by FROM assignment a JOIN unit u ON u.key = a.unit_key"
    )
    assert row is not None
    assert tuple(row) == ("AMB-01", None)
    assert await river.pool.fetchval("SELECT actor FROM event_log WHERE kind = 'units_assigned'") == "system:automatic"


async def test_a_person_stops_it_by_taking_the_alarm(river: Desk) -> None:
    await river.incident(position=SCENE)
    await tick(river, NOW)
    alarm_id = await river.pool.fetchval("SELECT id FROM alarm")

    async with river.pool.acquire() as conn, conn.transaction():
        await take_alert(conn, alarm_id, by=river.dispatcher, now=NOW)

    assert await tick(river, NOW + AFTER) == 0
    assert await river.pool.fetchval("SELECT count(*) FROM assignment") == 0


async def test_when_the_unit_is_gone_meanwhile_a_person_decides(river: Desk) -> None:
    await river.incident(position=SCENE)
    await tick(river, NOW)
    await river.send(await river.incident("vehicle_fire"), "AMB-01")

    assert await tick(river, NOW + AFTER) == 1
    assert await river.pool.fetchval("SELECT count(*) FROM assignment") == 1
    assert await standing(river) == []


async def test_it_is_given_up_at_once_when_a_person_sends_somebody_else(river: Desk) -> None:
    incident_id = await river.incident(position=SCENE)
    await tick(river, NOW)
    await river.send(incident_id, "AMB-02")

    given_up = await tick(river, NOW + AFTER / 2)
    due = await tick(river, NOW + AFTER)

    assert (given_up, due) == (1, 0)
    assert await river.pool.fetchval("SELECT count(*) FROM assignment") == 1
    assert await standing(river) == []


@pytest.mark.parametrize("changes", [IncidentChanges(priority=3), IncidentChanges(type="flood")])
async def test_it_is_given_up_when_the_incident_turns_out_to_be_another(river: Desk, changes: IncidentChanges) -> None:
    incident_id = await river.incident(position=SCENE)
    await tick(river, NOW)
    async with river.pool.acquire() as conn, conn.transaction():
        await update_incident(
            conn,
            incident_id,
            changes,
            by=river.dispatcher,
            now=NOW,
            orders=SETTINGS.orders,
            margin_m=SETTINGS.service_area_margin_m,
        )

    assert [await tick(river, NOW + AFTER), await tick(river, NOW + 2 * AFTER)] == [1, 0]
    assert await river.pool.fetchval("SELECT count(*) FROM assignment") == 0
    assert await standing(river) == []


async def test_nothing_is_sent_where_two_are_as_good_or_the_plan_says_nothing(river: Desk) -> None:
    await river.pool.execute("UPDATE unit_position SET position = $1", SAME_BANK)
    await river.incident(position=SCENE)
    await river.incident("cardiac_arrest", position=SCENE)

    assert await tick(river, NOW) == 0


async def standing(desk: Desk) -> list[Any]:
    async with desk.pool.acquire() as conn:
        return await views.open_alerts(conn)


async def tick(desk: Desk, now: datetime) -> int:
    patient = SETTINGS.model_copy(update={"fix_fresh_s": 3600.0})
    travel_times = TravelTimes(desk.pool, CityRoads(workers=1), timeout_s=30)
    return await send_automatically(desk.pool, travel_times, now=now, orders=patient.orders, policy=patient.advice)
