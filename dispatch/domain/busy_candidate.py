"""Units at work that could reach a new incident sooner than the free ones: soon free again, or diverted; pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from math import inf
from uuid import UUID

from dispatch.domain.assignment import AssignmentStatus
from dispatch.domain.availability_forecast import free_in_s
from dispatch.domain.candidate import Basis
from dispatch.domain.reason import Reason, ReasonCode
from dispatch.domain.recommendation import Advice
from dispatch.domain.replacement import ON_ITS_WAY, ReplacementRules

NAMED_MAX = 3


@dataclass(frozen=True, slots=True)
class AtWork:
    """A unit with an open assignment. `arrives_at`: its promised arrival at its scene; null if none was promised.

    `reassigned_lately`: its crew or its call was reassigned within the time that both are left alone for.
    """

    assignment_id: UUID
    unit_id: str
    capabilities: frozenset[str]
    status: AssignmentStatus
    since: datetime
    arrives_at: datetime | None
    incident_id: UUID
    incident_number: str
    priority: int
    reassigned_lately: bool = False


@dataclass(frozen=True, slots=True)
class BusyCandidate:
    """Never advised itself: a person frees it first. `eta_s` includes the time until it is free."""

    unit: AtWork
    is_diversion: bool
    free_in_s: float
    eta_s: float
    distance_m: float | None
    basis: Basis
    saves_s: float | None  # against the advised unit for the same need; null: no unit is free for it

    @property
    def reason(self) -> Reason:
        facts = {"incident_number": self.unit.incident_number, "priority": self.unit.priority}
        if self.is_diversion:
            return Reason(ReasonCode.DIVERSION, facts)
        return Reason(ReasonCode.FREE_SOON, {"in_s": self.free_in_s})


def could_help(unit: AtWork, *, priority: int, now: datetime, rules: ReplacementRules) -> tuple[bool, float] | None:
    """Whether a diversion would free it, and in how many seconds it is free; None if it stays where it is.

    A unit qualifies on the way to something less urgent, not almost there and not taken off a call lately; or at a
    hospital with its patient handed over soon.
    """
    if unit.status is AssignmentStatus.AT_HOSPITAL:
        return False, free_in_s(unit.status, (now - unit.since).total_seconds())
    if unit.status not in ON_ITS_WAY or unit.priority <= priority or unit.reassigned_lately:
        return None
    left_s = inf if unit.arrives_at is None else (unit.arrives_at - now).total_seconds()
    return (True, 0.0) if left_s > rules.lock_s else None


def sooner(candidates: Sequence[BusyCandidate], min_saving_s: float) -> list[BusyCandidate]:
    """The candidates worth showing: nobody is free for the need, or enough is saved; soonest first."""
    worth = [each for each in candidates if each.saves_s is None or each.saves_s > min_saving_s]
    return sorted(worth, key=lambda each: (each.eta_s, each.unit.unit_id))[:NAMED_MAX]


def saving_s(eta_s: float, capabilities: frozenset[str], advice: Advice) -> float | None:
    """The seconds saved against the last unit advised for one of these capabilities; None if one of them is missing."""
    wanted = [row for row in advice.requirements if row.capability in capabilities and row.count > row.assigned]
    if any(row.missing for row in wanted):
        return None
    for_these = {row.capability for row in wanted}
    advised = [
        row.candidate.eta_s
        for row in advice.candidates
        if row.candidate.unit_id in advice.advised and row.candidate.capabilities & for_these
    ]
    known = [each for each in advised if each is not None]
    if not known:
        return None if advised else -inf
    return max(known) - eta_s
