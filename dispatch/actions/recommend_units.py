"""Recommend units for an incident: read, ask the roads with no transaction open, rank in a pure function."""

import asyncio
from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime, timedelta
from itertools import groupby
from typing import Any
from uuid import UUID

from dispatch.actions.turnout import turnout_s
from dispatch.domain.cover import left_behind, losses_s
from dispatch.domain.error_band import LearntError, band_of
from dispatch.domain.ids import new_id
from dispatch.domain.incident import Incident
from dispatch.domain.prefilter import earliest_s, reach_m, times_to_beat
from dispatch.domain.recommendation import Advice, Basis, Candidate, Left, LeftOut, Reason, ReasonCode, Sending, advise
from dispatch.domain.refusals import IncidentIsClosed
from dispatch.domain.response_plan import (
    ResponsePlan,
    UnitRequirement,
    capabilities_with,
    default_plan,
    plan_for,
    required_at,
)
from dispatch.settings import DispatchSettings
from dispatch.store import candidates, eta_errors, incidents, plans, recommendations
from dispatch.store.candidates import Start
from geo.database import Connection, Pool
from geo.position import Position, distance_m
from geo.profiles import fastest_mps, vehicle_profile
from geo.roads import Route
from geo.travel_times import Estimate, TravelTimes

COVER_UNITS_MAX = 150
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
    plan: ResponsePlan | None


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
    needs: Sequence[UnitRequirement]
    at_work: Sequence[frozenset[str]]
    starts: Sequence[Start]
    learnt: Sequence[LearntError]
    hour: int

    @property
    def wanted(self) -> list[str]:
        return [need.capability for need in self.needs]


@dataclass(frozen=True, slots=True)
class _Rest:
    """What is read once the nearest by air line have their driving times."""

    farther: Sequence[Start]
    is_all: bool
    sending: Sending
    frees_up: Mapping[str, Reason]
    left_out: Sequence[LeftOut]
    left_out_more: Mapping[str, int]


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
    facts = await _read(pool, incident_id, plan, now=now, settings=settings)
    able = await _candidates(travel_times, facts.starts, facts, settings)
    advice = advise(facts.needs, facts.at_work, able, [])
    rest = await _read_rest(pool, facts, advice, now=now, settings=settings)
    able += await _candidates(travel_times, rest.farther, facts, settings)
    left_out = [*_without_hands(able, facts), *rest.left_out]
    able = [candidate for candidate in able if candidate.capabilities.intersection(facts.wanted)]
    advice = _with_hope(advise(facts.needs, facts.at_work, able, left_out, rest.sending), rest.frees_up)
    routes = await _routes(travel_times, [*facts.starts, *rest.farther], facts.incident.position, advice.advised)
    made = Recommendation(new_id(), incident_id, now, advice, rest.left_out_more, routes, rest.is_all, facts.plan)
    if plan is None:
        async with pool.acquire(timeout=2) as conn, conn.transaction():
            await recommendations.add_recommendation(conn, made.id, incident_id, _kept(made), at=now)
    return made


async def read_need(
    pool: Pool, travel_times: TravelTimes, incident_id: UUID, *, now: datetime, settings: DispatchSettings
) -> Need:
    """The nearest candidates without a ranking, for whoever ranks several incidents at once.

    Raises:
        UnknownIncident, IncidentIsClosed.
    """
    facts = await _read(pool, incident_id, None, now=now, settings=settings)
    able = await _candidates(travel_times, facts.starts, facts, settings)
    return Need(facts.incident, facts.needs, facts.at_work, able)


def _without_hands(able: Sequence[Candidate], facts: _Facts) -> list[LeftOut]:
    """Those whose crew is too small for all that is asked for."""
    starts = {start.unit_id: start for start in facts.starts}
    wanted = frozenset(facts.wanted)
    return [
        LeftOut(
            each.unit_id,
            starts[each.unit_id].capabilities,
            Reason(ReasonCode.CREW_TOO_SMALL, {"crew": starts[each.unit_id].crew}),
        )
        for each in able
        if each.unit_id in starts and not each.capabilities & wanted
    ]


def _with_hope(advice: Advice, frees_up: Mapping[str, Reason]) -> Advice:
    return replace(
        advice, shortfalls=tuple(replace(row, frees_up=frees_up.get(row.capability)) for row in advice.shortfalls)
    )


async def _read(
    pool: Pool, incident_id: UUID, plan: ResponsePlan | None, *, now: datetime, settings: DispatchSettings
) -> _Facts:
    async with pool.acquire(timeout=2) as conn, conn.transaction(isolation="repeatable_read", readonly=True):
        incident = await incidents.get_incident(conn, incident_id)
        if incident.is_closed and plan is None:
            raise IncidentIsClosed(f"incident {incident.number} is closed", incident_id=incident_id)
        plan = plan or await plan_of(conn, incident)
        needs = required_at(plan, incident.alarm_level)
        wanted = [need.capability for need in needs]
        starts = await candidates.nearest_free(conn, wanted, incident.position, now=now, settings=settings)
        at_work = await candidates.capabilities_at_work(conn, incident_id)
        hour = now.astimezone(UTC).hour
        learnt = await eta_errors.learnt(conn, hour=hour)
        return _Facts(incident, plan, needs, at_work, starts, learnt, hour)


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


async def _read_rest(pool: Pool, facts: _Facts, so_far: Advice, *, now: datetime, settings: DispatchSettings) -> _Rest:
    """The air line is a prefilter only: who could still be nearer by road is asked about too."""
    to_beat = _to_beat(facts, so_far, settings)
    reach = _reach(to_beat, settings)
    known = [start.key for start in facts.starts]
    async with pool.acquire(timeout=2) as conn, conn.transaction(isolation="repeatable_read", readonly=True):
        farther, is_all = await candidates.free_within(
            conn, reach, facts.incident.position, without=known, now=now, settings=settings
        )
        farther = [start for start in farther if _could_win(start, facts, to_beat, settings)]
        asked = known + [start.key for start in farther]
        left_out = await candidates.left_out(conn, facts.wanted, asked, limit=LEFT_OUT_LISTED_MAX)
        sending = await _sending(conn, facts, now=now, settings=settings)
        frees_up = {
            row.capability: Reason(ReasonCode.FREES_UP, {"unit_id": first[0], "in_s": first[1]})
            for row in so_far.requirements
            if row.missing
            and (first := await candidates.first_to_be_free(conn, row.capability, now=now, without=facts.incident.id))
        }
        return _Rest(farther, is_all, sending, frees_up, *left_out)


async def _sending(conn: Connection, facts: _Facts, *, now: datetime, settings: DispatchSettings) -> Sending:
    """A unit that could do two things is missed for the one where it is missed most."""
    places = await candidates.demand(conn)
    fresh_after = now - timedelta(seconds=settings.fix_fresh_s)
    loss_s: dict[str, float] = {}
    leaves: dict[str, Left] = {}
    for capability in facts.wanted:
        free = await candidates.free_places(conn, capability, limit=COVER_UNITS_MAX, fresh_after=fresh_after)
        if len(free) == COVER_UNITS_MAX:
            continue  # so many are free that nobody is missed
        for unit_id, lost_s in losses_s(free, places).items():
            loss_s[unit_id] = max(lost_s, loss_s.get(unit_id, 0.0))
        for unit_id, left in left_behind(free, places).items():
            if unit_id not in leaves or left.count < leaves[unit_id].count:
                leaves[unit_id] = left
    waited_s = max(0.0, (now - facts.incident.created_at).total_seconds())
    return Sending(facts.incident.priority, waited_s, loss_s, leaves)


def _to_beat(facts: _Facts, so_far: Advice, settings: DispatchSettings) -> dict[str, float]:
    """By capability; empty when all estimates are by air line, which hides nobody from itself."""
    if any(row.candidate.basis is Basis.AIR_LINE for row in so_far.candidates):
        return {}
    to_beat = times_to_beat(so_far, facts.wanted)
    return {capability: s for capability, s in to_beat.items() if not _all_asked(facts, capability, settings)}


def _reach(to_beat: Mapping[str, float], settings: DispatchSettings) -> dict[str, float]:
    """Within which every unit is read, whatever it drives and wherever it starts."""
    turnout_min_s, top_speed_mps = settings.turnout_rolling_s, fastest_mps()
    return {
        capability: reach_m(eta_s, turnout_s=turnout_min_s, top_speed_mps=top_speed_mps)
        for capability, eta_s in to_beat.items()
    }


def _could_win(start: Start, facts: _Facts, to_beat: Mapping[str, float], settings: DispatchSettings) -> bool:
    """By its own top speed and turnout."""
    earliest = earliest_s(
        distance_m(start.position, facts.incident.position),
        turnout_s=turnout_s(start, settings),
        top_speed_mps=vehicle_profile(start.profile).top_speed_mps,
    )
    return any(earliest < eta_s for capability, eta_s in to_beat.items() if capability in start.capabilities)


def _all_asked(facts: _Facts, capability: str, settings: DispatchSettings) -> bool:
    """A list that is not full holds every free unit that there is."""
    able = [start for start in facts.starts if capability in start.capabilities]
    return len(able) < settings.candidates_per_capability


async def _candidates(
    travel_times: TravelTimes, starts: Sequence[Start], facts: _Facts, settings: DispatchSettings
) -> list[Candidate]:
    """One matrix for each vehicle profile, as an ambulance and a pumper do not drive the same roads."""
    in_order = sorted(starts, key=lambda start: start.profile)
    by_profile = [(profile, list(group)) for profile, group in groupby(in_order, key=lambda start: start.profile)]
    answers = await asyncio.gather(
        *(_estimates(travel_times, profile, group, facts.incident.position) for profile, group in by_profile)
    )
    return [
        _candidate(start, estimate, facts, settings)
        for (_, group), estimates in zip(by_profile, answers, strict=True)
        for start, estimate in zip(group, estimates, strict=True)
    ]


async def _estimates(travel_times: TravelTimes, profile: str, starts: Sequence[Start], to: Position) -> list[Estimate]:
    return await travel_times.etas_to(to, [start.position for start in starts], vehicle_profile(profile))


def _candidate(start: Start, estimate: Estimate, facts: _Facts, settings: DispatchSettings) -> Candidate:
    chute_s = turnout_s(start, settings)
    band = band_of(
        None if estimate.eta_s is None else chute_s + estimate.eta_s,
        facts.learnt,
        agency_id=start.agency_id,
        hour=facts.hour,
        distance_m=estimate.distance_m,
    )
    return Candidate(
        unit_id=start.unit_id,
        capabilities=capabilities_with(start.crew, start.capabilities, facts.needs),
        state=start.state,
        basis=Basis(estimate.basis),
        turnout_s=chute_s,
        drive_s=estimate.eta_s,
        distance_m=estimate.distance_m,
        fix_age_s=start.fix_age_s,
        in_closure=estimate.in_closure,
        crew_pool=start.crew_pool,
        band_s=band.tie_s,
        eta_p50_s=band.p50_s,
        eta_p90_s=band.p90_s,
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
    }
