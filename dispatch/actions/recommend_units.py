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
from dispatch.domain.prefilter import reach_m, times_to_beat
from dispatch.domain.recommendation import Advice, Basis, Candidate, LeftOut, ReasonCode, advise
from dispatch.domain.refusals import IncidentIsClosed
from dispatch.domain.response_plan import UnitRequirement, plan_for, required_at
from dispatch.settings import DispatchSettings
from dispatch.store import candidates, incidents, plans, recommendations
from dispatch.store.candidates import Start
from geo.database import Pool
from geo.position import Position
from geo.profiles import fastest_mps, vehicle_profile
from geo.roads import Route
from geo.travel_times import Estimate, TravelTimes

LEFT_OUT_LISTED_MAX = 200  # by name; of the rest of a large fleet only the counts by reason


@dataclass(frozen=True, slots=True)
class Recommendation:
    """`left_out_more` counts, by reason, the units left out that `advice.left_out` does not name.

    `nearest_proven`: no unit that the router was not asked about could be nearer by road than those advised.
    """

    id: UUID
    incident_id: UUID
    made_at: datetime
    advice: Advice
    left_out_more: Mapping[str, int]
    routes: Mapping[str, Route | None]
    nearest_proven: bool


@dataclass(frozen=True, slots=True)
class _Facts:
    """What is read in one go before the router is asked."""

    incident: Incident
    needs: Sequence[UnitRequirement]
    at_work: Sequence[frozenset[str]]
    starts: Sequence[Start]

    @property
    def wanted(self) -> list[str]:
        return [need.capability for need in self.needs]


@dataclass(frozen=True, slots=True)
class _Rest:
    """What is read once the nearest by air line have their driving times."""

    farther: Sequence[Start]
    is_all: bool
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
    able = await _candidates(travel_times, facts.starts, facts.incident.position, settings)
    advice = advise(facts.needs, facts.at_work, able, [])
    rest = await _read_rest(pool, facts, advice, now=now, settings=settings)
    able += await _candidates(travel_times, rest.farther, facts.incident.position, settings)
    advice = advise(facts.needs, facts.at_work, able, rest.left_out)
    routes = await _routes(travel_times, [*facts.starts, *rest.farther], facts.incident.position, advice.advised)
    made = Recommendation(new_id(), incident_id, now, advice, rest.left_out_more, routes, rest.is_all)
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
        at_work = await candidates.capabilities_at_work(conn, incident_id)
        return _Facts(incident, needs, at_work, starts)


async def _read_rest(pool: Pool, facts: _Facts, so_far: Advice, *, now: datetime, settings: DispatchSettings) -> _Rest:
    """The air line is a prefilter only: who could still be nearer by road is asked about too."""
    reach = _reach(facts, so_far, settings)
    known = [start.key for start in facts.starts]
    async with pool.acquire(timeout=2) as conn, conn.transaction(isolation="repeatable_read", readonly=True):
        farther, is_all = await candidates.free_within(
            conn, reach, facts.incident.position, without=known, now=now, settings=settings
        )
        asked = known + [start.key for start in farther]
        left_out = await candidates.left_out(conn, facts.wanted, asked, limit=LEFT_OUT_LISTED_MAX)
        return _Rest(farther, is_all, *left_out)


def _reach(facts: _Facts, so_far: Advice, settings: DispatchSettings) -> dict[str, float]:
    """By capability; empty when all estimates are by air line, which hides nobody from itself."""
    if any(row.candidate.basis is Basis.AIR_LINE for row in so_far.candidates):
        return {}
    turnout_min_s, top_speed_mps = settings.turnout_rolling_s, fastest_mps()
    reach = {
        capability: reach_m(eta_s, turnout_s=turnout_min_s, top_speed_mps=top_speed_mps)
        for capability, eta_s in times_to_beat(so_far, facts.wanted).items()
    }
    return {
        capability: radius_m for capability, radius_m in reach.items() if not _all_asked(facts, capability, settings)
    }


def _all_asked(facts: _Facts, capability: str, settings: DispatchSettings) -> bool:
    """A list that is not full holds every free unit that there is."""
    able = [start for start in facts.starts if capability in start.capabilities]
    return len(able) < settings.candidates_per_capability


async def _candidates(
    travel_times: TravelTimes, starts: Sequence[Start], to: Position, settings: DispatchSettings
) -> list[Candidate]:
    """One matrix for each vehicle profile, as an ambulance and a pumper do not drive the same roads."""
    in_order = sorted(starts, key=lambda start: start.profile)
    by_profile = [(profile, list(group)) for profile, group in groupby(in_order, key=lambda start: start.profile)]
    answers = await asyncio.gather(*(_estimates(travel_times, profile, group, to) for profile, group in by_profile))
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
        in_closure=estimate.in_closure,
    )


async def _routes(
    travel_times: TravelTimes, starts: Sequence[Start], to: Position, advised: Collection[str]
) -> dict[str, Route | None]:
    chosen = [start for start in starts if start.unit_id in advised]
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
        "nearest_proven": made.nearest_proven,
        "shortfalls": [asdict(row) for row in made.advice.shortfalls],
    }
