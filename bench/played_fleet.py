"""The live socket of a simulated fleet, played to a page: what a server would send of units that circle in the city."""

import asyncio
import json
import math
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from playwright.async_api import WebSocketRoute

FRAMES_PER_S = 10  # the server's maximum: each unit once a second, a tenth of them in each frame
TICK_EVERY_FRAMES = 50
STEP_DEG = 0.0001


@dataclass(frozen=True, slots=True)
class PlayedFleet:
    """Units that drive in circles around a place."""

    lat: float
    lon: float
    units: int

    def snapshot(self) -> dict[str, Any]:
        nothing: dict[str, Any] = {name: [] for name in ("incidents", "assignments", "alarms", "calls", "suggestions")}
        units = [_unit(each) for each in range(self.units)]
        return {"type": "snapshot", "as_of": 1, "mark": "", "units": units, **nothing}

    def fixes(self, turn: int) -> dict[str, Any]:
        at = datetime.now(UTC).isoformat()
        moved = range(turn % FRAMES_PER_S, self.units, FRAMES_PER_S)
        return {"type": "fixes", "fixes": [[_name(number), *self._place(number, turn), at] for number in moved]}

    async def play(self, socket: "WebSocketRoute") -> None:
        """Run until cancelled."""
        socket.send(json.dumps(self.snapshot()))
        turn = 0
        while True:
            socket.send(json.dumps(self.fixes(turn)))
            if turn % TICK_EVERY_FRAMES == 0:
                socket.send(json.dumps({"type": "tick", "seq": 1, "at": datetime.now(UTC).isoformat()}))
            turn += 1
            await asyncio.sleep(1 / FRAMES_PER_S)

    def _place(self, number: int, turn: int) -> tuple[float, float, float, float]:
        radius = 0.002 + 0.06 * number / self.units
        angle = number + turn * STEP_DEG / radius
        return self.lat + radius * math.sin(angle), self.lon + radius * math.cos(angle), (-angle * 57.3) % 360, 12.0


def _name(number: int) -> str:
    return f"U-{number:04}"


def _unit(number: int) -> dict[str, Any]:
    return {
        "unit_id": _name(number),
        "callsign": f"U {number:04}",
        "agency_id": "samu",
        "station_id": None,
        "kind": "ambulance",
        "capabilities": [],
        "profile": "ambulance",
        "crew": 2,
        "crew_pool": None,
        "crew_with": None,
        "staffed": True,
        "in_service": True,
        "out_of_service_reason": None,
        "service_changed_at": "2026-03-01T03:00:00Z",
        "free_since_at": "2026-03-01T03:00:00Z",
        "retired_at": None,
        "move_up": None,
        "assignment_id": None,
        "incident_id": None,
        "status": "available" if number % 3 else "en_route",
        "eido": {"primary": "Available", "secondary": "InService"},
        "position": None,
    }
