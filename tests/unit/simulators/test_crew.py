"""A crew with vehicle and clock a thousand times faster, on straight roads."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import pytest

from simulators.city import OpenAssignment
from simulators.clock import SimulatedClock
from simulators.crew import Crew, Post, World
from simulators.places import Place, distance_m, moved
from simulators.roads import Road, air_line
from simulators.vehicle import Vehicle
from tests.unit.simulators.factories import CENTRE, make_order
from tests.waiting import until

STATION = moved(CENTRE, east_m=2000, north_m=0)
HOSPITAL = moved(CENTRE, east_m=0, north_m=1000)
ELSEWHERE = moved(CENTRE, east_m=0, north_m=-3000)
ALL_STEPS = ["acknowledged", "en_route", "on_scene", "transporting", "at_hospital", "clear"]
SHORT = ["acknowledged", "en_route", "on_scene", "clear"]


class StraightRoads:
    """A city without houses."""

    def __init__(self) -> None:
        self.asked: list[Place] = []

    async def road(self, start: Place, to: Place, profile: str) -> Road:
        assert profile == "ambulance"
        self.asked.append(to)
        return air_line(start, to)


@dataclass(slots=True)
class CrewAtWork:
    """Buttons that record where the vehicle was at each press."""

    vehicle: Vehicle
    roads: StraightRoads = field(default_factory=StraightRoads)
    pressed: list[tuple[str, str, Place]] = field(default_factory=list)

    def press(self, assignment_id: str, status: str) -> None:
        self.pressed.append((assignment_id, status, self.vehicle.place))

    def statuses(self, assignment_id: str = "assignment-1") -> list[str]:
        return [status for assignment, status, _ in self.pressed if assignment == assignment_id]

    def place_at(self, wanted: str) -> Place:
        return next(place for _, status, place in self.pressed if status == wanted)


@asynccontextmanager
async def working_crew(
    *,
    seed: int = 1,
    forget: float = 0.0,
    can_transport: bool = True,
    resumes: OpenAssignment | None = None,
    speed: float = 2000,
) -> AsyncIterator[tuple[Crew, CrewAtWork]]:
    vehicle = Vehicle(STATION, SimulatedClock(speed))
    at_work = CrewAtWork(vehicle)
    world = World(SimulatedClock(speed), at_work.roads, [ELSEWHERE, HOSPITAL], seed, forget)
    crew = Crew(Post("AMB-01", "ambulance", STATION, can_transport, patrols=False), vehicle, at_work, world)
    if resumes:
        crew.resume(resumes)
    running = asyncio.create_task(crew.run(), name="crew under test")
    try:
        yield crew, at_work
        assert not running.done(), running
    finally:
        running.cancel()
        await asyncio.wait([running])


async def test_a_crew_moved_up_stands_in_there_and_goes_home_when_called_back() -> None:
    async with working_crew() as (crew, at_work):
        station = {"type": "move_up", "position": {"lat": ELSEWHERE.lat, "lon": ELSEWHERE.lon}}
        crew.receive(make_order(kind="move_up", assignment_id="move-1", incident=station))
        await until(lambda: distance_m(at_work.vehicle.place, ELSEWHERE) < 20)

        crew.receive(make_order(order_id="2", kind="cancel", assignment_id="move-1", incident=station))

        await until(lambda: distance_m(at_work.vehicle.place, STATION) < 20)
    assert at_work.statuses("move-1") == ["acknowledged", "canceled"]


async def seed_that_transports() -> int:
    """Return the first seed whose crew takes its first patient to a hospital."""
    for seed in range(1, 50):
        async with working_crew(seed=seed, speed=100_000) as (crew, at_work):
            crew.receive(make_order())
            await until(lambda: "clear" in at_work.statuses(), every_s=0.01)
            if "transporting" in at_work.statuses():
                return seed
    raise AssertionError


async def test_a_crew_works_an_order_off_and_drives_home() -> None:
    seed = await seed_that_transports()
    async with working_crew(seed=seed) as (crew, at_work):
        crew.receive(make_order())

        await until(lambda: "clear" in at_work.statuses())
        assert at_work.statuses() == ALL_STEPS
        assert distance_m(at_work.place_at("en_route"), STATION) < 30
        assert distance_m(at_work.place_at("on_scene"), CENTRE) < 60
        assert distance_m(at_work.place_at("at_hospital"), HOSPITAL) < 60
        await until(lambda: distance_m(at_work.vehicle.place, STATION) < 60)


async def test_a_crew_that_cannot_transport_goes_home_from_the_scene() -> None:
    async with working_crew(can_transport=False) as (crew, at_work):
        crew.receive(make_order())

        await until(lambda: "clear" in at_work.statuses())
        assert at_work.statuses() == SHORT
        await until(lambda: distance_m(at_work.vehicle.place, STATION) < 60)


async def test_an_order_that_comes_twice_is_worked_off_once() -> None:
    async with working_crew(can_transport=False) as (crew, at_work):
        crew.receive(make_order())
        crew.receive(make_order())
        crew.receive(make_order(order_id="sent again by another way"))

        await until(lambda: "clear" in at_work.statuses())
        assert at_work.statuses() == SHORT


async def test_an_order_that_comes_again_after_the_work_is_done_changes_nothing() -> None:
    async with working_crew(can_transport=False) as (crew, at_work):
        crew.receive(make_order())
        await until(lambda: "clear" in at_work.statuses())

        crew.receive(make_order())

        await asyncio.sleep(0.3)  # ten simulated minutes: enough time for a wrong press to happen
        assert at_work.statuses() == SHORT


async def test_a_canceled_crew_turns_back() -> None:
    async with working_crew(speed=300) as (crew, at_work):
        crew.receive(make_order())
        await until(lambda: at_work.vehicle.is_moving)
        await until(lambda: distance_m(at_work.vehicle.place, STATION) > 200)

        crew.receive(make_order(order_id="cancel", kind="cancel"))

        await until(lambda: not at_work.vehicle.is_moving and distance_m(at_work.vehicle.place, STATION) < 60)
        assert "on_scene" not in at_work.statuses()


async def test_a_diverted_crew_leaves_the_first_incident_alone() -> None:
    async with working_crew(speed=300, can_transport=False) as (crew, at_work):
        crew.receive(make_order())
        await until(lambda: at_work.vehicle.is_moving)

        incident = {"type": "medical", "position": {"lat": ELSEWHERE.lat, "lon": ELSEWHERE.lon}}
        crew.receive(make_order(order_id="2", kind="divert", assignment_id="assignment-2", incident=incident))

        await until(lambda: "on_scene" in at_work.statuses("assignment-2"))
        assert distance_m(at_work.place_at("on_scene"), ELSEWHERE) < 60
        assert "on_scene" not in at_work.statuses("assignment-1")


async def test_an_incident_that_was_elsewhere_is_driven_to_there() -> None:
    async with working_crew(speed=300, can_transport=False) as (crew, at_work):
        crew.receive(make_order())
        await until(lambda: at_work.vehicle.is_moving)

        incident = {"type": "medical", "position": {"lat": ELSEWHERE.lat, "lon": ELSEWHERE.lon}}
        crew.receive(make_order(order_id="2", kind="update", incident=incident))

        await until(lambda: "on_scene" in at_work.statuses())
        assert distance_m(at_work.place_at("on_scene"), ELSEWHERE) < 60
        assert at_work.statuses() == ["acknowledged", "en_route", "on_scene"]


async def test_a_forgetful_crew_presses_nothing_but_clear() -> None:
    async with working_crew(forget=1.0) as (crew, at_work):
        crew.receive(make_order())

        await until(lambda: at_work.pressed)
        assert at_work.statuses() == ["clear"]


async def test_what_was_open_before_is_gone_on_with() -> None:
    left = OpenAssignment("assignment-0", "on_scene", "medical", CENTRE)
    async with working_crew(can_transport=False, resumes=left) as (_, at_work):
        await until(lambda: at_work.pressed)

        assert at_work.statuses("assignment-0") == ["clear"]


async def test_an_order_without_a_place_is_ignored(caplog: pytest.LogCaptureFixture) -> None:
    async with working_crew(can_transport=False) as (crew, at_work):
        crew.receive(make_order(order_id="1", incident=None, assignment_id="nowhere"))
        crew.receive(make_order(order_id="2"))

        await until(lambda: "clear" in at_work.statuses())
        assert not at_work.statuses("nowhere")
    assert "an order without a place was ignored" in caplog.messages
