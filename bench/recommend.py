"""How long a recommendation takes over HTTP, compared with the bare router matrix for the same units."""

import asyncio
import random
import time
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import cycle
from typing import Any

from base.database import Pool, open_pool
from base.position import Position
from bench.cpu import CpuWatch
from bench.desk import Desk
from bench.load_process import LoadProcess
from bench.made_fleet import make_devices, make_fleet, street_places
from bench.report import Measured
from bench.samples import percentile, ratio, spread_ms
from bench.target import Options, Target
from geo.roads.profiles import vehicle_profile
from geo.roads.router import CityRoads, Roads

UNITS = 1_000
RATE_PER_S = 1_000.0
WARM_UP = 30
SECONDS = 45.0
ASKED_PER_S = 8.0
# Streets are near; half of the calls ask for one ambulance, the others for more vehicles of more kinds.
TYPES = ("medical", "medical", "traffic_accident", "structure_fire", "medical", "rescue")
PLACES = 500

STARTS = """
SELECT u.unit_id, u.profile, coalesce(p.position, s.position) AS position
FROM unit AS u LEFT JOIN unit_position AS p ON p.unit_key = u.key LEFT JOIN station AS s ON s.id = u.station_id
WHERE u.unit_id = ANY ($1)
"""


@dataclass(slots=True)
class Samples:
    """In seconds; each pair belongs to the same incident."""

    asked: list[float] = field(default_factory=list)
    matrix: list[float] = field(default_factory=list)
    candidates: list[float] = field(default_factory=list)


async def measure(target: Target, options: Options) -> Measured:
    pool = await open_pool(target.database_url, size=3, application_name="bench")
    try:
        fleet = await make_fleet(pool, options.units or UNITS)
        devices = await make_devices(target, pool, fleet)
        rate, seconds = options.rate_per_s or RATE_PER_S, options.seconds or SECONDS
        async with LoadProcess(target.mqtt_url, devices, rate_per_s=rate) as load, Desk(target) as desk:
            await ask_many(pool, desk, count=WARM_UP)
            cpu = CpuWatch({**target.processes, "load": load.pid})
            samples = await ask_many(pool, desk, count=int(seconds * ASKED_PER_S))
            used = cpu.figures()
    finally:
        pool.terminate()
    return Measured(
        {**figures(samples), "units": len(fleet.unit_ids), "fixes_per_s": rate, **used},
        {"matrix_p50_ms": _ms(samples.matrix, 50), "matrix_p99_ms": _ms(samples.matrix, 99)},
    )


def figures(samples: Samples) -> dict[str, float | None]:
    """Use the ratio of the medians: both were measured at the same time, under the same load."""
    return {
        **spread_ms(samples.asked),
        "ratio_to_matrix": ratio(percentile(samples.asked, 50), percentile(samples.matrix, 50)),
        "candidates_p50": percentile(samples.candidates, 50),
        "samples": len(samples.asked),
    }


async def ask_many(pool: Pool, desk: Desk, *, count: int) -> Samples:
    """Ask one at a time, evenly spaced; measure the bare matrix of the candidates after each."""
    samples, roads = Samples(), CityRoads(workers=2)
    chosen = random.Random(112)
    try:
        async with pool.acquire() as conn:
            places = await street_places(conn, PLACES)
            matrix = await roads.current(conn)
        assert matrix is not None
        for kind, _ in zip(cycle(TYPES), range(count), strict=False):
            turn = asyncio.create_task(asyncio.sleep(1 / ASKED_PER_S))
            await _ask(pool, desk, matrix, kind, chosen.choice(places), samples)
            await turn
    finally:
        roads.close()
    return samples


async def _ask(pool: Pool, desk: Desk, roads: Roads, kind: str, place: Position, into: Samples) -> None:
    incident = await desk.post("/incidents", {"type": kind, "position": {"lat": place.lat, "lon": place.lon}})
    answer = await desk.get(f"/incidents/{incident.body['id']}/recommendation")
    unit_ids = [candidate["unit_id"] for candidate in answer.body["candidates"]]
    starts = await _starts(pool, unit_ids)
    begin = time.perf_counter()
    await asyncio.gather(*(roads.matrix(group, place, vehicle_profile(name)) for name, group in starts.items()))
    into.matrix.append(time.perf_counter() - begin)
    into.asked.append(answer.took_s)
    into.candidates.append(len(unit_ids))


async def _starts(pool: Pool, unit_ids: Collection[str]) -> Mapping[str, Sequence[Position]]:
    by_profile: dict[str, list[Position]] = {}
    row: Any
    for row in await pool.fetch(STARTS, list(unit_ids)):
        by_profile.setdefault(row["profile"], []).append(row["position"])
    return by_profile


def _ms(samples_s: Sequence[float], percent: float) -> float | None:
    value = percentile(samples_s, percent)
    return None if value is None else value * 1000
