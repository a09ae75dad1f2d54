"""Run cards as they were saved."""

from collections.abc import Sequence
from datetime import datetime

from base.view import View
from dispatch.domain.response_plan import ResponsePlan


class PlansSavedOut(View, frozen=True):
    incident_type: str
    version: int
    plans: Sequence[ResponsePlan]


class PlansVersionOut(View, frozen=True):
    version: int
    plans: Sequence[ResponsePlan]
    saved_at: datetime
    saved_by: str
