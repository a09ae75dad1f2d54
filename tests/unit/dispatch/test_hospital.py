"""Ranking hospitals: those that take the case and are open, by time; outdated bed counts are ignored."""

from datetime import UTC, datetime, timedelta

from base.position import Position
from dispatch.domain.hospital import (
    KNOWN_FOR,
    Hospital,
    HospitalStatus,
    Reachable,
    rank_hospitals,
    takes_case,
)

NOW = datetime(2026, 3, 1, 3, 0, tzinfo=UTC)
HERE = Position(-7.63, 111.52)


def make_hospital(hospital_id: str, *departments: str, reported: HospitalStatus | None = None) -> Hospital:
    return Hospital(hospital_id, hospital_id, frozenset(departments), HERE, reported, NOW if reported else None)


def make_reachable(hospital_id: str, status: HospitalStatus, eta_s: float | None, *, takes: bool = True) -> Reachable:
    return Reachable(make_hospital(hospital_id), status, takes, eta_s, None, "road")


def test_the_nearest_that_takes_the_case_and_is_open_comes_first() -> None:
    full = make_reachable("full", HospitalStatus.FULL, 60)
    near = make_reachable("near", HospitalStatus.OPEN, 300)
    far = make_reachable("far", HospitalStatus.OPEN, 600)
    silent = make_reachable("silent", HospitalStatus.UNKNOWN, 120)
    clinic = make_reachable("clinic", HospitalStatus.OPEN, 30, takes=False)
    no_road = make_reachable("no_road", HospitalStatus.OPEN, None)

    ranked = rank_hospitals([clinic, full, no_road, silent, far, near])

    assert [each.hospital.id for each in ranked] == ["near", "far", "no_road", "silent", "full", "clinic"]


def test_what_was_said_long_ago_is_unknown() -> None:
    hospital = make_hospital("rsud", reported=HospitalStatus.FULL)

    assert hospital.status(NOW + KNOWN_FOR) is HospitalStatus.FULL
    assert hospital.status(NOW + KNOWN_FOR + timedelta(seconds=1)) is HospitalStatus.UNKNOWN
    assert make_hospital("rsud").status(NOW) is HospitalStatus.UNKNOWN


def test_a_case_asks_for_the_department_of_its_type() -> None:
    assert takes_case(make_hospital("rsud", "emergency", "trauma"), "trauma")
    assert not takes_case(make_hospital("clinic", "emergency"), "trauma")
    assert takes_case(make_hospital("clinic", "emergency"), None)
    assert takes_case(make_hospital("nobody_knows"), "trauma")
