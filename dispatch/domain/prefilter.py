"""Which units the road router need not be asked about: pure bounds by top speed, so that air line rules nobody out.

See decision 9.
"""

from collections.abc import Collection, Mapping, Sequence
from math import inf
from statistics import median

from dispatch.domain.candidate import Candidate, is_trusted
from dispatch.domain.recommendation import Advice
from dispatch.domain.requirement_matching import fill_slots

# A unit in a yard and a scene in a field both lie off the road, and the router drives from the road beside them.
OFF_ROAD_M = 200.0

# A road is rarely longer than twice the air line; if it is far longer, a river or a railway lies between.
ROUND_ABOUT_FACTOR = 2.5
ROUND_ABOUT_M = 500.0
# Tried on 240 made-up incidents among 1,000 units: the best pace seen, used here instead, found no further unit and
# asked the router half as many questions again.
PACE_MARGIN = 1.25


def goes_round(driven_m: float | None, air_line_m: float) -> bool:
    """Whether the drive is so much longer than the air line that units farther by air may well be nearer by road."""
    return driven_m is None or driven_m > ROUND_ABOUT_FACTOR * air_line_m + ROUND_ABOUT_M


def earliest_s(distance_m: float, *, turnout_s: float, top_speed_mps: float) -> float:
    """No unit this far away by air line can have a lower ETA."""
    return turnout_s + max(0.0, distance_m - OFF_ROAD_M) / top_speed_mps


def likely_pace_mps(drives: Sequence[tuple[float, float]]) -> float:
    """Along the air line, what few from around here will exceed: somewhat more than half of these drives did.

    Args:
        drives: of each the metres by air line and the seconds by road.
    """
    paces = [distance_m / drive_s if drive_s else inf for distance_m, drive_s in drives]
    return median(paces) * PACE_MARGIN if paces else inf


def times_to_beat(advice: Advice, capabilities: Collection[str]) -> Mapping[str, float]:
    """Return, by capability, the ETA below which one more unit with it could still change the advised set; inf for any.

    Units are taken by ETA, each only if all taken before it still find a slot: once they leave no slot for a
    capability, no later unit is taken for it.
    """
    slots = [row.capability for row in advice.requirements for _ in range(row.count)]
    advised = set(advice.advised)
    taken = [
        row.candidate for row in advice.candidates if row.candidate.unit_id in advised and is_trusted(row.candidate)
    ]
    taken.sort(key=_eta_s)
    return {capability: _full_at_s(capability, slots, advice.at_work, taken) for capability in capabilities}


def _full_at_s(
    capability: str, slots: Sequence[str], at_work: Sequence[frozenset[str]], taken: Sequence[Candidate]
) -> float:
    """The ETA of the unit that took the last slot for this capability; -inf if there never was one."""
    able = [*at_work, *(candidate.capabilities for candidate in taken)]
    for count in range(len(taken) + 1):
        before = able[: len(at_work) + count]
        if len(fill_slots(slots, [*before, frozenset({capability})])) == len(fill_slots(slots, before)):
            return _eta_s(taken[count - 1]) if count else -inf
    return inf


def _eta_s(candidate: Candidate) -> float:
    assert candidate.eta_s is not None  # otherwise it would not be trusted
    return candidate.eta_s
