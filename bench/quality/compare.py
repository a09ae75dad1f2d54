"""Every policy on every day, on all cores: the same emergencies, the same random draws."""

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from types import MappingProxyType

import numpy as np

from bench.quality.city import City, Say
from bench.quality.day import Day, Policy
from bench.quality.days import draw_day, places_before
from bench.quality.figures import Response
from bench.quality.knowledge import Known, knowledge
from bench.quality.policies import Nearest, Ours

HISTORY_SEED, HISTORY = 7, 2000
FIRST_DAY_SEED = 100
DAYS = 30
PROCESSES = 2

AIR_LINE, ROAD, OURS, FULL = "air_line", "road", "ours", "move_up_80"
BEFORE_COVER = "diverting"  # `FULL` without move-ups

POLICIES: Mapping[str, Callable[[Known], Policy]] = MappingProxyType(
    {
        AIR_LINE: lambda _: Nearest(by_road=False),
        ROAD: lambda _: Nearest(by_road=True),
        OURS: lambda known: Ours(known=known),
        BEFORE_COVER: lambda known: Ours(known=known, diverts=True),
        "move_up_60": lambda known: Ours(known=known, diverts=True, obedience=0.6),
        FULL: lambda known: Ours(known=known, diverts=True, obedience=0.8),
        "move_up_100": lambda known: Ours(known=known, diverts=True, obedience=1.0),
    }
)

_world: tuple[City, Known, Sequence[str]] | None = None


def compare(city: City, days: int, say: Say) -> dict[str, list[list[Response]]]:
    """Return, by policy and by day, the responses in the order of the calls."""
    jobs = [(name, day) for day in range(days) for name in POLICIES]
    found: dict[str, list[list[Response]]] = {name: [] for name in POLICIES}
    with ProcessPoolExecutor(
        PROCESSES, mp_context=get_context("spawn"), initializer=_begin, initargs=(city,)
    ) as processes:
        for done, ((name, _), responses) in enumerate(zip(jobs, processes.map(_live, jobs), strict=True), start=1):
            found[name].append(responses)
            say("days", done / len(jobs))
    return found


def _begin(city: City) -> None:
    global _world  # noqa: PLW0603 - one for each process, as a city takes long to send
    known = knowledge(city, places_before(HISTORY_SEED, city.weights, HISTORY))
    _world = city, known, _areas(city)


def _live(job: tuple[str, int]) -> list[Response]:
    assert _world is not None
    (city, known, areas), (name, day) = _world, job
    emergencies = draw_day(FIRST_DAY_SEED + day, city.weights, len(city.vehicles))
    cases = Day(city, emergencies, POLICIES[name](known)).run()
    return [
        Response(case.emergency.priority, areas[case.emergency.place], case.first_s)
        for case in cases
        if case.first_s is not None
    ]


def _areas(city: City) -> list[str]:
    """Return the nearest fire station by road for each place."""
    stations = [(station, place) for station, agency, place in city.stations if agency == "fire"]
    nearest = np.argmin(city.ways.drive_s["pumper"][[place for _, place in stations]], axis=0)
    return [stations[int(index)][0] for index in nearest]
