"""Which units could go instead of the one an alert is about: the nearest free ones, in the order of the advice."""

import logging
from datetime import datetime
from uuid import UUID

from base.database import Pool
from core.domain.refusals import Refusal
from dispatch.advice.recommend_units import recommend_units
from dispatch.domain.advice_policy import AdvicePolicy
from dispatch.domain.alert import AlertDetail
from dispatch.domain.candidate import can_come
from dispatch.domain.recommendation import Advice
from geo.roads.travel_times import TravelTimes

log = logging.getLogger(__name__)

NAMED = 3


async def propose_replacement(
    pool: Pool, travel_times: TravelTimes, incident_id: UUID, *, now: datetime, policy: AdvicePolicy
) -> AlertDetail:
    """For the detail of an alert, which must be raised even if no proposal can be made."""
    try:
        proposal = await recommend_units(pool, travel_times, incident_id, now=now, policy=policy)
    except Refusal as refusal:
        log.info("no proposal beside the alert", extra={"incident_id": incident_id, "code": refusal.code})
        return {"recommendation_id": None, "next": []}
    return {"recommendation_id": proposal.id, "next": next_best(proposal.advice)}


def next_best(advice: Advice) -> list[str]:
    """The first that can come at all."""
    return [row.candidate.unit_id for row in advice.candidates if can_come(row.candidate)][:NAMED]
