"""What was advised, on which data, with which reasons: stored as it was shown."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from msgspec import Struct

from base.database import Connection
from dispatch.domain.candidate import Basis, CandidateState
from dispatch.domain.reason import Reason, ReasonCode
from dispatch.domain.recommendation import Met, Shortfall
from dispatch.domain.response_plan import ResponsePlan


class KeptCandidate(Struct, frozen=True, kw_only=True):
    unit_id: str
    rank: int
    eta_s: float | None
    turnout_s: float
    eta_p50_s: float | None
    eta_p90_s: float | None
    distance_m: float | None
    state: CandidateState
    basis: Basis
    caveat: ReasonCode | None
    fix_age_s: float | None
    reasons: Sequence[Reason]


class KeptLeftOut(Struct, frozen=True):
    unit_id: str
    reason: Reason


class KeptBusy(Struct, frozen=True):
    unit_id: str
    eta_s: float
    reason: Reason


class KeptAdvice(Struct, frozen=True, kw_only=True):
    """Reasons as codes and facts, so that they can be put into words in any language later."""

    requirements: Sequence[Met]
    advised: Sequence[str]
    candidates: Sequence[KeptCandidate]
    left_out: Sequence[KeptLeftOut]
    left_out_more: Mapping[str, int]
    nearest_proven: bool
    plan: ResponsePlan | None
    shortfalls: Sequence[Shortfall]
    busy: Sequence[KeptBusy]


async def add_recommendation(
    conn: Connection, recommendation_id: UUID, incident_id: UUID, advice: KeptAdvice, *, at: datetime
) -> None:
    """The commit does not wait for the disk: advice lost in a crash was never acted on, as actions commit later."""
    await conn.execute(
        "WITH unhurried AS (SELECT set_config('synchronous_commit', 'off', true))"
        " INSERT INTO recommendation (id, incident_id, made_at, advice) SELECT $1, $2, $3, $4 FROM unhurried",
        recommendation_id,
        incident_id,
        at,
        advice,
    )
