"""Entering, staying and leaving are reported once each, however noisy the edge."""

from datetime import UTC, datetime, timedelta

import shapely

from base.position import Position
from geo.geometry.geofence import LEAVE_BEYOND_M, Crossing, Fence, FenceKind, FenceMap, Presence, Side, after, circle

START = datetime(2026, 3, 1, 3, 0, tzinfo=UTC)
HERE = Position(-7.63, 111.52)
M_PER_DEG_LAT = 111_195
I, E, O = Side.INSIDE, Side.EDGE, Side.OUTSIDE  # noqa: E741


def crossings(sides: list[Side], every_s: float = 10, dwell_s: float = 60) -> list[tuple[int, Crossing]]:
    presence: Presence | None = None
    found = []
    for number, side in enumerate(sides):
        at = START + timedelta(seconds=every_s * number)
        presence, crossing = after(presence, side, at=at, dwell_s=dwell_s)
        if crossing is not None:
            found.append((number, crossing))
    return found


def north(metres: float) -> Position:
    return Position(HERE.lat + metres / M_PER_DEG_LAT, HERE.lon)


def test_a_visit_is_entered_dwelt_and_left_once() -> None:
    assert crossings([O, I, *[I] * 20, O, O]) == [(1, Crossing.ENTERED), (7, Crossing.DWELT), (22, Crossing.LEFT)]


def test_noise_at_the_edge_is_no_crossing() -> None:
    assert crossings([E, E, I, E, I, E, E]) == [(2, Crossing.ENTERED)]
    assert crossings([O, E, O, E]) == []


def test_who_passes_does_not_dwell() -> None:
    assert crossings([O, I, I, O]) == [(1, Crossing.ENTERED), (3, Crossing.LEFT)]


def test_sides_of_a_circle_and_of_an_area_for_many_places_at_once() -> None:
    station = Fence(FenceKind.STATION, "west", "Pos Barat", circle(HERE, 200))
    area = Fence(
        FenceKind.AREA, "a", "Pasar", shapely.box(HERE.lon - 0.001, HERE.lat, HERE.lon + 0.001, HERE.lat + 0.01)
    )
    places = [north(0), north(190), north(200 + LEAVE_BEYOND_M - 5), north(200 + LEAVE_BEYOND_M + 5), north(-20)]

    found = {(at, fence.kind): side for at, fence, side in FenceMap([station, area]).sides(places)}

    assert [found.get((at, FenceKind.STATION)) for at in range(5)] == [I, I, E, None, I]
    assert [found.get((at, FenceKind.AREA)) for at in range(5)] == [I, I, I, I, E]


def test_where_there_is_nobody_or_nothing_no_side_is_told() -> None:
    assert list(FenceMap([]).sides([HERE])) == []
    assert list(FenceMap([Fence(FenceKind.AREA, "a", "Pasar", circle(HERE, 50))]).sides([])) == []
