"""Units at work that could reach an incident sooner than the free ones: shown beside the advice, never part of it."""

from collections.abc import Sequence
from datetime import datetime

from base.database import Connection
from base.position import Position
from dispatch.advice.estimate_arrivals import Scene
from dispatch.domain.advice_policy import AdvicePolicy
from dispatch.domain.assignment import AssignmentStatus
from dispatch.domain.busy_candidate import AtWork, BusyCandidate, could_help, saving_s, sooner
from dispatch.domain.candidate import Basis
from dispatch.domain.incident import Incident
from dispatch.domain.recommendation import Advice
from dispatch.domain.replacement import ON_ITS_WAY
from dispatch.domain.response_plan import UnitRequirement
from dispatch.domain.turnout import TurnoutPolicy
from dispatch.store.at_work import at_work_near
from geo.roads.profiles import vehicle_profile
from geo.roads.travel_times import Estimate, TravelTimes

type Found = tuple[AtWork, str, Position]
type Helper = tuple[Found, tuple[bool, float]]


async def find_helpers(
    conn: Connection, incident: Incident, needs: Sequence[UnitRequirement], *, now: datetime, policy: AdvicePolicy
) -> list[Helper]:
    """The units at work nearby that could help at all: on a quiet day there are none."""
    statuses = [*ON_ITS_WAY, AssignmentStatus.AT_HOSPITAL]
    seen_after = policy.positions.fresh_after(now)
    rules = policy.replacement
    near = await at_work_near(
        conn, statuses, needs, incident.position, seen_after=seen_after, reassigned_after=now - rules.quiet
    )
    return [
        (each, helps)
        for each in near
        if each[0].incident_id != incident.id
        and not each[0].capabilities.isdisjoint(need.capability for need in needs)
        and (helps := could_help(each[0], priority=incident.priority, now=now, rules=rules))
    ]


async def find_busy(
    travel_times: TravelTimes,
    helpers: Sequence[Helper],
    incident: Incident,
    scene: Scene,
    advice: Advice,
    policy: AdvicePolicy,
) -> list[BusyCandidate]:
    """The helpers that would arrive sooner than the advised units, soonest first."""
    if not helpers:
        return []
    answers = await travel_times.etas_by_profile(
        scene.position,
        [(vehicle_profile(profile), [position]) for (_, profile, position), _ in helpers],
        streets=scene.conditions.streets,
    )
    made = [
        candidate
        for ((unit, *_), helps), (estimate,) in zip(helpers, answers, strict=True)
        if (candidate := _candidate(unit, helps, estimate, advice, policy.turnout))
    ]
    return sooner(made, policy.replacement.saving_min_of(incident.priority))


def _candidate(
    unit: AtWork, helps: tuple[bool, float], estimate: Estimate, advice: Advice, turnout: TurnoutPolicy
) -> BusyCandidate | None:
    if estimate.eta_s is None:
        return None
    is_diversion, free_in_s = helps
    eta_s = free_in_s + turnout.rolling_s + estimate.eta_s
    return BusyCandidate(
        unit=unit,
        is_diversion=is_diversion,
        free_in_s=free_in_s,
        eta_s=eta_s,
        distance_m=estimate.distance_m,
        basis=Basis(estimate.basis),
        saves_s=saving_s(eta_s, unit.capabilities, advice),
    )
