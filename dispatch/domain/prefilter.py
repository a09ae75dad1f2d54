"""Which units the road router need not be asked about: pure bounds by top speed, so that air line hides nobody."""

from collections.abc import Collection, Mapping, Sequence
from math import inf

from dispatch.domain.recommendation import Advice, Candidate, is_trusted

# A unit in a yard and a scene in a field both lie off the road, and the router drives from the road beside them.
OFF_ROAD_M = 200.0


def earliest_s(distance_m: float, *, turnout_s: float, top_speed_mps: float) -> float:
    """No unit this far by air line can have an ETA below it."""
    return turnout_s + max(0.0, distance_m - OFF_ROAD_M) / top_speed_mps


def reach_m(eta_s: float, *, turnout_s: float, top_speed_mps: float) -> float:
    """No unit farther than this by air line can have an ETA below `eta_s`; 0 when none at all can."""
    return max(0.0, eta_s - turnout_s) * top_speed_mps + OFF_ROAD_M if eta_s > turnout_s else 0.0


def times_to_beat(advice: Advice, capabilities: Collection[str]) -> Mapping[str, float]:
    """For each capability the ETA below which one more unit with it could still change the advised set; inf for any.

    A candidate that was passed over found every requirement that it could meet taken, so nobody after it with the same
    capability is taken either; and nobody at all after the last one advised, once all that is asked for is met.
    """
    trusted = [row.candidate for row in advice.candidates if is_trusted(row.candidate)]
    advised = [candidate for candidate in trusted if candidate.unit_id in advice.advised]
    complete = len(advised) == len(advice.advised) and not any(row.missing for row in advice.requirements)
    last_s = max((_eta_s(candidate) for candidate in advised), default=-inf) if complete else inf
    passed_over = [candidate for candidate in trusted if candidate.unit_id not in advice.advised]
    return {capability: min(last_s, _first_s(capability, passed_over)) for capability in capabilities}


def _first_s(capability: str, in_order: Sequence[Candidate]) -> float:
    return min((_eta_s(each) for each in in_order if capability in each.capabilities), default=inf)


def _eta_s(candidate: Candidate) -> float:
    assert candidate.eta_s is not None  # it would not be trusted
    return candidate.eta_s
