"""Run cards over HTTP: read and written as one document, by type or as a whole, and tried before they take effect."""

from typing import Annotated
from uuid import UUID

from fastapi import Path
from pydantic import Field
from starlette.responses import Response

from base.database import ACQUIRE_TIMEOUT_S
from dispatch.api.access import Anybody, Overseer
from dispatch.api.answers import answer
from dispatch.api.bodies import Body, Code, Priority
from dispatch.api.commands import SetupCommand
from dispatch.api.desk import DeskAtHand
from dispatch.api.language import Language
from dispatch.api.recommendations import recommendation_view
from dispatch.api.version_1 import version_1
from dispatch.domain.incident import ALARM_LEVEL_MAX
from dispatch.domain.response_plan import ResponsePlan, UnitRequirement
from dispatch.setup.change_response_plans import change_response_plans, import_response_plans
from dispatch.setup.try_response_plan import try_response_plan
from dispatch.store import plans
from dispatch.views.advice import RecommendationOut
from dispatch.views.plans import PlansSavedOut, PlansVersionOut

router = version_1()

TypeInPath = Annotated[str, Path(min_length=1, max_length=64)]
PLANS_MAX = 500


class RequirementIn(Body):
    capability: Code
    count: int = Field(ge=1, le=50)
    alarm_level: int = Field(default=1, ge=1, le=ALARM_LEVEL_MAX)
    first_due: bool = False
    crew_min: int | None = Field(default=None, ge=1, le=50)


class PlanIn(Body):
    """As in the answer of `GET /response-plans`."""

    incident_type: Code
    priority: Priority | None = None
    area: Code | None = None
    automatic_after_s: int | None = Field(default=None, ge=5, le=600)
    requirements: list[RequirementIn] = Field(max_length=100)
    is_default: bool = False

    def to_domain(self) -> ResponsePlan:
        needs = tuple(UnitRequirement(**need.given()) for need in self.requirements)
        return ResponsePlan(self.incident_type, self.priority, needs, self.area, self.automatic_after_s)


class PlansOfTypeIn(Body):
    version: int | None = Field(default=None, ge=1)
    plans: list[PlanIn] = Field(max_length=PLANS_MAX)


class PlansIn(Body):
    plans: list[PlanIn] = Field(min_length=1, max_length=PLANS_MAX)


@router.get("/response-plans", response_model=list[ResponsePlan])
async def get_response_plans(_: Anybody, desk: DeskAtHand) -> Response:
    async with desk.pool.acquire(timeout=ACQUIRE_TIMEOUT_S) as conn:
        return answer(await plans.list_plans(conn))


@router.put("/response-plans", response_model=list[PlansSavedOut])
async def put_response_plans(body: PlansIn, command: SetupCommand) -> Response:
    """All types that the document names, or none."""
    new = [plan.to_domain() for plan in body.plans]
    return await command.run(lambda conn: import_response_plans(conn, new, by=command.by, now=command.now))


@router.put("/response-plans/{incident_type}", response_model=PlansSavedOut)
async def put_plans_of_type(incident_type: TypeInPath, body: PlansOfTypeIn, command: SetupCommand) -> Response:
    new = [plan.to_domain() for plan in body.plans]
    return await command.run(
        lambda conn: change_response_plans(
            conn, incident_type, new, version=body.version, by=command.by, now=command.now
        )
    )


@router.get("/response-plans/{incident_type}/versions", response_model=list[PlansVersionOut])
async def get_versions(incident_type: TypeInPath, _: Anybody, desk: DeskAtHand) -> Response:
    """Newest first; empty while nobody has changed the city's first plans."""
    async with desk.pool.acquire(timeout=ACQUIRE_TIMEOUT_S) as conn:
        await plans.get_incident_type(conn, incident_type)
        return answer(await plans.list_versions(conn, incident_type))


@router.post("/incidents/{incident_id}/plan-trial", response_model=RecommendationOut)
async def post_plan_trial(
    incident_id: UUID, body: PlanIn, _: Overseer, desk: DeskAtHand, language: Language
) -> Response:
    """What the plan would advise for this incident, open or closed, with the units as they are now."""
    made = await try_response_plan(
        desk.pool, desk.travel_times, incident_id, body.to_domain(), now=desk.now(), policy=desk.settings.advice
    )
    return answer(recommendation_view(made, language))
