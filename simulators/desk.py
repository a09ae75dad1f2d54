"""A simulated dispatcher: follows the advice and closes finished incidents, but only when no human acts."""

import asyncio
import logging
from collections.abc import Mapping
from contextlib import aclosing
from dataclasses import dataclass, field
from typing import Any

from simulators.api_client import ApiClient, Refused
from simulators.board import Board
from simulators.live_client import LiveClient
from simulators.places import Place, distance_m
from simulators.seeds import generator

LOOK_S = 0.5
TRY_AGAIN_S = 20.0  # after a refusal, or when no unit was available
CLOSE_PATIENCE = 4  # times the patience: a human may want to add a last note
ALERT_PATIENCE = 5
SAME_PLACE_M = 300.0

log = logging.getLogger(__name__)


@dataclass(slots=True)
class Watched:
    """An open incident, and when this dispatcher may act on it; `since_s` is when its status was first seen."""

    status: str
    since_s: float
    patience_s: float
    somebody_else_acts: bool = False


@dataclass(slots=True)
class Desk:
    """`patience_s`: how long a human has, at least, before the simulated dispatcher acts, in real seconds."""

    api: ApiClient
    client: LiveClient
    seed: int
    patience_s: float
    _watched: dict[str, Watched] = field(default_factory=dict)
    _own_assignments: set[str] = field(default_factory=set)
    _alert_seen_s: dict[Any, float] = field(default_factory=dict)

    async def run(self) -> None:
        async with asyncio.TaskGroup() as group:
            group.create_task(self._follow(), name="live feed")
            group.create_task(self._work(), name="dispatcher")

    async def _follow(self) -> None:
        async with aclosing(self.client.frames()) as frames:
            async for _ in frames:
                pass

    async def _work(self) -> None:
        loop = asyncio.get_running_loop()
        while True:
            self._look(self.client.board, loop.time())
            for incident_id, watched in list(self._watched.items()):
                if loop.time() >= watched.since_s + watched.patience_s:
                    await self._act(incident_id, watched)
                    watched.since_s, watched.patience_s = loop.time(), TRY_AGAIN_S
            await self._take_old_alerts(loop.time())
            await asyncio.sleep(LOOK_S)

    def _look(self, board: Board, now_s: float) -> None:
        for gone in self._watched.keys() - board.incidents.keys():
            del self._watched[gone]
        for incident_id, incident in board.incidents.items():
            watched = self._watched.get(incident_id)
            if watched is None or watched.status != incident["status"]:
                strangers = watched.somebody_else_acts if watched else False
                patience_s = self._patience_s(incident)
                watched = Watched(incident["status"], now_s, patience_s, strangers)
                self._watched[incident_id] = watched
        for assignment_id, assignment in board.assignments.items():
            if assignment_id not in self._own_assignments and assignment["incident_id"] in self._watched:
                self._watched[assignment["incident_id"]].somebody_else_acts = True

    def _patience_s(self, incident: Mapping[str, Any]) -> float:
        if incident["status"] == "cleared":
            return CLOSE_PATIENCE * self.patience_s
        return self.patience_s + generator(self.seed, "dispatcher", incident["number"]).expovariate(1 / 4)

    async def _act(self, incident_id: str, watched: Watched) -> None:
        try:
            if watched.status == "waiting" and not watched.somebody_else_acts:
                await self._merge_or_send(incident_id)
            elif watched.status == "cleared":
                await self._close(incident_id)
        except Refused as refusal:
            log.info("the desk was refused", extra={"code": refusal.code})

    async def _merge_or_send(self, incident_id: str) -> None:
        earlier = same_incident(self.client.board, incident_id)
        if earlier is not None:
            await self.api.post(f"/incidents/{incident_id}/merge", {"into": earlier})
        else:
            await self._send_units(incident_id)

    async def _send_units(self, incident_id: str) -> None:
        advice = await self.api.get(f"/incidents/{incident_id}/recommendation")
        if advice["advised"]:
            body = {"unit_ids": advice["advised"], "recommendation_id": advice["id"]}
            made = await self.api.post(f"/incidents/{incident_id}/assignments", body)
            self._own_assignments.update(assignment["id"] for assignment in made)
        elif not advice["requirements"]:
            await self._close(incident_id, disposition="handed_over")

    async def _close(self, incident_id: str, *, disposition: str | None = None) -> None:
        if disposition is None:
            detail = await self.api.get(f"/incidents/{incident_id}")
            disposition = "transported" if _somebody_was_taken(detail) else "resolved"
        await self.api.post(f"/incidents/{incident_id}/close", {"disposition": disposition})

    async def _take_old_alerts(self, now_s: float) -> None:
        """Take unattended alerts, except a crew's call for help: a machine never takes that."""
        alerts = self.client.board.alarms
        self._alert_seen_s = {alert_id: self._alert_seen_s.get(alert_id, now_s) for alert_id in alerts}
        for alert_id, seen_s in self._alert_seen_s.items():
            if now_s > seen_s + ALERT_PATIENCE * self.patience_s and alerts[alert_id]["kind"] != "sos":
                await self._take_alert(alert_id)
                return

    async def _take_alert(self, alert_id: Any) -> None:
        try:
            await self.api.post(f"/alarms/{alert_id}/take")
        except Refused as refusal:
            log.info("the desk was refused", extra={"code": refusal.code})


def same_incident(board: Board, incident_id: str) -> str | None:
    """Return an older incident of the same type, so near that both callers mean the same thing."""
    incident = board.incidents[incident_id]
    place = Place.read(incident["position"])
    return next(
        (
            other["id"]
            for other in sorted(board.incidents.values(), key=lambda other: str(other["created_at"]))
            if other["created_at"] < incident["created_at"]
            and other["type"] == incident["type"]
            and distance_m(place, Place.read(other["position"])) < SAME_PLACE_M
        ),
        None,
    )


def _somebody_was_taken(detail: Mapping[str, Any]) -> bool:
    return any("transporting" in assignment["reached_at"] for assignment in detail.get("assignments", ()))
