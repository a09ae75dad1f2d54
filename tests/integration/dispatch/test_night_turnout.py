"""At night crews sleep: a city's other turnout then holds in advice, for the unit sent, for the clock and its alert."""

from datetime import UTC, datetime, timedelta

import pytest

from dispatch.advice.recommend_units import recommend_units
from dispatch.commands.assign_units import assign_units, plan_routes
from dispatch.watches.raise_late_clocks import raise_late_clocks
from geo.roads.router import CityRoads
from geo.roads.travel_times import TravelTimes
from tests.desk import SETTINGS, Desk
from tests.integration.dispatch.test_city_hours import put_city

CITY_SLEEPS = SETTINGS.model_copy(
    update={
        "turnout_night_station_ambulance_s": 95.0,
        "turnout_night_station_fire_s": 115.0,
        "turnout_night_target_ambulance_s": 90.0,
        "turnout_night_target_fire_s": 120.0,
    }
)
# In Jakarta, where it is seven hours later, 22:00 begins the night.
BEFORE_TEN, AFTER_TEN = datetime(2026, 3, 1, 14, 59, 30, tzinfo=UTC), datetime(2026, 3, 1, 15, 0, tzinfo=UTC)
MIDDAY = datetime(2026, 3, 1, 5, 0, tzinfo=UTC)


@pytest.fixture
async def jakarta(desk: Desk) -> Desk:
    await put_city(desk, "Asia/Jakarta")
    return desk


@pytest.mark.parametrize(("asked_at", "seconds"), [(MIDDAY, 60), (BEFORE_TEN, 60), (AFTER_TEN, 95)])
async def test_advice_counts_the_turnout_of_the_citys_hour(jakarta: Desk, asked_at: datetime, seconds: float) -> None:
    assert await advised_turnout_s(jakarta, asked_at) == seconds


async def test_what_history_shows_counts_before_the_setting(jakarta: Desk) -> None:
    await jakarta.pool.execute(
        "INSERT INTO turnout_time (agency_id, from_station, hour, samples, p50_s, learnt_at)"
        " SELECT DISTINCT agency_id, true, 22, 25, 71, now() FROM unit WHERE unit_id = 'AMB-01'"
    )

    assert await advised_turnout_s(jakarta, AFTER_TEN) == 71


@pytest.mark.parametrize(("sent_at", "seconds"), [(BEFORE_TEN, 60), (AFTER_TEN, 95)])
async def test_the_promise_to_the_desk_counts_it(jakarta: Desk, sent_at: datetime, seconds: float) -> None:
    routes = await plan_routes(
        jakarta.pool,
        TravelTimes(jakarta.pool, CityRoads()),
        await jakarta.incident(),
        ["AMB-01"],
        now=sent_at,
        policy=CITY_SLEEPS.advice,
    )

    assert routes["AMB-01"].turnout_s == seconds


async def test_the_clock_of_an_order_goes_by_the_hour_of_the_order(jakarta: Desk) -> None:
    await send(jakarta, at=BEFORE_TEN)

    raised = [await late_after(jakarta, BEFORE_TEN, seconds) for seconds in (59, 61)]

    assert raised == [[], [("AMB-01", 60)]]


async def test_an_order_by_night_has_the_target_of_the_night(jakarta: Desk) -> None:
    await send(jakarta, at=AFTER_TEN)

    raised = [await late_after(jakarta, AFTER_TEN, seconds) for seconds in (61, 89, 91, 119, 121)]

    assert raised == [[], [], [("AMB-01", 90)], [], [("DMK-01", 120)]]


async def advised_turnout_s(desk: Desk, asked_at: datetime) -> float:
    times = TravelTimes(desk.pool, CityRoads())
    made = await recommend_units(desk.pool, times, await desk.incident(), now=asked_at, policy=CITY_SLEEPS.advice)
    return next(row.candidate.turnout_s for row in made.advice.candidates if row.candidate.unit_id == "AMB-01")


async def send(desk: Desk, *, at: datetime) -> None:
    """Both have acknowledged and do not leave."""
    incident_id = await desk.incident("structure_fire", priority=1)
    await desk.pool.execute("UPDATE incident SET created_at = $1", at)
    async with desk.pool.acquire() as conn, conn.transaction():
        await assign_units(
            conn,
            incident_id,
            ["AMB-01", "DMK-01"],
            routes={},
            by=desk.dispatcher,
            now=at,
            orders=CITY_SLEEPS.orders,
        )
    await desk.pool.execute("UPDATE assignment SET status = 'acknowledged'")


async def late_after(desk: Desk, sent_at: datetime, seconds: float) -> list[tuple[str, float]]:
    """Of the alerts raised then: the unit and its target."""
    before = await desk.pool.fetchval("SELECT coalesce(max(id), 0) FROM alarm")
    await raise_late_clocks(desk.pool, now=sent_at + timedelta(seconds=seconds), targets=CITY_SLEEPS.clocks)
    rows = await desk.pool.fetch(
        "SELECT u.unit_id, l.detail FROM alarm l JOIN unit u ON u.key = l.unit_key WHERE l.id > $1", before
    )
    return [(row["unit_id"], row["detail"]["target_s"]) for row in rows]
