"""Advice for the whole board: one assignment over all incidents that still need somebody."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from dispatch.actions.find_arrivals import find_nearest
from dispatch.domain.board_advice import MAY_WAIT_FROM_PRIORITY, Option, Slot, assign_board
from dispatch.domain.candidate import Basis, Candidate, is_trusted
from dispatch.domain.incident import Incident
from dispatch.domain.slots import still_open
from dispatch.settings import DispatchSettings
from dispatch.store import busy_units, incidents
from dispatch.store.asked_for import AskedFor, asked_for_by
from dispatch.store.busy_units import BusyUnit
from geo.database import ACQUIRE_TIMEOUT_S, Pool
from geo.position import distance_m
from geo.profiles import vehicle_profile
from geo.travel_times import DETOUR_FACTOR, TravelTimes

INCIDENTS_MAX = 60


@dataclass(frozen=True, slots=True)
class Sent:
    """`free_in_s`: it is busy, and worth waiting for; null when it can go now."""

    unit_id: str
    capability: str
    eta_s: float
    free_in_s: float | None


@dataclass(frozen=True, slots=True)
class IncidentAdvice:
    incident: Incident
    send: tuple[Sent, ...]
    wait_for: tuple[Sent, ...]
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Need:
    """An incident that still needs somebody, and the free units that could come."""

    asked: AskedFor
    able: Sequence[Candidate]

    @property
    def incident(self) -> Incident:
        return self.asked.incident

    @property
    def by_air_line(self) -> bool:
        """There is no road estimate at all: the router is down."""
        return all(candidate.basis is Basis.AIR_LINE for candidate in self.able)


async def advise_board(
    pool: Pool, travel_times: TravelTimes, *, now: datetime, settings: DispatchSettings
) -> list[IncidentAdvice]:
    """The most urgent first. Nothing is sent, and nothing kept: sending goes by the incident as always."""
    async with pool.acquire(timeout=ACQUIRE_TIMEOUT_S) as conn:
        ids = await incidents.open_ids(conn, limit=INCIDENTS_MAX)
        asked = await asked_for_by(conn, ids)
        busy = await busy_units.busy_units(conn, now=now)
    lacking = [each for each in map(asked.__getitem__, ids) if still_open(each.needs, each.at_work)]
    found = await asyncio.gather(
        *(find_nearest(pool, travel_times, each, now=now, settings=settings) for each in lacking)
    )
    waiting = [
        Need(each, [arrival.candidate for arrival in near.arrivals]) for each, near in zip(lacking, found, strict=True)
    ]
    slots, needs_of = _slots(waiting, now)
    chosen = assign_board(slots, _options(slots, needs_of, busy, settings))
    return [_advice(need, slots, chosen, busy) for need in waiting]


def _slots(waiting: Sequence[Need], now: datetime) -> tuple[list[Slot], list[Need]]:
    slots, needs_of = [], []
    for need in waiting:
        waited_s = max(0.0, (now - need.incident.created_at).total_seconds())
        for capability in still_open(need.asked.needs, need.asked.at_work):
            slots.append(Slot(need.incident.id, need.incident.priority, waited_s, capability))
            needs_of.append(need)
    return slots, needs_of


def _options(
    slots: Sequence[Slot], needs_of: Sequence[Need], busy: Sequence[BusyUnit], settings: DispatchSettings
) -> list[Option]:
    """Of the free by road; of the busy by air line from where they work, after the time they still need there."""
    options = []
    for index, (slot, need) in enumerate(zip(slots, needs_of, strict=True)):
        options += [
            Option(index, each.unit_id, each.eta_s, each.crew_pool or f"unit {each.unit_id}")
            for each in need.able
            if each.eta_s is not None
            and (is_trusted(each) or need.by_air_line)
            and slot.capability in each.capabilities
        ]
        if slot.priority >= MAY_WAIT_FROM_PRIORITY:
            options += [
                Option(index, each.unit_id, _eta_when_free(each, need, settings), _crew(each), is_busy=True)
                for each in busy
                if slot.capability in each.capabilities and each.incident_id != need.incident.id
            ]
    return options


def _crew(unit: BusyUnit) -> str:
    return unit.crew_pool or f"unit {unit.unit_id}"


def _eta_when_free(unit: BusyUnit, need: Need, settings: DispatchSettings) -> float:
    driven_m = distance_m(unit.position, need.incident.position) * DETOUR_FACTOR
    return unit.free_in_s + settings.turnout_rolling_s + driven_m / vehicle_profile(unit.profile).air_line_speed_mps


def _advice(
    need: Need, slots: Sequence[Slot], chosen: Mapping[int, Option], busy: Sequence[BusyUnit]
) -> IncidentAdvice:
    free_in_s = {unit.unit_id: unit.free_in_s for unit in busy}
    mine = [index for index, slot in enumerate(slots) if slot.incident == need.incident.id]
    sent = [
        Sent(
            chosen[index].unit_id,
            slots[index].capability,
            chosen[index].eta_s,
            free_in_s.get(chosen[index].unit_id) if chosen[index].is_busy else None,
        )
        for index in mine
        if index in chosen
    ]
    sent.sort(key=lambda each: each.eta_s)
    return IncidentAdvice(
        need.incident,
        tuple(each for each in sent if each.free_in_s is None),
        tuple(each for each in sent if each.free_in_s is not None),
        tuple(slots[index].capability for index in mine if index not in chosen),
    )
