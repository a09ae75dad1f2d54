"""Which unit fills which slot of a plan: pure matching, first come first served."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dispatch.domain.candidate import Candidate


def fill_slots(slots: Sequence[str], units: Sequence[frozenset[str]]) -> dict[int, int]:
    """Give each unit, first come first served, at most one slot that it can fill; unit index → slot index.

    A unit is taken whenever all taken before it still find a slot (augmenting paths), so the only ladder is never used
    up as a pumper, and no later set of units could displace an earlier unit (transversal matroid, greedy).
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


def lacking(slots: Sequence[str], units: Sequence[frozenset[str]]) -> frozenset[str]:
    """The capabilities for which one more unit would fill one more slot; none if all are filled."""
    filled = len(fill_slots(slots, units))
    return frozenset(each for each in set(slots) if len(fill_slots(slots, [*units, frozenset({each})])) > filled)


@dataclass(frozen=True, slots=True)
class Filled:
    """The slot each unit fills, by index: units at work, and candidates that would go."""

    at_work: Mapping[int, int]
    chosen: Mapping[int, int]


def fill_by_crews(
    slots: Sequence[str], in_order: Sequence[Candidate], at_work: Sequence[frozenset[str]] = ()
) -> Filled:
    """Like `fill_slots`, but at most one of the vehicles that share a crew; a different one if it meets more.

    Units at work come first, but the slot of each is settled together with the units that could come: the ladder at the
    scene does not take the pumper slot if only a pumper is free.
    """
    indexes = list(range(len(in_order)))
    best = _fill_once(slots, in_order, indexes, at_work)
    blocked = [index for index in indexes if index not in best.chosen and in_order[index].crew_pool is not None]
    for index in blocked:
        if len(best.at_work) + len(best.chosen) == len(slots):
            break
        tried = _fill_once(slots, in_order, [index, *(other for other in indexes if other != index)], at_work)
        if len(tried.chosen) > len(best.chosen):
            best = tried
    return best


def _fill_once(
    slots: Sequence[str], in_order: Sequence[Candidate], order: Sequence[int], at_work: Sequence[frozenset[str]]
) -> Filled:
    able = list(at_work)
    taken: list[int] = []
    pools: set[str] = set()
    filled = fill_slots(slots, able)
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
    first = len(at_work)
    return Filled(
        {unit: slot for unit, slot in filled.items() if unit < first},
        {taken[unit - first]: slot for unit, slot in filled.items() if unit >= first},
    )
