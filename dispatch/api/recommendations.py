"""The recommendation for a dispatcher, with its reasons in words."""

from uuid import UUID

from starlette.responses import Response

from dispatch.advice.recommend_units import Recommendation, recommend_units
from dispatch.api.access import Sender
from dispatch.api.answers import answer
from dispatch.api.desk import DeskAtHand
from dispatch.api.language import Language
from dispatch.api.version_1 import version_1
from dispatch.domain.busy_candidate import BusyCandidate
from dispatch.domain.candidate import LeftOut
from dispatch.domain.reason_texts import say
from dispatch.domain.recommendation import Met, Ranked, Shortfall
from dispatch.domain.response_plan import highest_alarm_level
from dispatch.views.advice import (
    BusyUnitOut,
    CandidateOut,
    FreesUpOut,
    LeftOutOut,
    PlanUsedOut,
    RecommendationOut,
    RequirementOut,
    ShortfallOut,
)

router = version_1("/incidents")


@router.get("/{incident_id}/recommendation", response_model=RecommendationOut)
async def get_recommendation(incident_id: UUID, _: Sender, desk: DeskAtHand, language: Language) -> Response:
    made = await recommend_units(desk.pool, desk.travel_times, incident_id, now=desk.now(), policy=desk.settings.advice)
    return answer(recommendation_view(made, language))


def recommendation_view(made: Recommendation, language: str) -> RecommendationOut:
    advice = made.advice
    first_due_eta_s, full_attendance_eta_s = _clocks(made)
    return RecommendationOut(
        id=made.id,
        incident_id=made.incident_id,
        made_at=made.made_at,
        requirements=[_requirement(row) for row in advice.requirements],
        advised=advice.advised,
        candidates=[_candidate(row, language) for row in advice.candidates],
        left_out=[_left_out(row, language) for row in advice.left_out],
        left_out_more=made.left_out_more,
        nearest_proven=made.nearest_proven,
        plan=_plan(made),
        first_due_eta_s=first_due_eta_s,
        full_attendance_eta_s=full_attendance_eta_s,
        shortfalls=[_shortfall(row, language) for row in advice.shortfalls],
        busy=[_busy(row, language) for row in made.busy],
        routes=made.routes,
    )


def _plan(made: Recommendation) -> PlanUsedOut | None:
    """`is_default`: the type has no plan of its own."""
    plan = made.plan
    if plan is None:
        return None
    return PlanUsedOut(
        priority=plan.priority,
        area=plan.area,
        is_default=plan.is_default,
        automatic_after_s=plan.automatic_after_s,
        highest_alarm_level=highest_alarm_level(plan),
    )


def _clocks(made: Recommendation) -> tuple[float | None, float | None]:
    """Two clocks: the first arrival, of the required kind if the plan names one; and the last arrival of all."""
    advised = [row.candidate for row in made.advice.candidates if row.candidate.unit_id in made.advice.advised]
    wanted = {need.capability for need in made.plan.requirements if need.first_due} if made.plan else set()
    first = [unit.eta_s for unit in advised if unit.eta_s is not None and (not wanted or unit.capabilities & wanted)]
    every = [unit.eta_s for unit in advised]
    whole = None not in every and not made.advice.shortfalls
    return min(first, default=None), max(filter(None, every), default=None) if whole else None


def _requirement(row: Met) -> RequirementOut:
    return RequirementOut(
        capability=row.capability,
        count=row.count,
        met=row.missing == 0,
        assigned=row.assigned,
        advised=row.advised,
        missing=row.missing,
    )


def _candidate(row: Ranked, language: str) -> CandidateOut:
    unit = row.candidate
    return CandidateOut(
        unit_id=unit.unit_id,
        rank=row.rank,
        eta_s=unit.eta_s,
        turnout_s=unit.turnout_s,
        drive_s=unit.drive_s,
        eta_p50_s=unit.eta_p50_s,
        eta_p90_s=unit.eta_p90_s,
        distance_m=unit.distance_m,
        state=unit.state,
        fix_age_s=unit.fix_age_s,
        basis=unit.basis,
        caveat=unit.caveat,
        capabilities=sorted(unit.capabilities),
        reasons=[say(reason, language) for reason in row.reasons],
    )


def _busy(row: BusyCandidate, language: str) -> BusyUnitOut:
    return BusyUnitOut(
        unit_id=row.unit.unit_id,
        status=row.unit.status,
        assignment_id=row.unit.assignment_id,
        incident_id=row.unit.incident_id,
        is_diversion=row.is_diversion,
        free_in_s=row.free_in_s,
        eta_s=row.eta_s,
        saves_s=row.saves_s,
        distance_m=row.distance_m,
        basis=row.basis,
        capabilities=sorted(row.unit.capabilities),
        reason=say(row.reason, language),
    )


def _left_out(row: LeftOut, language: str) -> LeftOutOut:
    return LeftOutOut(unit_id=row.unit_id, reason=say(row.reason, language), code=row.reason.code)


def _shortfall(row: Shortfall, language: str) -> ShortfallOut:
    return ShortfallOut(
        capability=row.capability,
        missing=row.missing,
        reason=say(row.reason, language),
        code=row.reason.code,
        frees_up=FreesUpOut(**row.frees_up.facts, words=say(row.frees_up, language)) if row.frees_up else None,
    )
