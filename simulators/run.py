"""A simulated day in a real system: all crews, devices, callers and dispatchers in one asyncio loop."""

import asyncio
import logging
from contextlib import AsyncExitStack

from mqtt_bridge import topics
from mqtt_bridge.client import BrokerLogin, Message, MqttClient, broker_login
from simulators.api_client import ApiClient
from simulators.callers import Callers
from simulators.city import City, SimulatedUnit, choose, read_city
from simulators.clock import SimulatedClock
from simulators.crew import Crew, Post, World
from simulators.day import HOUR_S, DaySettings
from simulators.desk import Desk
from simulators.device import Device, Intervals, OpenLink, Receive
from simulators.failures import SimulatorFailure
from simulators.gps_receiver import GpsReceiver, ReceiverSettings
from simulators.live_client import LiveClient, live_url_of
from simulators.options import DeviceLogin, SimulateOptions
from simulators.outages import plan_outages
from simulators.roads import ApiRoads
from simulators.seeds import generator
from simulators.vehicle import Vehicle

log = logging.getLogger(__name__)


class NothingToSimulate(SimulatorFailure):
    """No unit has a device to report with."""


async def simulate(options: SimulateOptions) -> None:
    """Run until cancelled. Raises Refused when a login is wrong, CityEmpty, NothingToSimulate."""
    async with AsyncExitStack() as stack:
        dispatcher = ApiClient(options.api_url, options.dispatcher)
        call_taker = ApiClient(options.api_url, options.call_taker)
        stack.push_async_callback(dispatcher.close)
        stack.push_async_callback(call_taker.close)
        city = await read_city(dispatcher)
        await _Simulation(options, city, dispatcher, call_taker).run()


class _Simulation:
    def __init__(self, options: SimulateOptions, city: City, dispatcher: ApiClient, call_taker: ApiClient) -> None:
        self._options = options
        self._city = city
        self._dispatcher = dispatcher
        self._call_taker = call_taker
        self._clock = SimulatedClock(options.speed)
        self._wheels = SimulatedClock(options.wheels)
        self._roads = ApiRoads(dispatcher)
        self._world = World(self._clock, self._roads, city.hospitals, options.seed, options.forget)

    async def run(self) -> None:
        crews = list(self._staffed_units())
        if not crews:
            raise NothingToSimulate("no unit of the city stands in the devices file")
        log.info("the simulation begins", extra={"units": len(crews), "seed": self._options.seed})
        async with asyncio.TaskGroup() as group:
            for unit, logins in crews:
                self._start_unit(group, unit, logins)
            group.create_task(self._call(), name="callers")
            if self._options.dispatch:
                group.create_task(self._dispatch(), name="desk")

    def _staffed_units(self) -> list[tuple[SimulatedUnit, list[DeviceLogin]]]:
        devices: dict[str, list[DeviceLogin]] = {}
        for login in self._options.devices:
            devices.setdefault(login.unit_id, []).append(login)
        with_device = [unit for unit in self._city.units if unit.unit_id in devices]
        return [(unit, devices[unit.unit_id]) for unit in choose(with_device, self._options.units)]

    def _start_unit(self, group: asyncio.TaskGroup, unit: SimulatedUnit, logins: list[DeviceLogin]) -> None:
        """The crew presses the buttons of its first device; orders reach it through any of its devices."""
        vehicle = Vehicle(unit.place, self._wheels)
        devices = [self._device(login, vehicle) for login in logins]
        crew = Crew(self._post(unit), vehicle, devices[0], self._world)
        if unit.open_assignment is not None:
            crew.resume(unit.open_assignment)
        for device in devices:
            device.on_order = crew.receive
            group.create_task(device.run(), name=f"device {device.device_id}")
        group.create_task(crew.run(), name=f"crew {unit.unit_id}")

    def _post(self, unit: SimulatedUnit) -> Post:
        patrols = generator(self._options.seed, "patrols", unit.unit_id).random() < self._options.patrol
        return Post(unit.unit_id, unit.profile, unit.station, unit.can_transport, patrols)

    def _device(self, login: DeviceLogin, vehicle: Vehicle) -> Device:
        options, device_id = self._options, login.device_id
        receiver = ReceiverSettings(noise_m=options.noise_m, clock_skew_s=options.clock_skew_s)
        return Device(
            device_id,
            vehicle=vehicle,
            receiver=GpsReceiver(generator(options.seed, "gps", device_id), receiver),
            open_link=mqtt_link(broker_login(options.mqtt_url), login),
            outages=plan_outages(
                generator(options.seed, "outages", device_id),
                gaps_per_hour=options.gaps,
                deaths_per_hour=options.dead_batteries,
            ),
            clock=self._clock,
            intervals=Intervals(options.fix_driving_s, options.fix_parked_s),
        )

    async def _call(self) -> None:
        options = self._options
        settings = DaySettings(options.calls_per_hour, options.nuisance)
        callers = Callers(self._call_taker, self._roads, self._clock, self._city.landmarks)
        await callers.run(options.seed, settings, begin_s=options.begin_hour * HOUR_S)

    async def _dispatch(self) -> None:
        client = LiveClient(live_url_of(self._options.api_url), self._dispatcher)
        await Desk(self._dispatcher, client, self._options.seed, self._options.patience_s).run()


def mqtt_link(broker: BrokerLogin, device: DeviceLogin) -> OpenLink:
    """The device's own session with the broker; it outlives its connections."""
    login = BrokerLogin(broker.host, broker.port, device.username, device.password, tls=broker.tls)
    subscriptions = (topics.order(device.device_id), topics.stored(device.device_id), topics.heard(device.device_id))

    def open_link(receive: Receive) -> MqttClient:
        def hand_on(message: Message) -> None:
            receive(message.topic, message.payload)

        return MqttClient(login, subscriptions=subscriptions, on_message=hand_on, acknowledge_at_once=True)

    return open_link
