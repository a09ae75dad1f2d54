"""The city's callers and the call-taker who answers them: plays a day's plan through the API."""

import asyncio
import logging
from collections.abc import Sequence
from itertools import count
from typing import Any

from simulators.api_client import ApiClient, Refused
from simulators.clock import SimulatedClock
from simulators.day import DAY_S, CallKind, DaySettings, PlannedCall, PlannedEmergency, plan_day
from simulators.places import Place, distance_m
from simulators.roads import Roads

CALL_TAKERS = 4  # further simultaneous calls wait in the queue
ANSWER_S = 4.0
LEAD_IN_S = 5.0  # before the first emergency: nobody wants to wait an hour for the first call of a quiet night

NUISANCE_DISPOSITION = {
    CallKind.PRANK: "prank",
    CallKind.SILENT: "silent",
    CallKind.NO_EMERGENCY: "information",
}

log = logging.getLogger(__name__)


class Callers:
    def __init__(self, api: ApiClient, roads: Roads, clock: SimulatedClock, landmarks: Sequence[Place]) -> None:
        self._api = api
        self._roads = roads
        self._clock = clock
        self._landmarks = landmarks
        self._free_call_takers = asyncio.Semaphore(CALL_TAKERS)
        self._incident_of: dict[tuple[int, int], str] = {}

    async def run(self, seed: int, settings: DaySettings, *, begin_s: float) -> None:
        """Play day after day, from `begin_s` of the first; what lies before its first emergency is skipped."""
        skipped_s: float | None = None
        async with asyncio.TaskGroup() as group:
            for day in count():
                for call in plan_day(seed, day, settings, self._landmarks):
                    at_s = day * DAY_S + call.at_s
                    if at_s < begin_s or (skipped_s is None and call.emergency is None):
                        continue
                    if skipped_s is None:
                        skipped_s = at_s - LEAD_IN_S
                    await self._clock.sleep_until(at_s - skipped_s)
                    group.create_task(self._call(day, call), name="call")
                await self._clock.sleep(1)  # a day without calls must not become a busy loop

    async def _call(self, day: int, call: PlannedCall) -> None:
        async with self._free_call_takers:
            try:
                await self._talk(day, call)
            except Refused as refusal:
                log.warning("a simulated call was refused", extra={"code": refusal.code})

    async def _talk(self, day: int, call: PlannedCall) -> None:
        await self._clock.sleep(ANSWER_S)
        words = call.emergency.words if call.emergency else None
        made = await self._api.post("/calls", {"channel": "phone", "caller_number": call.caller_number, "words": words})
        await self._clock.sleep(call.talk_s)
        if call.emergency is None:
            await self._close(made["id"], {"disposition": NUISANCE_DISPOSITION[call.kind]})
        else:
            await self._save(day, made["id"], call.emergency)

    async def _save(self, day: int, call_id: str, emergency: PlannedEmergency) -> None:
        """Make an incident of the first call about an emergency; later calls about it are linked to that incident."""
        known = self._incident_of.get((day, emergency.number))
        if known is not None:
            await self._close(call_id, {"disposition": "incident", "incident_id": known})
            return
        incident = await self._api.post("/incidents", await self._incident(call_id, emergency))
        self._incident_of[day, emergency.number] = incident["id"]

    async def _incident(self, call_id: str, emergency: PlannedEmergency) -> dict[str, Any]:
        place = await self._beside_a_road(emergency.place)
        return {
            "call_id": call_id,
            "type": emergency.type,
            "position": {"lat": round(place.lat, 6), "lon": round(place.lon, 6)},
            "description": emergency.words,
        }

    async def _close(self, call_id: str, change: dict[str, Any]) -> None:
        await self._api.patch(f"/calls/{call_id}", change)

    async def _beside_a_road(self, place: Place) -> Place:
        """Move the place to a road: the plan does not know the roads and may have put it into the sea."""
        nearest = min(self._landmarks, key=lambda landmark: distance_m(landmark, place))
        road = await self._roads.road(nearest, place, "ambulance")
        return road.places[-1]
