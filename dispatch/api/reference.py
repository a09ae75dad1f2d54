"""Data that seldom changes: incident types, stations, hospitals, agencies, and the targets of the clocks."""

from collections.abc import Callable

from starlette.responses import Response

from base.database import ACQUIRE_TIMEOUT_S
from dispatch.api.access import Anybody
from dispatch.api.answers import answer
from dispatch.api.desk import DeskAtHand
from dispatch.api.version_1 import version_1
from dispatch.domain.incident_type import IncidentType
from dispatch.domain.turnout import TurnoutKind, turnout_kind
from dispatch.store import hospitals, plans, roster
from dispatch.views.city import HospitalBedsOut
from dispatch.views.vocabulary import ClockTargetsOut
from geo.city.roster import AGENCY_KINDS, Agency, Station
from geo.roads.profiles import vehicle_profiles

router = version_1()


@router.get("/incident-types", response_model=list[IncidentType])
async def get_incident_types(_: Anybody, desk: DeskAtHand) -> Response:
    async with desk.pool.acquire(timeout=ACQUIRE_TIMEOUT_S) as conn:
        return answer(await plans.list_incident_types(conn))


@router.get("/clock-targets", response_model=ClockTargetsOut)
async def get_clock_targets(_: Anybody, desk: DeskAtHand) -> Response:
    """The targets in seconds of each running clock, used on screens and by the alerts."""
    clocks, orders = desk.settings.clocks, desk.settings.orders
    by_day = clocks.turnout.by_day
    targets = ClockTargetsOut(
        call_processing_s=clocks.call_processing_s,
        first_on_scene_s=clocks.first_on_scene_s,
        acknowledge_s=orders.ack_timeout_s,
        turnout_ambulance_s=by_day[TurnoutKind.AMBULANCE].target_s,
        turnout_fire_s=by_day[TurnoutKind.FIRE].target_s,
        turnout_s=_of_each_vehicle(lambda kind: by_day[kind].target_s),
        turnout_by_hour_s=_of_each_vehicle(lambda kind: [clocks.turnout.target_s(kind, hour) for hour in range(24)]),
    )
    return answer(targets)


def _of_each_vehicle[Target](target_of: Callable[[TurnoutKind], Target]) -> dict[str, dict[str, Target]]:
    return {
        agency_kind: {
            profile: target_of(turnout_kind(agency_kind=agency_kind, profile=profile)) for profile in vehicle_profiles()
        }
        for agency_kind in AGENCY_KINDS
    }


@router.get("/stations", response_model=list[Station])
async def get_stations(_: Anybody, desk: DeskAtHand) -> Response:
    async with desk.pool.acquire(timeout=ACQUIRE_TIMEOUT_S) as conn:
        return answer([*(await roster.stations(conn)).values()])


@router.get("/hospitals", response_model=list[HospitalBedsOut])
async def get_hospitals(_: Anybody, desk: DeskAtHand) -> Response:
    async with desk.pool.acquire(timeout=ACQUIRE_TIMEOUT_S) as conn:
        return answer([hospitals.view(each, desk.now()) for each in await hospitals.list_all(conn)])


@router.get("/agencies", response_model=list[Agency])
async def get_agencies(_: Anybody, desk: DeskAtHand) -> Response:
    async with desk.pool.acquire(timeout=ACQUIRE_TIMEOUT_S) as conn:
        return answer([*(await roster.agencies(conn)).values()])
