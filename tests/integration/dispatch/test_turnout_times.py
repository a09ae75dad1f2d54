"""A crew's turnout time is learnt from the times of similar crews."""

from datetime import datetime, timedelta

from core.domain.ids import new_id
from dispatch.advice.recommend_units import recommend_units
from dispatch.commands.assign_units import assign_units, plan_routes
from dispatch.store import turnout_times
from geo.roads.router import CityRoads
from geo.roads.travel_times import TravelTimes
from tests.desk import NOW, SETTINGS, Desk

TOOK_S = 95.0
HALF_PAST = NOW + timedelta(minutes=30)


async def test_an_agency_that_leaves_slowly_is_expected_to(desk: Desk) -> None:
    await left_before(desk, "AMB-01", times=25)

    assert await turnout_of(desk, "AMB-02") == TOOK_S


async def test_the_same_hour_counts_before_all_hours(desk: Desk) -> None:
    await left_before(desk, "AMB-01", times=25)
    await left_before(desk, "AMB-01", times=75, hours_off=5, took_s=200)

    assert await turnout_of(desk, "AMB-02") == TOOK_S


async def test_the_hour_is_that_of_the_question_in_its_first_minute_too(desk: Desk) -> None:
    await left_before(desk, "AMB-01", times=25)
    await left_before(desk, "AMB-01", times=75, hours_off=5, took_s=200)

    assert await turnout_of(desk, "AMB-02", asked_at=NOW + timedelta(seconds=30)) == TOOK_S


async def test_a_short_history_and_one_of_rolling_units_say_nothing_of_the_station(desk: Desk) -> None:
    await left_before(desk, "AMB-01", times=5)
    await left_before(desk, "AMB-01", times=25, from_station=False)

    assert await turnout_of(desk, "AMB-02") == SETTINGS.turnout_station_ambulance_s


async def test_it_is_written_down_from_where_a_unit_was_sent(desk: Desk) -> None:
    incident_id = await desk.incident()
    times = TravelTimes(desk.pool, CityRoads())
    routes = await plan_routes(desk.pool, times, incident_id, ["AMB-01"], now=NOW, policy=SETTINGS.advice)
    async with desk.pool.acquire() as conn, conn.transaction():
        await assign_units(
            conn, incident_id, ["AMB-01"], routes=routes, by=desk.dispatcher, now=NOW, orders=SETTINGS.orders
        )

    assert await desk.pool.fetchval("SELECT from_station FROM assignment") is True


async def turnout_of(desk: Desk, unit_id: str, *, asked_at: datetime = HALF_PAST) -> float:
    async with desk.pool.acquire() as conn:
        await turnout_times.learn(conn, asked_at)
    made = await recommend_units(
        desk.pool, TravelTimes(desk.pool, CityRoads()), await desk.incident(), now=asked_at, policy=SETTINGS.advice
    )
    return next(row.candidate.turnout_s for row in made.advice.candidates if row.candidate.unit_id == unit_id)


async def left_before(
    desk: Desk, unit_id: str, *, times: int, hours_off: int = 0, took_s: float = TOOK_S, from_station: bool = True
) -> None:
    incident_id = await desk.incident()
    for day in range(1, times + 1):
        at = HALF_PAST - timedelta(days=day, hours=hours_off)
        assignment_id = new_id()
        await desk.pool.execute(
            "INSERT INTO assignment (id, unit_key, incident_id, status, dispatched_at, from_station, released_at)"
            " SELECT $1, u.key, $2, 'clear', $3, $4, $3 FROM unit u WHERE u.unit_id = $5",
            assignment_id,
            incident_id,
            at,
            from_station,
            unit_id,
        )
        await desk.pool.execute(
            "INSERT INTO milestone (assignment_id, kind, at, source, recorded_at, recorded_by)"
            " VALUES ($1, 'en_route', $2, 'inferred', $2, 'test')",
            assignment_id,
            at + timedelta(seconds=took_s),
        )
