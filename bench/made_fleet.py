"""A fleet for a bench, created by the rooms' own functions: units, their positions, their devices."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import cycle, islice

from base.database import Connection, Pool
from base.position import Position
from bench.load_device import DeviceSpec
from bench.target import Target
from core.domain.actor import SystemActor
from dispatch.setup.load_roster import load_roster
from dispatch.watches.refresh_cover import refresh_cover
from geo.city.roster import Agency, Roster, Station, Unit
from geo.roads.router import CityRoads
from geo.roads.travel_times import TravelTimes
from tracking.device import Device
from tracking.devices.devices import add_device, list_devices
from tracking.fix import Fix
from tracking.fixes import store
from tracking.screened import ScreenedFix

BY = SystemActor("bench")
STATIONS = 20
STATEMENT_TIMEOUT_S = 300

# Of twenty units: as in a real city, most are ambulances and pumpers.
KINDS: Sequence[tuple[str, str, str, tuple[str, ...], int]] = (
    ("ambulance", "ambulances", "ambulance", ("ambulance_bls",), 9),
    ("ambulance", "ambulances", "ambulance", ("ambulance_als", "ambulance_bls"), 3),
    ("fire_engine", "fire", "pumper", ("pumper",), 5),
    ("tanker", "fire", "pumper", ("water_tender",), 1),
    ("ladder", "fire", "ladder", ("ladder", "rescue"), 1),
    ("rescue", "fire", "rescue", ("rescue", "water_rescue"), 1),
)
AGENCIES = (Agency("ambulances", "Ambulances", "ambulance"), Agency("fire", "Fire brigade", "fire"))


@dataclass(frozen=True, slots=True)
class Fleet:
    unit_ids: Sequence[str]
    places: Sequence[Position]

    def first_places(self) -> Iterator[tuple[str, Position]]:
        return zip(self.unit_ids, self.places, strict=True)


async def make_fleet(pool: Pool, count: int) -> Fleet:
    """Put `count` units in service on the city's streets, each with a fresh fix."""
    async with pool.acquire() as conn, conn.transaction():
        await conn.execute(f"SET LOCAL statement_timeout = '{STATEMENT_TIMEOUT_S}s'")
        places = await street_places(conn, count)
        units = list(islice(_units(), count))
        await load_roster(conn, _roster(places[:STATIONS], units), in_service=True, by=BY, now=datetime.now(UTC))
    return Fleet([unit.id for unit in units], places)


async def make_devices(target: Target, pool: Pool, fleet: Fleet) -> list[DeviceSpec]:
    """Put a device in every unit; the broker knows the devices when this returns.

    Also compute the cover map: otherwise the worker would do it for the new stations during the measurement.
    """
    specs = await equip(pool, fleet)
    await target.apply_devices()
    roads = CityRoads(workers=2)
    try:
        await refresh_cover(pool, TravelTimes(pool, roads), now=datetime.now(UTC))
    finally:
        roads.close()
    return specs


async def equip(pool: Pool, fleet: Fleet) -> list[DeviceSpec]:
    """Put a device in every unit that has none; the broker is not informed."""
    now = datetime.now(UTC)
    specs = []
    async with pool.acquire() as conn, conn.transaction():
        equipped = {device.unit_id for device in await list_devices(conn)}
        for unit_id, place in fleet.first_places():
            if unit_id not in equipped:
                device_id, password = await add_device(conn, unit_id, unit_id, now=now)
                specs.append(DeviceSpec(device_id, password, place.lat, place.lon))
    return specs


async def show_all(pool: Pool, fleet: Fleet) -> None:
    """Store a fresh fix of every unit as a bridge would."""
    now = datetime.now(UTC)
    async with pool.acquire() as conn, conn.transaction():
        devices = {device.unit_id: device for device in await list_devices(conn)}
        fixes = [_screened(devices[unit_id], place, now) for unit_id, place in fleet.first_places()]
        await store.insert_fixes(conn, fixes)
        await store.move_markers(conn)


async def street_places(conn: Connection, count: int) -> list[Position]:
    """Return places on streets, well mixed and always the same; repeated if the city has too few."""
    rows = await conn.fetch(
        "SELECT position FROM place WHERE kind = 'street' GROUP BY position ORDER BY md5(position::text) LIMIT $1",
        count,
    )
    return list(islice(cycle([row["position"] for row in rows]), count))


def _units() -> Iterator[Unit]:
    in_turn = [kind for kind in KINDS for _ in range(kind[-1])]
    for number, (kind, agency, profile, capabilities, _) in enumerate(cycle(in_turn), start=1):
        unit_id = f"U-{number:05}"
        station = f"S-{number % STATIONS:02}"
        yield Unit(unit_id, unit_id, agency, station, kind, capabilities, profile, 3)


def _roster(places: Sequence[Position], units: Sequence[Unit]) -> Roster:
    stations = tuple(
        Station(f"S-{number:02}", "ambulances", f"Station {number}", place)
        for number, place in enumerate(islice(cycle(places), STATIONS))
    )
    return Roster(agencies=AGENCIES, stations=stations, hospitals=(), units=tuple(units))


def _screened(device: Device, place: Position, now: datetime) -> ScreenedFix:
    fix = Fix(device_id=device.device_id, fixed_at=now, lat=place.lat, lon=place.lon, accuracy_m=5.0)
    return ScreenedFix(fix, device, now, late=False)
