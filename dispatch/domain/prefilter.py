"""Which units the road router need not be asked about: pure bounds by top speed, so that air line hides nobody."""

from collections.abc import Collection, Mapping, Sequence
from math import inf

from dispatch.domain.candidate import Candidate, is_trusted
from dispatch.domain.recommendation import Advice
from dispatch.domain.slots import fill_slots

# A unit in a yard and a scene in a field both lie off the road, and the router drives from the road beside them.
OFF_ROAD_M = 200.0

# Streets are rarely longer than twice the air line; far more than that, and a river or a railway lies between.
ROUND_ABOUT_FACTOR = 2.5
ROUND_ABOUT_M = 500.0


def goes_round(driven_m: float | None, air_line_m: float) -> bool:
    """Whether a drive is so much longer than the air line that others, farther by air, may well be nearer by road."""
    return driven_m is None or driven_m > ROUND_ABOUT_FACTOR * air_line_m + ROUND_ABOUT_M


def earliest_s(distance_m: float, *, turnout_s: float, top_speed_mps: float) -> float:
    """No unit this far by air line can have an ETA below it."""
    return turnout_s + max(0.0, distance_m - OFF_ROAD_M) / top_speed_mps


def reach_m(eta_s: float, *, turnout_s: float, top_speed_mps: float) -> float:
    """No unit farther than this by air line can have an ETA below `eta_s`; 0 when none at all can."""
    return max(0.0, eta_s - turnout_s) * top_speed_mps + OFF_ROAD_M if eta_s > turnout_s else 0.0


def times_to_beat(advice: Advice, capabilities: Collection[str]) -> Mapping[str, float]:
    """For each capability the ETA below which one more unit with it could still change the advised set; inf for any.

    Units are taken by ETA, each where all taken before it still find a place: once those taken leave no place for a
    capability, nobody who comes later is taken for it.
    """
    slots = [row.capability for row in advice.requirements for _ in range(row.count - row.assigned)]
    advised = set(advice.advised)
    taken = [
        row.candidate for row in advice.candidates if row.candidate.unit_id in advised and is_trusted(row.candidate)
    ]
    taken.sort(key=_eta_s)
    return {capability: _full_at_s(capability, slots, taken) for capability in capabilities}


def _full_at_s(capability: str, slots: Sequence[str], taken: Sequence[Candidate]) -> float:
    """The ETA of the unit with which the last place for this capability went; -inf when there never was one."""
    able = [candidate.capabilities for candidate in taken]
    for count in range(len(taken) + 1):
        if len(fill_slots(slots, [*able[:count], frozenset({capability})])) == count:
            return _eta_s(taken[count - 1]) if count else -inf
    return inf


def _eta_s(candidate: Candidate) -> float:
    assert candidate.eta_s is not None  # it would not be trusted
    return candidate.eta_s
