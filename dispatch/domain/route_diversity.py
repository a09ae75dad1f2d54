"""The second engine should not depend on the first one's road: one blocked bridge must not stop both; pure."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence

from dispatch.domain.candidate import Candidate, by_trust, is_trusted

SHARED_FROM = 0.5  # share of the shorter of two routes; above it they are one road


def by_other_roads(in_order: Sequence[Candidate], slots: Sequence[str]) -> tuple[list[Candidate], dict[str, str]]:
    """Keep the order, but after the first of a kind prefer a unit that comes by another road.

    Only if more than one of a kind is wanted, and only among units whose arrivals cannot be told apart. Also returned:
    for each unit that was moved up, the unit it goes before.
    """
    asked = Counter(slots)
    left, ordered, instead_of = list(in_order), list[Candidate](), dict[str, str]()
    while left:
        chosen = _next(left, ordered, asked)
        if chosen is not left[0]:
            instead_of[chosen.unit_id] = left[0].unit_id
        left.remove(chosen)
        ordered.append(chosen)
    return ordered + left, instead_of


def _next(left: Sequence[Candidate], ordered: Sequence[Candidate], asked: Mapping[str, int]) -> Candidate:
    first = left[0]
    wanted = {each for each in first.capabilities & asked.keys() if _count(each, ordered) < asked[each]}
    if first.eta_s is None or not is_trusted(first) or not _shares_a_road(first, ordered, wanted):
        return first
    # Not compared with the first, which may itself go before a sooner one for cover: two bands would be too many.
    soonest = min((each for each in left if is_trusted(each) and wanted & each.capabilities), key=by_trust)
    assert soonest.eta_s is not None
    limit_s = soonest.eta_s + soonest.band_s
    others = (
        each
        for each in left[1:]
        if each.approach
        and each.eta_s is not None
        and each.eta_s <= limit_s
        and wanted <= each.capabilities
        and is_trusted(each)
        and not _shares_a_road(each, ordered, wanted)
    )
    return next(others, first)


def _count(capability: str, ordered: Sequence[Candidate]) -> int:
    return sum(capability in each.capabilities for each in ordered)


def _shares_a_road(candidate: Candidate, earlier: Sequence[Candidate], wanted: Collection[str]) -> bool:
    return any(
        _is_one_road(candidate.approach, other.approach)
        for other in earlier
        if candidate.capabilities.intersection(other.capabilities, wanted)
    )


def _is_one_road(one: frozenset[int], other: frozenset[int]) -> bool:
    shorter = min(len(one), len(other))
    return shorter > 0 and len(one & other) >= SHARED_FROM * shorter
