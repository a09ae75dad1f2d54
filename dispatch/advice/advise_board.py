"""Advice for the whole board: one assignment of units to all incidents that still need some."""

import asyncio
from collections import Counter
from collections.abc import Collection, Hashable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from base.database import ACQUIRE_TIMEOUT_S, Pool
from base.position import distance_m
from dispatch.advice.estimate_arrivals import Conditions
from dispatch.advice.find_arrivals import find_nearest, read_conditions, survey_under
from dispatch.advice.find_free_soon import able_to_come
from dispatch.domain.advice_policy import AdvicePolicy
from dispatch.domain.availability_forecast import BusyUnit, in_the_area
from dispatch.domain.board_advice import (
    MAY_WAIT_FROM_PRIORITY,
    Option,
    Slot,
    assign_board,
    at_the_scene,
    free_options,
    slots_of,
)
from dispatch.domain.candidate import Candidate
from dispatch.domain.incident import Incident
from dispatch.domain.turnout import TurnoutPolicy
from dispatch.store import busy_units, incidents
from dispatch.store.asked_for import AskedFor, asked_for_by
from dispatch.views.advice import Sent
from geo.roads.profiles import vehicle_profile
from geo.roads.travel_times import DETOUR_FACTOR, TravelTimes

INCIDENTS_MAX = 60
CANDIDATES_MAX = 30  # per kind: each start costs the router a millisecond


@dataclass(frozen=True, slots=True)
class IncidentAdvice:
    incident: Incident
    send: tuple[Sent, ...]
    wait_for: tuple[Sent, ...]
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Need:
    """An incident that still needs units, and the free units that could come."""

    asked: AskedFor
    able: Sequence[Candidate]

    @property
    def incident(self) -> Incident:
        return self.asked.incident


async def advise_board(
    pool: Pool, travel_times: TravelTimes, *, now: datetime, policy: AdvicePolicy
) -> list[IncidentAdvice]:
    """The most urgent first. Nothing is sent or stored: units are sent incident by incident as always."""
    async with pool.acquire(timeout=ACQUIRE_TIMEOUT_S) as conn:
        ids = await incidents.open_ids(conn, limit=INCIDENTS_MAX)
        asked = await asked_for_by(conn, ids)
        busy = await busy_units.busy_units(conn, now=now)
    short = [each for each in map(asked.__getitem__, ids) if each.lacking]
    if not short:
        return []
    lookout = _Lookout(pool, travel_times, await read_conditions(pool, travel_times, now=now), now)
    busy = in_the_area(busy, lookout.conditions.streets.area)
    waiting = await lookout.needs(short, policy)
    chosen = await _choose(lookout, waiting, busy, policy)
    farther = _asked_for_more(waiting, chosen, policy)
    if farther is not None:
        waiting = await _look_farther(lookout, waiting, chosen, farther)
        chosen = await _choose(lookout, waiting, busy, policy)
    return [_advice(need, slots, busy) for need, slots in zip(waiting, chosen, strict=True)]


type _Filled = list[tuple[Slot, Option | None]]  # what one incident asks for, and the unit that fills it
type _Pair = tuple[UUID, str]  # an incident and a unit


@dataclass(frozen=True, slots=True)
class _Lookout:
    """Finds the units that could come to each incident, under conditions that were read once for all of them."""

    pool: Pool
    travel_times: TravelTimes
    conditions: Conditions
    now: datetime

    async def needs(self, asked: Sequence[AskedFor], policy: AdvicePolicy) -> list[Need]:
        return await asyncio.gather(*(self._need(each, policy) for each in asked))

    async def _need(self, asked: AskedFor, policy: AdvicePolicy) -> Need:
        known = await survey_under(self.conditions, self.pool, asked, now=self.now, policy=policy)
        arrivals = await find_nearest(self.travel_times, known, policy.turnout, of_each=policy.search.per_capability)
        return Need(asked, [arrival.candidate for arrival in arrivals])

    async def without_a_road(
        self, waiting: Sequence[Need], chosen: Sequence[_Filled], busy: Sequence[BusyUnit]
    ) -> set[_Pair]:
        """The chosen busy units from which no road leads there."""
        by_id = {unit.unit_id: unit for unit in busy}
        asked = [
            (need.incident, {by_id[option.unit_id] for _, option in slots if option and option.is_busy})
            for need, slots in zip(waiting, chosen, strict=True)
        ]
        able = await asyncio.gather(
            *(able_to_come(self.travel_times, units, to.position, self.conditions.streets) for to, units in asked)
        )
        return {(to.id, unit.unit_id) for (to, units), some in zip(asked, able, strict=True) for unit in units - some}


async def _choose(
    lookout: _Lookout, waiting: Sequence[Need], busy: Sequence[BusyUnit], policy: AdvicePolicy
) -> list[_Filled]:
    """Busy units are known by air line only: each chosen one is checked by road, and excluded if there is none."""
    barred: set[_Pair] = set()
    while True:
        chosen = _assign(waiting, busy, barred, lookout.now, policy.turnout)
        lost = await lookout.without_a_road(waiting, chosen, busy)
        if not lost:
            return chosen
        barred |= lost


def _asked_for_more(waiting: Sequence[Need], chosen: Sequence[_Filled], policy: AdvicePolicy) -> AdvicePolicy | None:
    """Each incident knows only its nearest units, and others may take them: ask for as many as all want together.

    None if nothing is missing, or if that many were asked for already.
    """
    wanted = Counter(capability for need in waiting for capability in need.asked.slots)
    short = {slot.capability for slots in chosen for slot, option in slots if option is None}
    enough = min(CANDIDATES_MAX, max((wanted[capability] for capability in short), default=0))
    if enough <= policy.search.per_capability:
        return None
    return replace(policy, search=replace(policy.search, per_capability=enough))


async def _look_farther(
    lookout: _Lookout, waiting: Sequence[Need], chosen: Sequence[_Filled], policy: AdvicePolicy
) -> list[Need]:
    """Ask again for the incidents that lack something."""
    short = [need.asked for need, slots in zip(waiting, chosen, strict=True) if any(o is None for _, o in slots)]
    again = {need.incident.id: need for need in await lookout.needs(short, policy)}
    return [again.get(need.incident.id, need) for need in waiting]


def _assign(
    waiting: Sequence[Need],
    busy: Sequence[BusyUnit],
    barred: Collection[_Pair],
    now: datetime,
    turnout: TurnoutPolicy,
) -> list[_Filled]:
    """Return the filled slots by incident."""
    slots: list[Slot] = []
    options: list[Option] = []
    for need in waiting:
        waited_s = max(0.0, (now - need.incident.created_at).total_seconds())
        others = [unit for unit in busy if (need.incident.id, unit.unit_id) not in barred]
        mine = slots_of(need.incident.id, need.incident.priority, waited_s, need.asked.slots)
        for index, slot in enumerate(mine, start=len(slots)):
            options += _options(index, slot, need, others, turnout)
        slots += mine
    chosen = assign_board(slots, options)
    filled: dict[Hashable, _Filled] = {need.incident.id: [] for need in waiting}
    for index, slot in enumerate(slots):
        filled[slot.incident].append((slot, chosen.get(index)))
    return list(filled.values())


def _options(index: int, slot: Slot, need: Need, busy: Sequence[BusyUnit], turnout: TurnoutPolicy) -> Iterator[Option]:
    """Units at the scene; the free by road; the busy by air line from where they work, after their time there."""
    for number, capabilities in enumerate(need.asked.at_work):
        if slot.capability in capabilities:
            yield at_the_scene(index, slot.incident, number)
    yield from free_options(index, slot, need.able)
    if slot.priority < MAY_WAIT_FROM_PRIORITY:
        return
    asked = next(each for each in need.asked.needs if each.capability == slot.capability)
    for other in busy:
        if other.incident_id != need.incident.id and other.can(asked):
            yield Option(index, other.unit_id, _eta_when_free(other, need, turnout), _crew(other), is_busy=True)


def _crew(unit: BusyUnit) -> str:
    return unit.crew_pool or f"unit {unit.unit_id}"


def _eta_when_free(unit: BusyUnit, need: Need, turnout: TurnoutPolicy) -> float:
    driven_m = distance_m(unit.position, need.incident.position) * DETOUR_FACTOR
    return unit.free_in_s + turnout.rolling_s + driven_m / vehicle_profile(unit.profile).air_line_speed_mps


def _advice(need: Need, filled: _Filled, busy: Sequence[BusyUnit]) -> IncidentAdvice:
    free_in_s = {unit.unit_id: unit.free_in_s for unit in busy}
    sent = [
        Sent(
            unit_id=each.unit_id,
            capability=slot.capability,
            eta_s=each.eta_s,
            free_in_s=free_in_s.get(each.unit_id) if each.is_busy else None,
        )
        for slot, each in filled
        if each is not None and not each.is_there
    ]
    sent.sort(key=lambda each: each.eta_s)
    return IncidentAdvice(
        need.incident,
        tuple(each for each in sent if each.free_in_s is None),
        tuple(each for each in sent if each.free_in_s is not None),
        tuple(slot.capability for slot, each in filled if each is None),
    )
