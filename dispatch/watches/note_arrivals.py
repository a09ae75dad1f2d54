"""Note the arrival of a unit whose fixes show it at its move-up station: its crew need not report it."""

from datetime import datetime

from base.database import Pool
from core.commit_and_ring import commit_and_ring
from core.domain.actor import SystemActor
from dispatch.commands.answer_move_up import arrive
from dispatch.store import move_ups, units

WATCH = SystemActor("move_up_watch")


async def note_arrivals(pool: Pool, *, now: datetime, station_radius_m: float) -> int:
    """Return how many arrived."""
    async with commit_and_ring(pool) as conn:
        there = await move_ups.standing_at_goal(conn, radius_m=station_radius_m)
        arriving = [await move_ups.get_move_up(conn, each) for each in there]
        await units.lock_units(conn, [each.unit_id for each in arriving])
        for seen in arriving:
            move_up = await move_ups.get_move_up(conn, seen.id)
            if move_up.ended_at is None:
                await arrive(conn, move_up, by=WATCH, now=now)
    return len(there)
