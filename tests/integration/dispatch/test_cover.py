"""Cover on a real database: what is reached, which move is worthwhile, and an order that leaves the unit free."""

from datetime import timedelta
from uuid import UUID

import pytest

from base.position import Position
from core.domain.actor import Role
from core.domain.refusals import NotAllowed
from dispatch.advice.read_cover import GroupCover, read_cover
from dispatch.commands.change_status import change_status
from dispatch.commands.order_move_up import WantedMove, call_back, order_move_up, refuse_move
from dispatch.domain.assignment import AssignmentStatus as S
from dispatch.domain.cover_policy import CoverPolicy
from dispatch.domain.reason_texts import say_move
from dispatch.domain.refusals import MoveUpIsOver, UnitAlreadyAssigned, UnknownUnit
from dispatch.store import views
from dispatch.views.advice import Share
from dispatch.views.board import AssignmentOut, MoveUpOut, PlacedUnitOut, UnitOut
from dispatch.watches.note_arrivals import note_arrivals
from dispatch.watches.refresh_cover import refresh_cover
from geo.roads.router import CityRoads
from geo.roads.travel_times import TravelTimes
from tests.desk import NOW, SETTINGS, STATION_EAST, STATION_WEST, Desk
from tests.integration.dispatch.test_recommend_units import heard
from tracking.devices.devices import add_device

QUIET = SETTINGS.model_copy(update={"cover_quiet_hours": list(range(24))}).cover
FARTHER = SETTINGS.model_copy(update={"cover_target_ambulance_s": 200, "cover_drive_max_s": 3600})


@pytest.fixture
async def city(desk: Desk) -> Desk:
    """Calls come from both ends; both ambulances are in the west."""
    for place in (STATION_WEST, STATION_EAST):
        for _ in range(8):
            await desk.incident(position=place)
    await desk.pool.execute("UPDATE unit SET station_id = 'west' WHERE unit_id = 'AMB-02'")
    await refresh(desk)
    return desk


async def refresh(desk: Desk, **later: float) -> int:
    roads = CityRoads(workers=1)
    try:
        return await refresh_cover(desk.pool, TravelTimes(desk.pool, roads), now=NOW + timedelta(**later))
    finally:
        roads.close()


async def cover(desk: Desk, *without: str, policy: CoverPolicy = FARTHER.cover) -> GroupCover:
    ambulances, _ = await read_cover(desk.pool, without=without, now=NOW, policy=policy, positions=SETTINGS.positions)
    return ambulances


async def move(desk: Desk, unit_id: str, station_id: str) -> UnitOut:
    wanted = WantedMove(unit_id, station_id, gain=0.3)
    async with desk.pool.acquire() as conn, conn.transaction():
        return await order_move_up(conn, wanted, planned=None, by=desk.dispatcher, now=NOW, orders=SETTINGS.orders)


async def unit(desk: Desk, unit_id: str) -> PlacedUnitOut:
    async with desk.pool.acquire() as conn:
        return next(each for each in await views.all_units(conn) if each.unit_id == unit_id)


def move_up_of(shown: UnitOut | AssignmentOut) -> MoveUpOut:
    assert isinstance(shown, UnitOut)
    assert shown.move_up is not None
    return shown.move_up


async def press(desk: Desk, move_up_id: UUID, status: S, role: Role = Role.CREW) -> AssignmentOut | UnitOut:
    async with desk.pool.acquire() as conn, conn.transaction():
        by = desk.accounts[role]
        return await change_status(conn, move_up_id, status, at=None, by=by, now=NOW, orders=SETTINGS.orders)


async def test_before_the_roads_are_known_nothing_is_said_of_cover(desk: Desk) -> None:
    ambulances = await cover(desk)

    assert (ambulances.now, ambulances.made_at, ambulances.free_units) == (None, None, 2)


async def test_the_east_is_a_hole_and_one_of_two_fills_it(city: Desk) -> None:
    ambulances = await cover(city)

    assert ambulances.now is not None
    assert ambulances.now.reached == pytest.approx(0.5)
    (suggested,) = ambulances.moves
    assert (suggested.from_station_id, suggested.station_id, suggested.why) == ("west", "east", "move_up")
    assert suggested.gain > 0.2


async def test_the_map_shows_each_place_with_how_many_arrive_in_time(city: Desk) -> None:
    ambulances = await cover(city)

    (hole,) = [cell for cell in ambulances.cells if cell.units == 0]
    west, south, east, north = hole.bbox
    assert west <= STATION_EAST.lon <= east
    assert south <= STATION_EAST.lat <= north
    assert [cell.units for cell in ambulances.cells if cell is not hole] == [2]
    assert sum(cell.share for cell in ambulances.cells) == pytest.approx(1.0)


async def test_a_crew_on_the_road_is_told_one_thing(city: Desk) -> None:
    for unit_id in ("AMB-01", "AMB-02"):
        await heard(city, unit_id, Position(STATION_WEST.lat + 0.01, STATION_WEST.lon), age_s=1)

    ambulances = await cover(city)

    moving = {move.unit_id for move in ambulances.moves}
    assert len(moving) == 1
    assert {move.unit_id for move in ambulances.go_to} == {"AMB-01", "AMB-02"} - moving


async def test_who_is_on_the_road_to_its_own_station_is_told_to_go_home(city: Desk) -> None:
    await heard(city, "AMB-01", Position(STATION_WEST.lat + 0.01, STATION_WEST.lon), age_s=1)

    [going] = (await cover(city, policy=QUIET)).go_to

    assert (going.unit_id, going.station_id, going.why) == ("AMB-01", "west", "home")
    text = say_move(going.why, "west", gain=going.gain, drive_s=100, language="id")
    assert text == "pulang ke west, 1 mnt 40 dtk di jalan"


async def test_a_sending_of_a_unit_that_nobody_has_is_refused(city: Desk) -> None:
    with pytest.raises(UnknownUnit):
        await cover(city, "AMB-99")


async def test_what_a_sending_would_leave_is_said_before_it(city: Desk) -> None:
    ambulances = await cover(city, "AMB-01", "AMB-02")

    assert ambulances.now is not None
    assert ambulances.now.reached == pytest.approx(0.5)
    assert ambulances.without == Share(reached=0.0, expected=0.0)


async def test_who_moves_stays_free_and_counts_where_it_goes(city: Desk) -> None:
    moved = await move(city, "AMB-02", "east")

    assert (moved.status, move_up_of(moved).station_id) == ("available", "east")
    ambulances = await cover(city)
    assert ambulances.now is not None
    assert ambulances.now.reached == pytest.approx(1.0)
    assert ambulances.moves == []


async def test_a_crew_that_said_no_is_left_alone_and_so_are_all_in_quiet_hours(city: Desk) -> None:
    for unit_id in ("AMB-01", "AMB-02"):
        async with city.pool.acquire() as conn, conn.transaction():
            await refuse_move(conn, WantedMove(unit_id, "east", reason="makan"), by=city.dispatcher, now=NOW)

    assert (await cover(city)).moves == []
    await city.pool.execute("DELETE FROM move_up")
    assert (await cover(city, policy=QUIET)).moves == []


async def test_a_crew_that_was_moved_often_enough_in_its_shift_is_left_alone(city: Desk) -> None:
    for unit_id in ("AMB-01", "AMB-02"):
        moved = await move(city, unit_id, "east")
        async with city.pool.acquire() as conn, conn.transaction():
            await call_back(conn, move_up_of(moved).id, by=city.dispatcher, now=NOW, orders=SETTINGS.orders)

    async def moves(most: int) -> int:
        rules = {"cover_rest_s": 0, "cover_moves_per_shift_max": most}
        return len((await cover(city, policy=FARTHER.model_copy(update=rules).cover)).moves)

    assert (await moves(1), await moves(2)) == (0, 1)


async def test_the_order_has_the_shape_of_every_order(city: Desk) -> None:
    async with city.pool.acquire() as conn, conn.transaction():
        await add_device(conn, "AMB-02", "GPS-2", now=NOW)

    moved = await move(city, "AMB-02", "east")

    body = await city.pool.fetchval("SELECT body FROM outbox WHERE kind = 'move_up' AND finished_at IS NULL")
    assert body["assignment_id"] == str(move_up_of(moved).id)
    assert body["incident"]["position"] == {"lat": STATION_EAST.lat, "lon": STATION_EAST.lon}


async def test_the_crew_answers_as_any_other_order_and_arrives_by_its_track(city: Desk) -> None:
    moved = await move(city, "AMB-01", "east")
    move_up_id = move_up_of(moved).id

    assert move_up_of(await press(city, move_up_id, S.ACKNOWLEDGED)).acknowledged_at == NOW
    await heard(city, "AMB-01", Position(STATION_EAST.lat + 0.0005, STATION_EAST.lon), age_s=-5)

    assert await note_arrivals(city.pool, now=NOW, station_radius_m=SETTINGS.at_station_radius_m) == 1
    assert move_up_of(await unit(city, "AMB-01")).arrived_at == NOW
    assert await note_arrivals(city.pool, now=NOW, station_radius_m=SETTINGS.at_station_radius_m) == 0


async def test_a_crew_answers_for_itself_only(city: Desk) -> None:
    moved = await move(city, "AMB-02", "east")

    with pytest.raises(NotAllowed):
        await press(city, move_up_of(moved).id, S.ACKNOWLEDGED)


async def test_sending_it_ends_the_move_and_a_busy_unit_is_not_moved(city: Desk) -> None:
    moved = await move(city, "AMB-01", "east")

    await city.send(await city.incident(), "AMB-01")

    assert (await unit(city, "AMB-01")).move_up is None
    with pytest.raises(UnitAlreadyAssigned):
        await move(city, "AMB-01", "east")
    with pytest.raises(MoveUpIsOver):
        await press(city, move_up_of(moved).id, S.ACKNOWLEDGED)


async def test_called_back_it_belongs_to_its_own_station_again(city: Desk) -> None:
    moved = await move(city, "AMB-01", "east")

    async with city.pool.acquire() as conn, conn.transaction():
        back = await call_back(conn, move_up_of(moved).id, by=city.dispatcher, now=NOW, orders=SETTINGS.orders)

    assert back.move_up is None


async def test_the_map_is_made_anew_only_for_a_reason(city: Desk) -> None:
    assert await refresh(city, minutes=1) == 0
    assert await refresh(city, minutes=11) == 2  # those by air line only: the roads may be there by now
