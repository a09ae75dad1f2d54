"""Which units to send, and why: pure ranking of the candidates by road ETA against the response plan."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import IntEnum, StrEnum
from typing import Any

from dispatch.domain.response_plan import UnitRequirement

AS_NEAR_WITHIN_S = 1.0  # below what the router itself can tell apart


class CandidateState(StrEnum):
    """Where the estimate of this free unit starts from."""

    ON_THE_ROAD = "on_the_road"  # a fresh fix, away from its station
    AT_STATION = "at_station"  # at its station, by a fresh fix or for want of any other
    STALE = "stale"  # its last fix is too old to trust


class Basis(StrEnum):
    ROAD = "road"
    AIR_LINE = "air_line"  # the router was down: an estimate, and marked as one


class ReasonCode(StrEnum):
    NEAREST = "nearest"
    SLOWER_BY = "slower_by"
    AS_NEAR_AS = "as_near_as"
    ONLY_ONE_WITH = "only_one_with"
    FROM_STATION = "from_station"
    STALE_FIX = "stale_fix"
    NEVER_HEARD = "never_heard"
    AIR_LINE = "air_line"
    NO_ETA = "no_eta"
    IN_CLOSURE = "in_closure"
    ASSIGNED = "assigned"
    OUT_OF_SERVICE = "out_of_service"
    UNSTAFFED = "unstaffed"
    LACKS_CAPABILITY = "lacks_capability"
    FARTHER = "farther"
    NO_POSITION = "no_position"
    NO_SUCH_UNIT = "no_such_unit"
    NONE_FREE = "none_free"


@dataclass(frozen=True, slots=True)
class Reason:
    """Said in words by `dispatch.domain.wording`."""

    code: ReasonCode
    facts: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A free unit with its estimate. `eta_s` is turnout plus drive; null when the drive could not be computed."""

    unit_id: str
    capabilities: frozenset[str]
    state: CandidateState
    basis: Basis
    turnout_s: float
    drive_s: float | None
    distance_m: float | None
    fix_age_s: float | None
    in_closure: bool = False  # its way begins or ends in a closed street

    @property
    def eta_s(self) -> float | None:
        return None if self.drive_s is None else self.turnout_s + self.drive_s


@dataclass(frozen=True, slots=True)
class LeftOut:
    unit_id: str
    capabilities: frozenset[str]
    reason: Reason


@dataclass(frozen=True, slots=True)
class Ranked:
    candidate: Candidate
    rank: int
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Met:
    """How far one requirement is met: by units already sent, and by those advised now."""

    capability: str
    count: int
    assigned: int
    advised: int

    @property
    def missing(self) -> int:
        return max(0, self.count - self.assigned - self.advised)


@dataclass(frozen=True, slots=True)
class Shortfall:
    capability: str
    missing: int
    reason: Reason


@dataclass(frozen=True, slots=True)
class Advice:
    requirements: tuple[Met, ...]
    advised: tuple[str, ...]
    candidates: tuple[Ranked, ...]
    left_out: tuple[LeftOut, ...]
    shortfalls: tuple[Shortfall, ...]


class _Trust(IntEnum):
    """Nothing ranks before a road estimate from a known place because something failed."""

    ROAD = 0
    AIR_LINE = 1
    STALE = 2
    UNKNOWN = 3


def advise(
    needs: Sequence[UnitRequirement],
    assigned: Sequence[frozenset[str]],
    candidates: Sequence[Candidate],
    left_out: Sequence[LeftOut],
) -> Advice:
    """Rank the free units by trust, then ETA, and advise the earliest set that meets what is still missing.

    Args:
        needs: what the plan asks for at this alarm level, by capability.
        assigned: the capabilities of each unit that works on the incident already.
        candidates: every free unit that could go, in any order.
        left_out: the units that cannot, each with what keeps it; passed on, and read for the shortfalls.
    """
    in_order = sorted(candidates, key=_rank_key)
    slots = [need.capability for need in needs for _ in range(need.count)]
    already = fill_slots(slots, assigned)
    open_slots = [capability for index, capability in enumerate(slots) if index not in already.values()]
    chosen = fill_slots(open_slots, [candidate.capabilities for candidate in in_order])
    met = _requirements_met(needs, slots, already, open_slots, chosen)
    return Advice(
        requirements=met,
        advised=tuple(in_order[index].unit_id for index in sorted(chosen)),
        candidates=tuple(_ranked(in_order, rank) for rank in range(len(in_order))),
        left_out=tuple(left_out),
        shortfalls=tuple(_shortfall(row, left_out) for row in met if row.missing),
    )


def fill_slots(slots: Sequence[str], units: Sequence[frozenset[str]]) -> dict[int, int]:
    """Give each unit, first come first, at most one slot that it can fill; unit index → slot index.

    A unit is taken whenever all taken before it still find a slot (augmenting paths), so the only ladder is never
    used up as a pumper, and no later unit set could hold an earlier unit more (transversal matroid, greedy).
    """
    holder: dict[int, int] = {}

    def place(unit: int, tried: set[int]) -> bool:
        for slot, capability in enumerate(slots):
            if slot in tried or capability not in units[unit]:
                continue
            tried.add(slot)
            if slot not in holder or place(holder[slot], tried):
                holder[slot] = unit
                return True
        return False

    for unit in range(len(units)):
        if len(holder) == len(slots):
            break
        place(unit, set())
    return {unit: slot for slot, unit in holder.items()}


def is_trusted(candidate: Candidate) -> bool:
    """A road estimate from a place that is known."""
    return _rank_key(candidate)[0] is _Trust.ROAD


def _rank_key(candidate: Candidate) -> tuple[_Trust, float, str]:
    eta_s = candidate.eta_s
    if eta_s is None:
        return (_Trust.UNKNOWN, 0.0, candidate.unit_id)
    if candidate.state is CandidateState.STALE:
        return (_Trust.STALE, eta_s, candidate.unit_id)
    return (_Trust.ROAD if candidate.basis is Basis.ROAD else _Trust.AIR_LINE, eta_s, candidate.unit_id)


def _requirements_met(
    needs: Sequence[UnitRequirement],
    slots: Sequence[str],
    already: Mapping[int, int],
    open_slots: Sequence[str],
    chosen: Mapping[int, int],
) -> tuple[Met, ...]:
    assigned = [slots[slot] for slot in already.values()]
    advised = [open_slots[slot] for slot in chosen.values()]
    return tuple(
        Met(need.capability, need.count, assigned.count(need.capability), advised.count(need.capability))
        for need in needs
    )


def _ranked(in_order: Sequence[Candidate], index: int) -> Ranked:
    candidate = in_order[index]
    return Ranked(candidate, index + 1, tuple(_reasons(candidate, in_order)))


def _reasons(candidate: Candidate, in_order: Sequence[Candidate]) -> list[Reason]:
    """First its place among the others, then what to know of its position."""
    reasons = _place_among(candidate, in_order)
    if candidate.fix_age_s is None:
        reasons.append(Reason(ReasonCode.NEVER_HEARD))
    elif candidate.state is CandidateState.STALE:
        reasons.append(Reason(ReasonCode.STALE_FIX, {"age_s": candidate.fix_age_s}))
    if candidate.state is CandidateState.AT_STATION:
        reasons.append(Reason(ReasonCode.FROM_STATION, {"turnout_s": candidate.turnout_s}))
    if candidate.basis is Basis.AIR_LINE:
        reasons.append(Reason(ReasonCode.AIR_LINE))
    if candidate.in_closure:
        reasons.append(Reason(ReasonCode.IN_CLOSURE))
    return reasons


def _place_among(candidate: Candidate, in_order: Sequence[Candidate]) -> list[Reason]:
    """Beside the best that can do the same; silent where distrust, not time, put it behind."""
    if candidate.eta_s is None:
        return [Reason(ReasonCode.NO_ETA)]
    rivals = [
        (other.unit_id, other.eta_s)
        for other in in_order
        if other is not candidate and other.eta_s is not None and other.capabilities & candidate.capabilities
    ]
    if not rivals:
        return [Reason(ReasonCode.ONLY_ONE_WITH, {"capabilities": sorted(candidate.capabilities)})]
    rival, rival_eta_s = rivals[0]
    if abs(rival_eta_s - candidate.eta_s) < AS_NEAR_WITHIN_S:
        return [Reason(ReasonCode.AS_NEAR_AS, {"than": rival})]
    if rival_eta_s > candidate.eta_s and _rank_key(candidate)[0] is _Trust.ROAD:
        return [Reason(ReasonCode.NEAREST, {"than": rival, "by_s": rival_eta_s - candidate.eta_s})]
    if rival_eta_s <= candidate.eta_s:
        return [Reason(ReasonCode.SLOWER_BY, {"than": rival, "by_s": candidate.eta_s - rival_eta_s})]
    return []


def _shortfall(row: Met, left_out: Sequence[LeftOut]) -> Shortfall:
    """Why the requirement is not met: there is no such unit, or what keeps those that there are."""
    kept = [unit.reason.code for unit in left_out if row.capability in unit.capabilities]
    if not kept:
        code = ReasonCode.NO_SUCH_UNIT if not row.advised and not row.assigned else ReasonCode.NONE_FREE
        return Shortfall(row.capability, row.missing, Reason(code))
    counts = {code.value: kept.count(code) for code in dict.fromkeys(kept)}
    return Shortfall(row.capability, row.missing, Reason(ReasonCode.NONE_FREE, {"because": counts}))
