"""Recommend units for an incident: read, ask the roads with no transaction open, rank in a pure function."""

import asyncio
from collections.abc import Awaitable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from dispatch.actions.ask_farther import ask_farther
from dispatch.actions.estimate_arrivals import Arrival, Scene, estimate_arrivals
from dispatch.actions.find_busy import Helper, find_busy, find_helpers
from dispatch.domain.busy_candidate import BusyCandidate
from dispatch.domain.candidate import Basis, Candidate, LeftOut
from dispatch.domain.cover import left_behind, losses_s
from dispatch.domain.ids import new_id
from dispatch.domain.incident import Incident
from dispatch.domain.ranking import Left, Sending
from dispatch.domain.reason import Reason, ReasonCode
from dispatch.domain.recommendation import Advice, advise
from dispatch.domain.refusals import IncidentIsClosed
from dispatch.domain.response_plan import ResponsePlan, UnitRequirement, default_plan, plan_for, required_at
from dispatch.settings import DispatchSettings
from dispatch.store import candidates, eta_errors, incidents, plans, recommendations
from dispatch.store.candidates import Start
from geo.database import Connection, Pool
from geo.roads import Route
from geo.travel_times import Streets, TravelTimes

COVER_UNITS_MAX = 100
LEFT_OUT_LISTED_MAX = 100  # by name; of the rest of a large fleet only the counts by reason


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
class Need:
    """What an incident asks for, who is there, and who could come when."""

    incident: Incident
    needs: Sequence[UnitRequirement]
    at_work: Sequence[frozenset[str]]
    able: Sequence[Candidate]

    @property
    def by_air_line(self) -> bool:
        """There is no road estimate at all: the router is down."""
        return all(candidate.basis is Basis.AIR_LINE for candidate in self.able)


@dataclass(frozen=True, slots=True)
class _Facts:
    """What is read in one go before the router is asked."""

    incident: Incident
    plan: ResponsePlan | None
    scene: Scene
    at_work: Sequence[frozenset[str]]
    starts: Sequence[Start]

    @property
    def wanted(self) -> list[str]:
        return [need.capability for need in self.scene.needs]


@dataclass(frozen=True, slots=True)
class _Around:
    """What is read while the router works: what the city loses by each unit, who cannot go, who could help."""

    sending: Sending
    left_out: Sequence[LeftOut]
    left_out_more: Mapping[str, int]
    helpers: Sequence[Helper]


async def recommend_units(
    pool: Pool,
    travel_times: TravelTimes,
    incident_id: UUID,
    *,
    now: datetime,
    settings: DispatchSettings,
    plan: ResponsePlan | None = None,
) -> Recommendation:
    """Rank the free units against the incident's response plan, by road ETA, and keep what was advised.

    With a `plan` it is only tried, also on an incident that is over: nothing is kept.

    Raises:
        UnknownIncident, IncidentIsClosed.
    """
    facts = await _read(pool, travel_times, incident_id, plan, now=now, settings=settings)
    nearest, around = await asyncio.gather(
        estimate_arrivals(travel_times, facts.starts, facts.scene, settings),
        _read_around(pool, facts, now=now, settings=settings),
    )
    arrivals, is_proven = await ask_farther(
        pool, travel_times, nearest, facts.at_work, facts.scene, now=now, settings=settings
    )
    advice = await _advise(pool, facts, arrivals, around, now=now)
    routes = {each.start.unit_id: each.route for each in arrivals if each.start.unit_id in advice.advised}
    more = _without_asked(around, arrivals)
    busy = await find_busy(travel_times, around.helpers, facts.incident, facts.scene, advice, settings)
    made = Recommendation(new_id(), incident_id, now, advice, more, routes, is_proven, facts.plan, busy)
    if plan is None:
        async with pool.acquire(timeout=2) as conn:
            await recommendations.add_recommendation(conn, made.id, incident_id, _kept(made), at=now)
    return made


async def read_need(
    pool: Pool, travel_times: TravelTimes, incident_id: UUID, *, now: datetime, settings: DispatchSettings
) -> Need:
    """The nearest candidates without a ranking, for whoever ranks several incidents at once.

    Raises:
        UnknownIncident, IncidentIsClosed.
    """
    facts = await _read(pool, travel_times, incident_id, None, now=now, settings=settings)
    arrivals = await estimate_arrivals(travel_times, facts.starts, facts.scene, settings)
    return Need(facts.incident, facts.scene.needs, facts.at_work, [each.candidate for each in arrivals])


async def _advise(pool: Pool, facts: _Facts, arrivals: Sequence[Arrival], around: _Around, *, now: datetime) -> Advice:
    wanted = frozenset(facts.wanted)
    asked = {each.start.unit_id for each in arrivals}
    left_out = [
        *(_too_small(each.start) for each in arrivals if not each.candidate.capabilities & wanted),
        *(each for each in around.left_out if each.unit_id not in asked),
    ]
    able = [each.candidate for each in arrivals if each.candidate.capabilities & wanted]
    advice = advise(facts.scene.needs, facts.at_work, able, left_out, around.sending)
    missing = [row.capability for row in advice.shortfalls]
    if not missing:
        return advice
    async with pool.acquire(timeout=2) as conn:
        first = {
            capability: await candidates.first_to_be_free(conn, capability, now=now, without=facts.incident.id)
            for capability in missing
        }
    hope = {
        capability: Reason(ReasonCode.FREES_UP, {"unit_id": found[0], "in_s": found[1]})
        for capability, found in first.items()
        if found
    }
    return _with_hope(advice, hope)


def _too_small(start: Start) -> LeftOut:
    """Its crew is, for all that is asked for."""
    return LeftOut(start.unit_id, start.capabilities, Reason(ReasonCode.CREW_TOO_SMALL, {"crew": start.crew}))


def _without_asked(around: _Around, arrivals: Sequence[Arrival]) -> Mapping[str, int]:
    """Of the units left out, those asked about later are no longer only a number."""
    named = {each.unit_id for each in around.left_out}
    later = sum(each.is_farther and each.start.unit_id not in named for each in arrivals)
    more = {**around.left_out_more}
    if ReasonCode.FARTHER in more:
        more[ReasonCode.FARTHER] -= later
    return {reason: count for reason, count in more.items() if count > 0}


def _with_hope(advice: Advice, frees_up: Mapping[str, Reason]) -> Advice:
    return replace(
        advice, shortfalls=tuple(replace(row, frees_up=frees_up.get(row.capability)) for row in advice.shortfalls)
    )


async def _read(
    pool: Pool,
    travel_times: TravelTimes,
    incident_id: UUID,
    plan: ResponsePlan | None,
    *,
    now: datetime,
    settings: DispatchSettings,
) -> _Facts:
    """The streets are read beside all else, and once for all questions to the router."""
    streets = asyncio.create_task(travel_times.streets())
    facts, _ = await asyncio.gather(_read_facts(pool, streets, incident_id, plan, now=now, settings=settings), streets)
    return facts


async def _read_facts(
    pool: Pool,
    streets: Awaitable[Streets],
    incident_id: UUID,
    plan: ResponsePlan | None,
    *,
    now: datetime,
    settings: DispatchSettings,
) -> _Facts:
    hour = now.astimezone(UTC).hour
    async with pool.acquire(timeout=2) as conn, conn.transaction(isolation="repeatable_read", readonly=True):
        incident = await incidents.get_incident(conn, incident_id)
        if incident.is_closed and plan is None:
            raise IncidentIsClosed(f"incident {incident.number} is closed", incident_id=incident_id)
        plan = plan or await plan_of(conn, incident)
        needs = required_at(plan, incident.alarm_level)
        wanted = [need.capability for need in needs]
        starts = await candidates.nearest_free(conn, wanted, incident.position, now=now, settings=settings)
        at_work = await candidates.capabilities_at_work(conn, incident_id)
        learnt = await eta_errors.learnt(conn, hour=hour)
    scene = Scene(incident.position, needs, learnt, hour, await streets)
    return _Facts(incident, plan, scene, at_work, starts)


async def plan_of(conn: Connection, incident: Incident) -> ResponsePlan:
    """The city's plan, or a default that says that it is one."""
    city_plans = await plans.list_plans(conn, incident.type)
    with_areas = any(each.area is not None for each in city_plans)
    areas = await plans.areas_at(conn, incident.position) if with_areas else []
    found = plan_for(city_plans, incident.type, incident.priority, areas)
    if found is not None:
        return found
    incident_type = await plans.get_incident_type(conn, incident.type)
    return default_plan(incident.type, incident_type.eido_code)


async def _read_around(pool: Pool, facts: _Facts, *, now: datetime, settings: DispatchSettings) -> _Around:
    known = [start.key for start in facts.starts]
    async with pool.acquire(timeout=2) as conn:
        left_out, more = await candidates.left_out(conn, facts.wanted, known, limit=LEFT_OUT_LISTED_MAX)
        helpers = await find_helpers(conn, facts.incident, facts.wanted, now=now, settings=settings)
        return _Around(await _sending(conn, facts, now=now, settings=settings), left_out, more, helpers)


async def _sending(conn: Connection, facts: _Facts, *, now: datetime, settings: DispatchSettings) -> Sending:
    """A unit that could do two things is missed for the one where it is missed most."""
    fresh_after = now - timedelta(seconds=settings.fix_fresh_s)
    free_by_capability = await candidates.free_places(
        conn, facts.wanted, limit=COVER_UNITS_MAX, fresh_after=fresh_after
    )
    few = [free for free in free_by_capability.values() if len(free) < COVER_UNITS_MAX]  # of the others none is missed
    places = await candidates.demand(conn) if few else []
    loss_s: dict[str, float] = {}
    leaves: dict[str, Left] = {}
    for free in few:
        for unit_id, lost_s in losses_s(free, places).items():
            loss_s[unit_id] = max(lost_s, loss_s.get(unit_id, 0.0))
        for unit_id, left in left_behind(free, places).items():
            if unit_id not in leaves or left.count < leaves[unit_id].count:
                leaves[unit_id] = left
    waited_s = max(0.0, (now - facts.incident.created_at).total_seconds())
    return Sending(facts.incident.priority, waited_s, loss_s, leaves)


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
                "eta_p50_s": row.candidate.eta_p50_s,
                "eta_p90_s": row.candidate.eta_p90_s,
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
        "plan": None if made.plan is None else asdict(made.plan),
        "shortfalls": [asdict(row) for row in made.advice.shortfalls],
        "busy": [{"unit_id": each.unit.unit_id, "eta_s": each.eta_s, "reason": each.reason} for each in made.busy],
    }
