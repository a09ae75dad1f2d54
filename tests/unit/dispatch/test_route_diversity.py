"""The second engine takes another road if that costs no time, and only then."""

from dataclasses import replace

from dispatch.domain.candidate import Basis, Candidate, CandidateState
from dispatch.domain.reason import ReasonCode
from dispatch.domain.recommendation import advise
from dispatch.domain.response_plan import UnitRequirement
from dispatch.domain.route_diversity import by_other_roads
from geo.geometry.polyline import approach_of

BRIDGE, TUNNEL = frozenset(range(10)), frozenset(range(20, 30))
TWO_PUMPERS = ["pumper", "pumper"]


def engine(unit_id: str, eta_s: float, approach: frozenset[int], *, able: str = "pumper") -> Candidate:
    return Candidate(
        unit_id,
        frozenset({able}),
        CandidateState.ON_THE_ROAD,
        Basis.ROAD,
        0.0,
        eta_s,
        1000.0,
        3.0,
        band_s=20.0,
        approach=approach,
    )


def order(slots: list[str], *engines: Candidate) -> list[str]:
    return [each.unit_id for each in by_other_roads(engines, slots)[0]]


FIRST, SECOND = engine("E1", 100, BRIDGE), engine("E2", 110, BRIDGE)


def test_the_second_comes_by_another_road_when_it_is_as_soon() -> None:
    assert order(TWO_PUMPERS, FIRST, SECOND, engine("E3", 130, TUNNEL)) == ["E1", "E3", "E2"]


def test_no_time_is_lost_for_it() -> None:
    assert order(TWO_PUMPERS, FIRST, SECOND, engine("E3", 131, TUNNEL)) == ["E1", "E2", "E3"]


def test_where_one_is_enough_the_nearest_stay_in_order() -> None:
    assert order(["pumper"], FIRST, SECOND, engine("E3", 111, TUNNEL)) == ["E1", "E2", "E3"]


def test_one_that_can_do_less_does_not_go_before() -> None:
    assert order(TWO_PUMPERS, FIRST, SECOND, engine("L1", 111, TUNNEL, able="ladder")) == ["E1", "E2", "L1"]


def test_one_whose_way_or_place_is_not_known_does_not_go_before() -> None:
    stale = replace(engine("E3", 111, TUNNEL), state=CandidateState.STALE)

    assert order(TWO_PUMPERS, FIRST, SECOND, stale, engine("E4", 112, frozenset())) == ["E1", "E2", "E3", "E4"]


def test_it_is_said_why_it_goes_before_a_nearer_one() -> None:
    made = advise([UnitRequirement("pumper", 2)], [], [FIRST, SECOND, engine("E3", 120, TUNNEL)], [])

    assert made.advised == ("E1", "E3")
    assert [reason.code for reason in made.candidates[1].reasons] == [ReasonCode.BY_ANOTHER_ROAD]
    assert made.candidates[1].reasons[0].facts == {"than": "E2"}


def encode_polyline6(points: list[tuple[float, float]]) -> str:
    """Encode (lat, lon) pairs."""
    text, before = "", (0, 0)
    for point in points:
        here = (round(point[0] * 1e6), round(point[1] * 1e6))
        for step in (here[0] - before[0], here[1] - before[1]):
            value = ~(step << 1) if step < 0 else step << 1
            while value >= 0x20:
                text += chr((0x20 | (value & 0x1F)) + 63)
                value >>= 5
            text += chr(value + 63)
        before = here
    return text


def test_ways_that_join_before_the_scene_have_their_last_stretch_in_common() -> None:
    street = [(-7.63 - 0.002 * step, 111.5) for step in range(6, -1, -1)]  # to the scene, a corner every 222 m
    from_west, from_east = [(-7.645, 111.48), *street], [(-7.645, 111.52), *street]
    other = [(-7.615, 111.5), *((-7.62 - 0.002 * step, 111.5) for step in range(6))]

    west, east, north = (approach_of(encode_polyline6(way)) for way in (from_west, from_east, other))

    assert west == east
    assert len(west) == 6
    assert not west & north


def test_the_street_of_the_scene_itself_is_nobodys_road() -> None:
    assert approach_of(encode_polyline6([(-7.631, 111.5), (-7.63, 111.5)])) == frozenset()
