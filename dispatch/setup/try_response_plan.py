"""Try a plan on an incident, open or closed, before it takes effect: nothing is stored."""

from datetime import datetime
from uuid import UUID

from base.database import ACQUIRE_TIMEOUT_S, Pool
from dispatch.advice.recommend_units import Recommendation, recommend_units
from dispatch.domain.advice_policy import AdvicePolicy
from dispatch.domain.response_plan import ResponsePlan
from dispatch.setup.change_response_plans import require_sound
from geo.roads.travel_times import TravelTimes


async def try_response_plan(
    pool: Pool,
    travel_times: TravelTimes,
    incident_id: UUID,
    plan: ResponsePlan,
    *,
    now: datetime,
    policy: AdvicePolicy,
) -> Recommendation:
    """Raises UnknownIncident; ResponsePlanInvalid: it could not be saved either."""
    async with pool.acquire(timeout=ACQUIRE_TIMEOUT_S) as conn:
        await require_sound(conn, [plan])
    return await recommend_units(pool, travel_times, incident_id, now=now, policy=policy, plan=plan)
