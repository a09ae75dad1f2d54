"""The road router: Valhalla in process, in threads of its own."""

import asyncio
import json
import logging
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any, Self

from shapely import Polygon
from valhalla import Actor, ValhallaError

from geo.database import Connection
from geo.position import Position
from geo.profiles import VehicleProfile
from geo.reach import SNAP_MAX_M, Reach, ask_valhalla, location

log = logging.getLogger(__name__)

ANSWER_TIMEOUT_S = 5.0
M_PER_KM = 1000.0

# The one that agrees with the route: measured on two cities, Valhalla's timedistancematrix answers most of many-to-one
# wrongly, by up to minutes, and takes longer for the few starts that we ask about.
MATRIX_ALGORITHM = "costmatrix"
CLOSED_LENGTH_MAX_M = 2_000_000.0  # around all closures together; beyond it the router refuses the question

# Valhalla's numbers for "no road near one of the places" and "no way from here to there".
NO_EDGE_NEAR = 171
NO_PATH = frozenset({441, 442, 443})


class RouterDown(Exception):
    """The router gave no answer; nothing may be concluded about the roads."""


class DestinationOffNetwork(Exception):
    """No road lies near the destination: driving times to it mean nothing."""


@dataclass(frozen=True, slots=True)
class Leg:
    """Driving from one start; both None when no road leads there."""

    eta_s: float | None
    distance_m: float | None


@dataclass(frozen=True, slots=True)
class Route:
    """The way to drive; polyline6 is Google's encoding with six decimals."""

    eta_s: float
    distance_m: float
    polyline6: str


GRACE_S = 60.0
CURRENT_CITY = "SELECT version, folder FROM city"

NO_LEG = Leg(eta_s=None, distance_m=None)


class Roads:
    """One version of one city's roads. Every thread has an Actor of its own: an Actor is not thread-safe."""

    def __init__(self, settings: dict[str, Any], workers: int) -> None:
        self._settings = settings
        self._reach = Reach()
        self._own = threading.local()
        self._threads = ThreadPoolExecutor(workers, thread_name_prefix="roads", initializer=self._make_actor)

    @classmethod
    def open(cls, folder: Path, workers: int = 2) -> Self:
        """Raises RouterDown when the folder holds no usable roads."""
        return cls(router_settings_in(folder), workers)

    def close(self) -> None:
        """What was asked before is still answered."""
        self._threads.shutdown(wait=False)

    async def matrix(
        self,
        starts: Sequence[Position],
        to: Position,
        profile: VehicleProfile,
        *,
        closed: Sequence[Polygon] = (),
        timeout_s: float = ANSWER_TIMEOUT_S,
    ) -> list[Leg]:
        """Driving times from many starts to one place, in the order of the starts, on no street that meets `closed`.

        Raises:
            DestinationOffNetwork: no road near `to`.
            RouterDown: no answer, or none in time.
        """
        if not starts:
            return []
        return await self._ask(lambda actor: _legs(actor, self._reach, starts, to, profile, closed), timeout_s)

    async def route(
        self,
        start: Position,
        to: Position,
        profile: VehicleProfile,
        *,
        closed: Sequence[Polygon] = (),
        timeout_s: float = ANSWER_TIMEOUT_S,
    ) -> Route | None:
        """The way to drive, None when no road leads there; raises RouterDown."""
        return await self._ask(lambda actor: _route(actor, start, to, profile, closed), timeout_s)

    async def _ask[Answer](self, question: Callable[[Actor], Answer], timeout_s: float) -> Answer:
        loop = asyncio.get_running_loop()
        try:
            return await asyncio.wait_for(loop.run_in_executor(self._threads, self._put, question), timeout_s)
        except DestinationOffNetwork:
            raise
        except TimeoutError:
            raise RouterDown(f"the router did not answer within {timeout_s} s") from None
        except Exception as error:
            raise RouterDown(f"the router failed: {error}") from error

    def _put[Answer](self, question: Callable[[Actor], Answer]) -> Answer:
        return question(self._own.actor)

    def _make_actor(self) -> None:
        # Valhalla reads its settings from a file, once.
        with NamedTemporaryFile("w", suffix=".json", encoding="utf-8") as file:
            json.dump(self._settings, file)
            file.flush()
            self._own.actor = Actor(Path(file.name))


class CityRoads:
    """Holds the Roads of one version; one for each process."""

    def __init__(self, workers: int = 2) -> None:
        self._workers = workers
        self._lock = asyncio.Lock()
        self._version: str | None = None
        self._roads: Roads | None = None

    async def current(self, conn: Connection) -> Roads | None:
        """None while no city is imported; raises RouterDown when the city's roads cannot be opened."""
        row = await conn.fetchrow(CURRENT_CITY)
        if row is None:
            return None
        async with self._lock:
            if row["version"] != self._version:
                await self._open(row["version"], Path(row["folder"]))
            return self._roads

    def close(self) -> None:
        if self._roads is not None:
            self._roads.close()
        self._roads, self._version = None, None

    async def _open(self, version: str, folder: Path) -> None:
        opened = await asyncio.to_thread(Roads.open, folder, self._workers)
        if self._roads is not None:  # a question may be on its way to the old roads
            asyncio.get_running_loop().call_later(GRACE_S, self._roads.close)
        self._roads, self._version = opened, version
        log.info("roads opened", extra={"city_version": version})


def router_settings_in(folder: Path) -> dict[str, Any]:
    """Of a built city, wherever it stands now; raises RouterDown."""
    try:
        settings: dict[str, Any] = json.loads((folder / "valhalla.json").read_text(encoding="utf-8"))
        # A city is built beside and renamed: the settings still name the place where it was built.
        settings["mjolnir"]["tile_dir"] = str((folder / "tiles").resolve(strict=True))
        settings["thor"]["source_to_target_algorithm"] = MATRIX_ALGORITHM
        settings["service_limits"]["max_exclude_polygons_length"] = CLOSED_LENGTH_MAX_M
    except (OSError, ValueError, KeyError) as error:
        raise RouterDown(f"no roads in {folder.name}: {error}") from error
    return settings


def _legs(
    actor: Actor,
    reach: Reach,
    starts: Sequence[Position],
    to: Position,
    profile: VehicleProfile,
    closed: Sequence[Polygon],
) -> list[Leg]:
    *start_near_road, to_near_road = reach.near_road(actor, [*starts, to], profile)
    if not to_near_road:
        raise DestinationOffNetwork
    kept = [start for start, near in zip(starts, start_near_road, strict=True) if near]
    found = iter(_matrix(actor, kept, to, profile, closed) if kept else [])
    return [next(found) if near else NO_LEG for near in start_near_road]


def _matrix(
    actor: Actor, starts: Sequence[Position], to: Position, profile: VehicleProfile, closed: Sequence[Polygon]
) -> list[Leg]:
    answer = ask_valhalla(
        actor.matrix,
        profile,
        sources=[location(start, SNAP_MAX_M) for start in starts],
        targets=[location(to, SNAP_MAX_M)],
        verbose=False,
        **_avoiding(closed),
    )
    table = answer["sources_to_targets"]
    return [
        NO_LEG if time_s is None or distance_km is None else Leg(float(time_s), distance_km * M_PER_KM)
        for (time_s,), (distance_km,) in zip(table["durations"], table["distances"], strict=True)
    ]


def _route(
    actor: Actor, start: Position, to: Position, profile: VehicleProfile, closed: Sequence[Polygon]
) -> Route | None:
    try:
        places = [location(start, SNAP_MAX_M), location(to, SNAP_MAX_M)]
        answer = ask_valhalla(actor.route, profile, locations=places, directions_type="none", **_avoiding(closed))
    except ValhallaError as error:
        if error.code == NO_EDGE_NEAR or error.code in NO_PATH:
            return None
        raise
    summary = answer["trip"]["summary"]
    return Route(summary["time"], summary["length"] * M_PER_KM, answer["trip"]["legs"][0]["shape"])


def _avoiding(closed: Sequence[Polygon]) -> dict[str, Any]:
    return {"exclude_polygons": [list(area.exterior.coords) for area in closed]} if closed else {}
