"""Which unit at work could fill a requirement that no free unit can: the first to be free that a road leads from."""

from collections.abc import Collection, Mapping
from datetime import datetime

from base.database import ACQUIRE_TIMEOUT_S, Pool
from base.position import Position
from dispatch.advice.estimate_arrivals import Scene
from dispatch.domain.availability_forecast import BusyUnit, in_the_area, soonest_free
from dispatch.domain.reason import Reason, ReasonCode
from dispatch.store.asked_for import AskedFor
from dispatch.store.busy_units import busy_units
from geo.roads.profiles import vehicle_profile
from geo.roads.travel_times import Streets, TravelTimes

ASKED_ABOUT_MAX = 8  # for each capability, those that are free first


async def find_free_soon(
    pool: Pool, travel_times: TravelTimes, asked: AskedFor, short: Collection[str], scene: Scene, *, now: datetime
) -> Mapping[str, Reason]:
    """Return, by capability of those that are `short`, the unit; left out if none could come."""
    async with pool.acquire(timeout=ACQUIRE_TIMEOUT_S) as conn:
        busy = in_the_area(await busy_units(conn, now=now), scene.conditions.streets.area)
    soonest = {
        need.capability: soonest_free(busy, need, besides=asked.incident.id)[:ASKED_ABOUT_MAX]
        for need in asked.needs
        if need.capability in short
    }
    wanted = {unit for units in soonest.values() for unit in units}
    able = await able_to_come(travel_times, wanted, scene.position, scene.conditions.streets)
    first = {capability: next((unit for unit in units if unit in able), None) for capability, units in soonest.items()}
    return {
        capability: Reason(ReasonCode.FREES_UP, {"unit_id": unit.unit_id, "in_s": unit.free_in_s})
        for capability, unit in first.items()
        if unit is not None
    }


async def able_to_come(
    travel_times: TravelTimes, busy: Collection[BusyUnit], to: Position, streets: Streets
) -> set[BusyUnit]:
    """Those that have a driving time from where they will be free."""
    in_order = list(busy)
    answers = await travel_times.etas_by_profile(
        to, [(vehicle_profile(unit.profile), [unit.position]) for unit in in_order], streets=streets
    )
    return {unit for unit, (estimate,) in zip(in_order, answers, strict=True) if estimate.eta_s is not None}
