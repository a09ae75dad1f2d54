"""Run cards: which capabilities, and how many, an incident asks for."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class UnitRequirement:
    capability: str
    count: int
    alarm_level: int = 1


@dataclass(frozen=True, slots=True)
class ResponsePlan:
    """`priority` None: for every priority that has no plan of its own."""

    incident_type: str
    priority: int | None
    requirements: tuple[UnitRequirement, ...]


def plan_for(plans: Sequence[ResponsePlan], incident_type: str, priority: int) -> ResponsePlan | None:
    """The plan of this very priority before the plan of any; None when the type has none."""
    of_type = [plan for plan in plans if plan.incident_type == incident_type]
    exact = (plan for plan in of_type if plan.priority == priority)
    general = (plan for plan in of_type if plan.priority is None)
    return next(exact, None) or next(general, None)


def required_at(plan: ResponsePlan | None, alarm_level: int) -> list[UnitRequirement]:
    """What the plan asks for up to this alarm level; levels add to one another."""
    if plan is None:
        return []
    wanted: Counter[str] = Counter()
    for requirement in plan.requirements:
        if requirement.alarm_level <= alarm_level:
            wanted[requirement.capability] += requirement.count
    return [UnitRequirement(capability, count, alarm_level) for capability, count in wanted.items()]
