"""Recommend units for an incident: read, ask the router with no transaction open, rank in a pure function."""

import asyncio
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from base.database import ACQUIRE_TIMEOUT_S, Connection, Pool
from core.domain.ids import new_id
from dispatch.advice.find_arrivals import find_arrivals, survey
from dispatch.advice.find_busy import Helper, find_busy, find_helpers
from dispatch.advice.find_free_soon import find_free_soon
from dispatch.domain.advice_policy import AdvicePolicy
from dispatch.domain.busy_candidate import BusyCandidate
from dispatch.domain.cover import left_behind, losses_s
from dispatch.domain.ranking import Left, Sending
from dispatch.domain.reason import Reason, ReasonCode
from dispatch.domain.recommendation import Advice, Ranked, advise
from dispatch.domain.refusals import IncidentIsClosed
from dispatch.domain.response_plan import ResponsePlan
from dispatch.store import cover_places, recommendations
from dispatch.store.asked_for import AskedFor, asked_for
from dispatch.store.left_out import NotAsked, not_asked
from dispatch.store.recommendations import KeptAdvice, KeptBusy, KeptCandidate, KeptLeftOut
from geo.geometry.service_area import ServiceArea
from geo.roads.router import Route
from geo.roads.travel_times import TravelTimes

COVER_UNITS_MAX = 100
LEFT_OUT_LISTED_MAX = 100  # listed by name; in a larger fleet, other units that could go as well are only counted


@dataclass(frozen=True, slots=True)
class Recommendation:
    """`left_out_more` counts, by reason, the units left out that `advice.left_out` does not name.

    `busy`: units at work that could be there sooner, once a person has freed them.
    `nearest_proven`: no unit that the router was not asked about could be nearer by road than those advised.
    """

    id: UUID
    incident_id: UUID
    made_at: datetime
    advice: Advice
    left_out_more: Mapping[str, int]
    routes: Mapping[str, Route | None]
    nearest_proven: bool
    plan: ResponsePlan | None
    busy: Sequence[BusyCandidate] = ()


@dataclass(frozen=True, slots=True)
class _Around:
    """Read while the router works: what the city loses by each unit, which units cannot go, and which could help."""

    sending: Sending
    not_asked: NotAsked
    helpers: Sequence[Helper]


async def recommend_units(
    pool: Pool,
    travel_times: TravelTimes,
    incident_id: UUID,
    *,
    now: datetime,
    policy: AdvicePolicy,
    plan: ResponsePlan | None = None,
) -> Recommendation:
    """Rank the free units against the incident's response plan, by road ETA, and store what was advised.

    With a `plan` this is a trial, also on a closed incident: nothing is stored.

    Raises:
        UnknownIncident, IncidentIsClosed.
    """
    async with pool.acquire(timeout=ACQUIRE_TIMEOUT_S) as conn:
        asked = await asked_for(conn, incident_id)
    if plan is not None:
        asked = replace(asked, plan=plan)
    elif asked.incident.is_closed:
        raise IncidentIsClosed(f"incident {asked.incident.number} is closed", incident_id=incident_id)
    known = await survey(pool, travel_times, asked, now=now, policy=policy)
    found, around = await asyncio.gather(
        find_arrivals(travel_times, known, policy),
        _read_around(pool, asked, known.scene.conditions.streets.area, now=now, policy=policy),
    )
    left_out, more = around.not_asked.without({each.start.unit_id for each in found.arrivals})
    able = [each.candidate for each in found.arrivals]
    advice = advise(asked.needs, asked.at_work, able, left_out, around.sending)
    if advice.shortfalls:
        short = {row.capability for row in advice.shortfalls}
        hope = await find_free_soon(pool, travel_times, asked, short, known.scene, now=now)
        advice = _with_hope(advice, hope)
    busy = await find_busy(travel_times, around.helpers, asked.incident, known.scene, advice, policy)
    routes = {each.start.unit_id: each.route for each in found.arrivals if each.start.unit_id in advice.advised}
    made = Recommendation(new_id(), incident_id, now, advice, more, routes, found.is_proven, asked.plan, busy)
    if plan is None:
        async with pool.acquire(timeout=ACQUIRE_TIMEOUT_S) as conn:
            await recommendations.add_recommendation(conn, made.id, incident_id, _kept(made), at=now)
    return made


def _with_hope(advice: Advice, hope: Mapping[str, Reason]) -> Advice:
    return replace(
        advice, shortfalls=tuple(replace(row, frees_up=hope.get(row.capability)) for row in advice.shortfalls)
    )


async def _read_around(
    pool: Pool, asked: AskedFor, area: ServiceArea | None, *, now: datetime, policy: AdvicePolicy
) -> _Around:
    wanted = [need.capability for need in asked.needs]
    async with pool.acquire(timeout=ACQUIRE_TIMEOUT_S) as conn:
        keeps = await not_asked(conn, asked.needs, asked.incident.id, limit=LEFT_OUT_LISTED_MAX)
        helpers = await find_helpers(conn, asked.incident, asked.needs, now=now, policy=policy)
        fresh_after = policy.positions.fresh_after(now)
        return _Around(await _sending(conn, asked, wanted, area, now=now, fresh_after=fresh_after), keeps, helpers)


async def _sending(
    conn: Connection,
    asked: AskedFor,
    wanted: Collection[str],
    area: ServiceArea | None,
    *,
    now: datetime,
    fresh_after: datetime,
) -> Sending:
    """A unit with two capabilities counts where its loss is largest; a capability with very many units loses nothing.

    A unit far outside the area covers nothing.
    """
    few = await cover_places.free_places(conn, wanted, limit=COVER_UNITS_MAX, fresh_after=fresh_after)
    places = await cover_places.demand(conn) if few else []
    loss_s: dict[str, float] = {}
    leaves: dict[str, Left] = {}
    for everywhere in few.values():
        free = [unit for unit in everywhere if area is None or area.holds(unit)]
        for unit_id, lost_s in losses_s(free, places).items():
            loss_s[unit_id] = max(lost_s, loss_s.get(unit_id, 0.0))
        for unit_id, left in left_behind(free, places).items():
            if unit_id not in leaves or left.count < leaves[unit_id].count:
                leaves[unit_id] = left
    waited_s = max(0.0, (now - asked.incident.created_at).total_seconds())
    return Sending(asked.incident.priority, waited_s, loss_s, leaves)


def _kept(made: Recommendation) -> KeptAdvice:
    advice = made.advice
    return KeptAdvice(
        requirements=advice.requirements,
        advised=advice.advised,
        candidates=[_kept_candidate(row) for row in advice.candidates],
        left_out=[
            KeptLeftOut(unit.unit_id, unit.reason)
            for unit in advice.left_out
            if unit.reason.code is not ReasonCode.LACKS_CAPABILITY
        ],
        left_out_more=made.left_out_more,
        nearest_proven=made.nearest_proven,
        plan=made.plan,
        shortfalls=advice.shortfalls,
        busy=[KeptBusy(each.unit.unit_id, each.eta_s, each.reason) for each in made.busy],
    )


def _kept_candidate(row: Ranked) -> KeptCandidate:
    candidate = row.candidate
    return KeptCandidate(
        unit_id=candidate.unit_id,
        rank=row.rank,
        eta_s=candidate.eta_s,
        turnout_s=candidate.turnout_s,
        eta_p50_s=candidate.eta_p50_s,
        eta_p90_s=candidate.eta_p90_s,
        distance_m=candidate.distance_m,
        state=candidate.state,
        basis=candidate.basis,
        caveat=candidate.caveat,
        fix_age_s=candidate.fix_age_s,
        reasons=row.reasons,
    )
