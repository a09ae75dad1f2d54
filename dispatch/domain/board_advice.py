"""Assign units across all waiting incidents so that together they wait least; pure (decision 12).

A minimum-cost flow: source → crew → requirement → sink. Vehicles that share a crew are one node of capacity one. A unit
at the scene is a node that leads only to its own incident's requirements, so plans are not coupled in other ways and
the answer is exact. Priority 1 is settled first and alone: no other incident takes a unit from it.
"""

from collections import Counter
from collections.abc import Collection, Hashable, Mapping, Sequence
from dataclasses import dataclass
from operator import attrgetter

import numpy as np

from dispatch.domain.candidate import Basis, Candidate, is_trusted
from dispatch.domain.waiting_limits import WAITS_AT_MOST_S

# The weight of a second of waiting, by priority; it doubles once the incident has waited as long as its priority may.
WEIGHT: Mapping[int, int] = {1: 100, 2: 30, 3: 10, 4: 4, 5: 2}
NOBODY_S = 7200  # better a unit from the other end of the city than none
MAY_WAIT_FROM_PRIORITY = 3  # the most urgent priority that may be told to wait for a unit that is still busy
# The first unit of a kind counts in full: a second engine here weighs half of a first one there; otherwise one incident
# might get two and the other none.
FURTHER_WEIGHS = 0.5


@dataclass(frozen=True, slots=True)
class Slot:
    """One unit that an incident asks for. `is_further`: an earlier slot of the incident asks for the same kind.

    `order`: its position in the incident's requirements; all else equal, a later slot stays empty, as in the incident's
    own advice.
    """

    incident: Hashable
    priority: int
    waited_s: float
    capability: str
    is_further: bool = False
    order: int = 0


@dataclass(frozen=True, slots=True)
class Option:
    """A unit that could fill a slot. `eta_s` includes the wait for a busy unit; `is_there`: it was sent before."""

    slot: int
    unit_id: str
    eta_s: float
    crew: str  # the vehicle's own crew, or one it shares
    is_busy: bool = False
    is_there: bool = False


def slots_of(incident: Hashable, priority: int, waited_s: float, capabilities: Sequence[str]) -> list[Slot]:
    """All slots an incident asks for, including those that units at the scene fill."""
    seen: Counter[str] = Counter()
    slots = []
    for order, capability in enumerate(capabilities):
        slots.append(Slot(incident, priority, waited_s, capability, is_further=seen[capability] > 0, order=order))
        seen[capability] += 1
    return slots


def free_options(index: int, slot: Slot, able: Sequence[Candidate]) -> list[Option]:
    """The free units for the slot, by road; if the kind has no road estimate, those with any other estimate.

    Units without a driving time are left out.
    """
    of_kind = [(each, each.eta_s) for each in able if slot.capability in each.capabilities]
    by_air_line = all(each.basis is Basis.AIR_LINE for each, _ in of_kind)
    return [
        Option(index, each.unit_id, eta_s, each.crew_pool or f"unit {each.unit_id}")
        for each, eta_s in of_kind
        if eta_s is not None and (by_air_line or is_trusted(each))
    ]


def at_the_scene(slot: int, incident: Hashable, number: int) -> Option:
    """The unit with that number among those sent before, in a slot of this incident that it can fill."""
    name = f"{incident} has {number}"
    return Option(slot, name, 0.0, name, is_there=True)


def assign_board(slots: Sequence[Slot], options: Collection[Option]) -> dict[int, Option]:
    """Return the unit for each slot; slots that nobody can fill are left out."""
    by_slot: dict[int, list[Option]] = {index: [] for index in range(len(slots))}
    for option in options:
        by_slot[option.slot].append(option)
    urgent = [index for index, slot in enumerate(slots) if slot.priority == 1]
    others = [index for index, slot in enumerate(slots) if slot.priority > 1]
    chosen = _cheapest(slots, {index: _free(by_slot[index]) for index in urgent})
    taken = {option.crew for option in chosen.values()}
    left = {index: [option for option in by_slot[index] if option.crew not in taken] for index in others}
    return {**chosen, **_cheapest(slots, {index: _allowed(slots[index], of_slot) for index, of_slot in left.items()})}


def _free(options: Sequence[Option]) -> list[Option]:
    return [option for option in options if not option.is_busy]


def _allowed(slot: Slot, options: list[Option]) -> list[Option]:
    return options if slot.priority >= MAY_WAIT_FROM_PRIORITY else _free(options)


def _cost(slot: Slot, eta_s: float) -> int:
    return round(_cost_of_a_second(slot) * eta_s)


def _cost_of_a_second(slot: Slot) -> float:
    counts = FURTHER_WEIGHS if slot.is_further else 1.0
    return counts * WEIGHT[slot.priority] * (1.0 + slot.waited_s / WAITS_AT_MOST_S[slot.priority])


def _cheapest(slots: Sequence[Slot], options: Mapping[int, Sequence[Option]]) -> dict[int, Option]:
    """Return the unit for each slot, from each slot's options."""
    wanted = {slot: node for node, slot in enumerate((slot for slot in options if options[slot]), start=3)}
    if not wanted:
        return {}
    kept = [option for slot in wanted for option in _nearest(options[slot], crews=len(wanted))]
    crews = {crew: node for node, crew in enumerate(dict.fromkeys(o.crew for o in kept), start=3 + len(wanted))}
    second = {slot: _cost_of_a_second(slots[slot]) for slot in wanted}
    arcs = [(crews[o.crew], wanted[o.slot], round(second[o.slot] * o.eta_s)) for o in kept]
    arcs += [(_SOURCE, node, 0) for node in crews.values()]
    arcs += [(_NOBODY, node, _cost(slots[slot], NOBODY_S) - slots[slot].order) for slot, node in wanted.items()]
    arcs += [(node, _SINK, 0) for node in wanted.values()]
    flows = _flows(arcs, len(wanted))
    if flows is None:
        return _greedy(slots, kept)
    return {option.slot: option for option, flow in zip(kept, flows, strict=False) if flow}


def _nearest(options: Sequence[Option], *, crews: int) -> Collection[Option]:
    """The quickest vehicle of each crew; with as many crews as there are slots, one is always left for this slot."""
    of_crew: dict[str, Option] = {}
    for option in sorted(options, key=_BY_ETA):
        of_crew.setdefault(option.crew, option)
        if len(of_crew) == crews:
            break
    return of_crew.values()


_BY_ETA = attrgetter("eta_s")
_SOURCE, _SINK, _NOBODY = 0, 1, 2


def _flows(arcs: Sequence[tuple[int, int, int]], amount: int) -> Sequence[int] | None:
    """The flow along each arc (from, to, cost) of capacity one; None if the solver fails."""
    from ortools.graph.python import min_cost_flow  # noqa: PLC0415 - heavy; the API must be back at once after a crash

    solver = min_cost_flow.SimpleMinCostFlow()
    tails, heads, costs = np.array([*arcs, (_SOURCE, _NOBODY, 0)], dtype=np.int64).T
    capacities = np.ones(len(costs), dtype=np.int64)
    capacities[-1] = amount
    numbers = solver.add_arcs_with_capacity_and_unit_cost(tails, heads, capacities, costs)
    solver.set_nodes_supplies(np.array([_SOURCE, _SINK]), np.array([amount, -amount]))
    if solver.solve() != solver.OPTIMAL:
        return None
    found: list[int] = solver.flows(numbers).tolist()
    return found


def _greedy(slots: Sequence[Slot], options: Sequence[Option]) -> dict[int, Option]:
    """The fallback if the solver fails: most urgent first, each gets its nearest unit; units sent before stay."""
    chosen: dict[int, Option] = {}
    taken: set[str] = set()
    for option in sorted(options, key=lambda each: (not each.is_there, slots[each.slot].priority, each.eta_s)):
        if option.slot not in chosen and option.crew not in taken:
            chosen[option.slot] = option
            taken.add(option.crew)
    return chosen
