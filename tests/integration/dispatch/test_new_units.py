"""A new unit is not in service, however it was added: a list of vehicles does not say who is on duty."""

from collections.abc import Awaitable, Callable

import pytest

from base.database import Connection
from dispatch.advice.recommend_units import recommend_units
from dispatch.commands.set_unit_service import UnitChanges, set_unit_service
from dispatch.domain.reason import ReasonCode
from dispatch.setup.change_unit import add_unit
from dispatch.setup.import_list import import_list
from dispatch.setup.load_roster import load_units
from geo.city.roster_csv import ListName
from geo.roads.router import CityRoads
from geo.roads.travel_times import TravelTimes
from tests.desk import NOW, SETTINGS, SETUP, Desk, make_unit

CSV = "id;agency;station;kind;capabilities;profile\nNEW-1;psc;west;ambulance;ambulance_bls;ambulance\n"
NEW = make_unit("NEW-1", "west", "ambulance_bls")


async def by_list(conn: Connection) -> object:
    return await import_list(conn, ListName.UNITS, CSV, check_only=False, by=SETUP, now=NOW)


async def by_roster(conn: Connection) -> object:
    return await load_units(conn, [NEW], by=SETUP, now=NOW)


async def one_by_one(conn: Connection) -> object:
    return await add_unit(conn, NEW, by=SETUP, now=NOW)


@pytest.mark.parametrize("add", [by_list, by_roster, one_by_one])
async def test_it_is_advised_only_once_somebody_put_it_in_service(
    desk: Desk, add: Callable[[Connection], Awaitable[object]]
) -> None:
    async with desk.pool.acquire() as conn, conn.transaction():
        await add(conn)
    before = await left_out(desk)
    async with desk.pool.acquire() as conn, conn.transaction():
        await set_unit_service(conn, "NEW-1", UnitChanges(in_service=True), by=desk.dispatcher, now=NOW)

    assert before["NEW-1"] is ReasonCode.OUT_OF_SERVICE
    assert "NEW-1" not in await left_out(desk)


async def test_bringing_the_same_list_in_again_takes_nobody_out_of_service(desk: Desk) -> None:
    async with desk.pool.acquire() as conn, conn.transaction():
        await by_list(conn)
        await set_unit_service(conn, "NEW-1", UnitChanges(in_service=True), by=desk.dispatcher, now=NOW)
        await by_roster(conn)

    assert await desk.pool.fetchval("SELECT in_service FROM unit WHERE unit_id = 'NEW-1'")


async def left_out(desk: Desk) -> dict[str, ReasonCode]:
    """Return the units left out, with the reason."""
    made = await recommend_units(
        desk.pool, TravelTimes(desk.pool, CityRoads()), await desk.incident(), now=NOW, policy=SETTINGS.advice
    )
    return {unit.unit_id: unit.reason.code for unit in made.advice.left_out}
