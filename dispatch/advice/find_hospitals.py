"""The hospitals for the patient of an assignment, best one first; the crew decides."""

import asyncio
from datetime import datetime
from uuid import UUID

from base.database import ACQUIRE_TIMEOUT_S, Pool
from core.domain.actor import Account, Role
from core.domain.refusals import NotAllowed
from dispatch.domain.hospital import Hospital, Reachable, rank_hospitals, takes_case
from dispatch.domain.position_policy import PositionPolicy
from dispatch.store import assignments, candidates, hospitals, incidents, plans, units
from geo.roads.profiles import vehicle_profile
from geo.roads.travel_times import TravelTimes


async def find_hospitals(
    pool: Pool,
    travel_times: TravelTimes,
    assignment_id: UUID,
    *,
    by: Account,
    now: datetime,
    positions: PositionPolicy,
) -> list[Reachable]:
    """By road from the unit, or from the scene while its location is unknown.

    Raises:
        UnknownAssignment; NotAllowed: a crew may ask for its own assignment only.
    """
    async with pool.acquire(timeout=ACQUIRE_TIMEOUT_S) as conn:
        assignment = await assignments.get_assignment(conn, assignment_id)
        if by.role is Role.CREW and by.unit_key != assignment.unit_key:
            raise NotAllowed("a crew asks for its own assignment only", unit_id=assignment.unit_id)
        incident = await incidents.get_incident(conn, assignment.incident_id)
        department = (await plans.get_incident_type(conn, incident.type)).department
        starts = await candidates.starts_of(conn, [assignment.unit_id], now=now, positions=positions)
        profile = vehicle_profile((await units.get_unit(conn, assignment.unit_id)).profile)
        all_there_are = await hospitals.list_all(conn)
    start = starts[0].position if starts else incident.position

    async def reach(hospital: Hospital) -> Reachable:
        (estimate,) = await travel_times.etas_to(hospital.position, [start], profile)
        takes = takes_case(hospital, department)
        return Reachable(hospital, hospital.status(now), takes, estimate.eta_s, estimate.distance_m, estimate.basis)

    return rank_hospitals(await asyncio.gather(*(reach(hospital) for hospital in all_there_are)))
