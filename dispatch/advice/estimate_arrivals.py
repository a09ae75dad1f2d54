"""When each unit could arrive: one router query per vehicle profile, corrected by history."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from base.position import Position
from dispatch.advice.turnout import turnout_s
from dispatch.domain.candidate import Basis, Candidate
from dispatch.domain.eta_uncertainty import EtaBand, LearntError, band_of
from dispatch.domain.reason import ReasonCode
from dispatch.domain.response_plan import UnitRequirement
from dispatch.domain.turnout import TurnoutPolicy
from dispatch.store.candidates import Start
from geo.geometry.polyline import approach_of
from geo.roads.profiles import vehicle_profile
from geo.roads.router import Route
from geo.roads.travel_times import Estimate, Streets, TravelTimes


@dataclass(frozen=True, slots=True)
class Conditions:
    """Shared by every incident: the streets as they are now, and how earlier estimates at this hour turned out."""

    streets: Streets
    learnt: Sequence[LearntError]
    hour: int

    def band_of(self, eta_s: float | None, *, agency_id: str, distance_m: float | None) -> EtaBand:
        return band_of(eta_s, self.learnt, agency_id=agency_id, hour=self.hour, distance_m=distance_m)


@dataclass(frozen=True, slots=True)
class Scene:
    """The destination, the requirements and the conditions."""

    position: Position
    needs: Sequence[UnitRequirement]
    conditions: Conditions


@dataclass(frozen=True, slots=True)
class Arrival:
    """A unit, where it starts, its estimate, and the route if it is by road."""

    start: Start
    candidate: Candidate
    route: Route | None


async def estimate_arrivals(
    travel_times: TravelTimes, starts: Iterable[Start], scene: Scene, turnout: TurnoutPolicy
) -> list[Arrival]:
    """An ambulance and a pumper do not drive the same roads: one matrix per profile, in parallel."""
    in_order = sorted(starts, key=lambda start: start.profile)
    by_profile = [(profile, list(group)) for profile, group in groupby(in_order, key=lambda start: start.profile)]
    answers = await travel_times.etas_by_profile(
        scene.position,
        [(vehicle_profile(profile), [start.position for start in group]) for profile, group in by_profile],
        streets=scene.conditions.streets,
    )
    doubled = {need.capability for need in scene.needs if need.count > 1}
    return [
        Arrival(start, _candidate(start, estimate, scene, turnout, doubled), estimate.route)
        for (_, group), estimates in zip(by_profile, answers, strict=True)
        for start, estimate in zip(group, estimates, strict=True)
    ]


def _candidate(
    start: Start, estimate: Estimate, scene: Scene, turnout: TurnoutPolicy, doubled: Collection[str]
) -> Candidate:
    """The last stretch of the route is compared only if more than one of its kind is wanted."""
    chute_s = turnout_s(start, turnout)
    eta_s = None if estimate.eta_s is None else chute_s + estimate.eta_s
    band = scene.conditions.band_of(eta_s, agency_id=start.agency_id, distance_m=estimate.distance_m)
    return Candidate(
        unit_id=start.unit_id,
        capabilities=start.capabilities,
        state=start.state,
        basis=Basis(estimate.basis),
        turnout_s=chute_s,
        drive_s=estimate.eta_s,
        distance_m=estimate.distance_m,
        fix_age_s=start.fix_age_s,
        in_closure=estimate.in_closure,
        wait_s=estimate.wait_s,
        crew_pool=start.crew_pool,
        band_s=band.tie_s,
        approach=approach_of(estimate.route.polyline6)
        if estimate.route and start.capabilities.intersection(doubled)
        else frozenset(),
        eta_p50_s=band.p50_s,
        eta_p90_s=band.p90_s,
        caveat=None if estimate.caveat is None else ReasonCode(estimate.caveat),
    )
