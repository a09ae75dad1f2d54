"""Candidates and advice on a real database: which units could go, from where, and why the others cannot."""

from collections.abc import Iterable
from datetime import timedelta
from uuid import UUID

import pytest

from base.position import Position
from dispatch.advice.recommend_units import Recommendation, recommend_units
from dispatch.commands.set_unit_service import UnitChanges, set_unit_service
from dispatch.domain.candidate import Basis, Candidate, CandidateState
from dispatch.domain.reason import Reason, ReasonCode
from dispatch.domain.refusals import IncidentIsClosed, UnknownIncident
from geo.roads.router import CityRoads
from geo.roads.travel_times import TravelTimes
from tests.desk import HERE, NOW, SETTINGS, STATION_WEST, Desk

NEAR_HERE = Position(HERE.lat + 0.001, HERE.lon)
FAR_AWAY = Position(HERE.lat + 0.05, HERE.lon + 0.05)


async def test_units_never_heard_start_from_their_stations(desk: Desk) -> None:
    advice = await recommend(desk, await desk.incident())

    west = candidate(advice, "AMB-01")
    assert west.state is CandidateState.AT_STATION
    assert west.turnout_s == SETTINGS.turnout_station_ambulance_s
    assert west.fix_age_s is None
    assert advice.advice.advised == ("AMB-01",)


async def test_without_a_city_every_estimate_is_by_air_line_and_says_so(desk: Desk) -> None:
    advice = await recommend(desk, await desk.incident())

    assert all(row.candidate.basis is Basis.AIR_LINE for row in advice.advice.candidates)
    assert all(ReasonCode.NO_ROADS in codes(row.reasons) for row in advice.advice.candidates)


async def test_a_fresh_fix_beats_the_station(desk: Desk) -> None:
    await heard(desk, "AMB-02", NEAR_HERE, age_s=5)

    advice = await recommend(desk, await desk.incident())

    assert advice.advice.advised == ("AMB-02",)
    assert candidate(advice, "AMB-02").state is CandidateState.ON_THE_ROAD
    assert candidate(advice, "AMB-02").fix_age_s == 5


async def test_an_old_fix_at_the_station_counts_as_the_station(desk: Desk) -> None:
    await heard(desk, "AMB-01", Position(STATION_WEST.lat + 0.0005, STATION_WEST.lon), age_s=3600)

    assert candidate(await recommend(desk, await desk.incident()), "AMB-01").state is CandidateState.AT_STATION


async def test_an_old_fix_elsewhere_ranks_last_however_near(desk: Desk) -> None:
    await heard(desk, "AMB-01", NEAR_HERE, age_s=3600)

    advice = await recommend(desk, await desk.incident())

    assert [row.candidate.unit_id for row in advice.advice.candidates] == ["AMB-02", "AMB-01"]
    assert candidate(advice, "AMB-01").state is CandidateState.STALE


async def test_every_unit_is_a_candidate_or_left_out_with_a_reason(desk: Desk) -> None:
    await desk.send(await desk.incident(), "AMB-01")
    async with desk.pool.acquire() as conn, conn.transaction():
        changes = UnitChanges(in_service=False, reason="flat tyre")
        await set_unit_service(conn, "AMB-02", changes, by=desk.dispatcher, now=NOW)

    advice = await recommend(desk, await desk.incident())

    reasons = {unit.unit_id: unit.reason for unit in advice.advice.left_out}
    assert advice.advice.candidates == ()
    assert reasons["AMB-01"].code is ReasonCode.ASSIGNED
    assert reasons["AMB-02"].code is ReasonCode.OUT_OF_SERVICE
    assert reasons["AMB-02"].facts == {"why": "flat tyre"}
    assert reasons["DMK-01"].code is ReasonCode.LACKS_CAPABILITY
    assert [row.missing for row in advice.advice.shortfalls] == [1]


async def test_a_second_advice_asks_only_for_what_is_missing(desk: Desk) -> None:
    incident_id = await desk.incident("structure_fire")
    await desk.send(incident_id, "DMK-01")

    advice = await recommend(desk, incident_id)

    assert set(advice.advice.advised) == {"AMB-01", "DMK-02"}


async def test_each_profile_is_asked_for_apart_and_the_advice_is_kept(desk: Desk) -> None:
    incident_id = await desk.incident("structure_fire")

    made = await recommend(desk, incident_id)

    kept = await desk.pool.fetchval("SELECT advice FROM recommendation WHERE id = $1", made.id)
    assert kept["advised"] == list(made.advice.advised)
    assert {row["unit_id"] for row in kept["candidates"]} == {"AMB-01", "AMB-02", "DMK-01", "DMK-02"}


async def test_a_police_matter_asks_for_no_unit(desk: Desk) -> None:
    made = await recommend(desk, await desk.incident("police_matter"))

    assert made.advice.requirements == ()
    assert made.advice.advised == ()


async def test_no_advice_for_a_closed_or_unknown_incident(desk: Desk) -> None:
    incident_id = await desk.incident()
    await desk.pool.execute("UPDATE incident SET closed_at = now(), disposition = 'resolved'")

    with pytest.raises(IncidentIsClosed):
        await recommend(desk, incident_id)
    with pytest.raises(UnknownIncident):
        await recommend(desk, UUID(int=0))


async def test_a_unit_far_by_air_is_left_out_as_farther_when_enough_are_nearer(desk: Desk) -> None:
    await heard(desk, "AMB-01", NEAR_HERE, age_s=1)
    await heard(desk, "AMB-02", FAR_AWAY, age_s=1)
    one_each = SETTINGS.model_copy(update={"candidates_at_first": 1, "candidates_per_capability": 1})

    made = await recommend_units(desk.pool, roads(desk), await desk.incident(), now=NOW, policy=one_each.advice)

    assert [row.candidate.unit_id for row in made.advice.candidates] == ["AMB-01"]
    reasons = {unit.unit_id: unit.reason.code for unit in made.advice.left_out}
    assert reasons["AMB-02"] is ReasonCode.FARTHER


async def test_a_crew_that_is_too_small_hides_nobody_behind_it(desk: Desk) -> None:
    await heard(desk, "AMB-01", NEAR_HERE, age_s=1)
    await heard(desk, "AMB-02", FAR_AWAY, age_s=1)
    await desk.pool.execute("UPDATE unit SET crew = 6 WHERE unit_id = 'AMB-02'")
    await desk.pool.execute("UPDATE unit_requirement SET crew_min = 5 WHERE capability = 'ambulance_bls'")
    one_each = SETTINGS.model_copy(update={"candidates_at_first": 1, "candidates_per_capability": 1})

    made = await recommend_units(desk.pool, roads(desk), await desk.incident(), now=NOW, policy=one_each.advice)

    assert made.advice.advised == ("AMB-02",)
    assert {unit.unit_id: unit.reason for unit in made.advice.left_out}["AMB-01"] == Reason(
        ReasonCode.CREW_TOO_SMALL, {"crew": 3}
    )


async def test_a_crew_that_is_too_small_fills_no_place_at_the_scene_and_is_not_waited_for(desk: Desk) -> None:
    await desk.pool.execute("UPDATE unit_requirement SET crew_min = 5 WHERE capability = 'ambulance_bls'")
    here, elsewhere = await desk.incident(), await desk.incident(priority=5)
    await desk.send(here, "AMB-01")
    await desk.send(elsewhere, "AMB-02")
    await heard(desk, "AMB-02", NEAR_HERE, age_s=1)

    made = await recommend(desk, here)

    assert [(row.assigned, row.missing) for row in made.advice.requirements] == [(0, 1)]
    assert [row.frees_up for row in made.advice.shortfalls] == [None]
    assert made.busy == []


async def recommend(desk: Desk, incident_id: UUID) -> Recommendation:
    return await recommend_units(desk.pool, roads(desk), incident_id, now=NOW, policy=SETTINGS.advice)


def roads(desk: Desk) -> TravelTimes:
    """No city is imported here: estimates are by air line."""
    return TravelTimes(desk.pool, CityRoads())


async def heard(desk: Desk, unit_id: str, position: Position, *, age_s: float) -> None:
    """Set the unit's newest fix to that many seconds before NOW."""
    at = NOW - timedelta(seconds=age_s)
    async with desk.pool.acquire() as conn, conn.transaction():
        key = await conn.fetchval("SELECT key FROM unit WHERE unit_id = $1", unit_id)
        device_key = await conn.fetchval(
            "INSERT INTO device (device_id, unit_key, mqtt_password_hash, created_at) VALUES ($1, $2, 'x', $3)"
            " RETURNING key",
            f"GPS-{unit_id}",
            key,
            at,
        )
        await conn.execute(
            "INSERT INTO unit_position (unit_key, device_key, fixed_at, received_at, position, near_position)"
            " VALUES ($1, $2, $3, $3, $4, $4)",
            key,
            device_key,
            at,
            position,
        )


def candidate(made: Recommendation, unit_id: str) -> Candidate:
    return next(row.candidate for row in made.advice.candidates if row.candidate.unit_id == unit_id)


def codes(reasons: Iterable[Reason]) -> list[ReasonCode]:
    return [reason.code for reason in reasons]


async def test_a_unit_on_its_way_to_something_less_urgent_is_named_beside_the_advice(desk: Desk) -> None:
    errand = await desk.incident("fallen_tree", position=FAR_AWAY, priority=5)
    await heard(desk, "AMB-01", NEAR_HERE, age_s=1)
    await heard(desk, "AMB-02", FAR_AWAY, age_s=1)
    [sent] = await desk.send(errand, "AMB-01")
    await desk.pool.execute("UPDATE assignment SET eta_s = 900")

    made = await recommend(desk, await desk.incident())

    assert made.advice.advised == ("AMB-02",)
    [found] = made.busy
    assert (found.unit.unit_id, found.is_diversion, found.unit.incident_id) == ("AMB-01", True, errand)
    assert found.saves_s is not None
    assert found.saves_s > 60
    assert sent.unit_id == "AMB-01"
