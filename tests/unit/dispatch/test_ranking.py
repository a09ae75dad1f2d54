"""Priority 1 strictly by ETA, with cover only as a tie-break; other priorities by both, and nobody waits forever."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from base.position import M_PER_DEGREE
from dispatch.domain.candidate import Basis, Candidate, CandidateState
from dispatch.domain.cover import (
    CITY_SPEED_MPS,
    NOBODY_S,
    Demand,
    FreeUnit,
    left_behind,
    losses_s,
)
from dispatch.domain.eta_uncertainty import BAND_MAX_S, SAMPLES_MIN, LearntError, band_of
from dispatch.domain.ranking import LATER_MAX_S, Left, Sending, Side, rank
from dispatch.domain.reason_texts import say
from dispatch.domain.recommendation import advise
from dispatch.domain.response_plan import UnitRequirement
from dispatch.domain.waiting_limits import WAITS_AT_MOST_S


def band_s(eta_s: float) -> float:
    return band_of(eta_s, [], agency_id="psc", hour=3, distance_m=1000.0).tie_s


def make_candidate(unit_id: str, eta_s: float, *, pool: str | None = None, able: str = "ambulance_bls") -> Candidate:
    return Candidate(
        unit_id,
        frozenset(able.split()),
        CandidateState.ON_THE_ROAD,
        Basis.ROAD,
        0.0,
        eta_s,
        1000.0,
        3.0,
        crew_pool=pool,
        band_s=band_s(eta_s),
    )


def ids(candidates: Sequence[Candidate]) -> list[str]:
    return [candidate.unit_id for candidate in candidates]


def test_among_those_that_cannot_be_told_apart_the_one_goes_that_is_missed_least() -> None:
    tied = [make_candidate("ONLY-WEST", 100), make_candidate("ONE-OF-MANY", 105)]

    assert ids(rank(tied, Sending(1, loss_s={"ONLY-WEST": 300.0}))) == ["ONE-OF-MANY", "ONLY-WEST"]


def test_where_life_is_at_stake_cover_costs_no_time() -> None:
    apart = [make_candidate("NEAR", 100), make_candidate("LATER", 130)]

    assert ids(rank(apart, Sending(1, loss_s={"NEAR": 1e6}))) == ["NEAR", "LATER"]


def test_a_cat_in_a_tree_does_not_empty_the_west_until_it_has_waited_too_long() -> None:
    both = [make_candidate("ONLY-WEST", 100), make_candidate("ONE-OF-MANY", 300)]
    loss_s = {"ONLY-WEST": 200.0}

    assert ids(rank(both, Sending(4, loss_s=loss_s)))[0] == "ONE-OF-MANY"
    assert ids(rank(both, Sending(4, waited_s=WAITS_AT_MOST_S[4], loss_s=loss_s)))[0] == "ONLY-WEST"


def test_what_the_city_loses_is_how_much_later_the_second_nearest_is() -> None:
    near, far = FreeUnit("NEAR", 0.0, 0.01), FreeUnit("FAR", 0.0, 0.03)
    here, beside_far = Demand(0.0, 0.0, 3.0), Demand(0.0, 0.03, 1.0)
    gap_s = 0.02 * M_PER_DEGREE / CITY_SPEED_MPS

    assert losses_s([near, far], [here, beside_far]) == pytest.approx({"NEAR": 0.75 * gap_s, "FAR": 0.25 * gap_s})
    assert losses_s([near], [here]) == {"NEAR": NOBODY_S}
    assert losses_s([near], []) == {"NEAR": 0.0}


def test_the_reason_is_said_aloud() -> None:
    both = [make_candidate("AMB-01", 100), make_candidate("AMB-02", 260)]
    leaves = {"AMB-01": Left(Side.WEST, 0), "AMB-02": Left(Side.MIDDLE, 4)}

    advice = advise([UnitRequirement("ambulance_bls", 1)], [], both, [], Sending(4, 0.0, {"AMB-01": 300.0}, leaves))

    assert advice.advised == ("AMB-02",)
    texts = [[say(reason, "en") for reason in row.reasons] for row in advice.candidates]
    assert texts[0] == ["2 min 40 s behind AMB-01, which the west needs more"]
    assert texts[1][-1] == "leaves the west with no ambulance"


def test_what_is_left_is_what_is_left_once_all_the_advised_have_gone() -> None:
    pair = [make_candidate("DMK-06", 100, able="pumper"), make_candidate("DMK-07", 101, able="pumper")]
    leaves = {unit.unit_id: Left(Side.WEST, 1) for unit in pair}

    advice = advise([UnitRequirement("pumper", 2)], [], pair, [], Sending(1, leaves=leaves))

    assert [say(row.reasons[-1], "id") for row in advice.candidates] == ["wilayah barat jadi tanpa mobil pompa"] * 2


def test_a_unit_that_does_two_things_is_missed_for_the_scarcer() -> None:
    both, other = make_candidate("AMB-04", 100, able="ambulance_als ambulance_bls"), make_candidate("AMB-05", 130)
    needs = [UnitRequirement("ambulance_als", 1), UnitRequirement("ambulance_bls", 1)]

    advice = advise(needs, [], [both, other], [], Sending(1, leaves={"AMB-04": Left(Side.WEST, 0)}))

    assert say(advice.candidates[0].reasons[-1], "en") == "leaves the west with no ALS ambulance"


def test_the_only_one_is_not_said_to_leave_nobody_as_well() -> None:
    advice = advise(
        [UnitRequirement("ambulance_bls", 1)],
        [],
        [make_candidate("AMB-05", 130)],
        [],
        Sending(1, leaves={"AMB-05": Left(Side.WEST, 0)}),
    )

    assert [say(reason, "en") for reason in advice.candidates[0].reasons] == ["the only free ambulance"]


def test_two_beside_one_another_are_missed_alike() -> None:
    pair = [make_candidate("NEAR", 100), make_candidate("BESIDE", 103)]

    assert ids(rank(pair, Sending(1, loss_s={"NEAR": 0.9, "BESIDE": 0.0}))) == ["NEAR", "BESIDE"]


def test_of_two_vehicles_with_one_crew_only_one_goes() -> None:
    ladder, pumper = (
        make_candidate(name, 100, pool="A", able=able) for name, able in (("L", "ladder"), ("P", "pumper"))
    )
    needs = [UnitRequirement("pumper", 1), UnitRequirement("ladder", 1)]
    other = make_candidate("P2", 300, able="pumper")

    assert set(advise(needs, [], [pumper, ladder, other], []).advised) == {"L", "P2"}
    assert len(advise(needs, [], [pumper, ladder], []).advised) == 1


def test_what_a_unit_is_missed_for_is_the_way_of_the_next_one() -> None:
    demand = [Demand(0, 0, 1), Demand(0, 1, 3)]
    free = [FreeUnit("W", 0, 0), FreeUnit("E1", 0, 1), FreeUnit("E2", 0, 1)]

    lost = losses_s(free, demand)

    assert lost["W"] > 0
    assert lost["E1"] == lost["E2"] == 0
    assert left_behind(free, demand)["W"] == Left(Side.WEST, 0)


def test_what_became_of_earlier_promises_sets_the_band_and_the_closest_history_counts() -> None:
    learnt = [
        LearntError(None, None, None, 900, 1.0, 1.2),
        LearntError("psc", None, None, 500, 1.1, 1.5),
        LearntError("psc", 3, 1, SAMPLES_MIN - 1, 9.0, 9.0),
    ]

    ours = band_of(100.0, learnt, agency_id="psc", hour=3, distance_m=2000.0)
    theirs = band_of(100.0, learnt, agency_id="damkar", hour=3, distance_m=2000.0)
    far = band_of(5000.0, learnt, agency_id="psc", hour=3, distance_m=2000.0)

    assert (round(ours.p50_s or 0), round(ours.p90_s or 0), round(ours.tie_s)) == (110, 150, 20)
    assert round(theirs.p90_s or 0) == 120
    assert far.tie_s == BAND_MAX_S


# Close together as well as far apart, or the band would hardly ever decide anything.
etas_st = st.lists(st.integers(100, 140) | st.integers(1, 3000), min_size=1, max_size=8).map(
    lambda etas: [float(eta_s) for eta_s in etas]
)
loss_st = st.dictionaries(st.integers(0, 7), st.sampled_from([0.0, 50.0, 1e5]), min_size=1)


def city(etas: Sequence[float], loss: Mapping[int, float]) -> tuple[list[Candidate], dict[str, float]]:
    made = [make_candidate(f"U-{i:02}", eta_s) for i, eta_s in enumerate(etas)]
    return made, {f"U-{i:02}": lost_s for i, lost_s in loss.items()}


def test_a_second_engine_by_another_road_is_not_later_by_two_bands() -> None:
    etas = {"FIRST": 50, "MISSED": 100, "SPARED": 110, "ROUND": 120}
    made = [replace(make_candidate(name, eta_s), approach=frozenset({1})) for name, eta_s in etas.items()]
    made[-1] = replace(made[-1], approach=frozenset({2}))

    advice = advise([UnitRequirement("ambulance_bls", 2)], [], made, [], Sending(1, 0.0, {"MISSED": 300.0}))

    assert advice.advised == ("FIRST", "SPARED")


roads_st = st.lists(st.sampled_from([frozenset({1}), frozenset({2}), frozenset({1, 3})]), min_size=8, max_size=8)


@given(etas_st, loss_st, roads_st, st.integers(1, 4), st.floats(0, 1e4))
def test_no_priority_1_comes_later_than_the_best_by_more_than_the_band(
    etas: list[float], loss: dict[int, float], roads: list[frozenset[int]], count: int, waited_s: float
) -> None:
    """Not for cover, not for a second engine by another road, and not for both together."""
    made, loss_s = city(etas, loss)
    made = [replace(each, approach=road) for each, road in zip(made, roads, strict=False)]

    advice = advise([UnitRequirement("ambulance_bls", count)], [], made, [], Sending(1, waited_s, loss_s))

    sent = sorted(unit.drive_s or 0.0 for unit in made if unit.unit_id in advice.advised)
    assert len(sent) == min(count, len(etas))
    for eta_s, best_s in zip(sent, sorted(etas), strict=False):
        assert eta_s <= best_s + band_s(best_s)


kinds_st = st.lists(st.frozensets(st.sampled_from(["pumper", "ladder", "rescue"]), min_size=1), min_size=8, max_size=8)


@given(etas_st, loss_st, roads_st, kinds_st, st.frozensets(st.integers(0, 7), max_size=2))
def test_of_several_kinds_nobody_who_could_do_the_same_stays_who_would_be_there_sooner(
    etas: list[float],
    loss: dict[int, float],
    roads: list[frozenset[int]],
    kinds: list[frozenset[str]],
    there: frozenset[int],
) -> None:
    plain, loss_s = city(etas, loss)
    made = [
        replace(each, approach=road, capabilities=able) for each, road, able in zip(plain, roads, kinds, strict=False)
    ]
    needs = [UnitRequirement("pumper", 2), UnitRequirement("ladder", 1)]

    advice = advise(needs, [kinds[index] for index in there], made, [], Sending(1, 0.0, loss_s))

    chosen = [each for each in made if each.unit_id in advice.advised]
    for stays in (each for each in made if each.unit_id not in advice.advised):
        for goes in (each for each in chosen if stays.capabilities >= each.capabilities):
            assert (goes.drive_s or 0.0) <= (stays.drive_s or 0.0) + stays.band_s


@given(etas_st, loss_st, st.integers(2, 5), st.floats(0, 1e4))
def test_nobody_waits_longer_than_the_limit_of_the_priority(
    etas: list[float], loss: dict[int, float], priority: int, waited_s: float
) -> None:
    made, loss_s = city(etas, loss)

    first = rank(made, Sending(priority, waited_s, loss_s))[0]

    patience = max(0.0, 1 - waited_s / WAITS_AT_MOST_S[priority])
    assert first.eta_s is not None
    assert first.eta_s <= min(etas) + max(band_s(min(etas)), LATER_MAX_S[priority] * patience)


@given(etas_st, loss_st, st.integers(1, 5))
def test_every_candidate_is_ranked_once(etas: list[float], loss: dict[int, float], priority: int) -> None:
    made, loss_s = city(etas, loss)

    assert sorted(ids(rank(made, Sending(priority, 0.0, loss_s)))) == ids(made)


def never_heard(unit_id: str, eta_s: float) -> Candidate:
    return replace(make_candidate(unit_id, eta_s), state=CandidateState.AT_STATION, fix_age_s=None)


@pytest.mark.parametrize("priority", [1, 3])
def test_a_unit_that_was_heard_goes_before_one_that_is_only_assumed_to_be_there(priority: int) -> None:
    tied = [never_heard("ON-PAPER", 200), make_candidate("HEARD", 205)]

    assert ids(rank(tied, Sending(priority))) == ["HEARD", "ON-PAPER"]
    assert ids(rank(tied, Sending(priority, loss_s={"HEARD": 300.0}))) == ["HEARD", "ON-PAPER"]


def test_an_assumed_unit_that_would_be_there_much_sooner_still_goes_first() -> None:
    apart = [never_heard("ON-PAPER", 100), make_candidate("HEARD", 400)]

    assert ids(rank(apart)) == ["ON-PAPER", "HEARD"]
