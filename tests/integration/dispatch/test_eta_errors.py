"""Estimated arrivals are compared with the actual ones."""

from datetime import timedelta

from core.domain.ids import new_id
from dispatch.advice.recommend_units import recommend_units
from dispatch.store import eta_errors
from geo.roads.router import CityRoads
from geo.roads.travel_times import TravelTimes
from tests.desk import NOW, SETTINGS, Desk

PROMISED_S, TOOK_S = 200.0, 300.0


async def test_the_band_of_an_agency_that_always_comes_later_says_so(desk: Desk) -> None:
    await sent_before(desk, "AMB-01", times=25)

    async with desk.pool.acquire() as conn:
        await eta_errors.learn(conn, NOW)
    made = await recommend_units(
        desk.pool, TravelTimes(desk.pool, CityRoads()), await desk.incident(), now=NOW, policy=SETTINGS.advice
    )

    first = made.advice.candidates[0].candidate
    assert first.eta_s is not None
    assert first.eta_p90_s is not None
    assert abs(first.eta_p90_s - first.eta_s * TOOK_S / PROMISED_S) < 1


async def test_a_short_history_is_none(desk: Desk) -> None:
    await sent_before(desk, "AMB-01", times=5)

    async with desk.pool.acquire() as conn:
        await eta_errors.learn(conn, NOW)
        assert await eta_errors.learnt(conn, hour=NOW.hour) == []


async def sent_before(desk: Desk, unit_id: str, *, times: int) -> None:
    incident_id = await desk.incident()
    for day in range(1, times + 1):
        at = NOW - timedelta(days=day)
        assignment_id = new_id()
        await desk.pool.execute(
            "INSERT INTO assignment (id, unit_key, incident_id, status, dispatched_at, dispatched_by, eta_s,"
            " distance_m, released_at) SELECT $1, u.key, $2, 'clear', $3, $4, $5, 2000, $3"
            " FROM unit u WHERE u.unit_id = $6",
            assignment_id,
            incident_id,
            at,
            desk.dispatcher.id,
            PROMISED_S,
            unit_id,
        )
        await desk.pool.execute(
            "INSERT INTO milestone (assignment_id, kind, at, source, recorded_at, recorded_by)"
            " VALUES ($1, 'on_scene', $2, 'pressed', $2, 'test')",
            assignment_id,
            at + timedelta(seconds=TOOK_S),
        )
