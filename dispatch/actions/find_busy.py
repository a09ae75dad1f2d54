"""Who is at work but could be at an incident sooner than the free units: said beside the advice, never part of it."""

from datetime import datetime, timedelta

from dispatch.actions.estimate_arrivals import Scene
from dispatch.domain.assignment import AssignmentStatus
from dispatch.domain.busy_candidate import AtWork, BusyCandidate, could_help, saving_s, sooner
from dispatch.domain.candidate import Basis
from dispatch.domain.diversion import MAY_BE_RELIEVED
from dispatch.domain.incident import Incident
from dispatch.domain.recommendation import Advice
from dispatch.settings import DispatchSettings
from dispatch.store.at_work import at_work_near
from geo.database import ACQUIRE_TIMEOUT_S, Pool
from geo.position import Position
from geo.profiles import vehicle_profile
from geo.travel_times import Estimate, TravelTimes

type Found = tuple[AtWork, str, Position]


async def find_busy(
    pool: Pool,
    travel_times: TravelTimes,
    incident: Incident,
    scene: Scene,
    advice: Advice,
    *,
    now: datetime,
    settings: DispatchSettings,
) -> list[BusyCandidate]:
    """Asks the router only about those that could help at all: on a quiet day, nobody."""
    wanted = {need.capability for need in scene.needs}
    statuses = [*MAY_BE_RELIEVED, AssignmentStatus.AT_HOSPITAL]
    async with pool.acquire(timeout=ACQUIRE_TIMEOUT_S) as conn:
        found = await at_work_near(
            conn, statuses, wanted, scene.position, seen_after=now - timedelta(seconds=settings.fix_fresh_s)
        )
    rules = settings.diversion_rules
    able: list[tuple[Found, tuple[bool, float]]] = [
        (each, helps)
        for each in found
        if each[0].incident_id != incident.id
        and (helps := could_help(each[0], priority=incident.priority, now=now, rules=rules))
    ]
    if not able:
        return []
    answers = await travel_times.etas_by_profile(
        scene.position, [(vehicle_profile(profile), [position]) for (_, profile, position), _ in able]
    )
    made = [
        candidate
        for ((unit, *_), helps), (estimate,) in zip(able, answers, strict=True)
        if (candidate := _candidate(unit, helps, estimate, advice, settings))
    ]
    return sooner(made, rules.saving_min_of(incident.priority))


def _candidate(
    unit: AtWork, helps: tuple[bool, float], estimate: Estimate, advice: Advice, settings: DispatchSettings
) -> BusyCandidate | None:
    if estimate.eta_s is None:
        return None
    is_diversion, free_in_s = helps
    eta_s = free_in_s + settings.turnout_rolling_s + estimate.eta_s
    return BusyCandidate(
        unit=unit,
        is_diversion=is_diversion,
        free_in_s=free_in_s,
        eta_s=eta_s,
        distance_m=estimate.distance_m,
        basis=Basis(estimate.basis),
        saves_s=saving_s(eta_s, unit.capabilities, advice),
    )
