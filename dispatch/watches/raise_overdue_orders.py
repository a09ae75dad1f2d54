"""Raise an alert when no crew acknowledged an order in time, with the unit that could go instead."""

from datetime import datetime, timedelta

from base.database import Pool
from core.commit_and_ring import commit_and_ring
from core.domain.actor import SystemActor
from dispatch.advice.propose_replacement import propose_replacement
from dispatch.domain.advice_policy import AdvicePolicy
from dispatch.domain.alert import AlertDetail, AlertKind
from dispatch.domain.order import OrderPolicy
from dispatch.steps.raise_alert import raise_about
from dispatch.store import assignments
from geo.roads.travel_times import TravelTimes

TIMER = SystemActor("order_timer")


async def raise_overdue_orders(
    pool: Pool, travel_times: TravelTimes, *, now: datetime, orders: OrderPolicy, policy: AdvicePolicy
) -> int:
    """Return how many alerts were raised. Safe to run twice at once: each assignment has at most one alert."""
    overdue_before = now - timedelta(seconds=orders.ack_timeout_s)
    async with pool.acquire(timeout=2) as conn:
        overdue = await assignments.unacknowledged_since(conn, overdue_before)
    raised = 0
    for assignment in overdue:
        waited_s = (now - assignment.dispatched_at).total_seconds()
        instead = await propose_replacement(pool, travel_times, assignment.incident_id, now=now, policy=policy)
        detail: AlertDetail = {"waited_s": waited_s, **instead}
        async with commit_and_ring(pool) as conn:
            raised += await raise_about(
                conn, AlertKind.ORDER_NOT_ACKNOWLEDGED, assignment, by=TIMER, at=now, detail=detail
            )
    return raised
