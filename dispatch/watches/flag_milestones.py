"""Flag inconsistencies: buttons that crews forgot, and presses that the track contradicts."""

from datetime import datetime, timedelta

from base.database import ACQUIRE_TIMEOUT_S, Connection, Pool
from core.commit_and_ring import commit_and_ring
from dispatch.domain.alert import AlertKind
from dispatch.domain.events.assignments import MilestoneFlagged
from dispatch.domain.inferred_milestones import Step
from dispatch.steps.raise_alert import raise_alert
from dispatch.steps.record_inferred import TRACK
from dispatch.store import event_log, milestones
from dispatch.store.milestones import Doubtful

FORGOTTEN, CONTRADICTED = "forgotten", "contradicted"
FORGOTTEN_AFTER = timedelta(minutes=2)
CONTRADICTED_BY_S = 180.0
ELSEWHERE_M = 600.0  # from the scene: nobody parks this far away
SEEN_WITHIN = timedelta(seconds=60)
LOOKED_BACK = timedelta(minutes=15)


async def flag_milestones(pool: Pool, *, now: datetime) -> int:
    """Return how many were flagged. Safe to run twice at once."""
    async with pool.acquire(timeout=ACQUIRE_TIMEOUT_S) as conn:
        doubtful = [(each, FORGOTTEN) for each in await milestones.forgotten(conn, before=now - FORGOTTEN_AFTER)]
        doubtful += [(each, CONTRADICTED) for each in await milestones.contradicted(conn, by_s=CONTRADICTED_BY_S)]
        elsewhere = await milestones.pressed_elsewhere(
            conn, beyond_m=ELSEWHERE_M, within=SEEN_WITHIN, recorded_after=now - LOOKED_BACK
        )
    doubtful += [(each, CONTRADICTED) for each in elsewhere]
    flagged = 0
    for each, flag in doubtful:
        async with commit_and_ring(pool) as conn:
            flagged += await _flag(conn, each, flag, now=now)
    return flagged


async def _flag(conn: Connection, each: Doubtful, flag: str, *, now: datetime) -> int:
    if not await milestones.set_flag(conn, each.id, flag):
        return 0
    flagged = MilestoneFlagged(
        incident_id=each.incident_id,
        unit_id=each.unit_id,
        unit_key=each.unit_key,
        assignment_id=each.assignment_id,
        step=each.kind,
        flag=flag,
        inferred_at=each.inferred_at,
        pressed_at=each.pressed_at,
    )
    await event_log.append(conn, flagged, by=TRACK, at=now)
    if each.kind == Step.BACK:  # a unit at its station that cannot be sent is missing in the city
        await raise_alert(
            conn,
            AlertKind.BACK_NOT_CLEAR,
            by=TRACK,
            at=now,
            detail={"back_at": each.inferred_at},
            incident_id=each.incident_id,
            unit_key=each.unit_key,
            assignment_id=each.assignment_id,
        )
    return 1
