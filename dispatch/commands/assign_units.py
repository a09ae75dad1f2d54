"""Send units to an incident: all of them, or none."""

import asyncio
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from asyncpg import ForeignKeyViolationError

from base.database import Connection, Pool
from core.domain.actor import Account, SystemActor
from core.domain.ids import new_id
from core.domain.refusals import Invalid
from dispatch.advice.turnout import turnout_s
from dispatch.domain.advice_policy import AdvicePolicy
from dispatch.domain.assignment import Assignment, AssignmentStatus
from dispatch.domain.candidate import CandidateState
from dispatch.domain.events.assignments import UnitsAssigned
from dispatch.domain.incident import Incident
from dispatch.domain.order import OrderKind, OrderPolicy
from dispatch.domain.refusals import (
    AdviceOutdated,
    CrewIsOut,
    CrewTwice,
    UnitAlreadyAssigned,
    UnitNotInService,
    UnitTwice,
    UnknownRecommendation,
)
from dispatch.domain.unit import Unit
from dispatch.steps.lock_open_incident import lock_open_incident
from dispatch.steps.order_crews import order_crews
from dispatch.store import assignments, candidates, event_log, incidents, move_ups, units, views
from dispatch.views.board import AssignmentOut
from geo.roads.profiles import vehicle_profile
from geo.roads.router import Route
from geo.roads.travel_times import TravelTimes


class NoUnits(Invalid):
    code = "no_units"


@dataclass(frozen=True, slots=True)
class PlannedDrive:
    """`route` is null if the router found none: the crew is sent all the same.

    `drive_s` may be by air line; null if the drive could not be estimated.
    """

    turnout_s: float
    route: Route | None
    from_station: bool | None = None
    drive_s: float | None = None


async def plan_routes(
    pool: Pool,
    travel_times: TravelTimes,
    incident_id: UUID,
    unit_ids: Collection[str],
    *,
    now: datetime,
    policy: AdvicePolicy,
) -> dict[str, PlannedDrive]:
    """Return the route of each unit to the incident; called before the transaction, as it waits for the router.

    Raises:
        UnknownIncident. Unknown units are skipped: the transaction refuses them.
    """
    async with pool.acquire(timeout=2) as conn:
        incident = await incidents.get_incident(conn, incident_id)
        starts = await candidates.starts_of(conn, unit_ids, now=now, positions=policy.positions)
    ways = await asyncio.gather(
        *(travel_times.etas_to(incident.position, [start.position], vehicle_profile(start.profile)) for start in starts)
    )
    return {
        start.unit_id: PlannedDrive(
            turnout_s(start, policy.turnout),
            way.route,
            from_station=start.state is not CandidateState.ON_THE_ROAD,
            drive_s=way.eta_s,
        )
        for start, (way,) in zip(starts, ways, strict=True)
    }


async def assign_units(
    conn: Connection,
    incident_id: UUID,
    unit_ids: Collection[str],
    *,
    routes: Mapping[str, PlannedDrive],
    recommendation_id: UUID | None = None,
    reason: str | None = None,
    order_kind: OrderKind = OrderKind.DISPATCH,
    by: Account | SystemActor,
    now: datetime,
    orders: OrderPolicy,
) -> list[AssignmentOut]:
    """Send them in one transaction.

    Raises:
        CrewIsOut, CrewTwice: only one of the vehicles that share a crew can go.
        AdviceOutdated: somebody else has sent units since, and no reason was given for sending these all the same.
        UnitAlreadyAssigned: another desk was faster; names the unit, its incident and the person who sent it.
        NoUnits, UnitTwice, UnknownUnit, UnitNotInService: no unit is sent.
        UnknownIncident, IncidentIsClosed, UnknownRecommendation: likewise.
    """
    _require_distinct(unit_ids)
    incident = await lock_open_incident(conn, incident_id)
    crews = await units.lock_units(conn, unit_ids)
    await require_free(conn, crews)
    if recommendation_id is not None and reason is None:
        await _require_up_to_date(conn, incident, recommendation_id, by=by)
    made = [_dispatch(crew, incident, routes.get(crew.unit_id), reason=reason, at=now) for crew in crews]
    await _write(conn, made, by=by, recommendation_id=recommendation_id)
    await move_ups.end_of_units(conn, [crew.key for crew in crews], move_ups.SENT, at=now)
    await order_crews(conn, order_kind, made, incident, now=now, orders=orders)
    assigned = UnitsAssigned(
        incident_id=incident_id,
        unit_ids=[crew.unit_id for crew in crews],
        unit_keys=[crew.key for crew in crews],
        assignment_ids=[a.id for a in made],
        recommendation_id=recommendation_id,
        reason=reason,
    )
    await event_log.append(conn, assigned, by=by, at=now)
    return await views.assignments(conn, [a.id for a in made])


def _require_distinct(unit_ids: Collection[str]) -> None:
    if not unit_ids:
        raise NoUnits("name at least one unit")
    if len(set(unit_ids)) < len(unit_ids):
        raise UnitTwice("a unit is named twice")


async def _require_up_to_date(
    conn: Connection, incident: Incident, recommendation_id: UUID, *, by: Account | SystemActor
) -> None:
    """Two desks that are advised equal units at the same time must not both send theirs."""
    sent = await assignments.sent_by_others_since(conn, incident.id, recommendation_id, by=_sender(by))
    if sent:
        unit_ids = [each.unit_id for each in sent if each.sent_by == sent[0].sent_by]
        raise AdviceOutdated(
            f"{sent[0].sent_by} has sent {', '.join(unit_ids)} since this was advised",
            unit_ids=unit_ids,
            incident_number=incident.number,
            by=sent[0].sent_by,
        )


async def require_free(conn: Connection, crews: Collection[Unit]) -> None:
    """The caller holds the rows' locks, so what is read here still holds when they are sent.

    Raises UnitAlreadyAssigned, CrewIsOut, CrewTwice, UnitNotInService.
    """
    taken = await assignments.holders(conn, [crew.key for crew in crews])
    if taken:
        first = taken[0]
        raise UnitAlreadyAssigned(
            f"{first.unit_id} is already assigned to {first.incident_number}",
            unit_id=first.unit_id,
            incident_id=first.incident_id,
            incident_number=first.incident_number,
            by=first.sent_by,
            units=taken,
        )
    await _require_own_crew(conn, crews)
    for crew in crews:
        if not (crew.in_service and crew.staffed):
            raise UnitNotInService(
                f"{crew.unit_id} is not in service", unit_id=crew.unit_id, reason=crew.out_of_service_reason
            )


async def _require_own_crew(conn: Connection, crews: Collection[Unit]) -> None:
    """Only one of the vehicles that share a crew can go at a time."""
    pools = [crew.crew_pool for crew in crews if crew.crew_pool is not None]
    out = await assignments.pool_holders(conn, pools) if pools else []
    if out:
        first = out[0]
        raise CrewIsOut(
            f"the crew is out with {first.unit_id} at {first.incident_number}",
            unit_id=first.unit_id,
            incident_id=first.incident_id,
            incident_number=first.incident_number,
        )
    if len(set(pools)) < len(pools):
        raise CrewTwice("two of these vehicles share one crew", unit_ids=[crew.unit_id for crew in crews])


def _dispatch(
    crew: Unit, incident: Incident, planned: PlannedDrive | None, *, reason: str | None, at: datetime
) -> Assignment:
    route = planned.route if planned else None
    return Assignment(
        id=new_id(),
        unit_key=crew.key,
        unit_id=crew.unit_id,
        incident_id=incident.id,
        status=AssignmentStatus.DISPATCHED,
        dispatched_at=at,
        eta_s=planned.turnout_s + route.eta_s if planned and route else None,
        drive_s=route.eta_s if route else None,
        distance_m=route.distance_m if route else None,
        polyline6=route.polyline6 if route else None,
        reason=reason,
        from_station=planned.from_station if planned else None,
    )


async def _write(
    conn: Connection, made: Collection[Assignment], *, by: Account | SystemActor, recommendation_id: UUID | None
) -> None:
    try:
        await assignments.add_assignments(conn, made, by=_sender(by), recommendation_id=recommendation_id)
    except ForeignKeyViolationError as error:
        if error.constraint_name == "assignment_recommendation_id_fkey":
            raise UnknownRecommendation("no such recommendation", recommendation_id=recommendation_id) from error
        raise


def _sender(by: Account | SystemActor) -> UUID | None:
    return by.id if isinstance(by, Account) else None
