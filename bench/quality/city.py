"""The city of the simulated days: its units, stations, hospitals, plans, and the driving times between places."""

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from json import dumps
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import local

import numpy as np
from numpy.typing import NDArray
from valhalla import Actor

from base.database import Pool
from base.position import Position
from bench.made_fleet import street_places
from bench.quality.ways import Ways
from dispatch.domain.response_plan import ResponsePlan
from dispatch.store import plans
from geo.city.roster import Roster, read_roster
from geo.roads.profiles import VehicleProfile, vehicle_profile
from geo.roads.reach import SNAP_MAX_M, ask_valhalla, location
from geo.roads.router import router_settings_in

STREETS = 200  # places where emergencies happen; named streets are where people live
# Two tables are enough: light vehicles drive like an ambulance, heavy ones like a pumper.
DRIVEN = ("ambulance", "pumper")
LIKE_AN_AMBULANCE = frozenset({"ambulance", "car", "motorcycle"})
THREADS = 2
SAMPLE_CITY = Path(__file__).resolve().parents[2] / "data" / "coquimbo" / "city.toml"

type Say = Callable[[str, float], None]


@dataclass(frozen=True, slots=True)
class Vehicle:
    unit_id: str
    capabilities: frozenset[str]
    agency_kind: str
    driven_as: str
    home: int


@dataclass(frozen=True, slots=True)
class City:
    """Places are numbered: stations, then hospitals, then streets; `weights` is how often something happens at each."""

    ways: Ways
    stations: Sequence[tuple[str, str, int]]  # id, kind of its agency, place
    hospitals: Sequence[int]
    vehicles: Sequence[Vehicle]
    plans: Sequence[ResponsePlan]
    weights: NDArray[np.float64]


async def read_city(pool: Pool, say: Say) -> City:
    """Read the city; this takes as long as routing between every pair of places."""
    roster = read_roster(SAMPLE_CITY)
    async with pool.acquire() as conn:
        streets = await street_places(conn, STREETS)
        folder = Path(await conn.fetchval("SELECT folder FROM city"))
        all_plans = await plans.list_plans(conn)
    fixed = [*(station.position for station in roster.stations), *(hospital.position for hospital in roster.hospitals)]
    return made_city(roster, [*fixed, *streets], all_plans, drive_times(folder, [*fixed, *streets], say))


def made_city(
    roster: Roster,
    places: Sequence[Position],
    all_plans: Sequence[ResponsePlan],
    drive_s: Mapping[str, NDArray[np.float64]],
) -> City:
    agencies = {agency.id: agency.kind for agency in roster.agencies}
    at = {station.id: index for index, station in enumerate(roster.stations)}
    fixed = len(roster.stations) + len(roster.hospitals)
    vehicles = [
        Vehicle(
            unit.id,
            frozenset(unit.capabilities),
            agencies[unit.agency_id],
            "ambulance" if unit.profile in LIKE_AN_AMBULANCE else "pumper",
            at[unit.station_id],
        )
        for unit in roster.units
        if unit.station_id is not None
    ]
    weights = np.ones(len(places))
    weights[:fixed] = 0.0
    return City(
        Ways([place.lat for place in places], [place.lon for place in places], drive_s),
        [(station.id, agencies[station.agency_id], index) for index, station in enumerate(roster.stations)],
        range(len(roster.stations), fixed),
        vehicles,
        all_plans,
        weights,
    )


def drive_times(folder: Path, places: Sequence[Position], say: Say) -> dict[str, NDArray[np.float64]]:
    """Return the times from each place to all.

    The router gets one start at a time: only then does Valhalla's fast matrix agree with its routes.
    """
    settings = router_settings_in(folder)
    settings["thor"]["source_to_target_algorithm"] = "timedistancematrix"
    own = local()
    with TemporaryDirectory() as name, ThreadPoolExecutor(THREADS) as threads:
        path = Path(name) / "valhalla.json"
        path.write_text(dumps(settings), encoding="utf-8")

        def row(profile: VehicleProfile, start: Position) -> list[float | None]:
            if not hasattr(own, "actor"):
                own.actor = Actor(path)
            asked = ask_valhalla(
                own.actor.matrix,
                profile,
                sources=[location(start, SNAP_MAX_M)],
                targets=[location(place, SNAP_MAX_M) for place in places],
                verbose=False,
            )
            found: list[float | None] = asked["sources_to_targets"]["durations"][0]
            return found

        tables = {}
        for number, name_of in enumerate(DRIVEN):
            profile = vehicle_profile(name_of)
            rows = []
            for count, found in enumerate(threads.map(lambda start, p=profile: row(p, start), places)):
                rows.append(found)
                say("roads", (number + count / len(places)) / len(DRIVEN))
            tables[name_of] = np.array(rows, dtype=float)
    return tables
