"""A crew at work: it follows orders, drives, presses buttons or forgets to, and goes home."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Protocol

from simulators.city import OpenAssignment
from simulators.clock import SimulatedClock
from simulators.crew_traits import OrderTraits, draw_order_traits
from simulators.driving import plan_drive
from simulators.orders import Order, OrderBook, OrderKind
from simulators.places import Place, distance_m, moved
from simulators.roads import Road, Roads, road_from
from simulators.seeds import generator
from simulators.vehicle import Vehicle

STEPS = ("dispatched", "acknowledged", "en_route", "on_scene", "transporting", "at_hospital", "clear")
THERE_M = 60.0  # nearer than this counts as arrived, and an incident moved by less as unmoved
PATROL_SPREAD_M = 1500.0
PATROL_PAUSE_MEAN_S = 180.0
FIRST_PATROL_MEAN_S = 30.0  # short, as the person who starts a simulation wants to see movement

log = logging.getLogger(__name__)


class Buttons(Protocol):
    """The device in the vehicle, as its crew sees it."""

    def press(self, assignment_id: str, status: str) -> None: ...


@dataclass(frozen=True, slots=True)
class Post:
    """What a crew knows from the start: its vehicle, its station, its abilities."""

    unit_id: str
    profile: str
    station: Place
    can_transport: bool
    patrols: bool


@dataclass(slots=True)
class Job:
    """One assignment, and how far the crew really is, whichever buttons it pressed."""

    assignment_id: str
    place: Place
    traits: OrderTraits
    polyline6: str | None = None
    eta_s: float | None = None
    reached: str = "dispatched"

    def is_past(self, step: str) -> bool:
        return STEPS.index(self.reached) >= STEPS.index(step)


@dataclass(frozen=True, slots=True)
class World:
    """What all crews share."""

    clock: SimulatedClock
    roads: Roads
    hospitals: Sequence[Place]
    seed: int
    forget: float


class Crew:
    def __init__(self, post: Post, vehicle: Vehicle, buttons: Buttons, world: World) -> None:
        self._post = post
        self._vehicle = vehicle
        self._buttons = buttons
        self._world = world
        self._book = OrderBook()
        self._orders: asyncio.Queue[Order] = asyncio.Queue(1000)
        self._job: Job | None = None
        self._jobs_done = 0
        self._standby = post.station
        self._move_up_id: str | None = None
        self._patrols_done = 0
        self._patrol_draws = generator(world.seed, "patrol", post.unit_id)

    def receive(self, order: Order) -> None:
        """Take an order from the device, which may deliver it twice or long after it was due."""
        if self._book.is_to_be_obeyed(order, datetime.now(UTC)):
            self._orders.put_nowait(order)

    def resume(self, left: OpenAssignment) -> None:
        """Continue an assignment that was open before the simulation began."""
        self._job = self._new_job(left.assignment_id, left.incident_type, left.place)
        self._job.reached = left.status

    async def run(self) -> None:
        async with asyncio.TaskGroup() as group:
            doing = group.create_task(self._carry_on(), name=f"crew {self._post.unit_id}")
            while True:
                if self._takes_up(await self._orders.get()):
                    doing.cancel()
                    doing = group.create_task(self._carry_on(), name=f"crew {self._post.unit_id}")

    def _takes_up(self, order: Order) -> bool:
        """Return whether the crew has to change what it is doing."""
        if order.kind is OrderKind.CANCEL:
            return self._give_up(order)
        if order.kind is OrderKind.MOVE_UP:
            return self._stand_in(order)
        if order.place is None:
            log.warning("an order without a place was ignored", extra={"unit_id": self._post.unit_id})
            return False
        if self._job is not None and self._job.assignment_id == order.assignment_id:
            return self._correct_place(self._job, order.place)
        if order.assignment_id is None:
            return False
        self._job = self._new_job(order.assignment_id, order.incident_type, order.place)
        self._job.polyline6, self._job.eta_s = order.polyline6, order.eta_s
        self._standby, self._move_up_id = self._post.station, None
        return True

    def _stand_in(self, order: Order) -> bool:
        """Move a crew without work to another station, until it is sent or called back."""
        if self._job is not None or order.assignment_id is None or order.place is None:
            return False
        self._standby, self._move_up_id = order.place, order.assignment_id
        self._buttons.press(order.assignment_id, "acknowledged")
        return True

    def _give_up(self, order: Order) -> bool:
        """Confirm the cancellation like any other order, else the desk would send it again and again."""
        if order.assignment_id is not None:
            self._buttons.press(order.assignment_id, "canceled")
        if order.assignment_id is not None and order.assignment_id == self._move_up_id:
            self._standby, self._move_up_id = self._post.station, None
            return self._job is None
        if self._job is None or self._job.assignment_id != order.assignment_id:
            return False
        self._job = None
        return True

    def _correct_place(self, job: Job, place: Place) -> bool:
        if job.is_past("on_scene") or distance_m(job.place, place) < THERE_M:
            return False
        job.place, job.polyline6, job.eta_s = place, None, None
        return True

    def _new_job(self, assignment_id: str, incident_type: str, place: Place) -> Job:
        """Draw the traits from the order's number, so that a unit's n-th order runs the same in every run."""
        draws = generator(self._world.seed, "order", self._post.unit_id, self._jobs_done)
        self._jobs_done += 1
        traits = draw_order_traits(
            draws, incident_type=incident_type, can_transport=self._post.can_transport, forget=self._world.forget
        )
        return Job(assignment_id, place, traits)

    async def _carry_on(self) -> None:
        if self._job is not None:
            await self._work_off(self._job)
            self._job = None
        await self._drive_to(self._standby)
        while self._post.patrols:
            await self._patrol()

    async def _work_off(self, job: Job) -> None:
        steps: tuple[tuple[str, Callable[[Job], Awaitable[None]]], ...] = (
            ("acknowledged", self._read_order),
            ("en_route", self._turn_out),
            ("on_scene", self._drive_to_scene),
            ("transporting", self._work_on_scene),
            ("at_hospital", self._drive_to_hospital),
            ("clear", self._finish),
        )
        for status, step in steps:
            if job.is_past(status):
                continue
            await step(job)
            job.reached = status
            self._press(job, status)

    def _press(self, job: Job, status: str) -> None:
        skipped = status in {"transporting", "at_hospital"} and not job.traits.transports
        if not skipped and status not in job.traits.forgotten:
            self._buttons.press(job.assignment_id, status)

    async def _read_order(self, job: Job) -> None:
        await self._world.clock.sleep(job.traits.acknowledge_s)

    async def _turn_out(self, job: Job) -> None:
        """A crew that is already in its vehicle needs no time to get to it."""
        if not self._vehicle.is_moving:
            await self._world.clock.sleep(job.traits.turnout_s)

    async def _drive_to_scene(self, job: Job) -> None:
        road = road_from(self._vehicle.place, job.polyline6, job.eta_s)
        job.polyline6 = None  # after a new order on the way it needs another route
        if road is not None and distance_m(*road.places[:2]) > 5 * THERE_M:
            road = None  # the route starts where the vehicle no longer is
        await self._drive_to(job.place, road, pace=job.traits.pace)

    async def _work_on_scene(self, job: Job) -> None:
        await self._world.clock.sleep(job.traits.work_s)

    async def _drive_to_hospital(self, job: Job) -> None:
        if job.traits.transports and self._world.hospitals:
            nearest = min(self._world.hospitals, key=lambda hospital: distance_m(self._vehicle.place, hospital))
            await self._drive_to(nearest, pace=job.traits.pace)

    async def _finish(self, job: Job) -> None:
        if job.traits.transports:
            await self._world.clock.sleep(job.traits.hand_over_s)
        await self._world.clock.sleep(job.traits.clear_late_s)

    async def _patrol(self) -> None:
        draws = self._patrol_draws
        at_station_s = draws.expovariate(1 / (PATROL_PAUSE_MEAN_S if self._patrols_done else FIRST_PATROL_MEAN_S))
        away_s = draws.expovariate(1 / PATROL_PAUSE_MEAN_S)
        east_m, north_m = draws.gauss(0, PATROL_SPREAD_M), draws.gauss(0, PATROL_SPREAD_M)
        self._patrols_done += 1
        await self._world.clock.sleep(at_station_s)
        await self._drive_to(moved(self._standby, east_m=east_m, north_m=north_m))
        await self._world.clock.sleep(away_s)
        await self._drive_to(self._standby)

    async def _drive_to(self, to: Place, road: Road | None = None, *, pace: float = 1.0) -> None:
        if road is None and distance_m(self._vehicle.place, to) < THERE_M:
            self._vehicle.halt()
            return
        road = road or await self._road_from_here(to)
        await self._vehicle.drive(plan_drive(road.places, road.eta_s * pace))

    async def _road_from_here(self, to: Place) -> Road:
        """A moving vehicle stops while its crew looks for the route."""
        self._vehicle.halt()
        return await self._world.roads.road(self._vehicle.place, to, self._post.profile)
