"""A stored recommendation, built around a given advice."""

from datetime import UTC, datetime
from uuid import UUID

from dispatch.advice.recommend_units import Recommendation
from dispatch.domain.recommendation import Advice


def make_recommendation(advice: Advice, *, nearest_proven: bool = True) -> Recommendation:
    made_at = datetime(2026, 3, 1, 8, 0, tzinfo=UTC)
    return Recommendation(UUID(int=1), UUID(int=2), made_at, advice, {}, {}, nearest_proven, None)
