"""Milestones inferred from the track: shown and marked, never over a press; and units that do not move."""

from datetime import datetime, timedelta
from uuid import UUID

import pytest

from base.position import Position
from dispatch.commands.change_status import change_status
from dispatch.domain.assignment import AssignmentStatus
from dispatch.store import views
from dispatch.store.milestones import followed_units
from dispatch.views.board import AssignmentOut
from dispatch.watches.flag_milestones import FORGOTTEN_AFTER, flag_milestones
from dispatch.watches.follow_units import UnitFollower
from geo.roads.router import CityRoads
from geo.roads.travel_times import TravelTimes
from tests.desk import HERE, NOW, SETTINGS, Desk, detail_of
from tracking.devices.devices import add_device
from tracking.devices.registry import DeviceRegistry
from tracking.fix import Fix
from tracking.fixes import store
from tracking.history.partitions import make_partitions
from tracking.screened import ScreenedFix

S = AssignmentStatus
M_PER_DEG_LAT = 111_195
SCENE_M = 2000.0
SCENE = Position(HERE.lat + SCENE_M / M_PER_DEG_LAT, HERE.lon)
ARRIVED_S = 260.0


@pytest.fixture
async def assignment_id(desk: Desk) -> UUID:
    """AMB-01 was just sent to a scene two kilometres up the road."""
    async with desk.pool.acquire() as conn:
        await add_device(conn, "AMB-01", now=NOW)
        await make_partitions(conn, [NOW.date()])
    (made,) = await desk.send(await desk.incident(position=SCENE), "AMB-01")
    sent: UUID = made.id
    return sent


async def test_a_forgotten_button_appears_by_itself_marked_and_is_flagged(desk: Desk, assignment_id: UUID) -> None:
    await seen(desk, [*parked(0, 0, 60), *driving(60), *parked(ARRIVED_S, SCENE_M, 60)])

    written = await follower_of(desk).look(at(330))
    shown = await view(desk, assignment_id)
    flagged = await flag_milestones(desk.pool, now=at(ARRIVED_S) + FORGOTTEN_AFTER + timedelta(seconds=10))

    assert written == 2
    assert shown.status == "on_scene"
    assert shown.sources == {"en_route": "inferred", "on_scene": "inferred"}
    assert abs((shown.reached_at["on_scene"] - at(ARRIVED_S)).total_seconds()) <= 10
    assert flagged == 2
    assert (await view(desk, assignment_id)).flags == {"en_route": "forgotten", "on_scene": "forgotten"}
    assert await steps(desk, "milestone_flagged") == ["en_route", "on_scene"]


async def test_who_looks_anew_tells_nothing_twice(desk: Desk, assignment_id: UUID) -> None:
    await seen(desk, [*parked(0, 0, 60), *driving(60), *parked(ARRIVED_S, SCENE_M, 60)])
    follower = follower_of(desk)

    changes = [await follower.look(at(330)), await follower.look(at(331))]
    told_by_another = await follower_of(desk).look(at(332))

    assert changes == [2, 0]
    assert told_by_another == 0
    assert await rows(desk, assignment_id) == [("en_route", "inferred"), ("on_scene", "inferred")]


async def test_a_late_press_stands_before_the_track_and_beside_it(desk: Desk, assignment_id: UUID) -> None:
    await seen(desk, [*parked(0, 0, 60), *driving(60), *parked(ARRIVED_S, SCENE_M, 60)])
    await follower_of(desk).look(at(330))

    await press(desk, assignment_id, S.ACKNOWLEDGED, at(400))
    await press(desk, assignment_id, S.ON_SCENE, at(500))
    await flag_milestones(desk.pool, now=at(510))

    shown = await view(desk, assignment_id)
    assert shown.status == "on_scene"
    assert shown.reached_at["on_scene"] == at(500)
    assert shown.sources["on_scene"] == "pressed"
    assert shown.flags["on_scene"] == "contradicted"  # four minutes after the track
    assert ("on_scene", "inferred") in await rows(desk, assignment_id)


async def test_what_was_pressed_keeps_its_time_when_the_track_tells_later(desk: Desk, assignment_id: UUID) -> None:
    await press(desk, assignment_id, S.ON_SCENE, at(ARRIVED_S + 5))
    await seen(desk, [*parked(0, 0, 60), *driving(60), *parked(ARRIVED_S, SCENE_M, 60)])

    await follower_of(desk).look(at(330))

    shown = await view(desk, assignment_id)
    assert shown.reached_at["on_scene"] == at(ARRIVED_S + 5)
    assert shown.sources == {"en_route": "inferred", "on_scene": "pressed"}
    await flag_milestones(desk.pool, now=at(600))
    assert (await view(desk, assignment_id)).flags == {"en_route": "forgotten"}


async def test_a_press_on_scene_from_far_away_is_contradicted(desk: Desk, assignment_id: UUID) -> None:
    await seen(desk, [*parked(0, 0, 60), *driving(60)[:30]])

    await press(desk, assignment_id, S.ON_SCENE, at(60))
    flagged = [await flag_milestones(desk.pool, now=at(70)), await flag_milestones(desk.pool, now=at(80))]

    assert flagged == [1, 0]
    assert (await view(desk, assignment_id)).flags == {"on_scene": "contradicted"}


async def test_fixes_from_a_buffer_emptied_late_are_followed_too(desk: Desk, assignment_id: UUID) -> None:
    follower = follower_of(desk)
    await seen(desk, [*parked(0, 0, 60), *parked(600, 0, 60)])
    assert await follower.look(at(120)) == 0

    await seen(desk, [*driving(60), *parked(ARRIVED_S, SCENE_M, 60)])
    await follower.look(at(700))

    assert ("on_scene", "inferred") in await rows(desk, assignment_id)


async def test_a_unit_that_stands_after_its_order_and_one_that_stalls_are_alarms_each_once(
    desk: Desk, assignment_id: UUID
) -> None:
    follower = follower_of(desk)
    await seen(desk, parked(0, 0, 200))
    not_moving = [await follower.look(at(170)), await follower.look(at(195)), await follower.look(at(196))]
    await seen(desk, [*driving(200)[:40], *parked(281, 800, 200)])
    await follower.look(at(475))

    async with desk.pool.acquire() as conn:
        alarms = await views.open_alerts(conn)
    raised = [(alarm.kind, alarm.assignment_id) for alarm in alarms]
    assert not_moving == [0, 1, 0]
    assert raised == [("unit_not_moving", assignment_id), ("unit_stalled", assignment_id)]
    assert detail_of(alarms[0])["next"] == ["AMB-02"]


@pytest.mark.parametrize(
    ("agency_kind", "profile", "may"),
    [("fire", "ambulance", True), ("ambulance", "ambulance", True), ("fire", "pumper", False)],
)
async def test_an_ambulance_may_transport_whosoever_it_is(
    desk: Desk, assignment_id: UUID, agency_kind: str, profile: str, may: bool
) -> None:
    await desk.pool.execute("UPDATE agency SET kind = $1", agency_kind)
    await desk.pool.execute("UPDATE unit SET profile = $1", profile)

    async with desk.pool.acquire() as conn:
        (unit,) = await followed_units(conn)

    assert (unit.id, unit.may_transport) == (assignment_id, may)


async def test_back_at_the_station_and_still_not_clear_is_an_alarm(desk: Desk, assignment_id: UUID) -> None:
    await desk.pool.execute("UPDATE station SET position = $1", HERE)
    there = [*parked(0, 0, 60), *driving(60), *parked(ARRIVED_S, SCENE_M, 60)]
    back = [*driving(400)[::-1], *parked(600, 0, 120)]
    home = [fix_at(fix, 400 + 2 * number) for number, fix in enumerate(back[:99])] + back[99:]
    await seen(desk, [*there, *home])

    await follower_of(desk).look(at(720))
    await flag_milestones(desk.pool, now=at(900))

    assert (await view(desk, assignment_id)).released_at is None  # only a person ends the assignment
    async with desk.pool.acquire() as conn:
        assert [alarm.kind for alarm in await views.open_alerts(conn)] == ["back_not_clear"]


def follower_of(desk: Desk) -> UnitFollower:
    roads = TravelTimes(desk.pool, CityRoads(workers=1))
    limits = {"not_moving_s": SETTINGS.unit_not_moving_s, "stalled_s": SETTINGS.unit_stalled_s}
    return UnitFollower(desk.pool, roads, SETTINGS.advice, **limits)


async def press(desk: Desk, assignment_id: UUID, status: AssignmentStatus, pressed_at: datetime) -> None:
    async with desk.pool.acquire() as conn, conn.transaction():
        await change_status(
            conn, assignment_id, status, at=pressed_at, by=desk.dispatcher, now=pressed_at, orders=SETTINGS.orders
        )


async def seen(desk: Desk, fixes: list[Fix]) -> None:
    device = (await DeviceRegistry().look_up(desk.pool, ["AMB-01"]))["AMB-01"]
    async with desk.pool.acquire() as conn, conn.transaction():
        await store.insert_fixes(conn, [ScreenedFix(fix, device, fix.fixed_at, late=False) for fix in fixes])


async def view(desk: Desk, assignment_id: UUID) -> AssignmentOut:
    async with desk.pool.acquire() as conn:
        return (await views.assignments(conn, [assignment_id]))[0]


async def rows(desk: Desk, assignment_id: UUID) -> list[tuple[str, str]]:
    found = await desk.pool.fetch(
        "SELECT kind, source FROM milestone WHERE assignment_id = $1 ORDER BY id", assignment_id
    )
    return [(row["kind"], row["source"]) for row in found]


async def steps(desk: Desk, kind: str) -> list[str]:
    found = await desk.pool.fetch("SELECT data->>'step' AS step FROM event_log WHERE kind = $1 ORDER BY seq", kind)
    return [row["step"] for row in found]


def parked(begin_s: float, north_m: float, for_s: float) -> list[Fix]:
    return [make_fix(begin_s + s, north_m, 0.0) for s in range(0, int(for_s), 10)]


def driving(begin_s: float) -> list[Fix]:
    """Drive to the scene at 10 m/s, with a fix every two seconds."""
    return [make_fix(begin_s + s, 10.0 * s, 10.0) for s in range(2, int(SCENE_M / 10), 2)]


def make_fix(after_s: float, north_m: float, speed_mps: float) -> Fix:
    lat = HERE.lat + north_m / M_PER_DEG_LAT
    return Fix(device_id="AMB-01", fixed_at=at(after_s), lat=lat, lon=HERE.lon, speed_mps=speed_mps)


def fix_at(fix: Fix, after_s: float) -> Fix:
    return Fix(device_id="AMB-01", fixed_at=at(after_s), lat=fix.lat, lon=fix.lon, speed_mps=fix.speed_mps)


def at(after_s: float) -> datetime:
    return NOW + timedelta(seconds=after_s)
