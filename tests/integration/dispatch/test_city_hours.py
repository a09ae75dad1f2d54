"""Incident numbers and learnt hours use the city's time: east and west of Greenwich, and across daylight saving."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from core.domain.ids import new_id
from dispatch.advice.recommend_units import recommend_units
from dispatch.commands.create_incident import NewIncident, create_incident
from dispatch.store import cover_maps, eta_errors, turnout_times
from geo.roads.router import CityRoads
from geo.roads.travel_times import TravelTimes
from tests.desk import HERE, SETTINGS, Desk

JAKARTA, SANTIAGO = "Asia/Jakarta", "America/Santiago"
TOOK_S, PROMISED_S, ARRIVED_S = 95.0, 200.0, 300.0
CHANGES_AT = datetime(2026, 4, 5, tzinfo=UTC)  # Chile sets its clocks back


async def put_city(desk: Desk, timezone: str) -> None:
    await desk.pool.execute(
        "INSERT INTO city (name, version, folder, west_deg, south_deg, east_deg, north_deg, timezone, imported_at)"
        " VALUES ('kota', 'v1', '/nonexistent', 111, -8, 112, -7, $1, now())",
        timezone,
    )


@pytest.mark.parametrize(
    ("timezone", "local", "number"),
    [
        (JAKARTA, datetime(2027, 1, 1, 0, 30), "2027-000001"),  # noqa: DTZ001 - the zone is the other argument
        (SANTIAGO, datetime(2026, 12, 31, 23, 30), "2026-000001"),  # noqa: DTZ001
    ],
)
async def test_a_number_bears_the_citys_own_year(desk: Desk, timezone: str, local: datetime, number: str) -> None:
    await put_city(desk, timezone)

    async with desk.pool.acquire() as conn, conn.transaction():
        at = local.replace(tzinfo=ZoneInfo(timezone)).astimezone(UTC)
        made = await create_incident(
            conn, NewIncident("medical", HERE), by=desk.dispatcher, now=at, margin_m=SETTINGS.service_area_margin_m
        )

    assert made.number == number


@pytest.mark.parametrize("timezone", [JAKARTA, SANTIAGO])
async def test_the_same_hour_of_the_citys_day_is_learnt_as_one(desk: Desk, timezone: str) -> None:
    """Fifteen nights before the clocks change and fifteen after: too few on either side alone."""
    await put_city(desk, timezone)
    nights = evenings(timezone)
    await sent_at(desk, nights)

    async with desk.pool.acquire() as conn:
        await turnout_times.learn(conn, CHANGES_AT + timedelta(days=20))
        await eta_errors.learn(conn, CHANGES_AT + timedelta(days=20))

    for table in ("turnout_time", "eta_error"):
        rows = await desk.pool.fetch(f"SELECT DISTINCT hour, samples FROM {table} WHERE hour IS NOT NULL")
        assert [tuple(row) for row in rows] == [(22, len(nights))]


@pytest.mark.parametrize("timezone", [JAKARTA, SANTIAGO])
async def test_advice_goes_by_the_hour_at_which_it_is_asked_for_there(desk: Desk, timezone: str) -> None:
    await put_city(desk, timezone)
    await sent_at(desk, evenings(timezone))
    await sent_at(desk, [night - timedelta(hours=5) for night in evenings(timezone)], took_s=200, arrived_s=250)
    async with desk.pool.acquire() as conn:
        await turnout_times.learn(conn, CHANGES_AT + timedelta(days=20))
        await eta_errors.learn(conn, CHANGES_AT + timedelta(days=20))
    tonight = evenings(timezone)[-1] + timedelta(days=1)

    made = await recommend_units(
        desk.pool, TravelTimes(desk.pool, CityRoads()), await desk.incident(), now=tonight, policy=SETTINGS.advice
    )

    first = made.advice.candidates[0].candidate
    assert first.turnout_s == TOOK_S
    assert first.eta_s is not None
    assert first.eta_p50_s == pytest.approx(first.eta_s * ARRIVED_S / PROMISED_S)


@pytest.mark.parametrize("timezone", [JAKARTA, SANTIAGO])
async def test_demand_is_by_the_citys_hours(desk: Desk, timezone: str) -> None:
    for night in evenings(timezone):
        incident_id = await desk.incident()
        await desk.pool.execute("UPDATE incident SET created_at = $2 WHERE id = $1", incident_id, night)

    async with desk.pool.acquire() as conn:
        calls = await cover_maps.newest_calls(conn, timezone=timezone)

    assert {hour for _, hour in calls} == {22}


def evenings(timezone: str) -> list[datetime]:
    """Half past ten at night local time, fifteen times before the change and fifteen times after."""
    first = datetime(2026, 3, 20, 22, 30, tzinfo=ZoneInfo(timezone))
    return [(first + timedelta(days=day)).astimezone(UTC) for day in range(30)]


async def sent_at(
    desk: Desk, moments: Sequence[datetime], *, took_s: float = TOOK_S, arrived_s: float = ARRIVED_S
) -> None:
    incident_id = await desk.incident()
    for at in moments:
        assignment_id = new_id()
        await desk.pool.execute(
            "INSERT INTO assignment (id, unit_key, incident_id, status, dispatched_at, from_station, eta_s, distance_m,"
            " released_at) SELECT $1, u.key, $2, 'clear', $3, true, $4, 2000, $3 FROM unit u"
            " WHERE u.unit_id = 'AMB-01'",
            assignment_id,
            incident_id,
            at,
            PROMISED_S,
        )
        for kind, after_s in (("en_route", took_s), ("on_scene", arrived_s)):
            await desk.pool.execute(
                "INSERT INTO milestone (assignment_id, kind, at, source, recorded_at, recorded_by)"
                " VALUES ($1, $2, $3, 'pressed', $3, 'test')",
                assignment_id,
                kind,
                at + timedelta(seconds=after_s),
            )
