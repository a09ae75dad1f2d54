"""Send units automatically if the plan says so: announced, with a countdown that a person stops by taking the alert.

Only for priority 1, only with one unambiguous answer, only while no unit has been sent and the incident is unchanged;
logged as automatic.
"""

import logging
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from uuid import UUID

from base.database import ACQUIRE_TIMEOUT_S, Connection, Pool
from core.commit_and_ring import commit_and_ring
from core.domain.actor import SystemActor
from core.domain.refusals import Refusal
from dispatch.advice.recommend_units import Recommendation, recommend_units
from dispatch.commands.assign_units import PlannedDrive, assign_units, plan_routes
from dispatch.domain.advice_policy import AdvicePolicy
from dispatch.domain.alert import AlertDetail
from dispatch.domain.candidate import is_trusted
from dispatch.domain.events.alerts import AlertEnded, AlertRaised
from dispatch.domain.incident import Situation
from dispatch.domain.order import OrderPolicy
from dispatch.domain.recommendation import Advice
from dispatch.steps.end_alert import end_alert
from dispatch.steps.log_alert import log_alert
from dispatch.store import alerts, incidents
from dispatch.store.alerts import Announced
from dispatch.store.asked_for import asked_for
from geo.roads.travel_times import TravelTimes

log = logging.getLogger(__name__)

SENDER = SystemActor("automatic")
NO_DRIVING_TIME = "no_driving_time"
NEW_FOR = timedelta(minutes=3)  # an older incident has been seen by a person, who had a reason


async def send_automatically(
    pool: Pool, travel_times: TravelTimes, *, now: datetime, policy: AdvicePolicy, orders: OrderPolicy
) -> int:
    """Return how many were announced, sent or given up."""
    async with pool.acquire(timeout=ACQUIRE_TIMEOUT_S) as conn:
        new = await incidents.new_without_units(conn, created_after=now - NEW_FOR)
        standing = [(each, await _holds(conn, each)) for each in await alerts.announced(conn)]
    done = 0
    for incident_id in new:
        done += await _announce(pool, travel_times, incident_id, now=now, policy=policy)
    for announced, holds in standing:
        if not holds:
            done += await _give_up(pool, announced, now=now)
        elif announced.send_at <= now:
            done += await _send(pool, travel_times, announced, now=now, policy=policy, orders=orders)
    return done


async def _holds(conn: Connection, announced: Announced) -> bool:
    """Whether the incident is as it was when the sending was announced, and no unit has been sent since."""
    incident = await incidents.get_incident(conn, announced.incident_id)
    if incident.is_closed or Situation.of(incident) != announced.asked:
        return False
    return not await incidents.was_anybody_sent(conn, incident.id)


def is_unambiguous(made: Recommendation) -> bool:
    """Every requirement is met by trusted road estimates, and no other unit could as well have been sent."""
    advice = made.advice
    if not advice.advised or advice.shortfalls or not made.nearest_proven:
        return False
    chosen = [row.candidate for row in advice.candidates if row.candidate.unit_id in advice.advised]
    return all(is_trusted(candidate) for candidate in chosen) and not _has_a_rival(advice)


def _has_a_rival(advice: Advice) -> bool:
    chosen = [row.candidate for row in advice.candidates if row.candidate.unit_id in advice.advised]
    others = [row.candidate for row in advice.candidates if row.candidate.unit_id not in advice.advised]
    return any(
        other.capabilities & candidate.capabilities
        and other.eta_s is not None
        and candidate.eta_s is not None
        and other.eta_s <= candidate.eta_s + candidate.band_s
        for other in others
        for candidate in chosen
    )


async def _announce(
    pool: Pool, travel_times: TravelTimes, incident_id: UUID, *, now: datetime, policy: AdvicePolicy
) -> int:
    async with pool.acquire(timeout=ACQUIRE_TIMEOUT_S) as conn:
        asked = await asked_for(conn, incident_id)
    plan = asked.plan
    if plan.automatic_after_s is None:
        return 0
    try:
        made = await recommend_units(pool, travel_times, incident_id, now=now, policy=policy)
    except Refusal:  # closed in the meantime
        return 0
    if not is_unambiguous(made):
        return 0
    detail: AlertDetail = {
        "unit_ids": made.advice.advised,
        "recommendation_id": made.id,
        "send_at": now + timedelta(seconds=plan.automatic_after_s),
        "asked": Situation.of(asked.incident),
    }
    async with commit_and_ring(pool) as conn:
        raised = await alerts.announce_sending(conn, incident_id, at=now, detail=detail)
        if raised is None:
            return 0
        await log_alert(conn, AlertRaised, raised, by=SENDER, at=now)
    return 1


async def _send(
    pool: Pool,
    travel_times: TravelTimes,
    announced: Announced,
    *,
    now: datetime,
    policy: AdvicePolicy,
    orders: OrderPolicy,
) -> int:
    """Send what was announced, and nothing else; if that is no longer possible, a person decides."""
    ids, unit_ids = announced.incident_id, announced.unit_ids
    routes = await plan_routes(pool, travel_times, ids, unit_ids, now=now, policy=policy)
    if not can_all_come(unit_ids, routes):
        log.warning("automatic sending given up", extra={"incident_id": ids, "code": NO_DRIVING_TIME})
        return await _give_up(pool, announced, now=now)
    try:
        async with commit_and_ring(pool) as conn:
            await incidents.lock_incident(conn, ids)
            ended = await alerts.finish(conn, announced.alert_id, at=now) if await _holds(conn, announced) else None
            if ended is None:
                return 0  # a person was just faster
            await assign_units(
                conn,
                ids,
                unit_ids,
                routes=routes,
                recommendation_id=announced.recommendation_id,
                by=SENDER,
                now=now,
                orders=orders,
            )
            await log_alert(conn, AlertEnded, ended, by=SENDER, at=now)
    except Refusal as refusal:
        log.warning("automatic sending given up", extra={"incident_id": ids, "code": refusal.code})
        return await _give_up(pool, announced, now=now)
    return 1


def can_all_come(unit_ids: Sequence[str], routes: Mapping[str, PlannedDrive]) -> bool:
    """Each was announced with a driving time; a unit that has lost it since is sent by a person or not at all."""
    return all(unit_id in routes and routes[unit_id].drive_s is not None for unit_id in unit_ids)


async def _give_up(pool: Pool, announced: Announced, *, now: datetime) -> int:
    """Take it off the board without sending anybody."""
    async with commit_and_ring(pool) as conn:
        return await end_alert(conn, announced.alert_id, by=SENDER, at=now)
