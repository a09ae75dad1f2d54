"""Record a milestone known only from the track: beside what the crew pressed, never over it."""

from datetime import datetime
from uuid import UUID

from base.database import Connection
from core.domain.actor import SystemActor
from dispatch.domain.assignment import follow_track
from dispatch.domain.events.assignments import MilestoneInferred
from dispatch.domain.inferred_milestones import Inferred
from dispatch.store import assignments, event_log, incidents, milestones, units

TRACK = SystemActor("track")
SAME_WITHIN_S = 15.0  # the same step found again, with a few late fixes added


async def record_inferred(conn: Connection, assignment_id: UUID, inferred: Inferred, *, now: datetime) -> bool:
    """Return whether it was new. The status follows if the crew had not pressed that far itself."""
    seen = await assignments.get_assignment(conn, assignment_id)
    await incidents.lock_incident(conn, seen.incident_id)  # incident before unit, as everywhere
    await units.lock_units(conn, [seen.unit_id])
    assignment = await assignments.get_assignment(conn, assignment_id)
    if assignment.released_at is not None or await milestones.is_known(
        conn, assignment_id, inferred, within_s=SAME_WITHIN_S
    ):
        return False
    at = max(inferred.at, assignment.dispatched_at)
    await milestones.add_inferred(conn, assignment_id, Inferred(inferred.step, at), recorded_at=now, by=TRACK.name)
    followed = follow_track(assignment, inferred.step, at)
    if followed is not assignment:
        await milestones.set_status(conn, assignment_id, followed.status)
    event = MilestoneInferred(
        incident_id=assignment.incident_id,
        unit_id=assignment.unit_id,
        unit_key=assignment.unit_key,
        assignment_id=assignment_id,
        step=inferred.step,
        reached_at=at,
        status=followed.status,
    )
    await event_log.append(conn, event, by=TRACK, at=now)
    return True
