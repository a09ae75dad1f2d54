"""Recommend units for an incident: read, ask the roads with no transaction open, rank in a pure function."""

import asyncio
from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from itertools import groupby
from typing import Any
from uuid import UUID

from dispatch.actions.turnout import turnout_s
from dispatch.domain.ids import new_id
from dispatch.domain.incident import Incident
from dispatch.domain.recommendation import Advice, Basis, Candidate, LeftOut, ReasonCode, advise
from dispatch.domain.refusals import IncidentIsClosed
from dispatch.domain.response_plan import UnitRequirement, plan_for, required_at
from dispatch.settings import DispatchSettings
from dispatch.store import candidates, incidents, plans, recommendations
from dispatch.store.candidates import Start
from geo.database import Pool
from geo.position import Position
from geo.profiles import vehicle_profile
from geo.roads import Route
from geo.travel_times import Estimate, TravelTimes

LEFT_OUT_LISTED_MAX = 200  # by name; of the rest of a large fleet only the counts by reason


@dataclass(frozen=True, slots=True)
class Recommendation:
    """`left_out_more` counts, by reason, the units left out that `advice.left_out` does not name."""

    id: UUID
    incident_id: UUID
    made_at: datetime
    advice: Advice
    left_out_more: Mapping[str, int]
    routes: Mapping[str, Route | None]


@dataclass(frozen=True, slots=True)
class _Facts:
    """What is read in one go before the router is asked."""

    incident: Incident
    needs: Sequence[UnitRequirement]
    at_work: Sequence[frozenset[str]]
    starts: Sequence[Start]
    left_out: Sequence[LeftOut]
    left_out_more: Mapping[str, int]


async def recommend_units(
    pool: Pool, travel_times: TravelTimes, incident_id: UUID, *, now: datetime, settings: DispatchSettings
) -> Recommendation:
    """Rank the free units against the incident's response plan, by road ETA, and keep what was advised.

    Raises:
        UnknownIncident, IncidentIsClosed.
    """
    facts = await _read(pool, incident_id, now=now, settings=settings)
    able = await _candidates(travel_times, facts, settings)
    advice = advise(facts.needs, facts.at_work, able, facts.left_out)
    routes = await _routes(travel_times, facts, advice.advised)
    made = Recommendation(new_id(), incident_id, now, advice, facts.left_out_more, routes)
    async with pool.acquire(timeout=2) as conn, conn.transaction():
        await recommendations.add_recommendation(conn, made.id, incident_id, _kept(made), at=now)
    return made


async def _read(pool: Pool, incident_id: UUID, *, now: datetime, settings: DispatchSettings) -> _Facts:
    async with pool.acquire(timeout=2) as conn, conn.transaction(isolation="repeatable_read", readonly=True):
        incident = await incidents.get_incident(conn, incident_id)
        if incident.is_closed:
            raise IncidentIsClosed(f"incident {incident.number} is closed", incident_id=incident_id)
        plan = plan_for(await plans.list_plans(conn, incident.type), incident.type, incident.priority)
        needs = required_at(plan, incident.alarm_level)
        wanted = [need.capability for need in needs]
        starts = await candidates.nearest_free(conn, wanted, incident.position, now=now, settings=settings)
        left_out = await candidates.left_out(conn, wanted, [start.key for start in starts], limit=LEFT_OUT_LISTED_MAX)
        at_work = await candidates.capabilities_at_work(conn, incident_id)
        return _Facts(incident, needs, at_work, starts, *left_out)


async def _candidates(travel_times: TravelTimes, facts: _Facts, settings: DispatchSettings) -> list[Candidate]:
    """One matrix for each vehicle profile, as an ambulance and a pumper do not drive the same roads."""
    starts = sorted(facts.starts, key=lambda start: start.profile)
    by_profile = [(profile, list(group)) for profile, group in groupby(starts, key=lambda start: start.profile)]
    answers = await asyncio.gather(
        *(_estimates(travel_times, profile, group, facts.incident.position) for profile, group in by_profile)
    )
    return [
        _candidate(start, estimate, settings)
        for (_, group), estimates in zip(by_profile, answers, strict=True)
        for start, estimate in zip(group, estimates, strict=True)
    ]


async def _estimates(travel_times: TravelTimes, profile: str, starts: Sequence[Start], to: Position) -> list[Estimate]:
    return await travel_times.etas_to(to, [start.position for start in starts], vehicle_profile(profile))


def _candidate(start: Start, estimate: Estimate, settings: DispatchSettings) -> Candidate:
    return Candidate(
        unit_id=start.unit_id,
        capabilities=start.capabilities,
        state=start.state,
        basis=Basis(estimate.basis),
        turnout_s=turnout_s(start, settings),
        drive_s=estimate.eta_s,
        distance_m=estimate.distance_m,
        fix_age_s=start.fix_age_s,
    )


async def _routes(travel_times: TravelTimes, facts: _Facts, advised: Collection[str]) -> dict[str, Route | None]:
    chosen = [start for start in facts.starts if start.unit_id in advised]
    to = facts.incident.position
    found = await asyncio.gather(
        *(travel_times.route(start.position, to, vehicle_profile(start.profile)) for start in chosen)
    )
    return {start.unit_id: route for start, route in zip(chosen, found, strict=True)}


def _kept(made: Recommendation) -> dict[str, Any]:
    """Reasons as codes and facts, so that they can be said in any language later."""
    return {
        "requirements": [asdict(row) for row in made.advice.requirements],
        "advised": made.advice.advised,
        "candidates": [
            {
                "unit_id": row.candidate.unit_id,
                "rank": row.rank,
                "eta_s": row.candidate.eta_s,
                "turnout_s": row.candidate.turnout_s,
                "distance_m": row.candidate.distance_m,
                "state": row.candidate.state,
                "basis": row.candidate.basis,
                "fix_age_s": row.candidate.fix_age_s,
                "reasons": row.reasons,
            }
            for row in made.advice.candidates
        ],
        "left_out": [
            {"unit_id": unit.unit_id, "reason": unit.reason}
            for unit in made.advice.left_out
            if unit.reason.code is not ReasonCode.LACKS_CAPABILITY
        ],
        "left_out_more": made.left_out_more,
        "shortfalls": [asdict(row) for row in made.advice.shortfalls],
    }
