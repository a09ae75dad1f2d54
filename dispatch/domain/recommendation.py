"""Which units to send, and why: pure ranking of the candidates by road ETA against the response plan."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import IntEnum, StrEnum
from itertools import islice
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
    SPARES_COVER = "spares_cover"
    LEAVES = "leaves"
    SAME_CREW = "same_crew"
    CREW_TOO_SMALL = "crew_too_small"
    CREW_IS_OUT = "crew_is_out"
    FREES_UP = "frees_up"
    FREE_SOON = "free_soon"
    DIVERSION = "diversion"
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
    crew_pool: str | None = None  # of the vehicles of one pool only one can go
    band_s: float = AS_NEAR_WITHIN_S  # within which two estimates cannot be told apart
    eta_p50_s: float | None = None  # as it went before; null: not enough history
    eta_p90_s: float | None = None

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
    """`frees_up`: who could fill it first, and when; null when nobody busy can."""

    capability: str
    missing: int
    reason: Reason
    frees_up: Reason | None = None


@dataclass(frozen=True, slots=True)
class Advice:
    requirements: tuple[Met, ...]
    advised: tuple[str, ...]
    candidates: tuple[Ranked, ...]
    left_out: tuple[LeftOut, ...]
    shortfalls: tuple[Shortfall, ...]


class Side(StrEnum):
    """Of the city, as people say it."""

    NORTH = "north"
    EAST = "east"
    SOUTH = "south"
    WEST = "west"
    MIDDLE = "middle"


@dataclass(frozen=True, slots=True)
class Left:
    """How many units of its kind are free on that side of the city once this one has gone."""

    side: Side
    count: int


@dataclass(frozen=True, slots=True)
class Sending:
    """How urgent it is, and by unit what the rest of the city loses when it goes: seconds for the next call."""

    priority: int = 1
    waited_s: float = 0.0
    loss_s: Mapping[str, float] = field(default_factory=dict)
    leaves: Mapping[str, Left] = field(default_factory=dict)


FIRST_OF_ALL = Sending()
LEFT_FEW = 1  # more are no news

# By priority: what a second of cover lost weighs against one of arrival; how much later than the nearest a unit may
# come for that; and how long an incident waits until it is treated like the first.
COVER_WEIGHT: Mapping[int, float] = {2: 0.5, 3: 1.0, 4: 2.0, 5: 3.0}
LATER_MAX_S: Mapping[int, float] = {2: 60.0, 3: 180.0, 4: 300.0, 5: 600.0}
WAIT_MAX_S: Mapping[int, float] = {2: 600.0, 3: 1200.0, 4: 2400.0, 5: 3600.0}


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
    sending: Sending = FIRST_OF_ALL,
) -> Advice:
    """Rank the free units by trust, then ETA and cover, and advise the first that meet what is still missing.

    Args:
        needs: what the plan asks for at this alarm level, by capability.
        assigned: the capabilities of each unit that works on the incident already.
        candidates: every free unit that could go, in any order.
        left_out: the units that cannot, each with what keeps it; passed on, and read for the shortfalls.
        sending: how urgent it is, and what the rest of the city loses by each unit.
    """
    in_order = rank(candidates, sending)
    slots = [need.capability for need in needs for _ in range(need.count)]
    already = fill_slots(slots, assigned)
    open_slots = [capability for index, capability in enumerate(slots) if index not in already.values()]
    chosen = _fill_by_crews(open_slots, in_order)
    met = _requirements_met(needs, slots, already, open_slots, chosen)
    return Advice(
        requirements=met,
        advised=tuple(in_order[index].unit_id for index in sorted(chosen)),
        candidates=tuple(_ranked(in_order, index, sending) for index in range(len(in_order))),
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


def _fill_by_crews(slots: Sequence[str], in_order: Sequence[Candidate]) -> dict[int, int]:
    """As `fill_slots`, of vehicles that share a crew at most one; another of them where more is met by it."""
    indexes = list(range(len(in_order)))
    best = _fill_once(slots, in_order, indexes)
    blocked = [index for index in indexes if index not in best and in_order[index].crew_pool is not None]
    for index in blocked:
        if len(best) == len(slots):
            break
        tried = _fill_once(slots, in_order, [index, *(other for other in indexes if other != index)])
        if len(tried) > len(best):
            best = tried
    return best


def _fill_once(slots: Sequence[str], in_order: Sequence[Candidate], order: Sequence[int]) -> dict[int, int]:
    able: list[frozenset[str]] = []
    taken: list[int] = []
    pools: set[str] = set()
    filled: dict[int, int] = {}
    for index in order:
        candidate = in_order[index]
        if candidate.crew_pool in pools or len(filled) == len(slots):
            continue
        grown = fill_slots(slots, [*able, candidate.capabilities])
        if len(grown) > len(filled):
            able.append(candidate.capabilities)
            taken.append(index)
            filled = grown
            pools |= {candidate.crew_pool} if candidate.crew_pool is not None else set()
    return {taken[unit]: slot for unit, slot in filled.items()}


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


def rank(candidates: Sequence[Candidate], sending: Sending = FIRST_OF_ALL) -> list[Candidate]:
    """The trusted by ETA and cover, then the others by trust and ETA.

    Priority 1: by ETA; among those that cannot be told from the first, the one whose going costs the city least.
    Others: ETA plus weighted loss of cover, never later than the nearest by more than a limit that melts with waiting.
    """
    in_order = sorted(candidates, key=_rank_key)
    trusted = [candidate for candidate in in_order if is_trusted(candidate)]
    rest = in_order[len(trusted) :]
    if not sending.loss_s:
        return in_order
    patience = _patience(sending)
    ranked = []
    while trusted:
        best = _best(trusted, sending, patience)
        trusted.remove(best)
        ranked.append(best)
    return ranked + rest


def _best(by_eta: Sequence[Candidate], sending: Sending, patience: float) -> Candidate:
    first = by_eta[0]
    assert first.eta_s is not None
    later_max_s = max(first.band_s, LATER_MAX_S.get(sending.priority, 0.0) * patience)
    in_time = [each for each in by_eta if each.eta_s is not None and each.eta_s <= first.eta_s + later_max_s]
    weight = COVER_WEIGHT.get(sending.priority, 0.0) * patience

    def cost(candidate: Candidate) -> tuple[float, float]:
        assert candidate.eta_s is not None
        assert first.eta_s is not None
        loss_s = sending.loss_s.get(candidate.unit_id, 0.0)
        delay_s = candidate.eta_s - first.eta_s
        counted_s = 0.0 if delay_s <= first.band_s else delay_s
        return (counted_s + weight * loss_s if weight else loss_s, candidate.eta_s)

    return min(in_time, key=cost)


def _patience(sending: Sending) -> float:
    """From 1 down to 0: who has waited long enough is served like priority 1."""
    longest_s = WAIT_MAX_S.get(sending.priority)
    return max(0.0, 1.0 - sending.waited_s / longest_s) if longest_s else 0.0


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


def _ranked(in_order: Sequence[Candidate], index: int, sending: Sending) -> Ranked:
    candidate = in_order[index]
    return Ranked(candidate, index + 1, tuple(_reasons(candidate, in_order, sending)))


def _reasons(candidate: Candidate, in_order: Sequence[Candidate], sending: Sending) -> list[Reason]:
    """First its place among the others, then what it leaves behind and what to know of its position."""
    reasons = _spared(candidate, in_order, sending) or _place_among(candidate, in_order)
    if (left := sending.leaves.get(candidate.unit_id)) is not None and left.count <= LEFT_FEW:
        reasons.append(Reason(ReasonCode.LEAVES, {"side": left.side, "count": left.count}))
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


def _spared(candidate: Candidate, in_order: Sequence[Candidate], sending: Sending) -> list[Reason]:
    """Said of one that stands before a nearer one, for what that one's going would cost the city."""
    if candidate.eta_s is None or not sending.loss_s or not is_trusted(candidate):
        return []
    limit_s = candidate.eta_s - AS_NEAR_WITHIN_S
    behind = islice(in_order, in_order.index(candidate) + 1, None)
    nearer = [
        other
        for other in behind
        if other.eta_s is not None
        and other.eta_s < limit_s
        and other.capabilities & candidate.capabilities
        and is_trusted(other)
    ]
    if not nearer:
        return []
    nearest = min(nearer, key=lambda other: other.eta_s or 0.0)
    assert nearest.eta_s is not None
    side = sending.leaves[nearest.unit_id].side if nearest.unit_id in sending.leaves else None
    facts = {"than": nearest.unit_id, "by_s": candidate.eta_s - nearest.eta_s, "side": side}
    return [Reason(ReasonCode.SPARES_COVER, facts)]


def _place_among(candidate: Candidate, in_order: Sequence[Candidate]) -> list[Reason]:
    """Beside the best that can do the same; silent where distrust, not time, put it behind."""
    if candidate.eta_s is None:
        return [Reason(ReasonCode.NO_ETA)]
    rivals = (
        (other.unit_id, other.eta_s)
        for other in in_order
        if other is not candidate and other.capabilities & candidate.capabilities and other.eta_s is not None
    )
    first = next(rivals, None)
    if first is None:
        return [Reason(ReasonCode.ONLY_ONE_WITH, {"capabilities": sorted(candidate.capabilities)})]
    rival, rival_eta_s = first
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
