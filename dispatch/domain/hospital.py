"""Rank the nearest hospitals that can take a case, for the crew, which decides; pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from base.position import Position

KNOWN_FOR = timedelta(minutes=15)  # an older report about beds is out of date
EMERGENCY = "emergency"
DEPARTMENTS = (EMERGENCY, "icu", "trauma", "surgery", "maternity", "pediatrics")


class HospitalStatus(StrEnum):
    OPEN = "open"
    FULL = "full"  # takes no patients now
    UNKNOWN = "unknown"  # no report for a while


@dataclass(frozen=True, slots=True)
class Hospital:
    """`reported` is its last report and `reported_at` when it came; both None if it never reported."""

    id: str
    name: str
    departments: frozenset[str]
    position: Position
    reported: HospitalStatus | None = None
    reported_at: datetime | None = None

    def status(self, now: datetime) -> HospitalStatus:
        if self.reported is None or self.reported_at is None or now - self.reported_at > KNOWN_FOR:
            return HospitalStatus.UNKNOWN
        return self.reported


@dataclass(frozen=True, slots=True)
class Reachable:
    hospital: Hospital
    status: HospitalStatus
    takes_case: bool
    eta_s: float | None
    distance_m: float | None
    basis: str


def takes_case(hospital: Hospital, department: str | None) -> bool:
    """Whether it has the department the incident type asks for, and an emergency department.

    A hospital with no known departments is taken to have them all.
    """
    return not hospital.departments or {EMERGENCY, department or EMERGENCY} <= hospital.departments


_PREFERENCE = (HospitalStatus.OPEN, HospitalStatus.UNKNOWN, HospitalStatus.FULL)


def rank_hospitals(reachable: Sequence[Reachable]) -> list[Reachable]:
    """Hospitals that take the case and are open come first, by ETA; then the unknown, the full, and the others."""
    return sorted(
        reachable,
        key=lambda each: (
            not each.takes_case,
            _PREFERENCE.index(each.status),
            float("inf") if each.eta_s is None else each.eta_s,
            each.hospital.id,
        ),
    )
