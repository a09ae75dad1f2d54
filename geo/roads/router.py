"""The road router: Valhalla in process, in threads of its own."""

import asyncio
import json
import logging
import os
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import TYPE_CHECKING, Any, Self

from shapely import Polygon

from base.database import Connection
from base.position import Position
from geo.roads.map_match import Matched, match
from geo.roads.profiles import VehicleProfile
from geo.roads.reach import SNAP_MAX_M, Reach, ask_valhalla, location

if TYPE_CHECKING:
    from valhalla import Actor

log = logging.getLogger(__name__)

ANSWER_TIMEOUT_S = 5.0
M_PER_KM = 1000.0

# This matrix agrees with the route. Measured on two cities, Valhalla's timedistancematrix gets most of many-to-one
# wrong, by up to minutes, and takes longer for the few starts that we use.
MATRIX_ALGORITHM = "costmatrix"
CLOSED_LENGTH_MAX_M = 2_000_000.0  # around all closures together; beyond it the router refuses the request
MATRIX_LOCATIONS_KEPT = 64  # up to this many the router keeps its memory between requests


class RouterDown(Exception):
    """The router gave no answer; nothing can be concluded about the roads."""


class RouterSlow(RouterDown):
    """The router works but missed the time limit: nothing can be concluded about the roads, but nothing is broken."""


class DestinationOffNetwork(Exception):
    """No road lies near the destination: driving times to it mean nothing."""


@dataclass(frozen=True, slots=True)
class Route:
    """The route to drive; polyline6 is Google's encoding with six decimals."""

    eta_s: float
    distance_m: float
    polyline6: str


GRACE_S = 60.0
CURRENT_CITY = "SELECT version, folder FROM city"


class Roads:
    """One version of one city's roads. Every thread has an Actor of its own: an Actor is not thread-safe."""

    def __init__(self, settings: dict[str, Any], workers: int, niceness: int = 0) -> None:
        self._settings = settings
        self._niceness = niceness
        self._reach = Reach()
        self._own = threading.local()
        self._threads = ThreadPoolExecutor(workers, thread_name_prefix="roads", initializer=self._make_actor)

    @classmethod
    def open(cls, folder: Path, workers: int = 2, niceness: int = 0) -> Self:
        """Raises RouterDown if the folder has no usable roads."""
        return cls(router_settings_in(folder), workers, niceness)

    def close(self) -> None:
        """Close; earlier requests are still answered."""
        self._threads.shutdown(wait=False)

    async def matrix(
        self,
        starts: Sequence[Position],
        to: Position,
        profile: VehicleProfile,
        *,
        closed: Sequence[Polygon] = (),
        timeout_s: float = ANSWER_TIMEOUT_S,
    ) -> list[Route | None]:
        """Return routes from many starts to one place, in the order of the starts, on no street that meets `closed`.

        None where no road leads there.

        Raises:
            DestinationOffNetwork: no road near `to`.
            RouterDown: no answer; its subclass RouterSlow: no answer in time.
        """
        if not starts:
            return []
        return await self._ask(lambda actor: _routes(actor, self._reach, starts, to, profile, closed), timeout_s)

    async def match(
        self,
        places: Sequence[Position],
        at_s: Sequence[float],
        profile: VehicleProfile,
        *,
        timeout_s: float = ANSWER_TIMEOUT_S,
    ) -> Matched | None:
        """Return the roads a track was driven on, None if it does not form a route on them; raises RouterDown."""
        return await self._ask(lambda actor: match(actor, places, at_s, profile), timeout_s)

    async def _ask[Answer](self, question: Callable[["Actor"], Answer], timeout_s: float) -> Answer:
        loop = asyncio.get_running_loop()
        try:
            return await asyncio.wait_for(loop.run_in_executor(self._threads, self._put, question), timeout_s)
        except DestinationOffNetwork:
            raise
        except TimeoutError:
            raise RouterSlow(f"the router did not answer within {timeout_s} s") from None
        except Exception as error:
            raise RouterDown(f"the router failed: {error}") from error

    def _put[Answer](self, question: Callable[["Actor"], Answer]) -> Answer:
        return question(self._own.actor)

    def _make_actor(self) -> None:
        if self._niceness:  # for this thread alone: on Linux each has its own
            os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), self._niceness)
        # Valhalla reads its settings from a file, at the start only.
        with NamedTemporaryFile("w", suffix=".json", encoding="utf-8") as file:
            json.dump(self._settings, file)
            file.flush()
            from valhalla import Actor  # noqa: PLC0415 - heavy; the API must be back at once after a crash

            self._own.actor = Actor(Path(file.name))


class CityRoads:
    """Holds the Roads of one version; each process has one, and another with a `niceness` for work that can wait."""

    def __init__(self, workers: int = 2, *, niceness: int = 0) -> None:
        self._workers = workers
        self._niceness = niceness
        self._lock = asyncio.Lock()
        self._version: str | None = None
        self._roads: Roads | None = None

    async def current(self, conn: Connection) -> Roads | None:
        """Return None while no city is imported; raises RouterDown if the city's roads cannot be opened."""
        row = await conn.fetchrow(CURRENT_CITY)
        return None if row is None else await self.of_version(row["version"], Path(row["folder"]))

    async def of_version(self, version: str, folder: Path) -> Roads | None:
        """Raises RouterDown if the city's roads cannot be opened."""
        async with self._lock:
            if version != self._version:
                await self._open(version, folder)
            return self._roads

    def close(self) -> None:
        if self._roads is not None:
            self._roads.close()
        self._roads, self._version = None, None

    async def _open(self, version: str, folder: Path) -> None:
        opened = await asyncio.to_thread(Roads.open, folder, self._workers, self._niceness)
        if self._roads is not None:  # a request to the old roads may be running
            asyncio.get_running_loop().call_later(GRACE_S, self._roads.close)
        self._roads, self._version = opened, version
        log.info("roads opened", extra={"city_version": version})


def router_settings_in(folder: Path) -> dict[str, Any]:
    """Return the settings of a built city, wherever its folder is now; raises RouterDown."""
    try:
        settings: dict[str, Any] = json.loads((folder / "valhalla.json").read_text(encoding="utf-8"))
        # A city is built in another folder, then renamed: the settings still name the folder where it was built.
        settings["mjolnir"]["tile_dir"] = str((folder / "tiles").resolve(strict=True))
        settings["thor"]["source_to_target_algorithm"] = MATRIX_ALGORITHM
        settings["thor"]["costmatrix"]["max_reserved_locations"] = MATRIX_LOCATIONS_KEPT
        settings["service_limits"]["max_exclude_polygons_length"] = CLOSED_LENGTH_MAX_M
    except (OSError, ValueError, KeyError) as error:
        raise RouterDown(f"no roads in {folder.name}: {error}") from error
    return settings


def _routes(
    actor: "Actor",
    reach: Reach,
    starts: Sequence[Position],
    to: Position,
    profile: VehicleProfile,
    closed: Sequence[Polygon],
) -> list[Route | None]:
    *start_near_road, to_near_road = reach.near_road(actor, [*starts, to], profile)
    if not to_near_road:
        raise DestinationOffNetwork
    kept = [start for start, near in zip(starts, start_near_road, strict=True) if near]
    found = iter(_matrix(actor, kept, to, profile, closed) if kept else [])
    return [next(found) if near else None for near in start_near_road]


def _matrix(
    actor: "Actor", starts: Sequence[Position], to: Position, profile: VehicleProfile, closed: Sequence[Polygon]
) -> list[Route | None]:
    """Request the shapes too, which the matrix has at hand: requesting routes later would cost more than the matrix."""
    answer = ask_valhalla(
        actor.matrix,
        profile,
        sources=[location(start, SNAP_MAX_M) for start in starts],
        targets=[location(to, SNAP_MAX_M)],
        shape_format="polyline6",
        **_avoiding(closed),
    )
    return [_way(row) for (row,) in answer["sources_to_targets"]]


def _way(row: dict[str, Any]) -> Route | None:
    if row["time"] is None or row["distance"] is None:
        return None
    return Route(float(row["time"]), row["distance"] * M_PER_KM, row["shape"])


def _avoiding(closed: Sequence[Polygon]) -> dict[str, Any]:
    return {"exclude_polygons": [list(area.exterior.coords) for area in closed]} if closed else {}
