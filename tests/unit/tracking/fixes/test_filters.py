"""Each filter objects to what it names, and to nothing else."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.geometry.service_area import ServiceArea, service_area
from tracking.fix import Fix
from tracking.fixes.filters import NOTHING_SEEN, Limits, Seen, is_late, reject_reason, seen_after
from tracking.rejection import RejectReason

NOW = datetime(2026, 3, 1, 3, 0, tzinfo=UTC)
LIMITS = Limits(
    oldest_at=NOW - timedelta(days=90),
    latest_at=NOW + timedelta(seconds=60),
    speed_max_mps=100,
    jump_slack_m=150,
    accuracy_max_m=1000,
    service_area=None,
)
M_PER_DEG_LAT = 111_195


def make_fix(after_s: float = 0, *, north_m: float = 0, lat: float = -7.63, lon: float = 111.52, **more: float) -> Fix:
    return Fix(
        device_id="GPS-1",
        fixed_at=NOW + timedelta(seconds=after_s),
        lat=lat + north_m / M_PER_DEG_LAT,
        lon=lon,
        **more,  # type: ignore[arg-type]
    )


def judge_all(fixes: list[Fix]) -> list[RejectReason | None]:
    seen, reasons = NOTHING_SEEN, []
    for fix in fixes:
        reason = reject_reason(fix, seen, LIMITS)
        seen = seen_after(fix, reason, seen)
        reasons.append(reason)
    return reasons


def test_a_sound_fix_passes() -> None:
    assert reject_reason(make_fix(), NOTHING_SEEN, LIMITS) is None


@pytest.mark.parametrize(("ahead_s", "reason"), [(60, None), (60.001, RejectReason.IN_THE_FUTURE)])
def test_a_clock_may_run_ahead_by_a_minute(ahead_s: float, reason: RejectReason | None) -> None:
    assert reject_reason(make_fix(ahead_s), NOTHING_SEEN, LIMITS) == reason


def test_what_the_history_no_longer_keeps_is_too_old() -> None:
    assert reject_reason(make_fix(-90 * 86_400 - 1), NOTHING_SEEN, LIMITS) == RejectReason.TOO_OLD


def test_null_island_is_no_place_for_a_unit() -> None:
    assert reject_reason(make_fix(lat=0, lon=0), NOTHING_SEEN, LIMITS) == RejectReason.NULL_ISLAND
    assert reject_reason(make_fix(lat=0, lon=109.3), NOTHING_SEEN, LIMITS) is None  # Pontianak is on the equator


@pytest.mark.parametrize(("accuracy_m", "reason"), [(1000, None), (1001, RejectReason.TOO_INACCURATE)])
def test_a_fix_must_be_accurate_enough(accuracy_m: float, reason: RejectReason | None) -> None:
    assert reject_reason(make_fix(accuracy_m=accuracy_m), NOTHING_SEEN, LIMITS) == reason


@pytest.mark.parametrize(("speed_mps", "reason"), [(100, None), (300, RejectReason.IMPOSSIBLE_SPEED)])
def test_what_drives_faster_than_anything_on_a_road_measures_in_another_unit(
    speed_mps: float, reason: RejectReason | None
) -> None:
    assert reject_reason(make_fix(speed_mps=speed_mps), NOTHING_SEEN, LIMITS) == reason


def test_outside_the_service_area_is_rejected_and_within_its_margin_is_not() -> None:
    madiun = service_area(111.49, -7.69, 111.57, -7.59, margin_m=10_000)
    limits = Limits(LIMITS.oldest_at, LIMITS.latest_at, 100, 150, 1000, madiun)

    assert reject_reason(make_fix(lat=-7.69, north_m=-9_900), NOTHING_SEEN, limits) is None
    assert (
        reject_reason(make_fix(lat=-7.69, north_m=-10_100), NOTHING_SEEN, limits) == RejectReason.OUTSIDE_SERVICE_AREA
    )


def test_a_service_area_may_cross_the_antimeridian() -> None:
    taveuni = service_area(179.9, -17.0, 179.99, -16.7, margin_m=30_000)

    assert taveuni.holds(make_fix(lat=-16.8, lon=-179.95))
    assert taveuni.holds(make_fix(lat=-16.8, lon=179.8))
    assert not taveuni.holds(make_fix(lat=-16.8, lon=0))
    assert taveuni == ServiceArea(taveuni.west_deg, taveuni.south_deg, taveuni.east_deg, taveuni.north_deg)


def test_one_impossible_jump_is_rejected_and_the_way_goes_on() -> None:
    there_and_back = [make_fix(0), make_fix(1, north_m=5_000), make_fix(2, north_m=20)]

    assert judge_all(there_and_back) == [None, RejectReason.IMPOSSIBLE_JUMP, None]


def test_two_jumps_that_agree_are_the_truth() -> None:
    moved = [make_fix(0), make_fix(1, north_m=9_000), make_fix(2, north_m=9_010), make_fix(3, north_m=9_020)]

    assert judge_all(moved) == [None, RejectReason.IMPOSSIBLE_JUMP, None, None]


def test_the_same_jump_delivered_again_confirms_nothing() -> None:
    jump = make_fix(1, north_m=9_000)

    assert judge_all([make_fix(0), jump, jump])[2] == RejectReason.IMPOSSIBLE_JUMP


def test_behind_a_tunnel_a_unit_is_far_from_the_point_that_was_repeated_in_it() -> None:
    tunnel = [make_fix(n) for n in range(30)]

    assert judge_all([*tunnel, make_fix(30, north_m=900)])[-1] is None
    assert judge_all([*tunnel, make_fix(30, north_m=1_300)])[-1] == RejectReason.IMPOSSIBLE_JUMP


def test_who_stood_for_hours_has_not_driven_for_hours() -> None:
    parked = [make_fix(n * 60) for n in range(-600, 0)]

    assert judge_all([*parked, make_fix(-59, north_m=5_000)])[-1] == RejectReason.IMPOSSIBLE_JUMP


def test_jumps_that_disagree_never_move_the_unit() -> None:
    wild = [make_fix(0), *(make_fix(n, north_m=9_000 * (-1) ** n) for n in range(1, 6))]

    assert set(judge_all(wild)[1:]) == {RejectReason.IMPOSSIBLE_JUMP}


def test_noise_of_a_parked_unit_is_no_jump() -> None:
    assert reject_reason(make_fix(1, north_m=200), Seen(make_fix(0)), LIMITS) is None
    assert reject_reason(make_fix(1, north_m=600, accuracy_m=400), Seen(make_fix(0)), LIMITS) is None


def test_a_late_fix_is_kept_and_changes_nothing_that_was_seen() -> None:
    seen = Seen(make_fix(0))
    late = make_fix(-3600, north_m=40_000)

    assert reject_reason(late, seen, LIMITS) is None
    assert is_late(late, seen)
    assert seen_after(late, None, seen) is seen


@given(st.lists(st.integers(-5_000, 5_000), min_size=2, max_size=30))
def test_who_drives_no_faster_than_the_limit_is_never_rejected(steps_m: list[int]) -> None:
    places = [sum(steps_m[:n]) for n in range(len(steps_m))]
    at = [n * 60 for n in range(len(places))]

    reasons = judge_all([make_fix(-86_400 + t, north_m=m) for t, m in zip(at, places, strict=True)])

    assert set(reasons) == {None}


def test_a_receiver_that_hangs_repeats_a_point_while_its_speed_goes_on() -> None:
    frozen = [make_fix(n, speed_mps=20) for n in range(12)]

    reasons = judge_all([*frozen, make_fix(12, north_m=240, speed_mps=20)])

    assert reasons[5] is None
    assert reasons[6:12] == [RejectReason.FROZEN] * 6
    assert reasons[12] is None


def test_who_stands_may_repeat_a_point_for_ever() -> None:
    assert set(judge_all([make_fix(n * 60, speed_mps=0.4) for n in range(-600, 0)])) == {None}
    assert set(judge_all([make_fix(n * 60) for n in range(-600, 0)])) == {None}
