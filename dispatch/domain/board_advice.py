"""One assignment over all incidents that wait: who goes where, so that together they wait least; pure.

A minimum-cost flow: source → crew → vehicle → requirement → sink. Vehicles that share a crew hang on one node of
capacity one, so plans do not couple otherwise and the answer is exact. Priority 1 is settled first and alone: no other
incident takes a unit from it.
"""

from collections.abc import Collection, Hashable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from ortools.graph.python import min_cost_flow

# A second of waiting weighs by priority, and doubles when the incident has waited as long as its priority may.
WEIGHT: Mapping[int, int] = {1: 100, 2: 30, 3: 10, 4: 4, 5: 2}
WAITS_AT_MOST_S: Mapping[int, float] = {1: 300.0, 2: 600.0, 3: 1200.0, 4: 2400.0, 5: 3600.0}
NOBODY_S = 7200  # rather a unit from the other end of the city than none
MAY_WAIT_FROM_PRIORITY = 3  # whom we tell to wait for a unit that is still busy


@dataclass(frozen=True, slots=True)
class Slot:
    """One unit that an incident still needs."""

    incident: Hashable
    priority: int
    waited_s: float
    capability: str


@dataclass(frozen=True, slots=True)
class Option:
    """A unit that could fill a slot. `eta_s` counts the time until a busy one is free."""

    slot: int
    unit_id: str
    eta_s: float
    crew: str  # the vehicle's own, or one it shares
    is_busy: bool = False


def assign_board(slots: Sequence[Slot], options: Collection[Option]) -> dict[int, Option]:
    """By slot the unit that fills it; a slot that nobody can fill is left out."""
    first = [option for option in options if slots[option.slot].priority == 1 and not option.is_busy]
    chosen = _cheapest(slots, first)
    taken = {option.crew for option in chosen.values()}
    rest = [
        option
        for option in options
        if slots[option.slot].priority > 1 and option.crew not in taken and _may_take(slots[option.slot], option)
    ]
    return {**chosen, **_cheapest(slots, rest)}


def _may_take(slot: Slot, option: Option) -> bool:
    return not option.is_busy or slot.priority >= MAY_WAIT_FROM_PRIORITY


def _cost(slot: Slot, eta_s: float) -> int:
    urgency = 1.0 + slot.waited_s / WAITS_AT_MOST_S[slot.priority]
    return round(WEIGHT[slot.priority] * urgency * eta_s)


def _cheapest(slots: Sequence[Slot], options: Sequence[Option]) -> dict[int, Option]:
    if not options:
        return {}
    wanted = {slot: node for node, slot in enumerate(dict.fromkeys(option.slot for option in options), start=3)}
    crews = {crew: node for node, crew in enumerate(dict.fromkeys(o.crew for o in options), start=3 + len(wanted))}
    crew_of = {option.unit_id: option.crew for option in options}
    units = {unit_id: node for node, unit_id in enumerate(crew_of, start=3 + len(wanted) + len(crews))}
    arcs = [(units[o.unit_id], wanted[o.slot], 1, _cost(slots[o.slot], o.eta_s)) for o in options]
    arcs += [(_SOURCE, node, 1, 0) for node in crews.values()]
    arcs += [(crews[crew], units[unit_id], 1, 0) for unit_id, crew in crew_of.items()]
    arcs += [(_SOURCE, _NOBODY, len(wanted), 0)]
    arcs += [(_NOBODY, node, 1, _cost(slots[slot], NOBODY_S)) for slot, node in wanted.items()]
    arcs += [(node, _SINK, 1, 0) for node in wanted.values()]
    flows = _flows(arcs, len(wanted))
    if flows is None:
        return _greedy(slots, options)
    return {option.slot: option for option, flow in zip(options, flows, strict=False) if flow}


_SOURCE, _SINK, _NOBODY = 0, 1, 2


def _flows(arcs: Sequence[tuple[int, int, int, int]], amount: int) -> Sequence[int] | None:
    """Along each arc (from, to, capacity, cost); None when the solver fails."""
    solver = min_cost_flow.SimpleMinCostFlow()
    tails, heads, capacities, costs = np.array(arcs, dtype=np.int64).T
    numbers = solver.add_arcs_with_capacity_and_unit_cost(tails, heads, capacities, costs)
    solver.set_nodes_supplies(np.array([_SOURCE, _SINK]), np.array([amount, -amount]))
    if solver.solve() != solver.OPTIMAL:
        return None
    found: list[int] = solver.flows(numbers).tolist()
    return found


def _greedy(slots: Sequence[Slot], options: Sequence[Option]) -> dict[int, Option]:
    """Should the solver fail: the most urgent first, each its nearest."""
    chosen: dict[int, Option] = {}
    taken: set[str] = set()
    for option in sorted(options, key=lambda each: (slots[each.slot].priority, each.eta_s)):
        if option.slot not in chosen and option.crew not in taken:
            chosen[option.slot] = option
            taken.add(option.crew)
    return chosen
