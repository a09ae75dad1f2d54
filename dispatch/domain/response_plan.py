"""Run cards: which capabilities, and how many, an incident asks for."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

# The plan of an incident whose type has none: fire types of APCO begin with F.
_DEFAULT_FIRE, _DEFAULT = "pumper", "ambulance_bls"
AUTOMATIC_PRIORITY = 1  # the only one at which units may be sent automatically


@dataclass(frozen=True, slots=True)
class UnitRequirement:
    """`first_due`: the clock of the first arrival is this one's. A crew smaller than `crew_min` does not count."""

    capability: str
    count: int
    alarm_level: int = 1
    first_due: bool = False
    crew_min: int | None = None


@dataclass(frozen=True, slots=True)
class ResponsePlan:
    """`priority` and `area` None: for all that have no plan of their own.

    `automatic_after_s`: sent automatically this long after the incident, unless a person stops it; None: a person
    sends.
    """

    incident_type: str
    priority: int | None
    requirements: tuple[UnitRequirement, ...]
    area: str | None = None
    automatic_after_s: int | None = None
    is_default: bool = False  # a default for a type that has none


def plan_for(
    plans: Sequence[ResponsePlan], incident_type: str, priority: int, areas: Collection[str] = ()
) -> ResponsePlan | None:
    """The plan of the area before that of the whole city, the plan of this priority before that of any."""
    of_type = [plan for plan in plans if plan.incident_type == incident_type]
    fitting = [
        plan for plan in of_type if plan.priority in (priority, None) and (plan.area is None or plan.area in areas)
    ]
    return max(fitting, key=lambda plan: (plan.area is not None, plan.priority is not None), default=None)


def default_plan(incident_type: str, eido_code: str | None) -> ResponsePlan:
    """One unit of any capability: better than nobody, and marked as a default."""
    capability = _DEFAULT_FIRE if (eido_code or "").startswith("F") else _DEFAULT
    return ResponsePlan(incident_type, None, (UnitRequirement(capability, 1),), is_default=True)


def required_at(plan: ResponsePlan | None, alarm_level: int) -> list[UnitRequirement]:
    """The requirements of the plan up to this alarm level; levels add up."""
    if plan is None:
        return []
    wanted: dict[str, list[UnitRequirement]] = {}
    for requirement in plan.requirements:
        if requirement.alarm_level <= alarm_level:
            wanted.setdefault(requirement.capability, []).append(requirement)
    return [_together(capability, parts, alarm_level) for capability, parts in wanted.items()]


def highest_alarm_level(plan: ResponsePlan) -> int:
    """Above it the plan sends nothing more."""
    return max((requirement.alarm_level for requirement in plan.requirements), default=1)


def _together(capability: str, parts: Sequence[UnitRequirement], alarm_level: int) -> UnitRequirement:
    crews = [part.crew_min for part in parts if part.crew_min is not None]
    return UnitRequirement(
        capability,
        sum(part.count for part in parts),
        alarm_level,
        first_due=any(part.first_due for part in parts),
        crew_min=max(crews, default=None),
    )


def capabilities_with(
    crew: int | None, capabilities: frozenset[str], needs: Sequence[UnitRequirement]
) -> frozenset[str]:
    """What a vehicle can do here with that crew; a crew of unknown size is taken to be large enough."""
    if crew is None:
        return capabilities
    least: Mapping[str, int] = {need.capability: need.crew_min or 0 for need in needs}
    return frozenset(capability for capability in capabilities if crew >= least.get(capability, 0))
