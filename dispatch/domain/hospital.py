"""Which hospital is the nearest that can take a case: an order for the crew, which decides; pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from base.position import Position

KNOWN_FOR = timedelta(minutes=15)  # what was said of its beds before is no news
EMERGENCY = "emergency"
DEPARTMENTS = (EMERGENCY, "icu", "trauma", "surgery", "maternity", "pediatrics")


class HospitalStatus(StrEnum):
    OPEN = "open"
    FULL = "full"  # takes nobody now
    UNKNOWN = "unknown"  # nobody said anything for a while


@dataclass(frozen=True, slots=True)
class Hospital:
    """`said` is its last word and `said_at` when it came; both None where it never said anything."""

    id: str
    name: str
    departments: frozenset[str]
    position: Position
    said: HospitalStatus | None = None
    said_at: datetime | None = None

    def status(self, now: datetime) -> HospitalStatus:
        if self.said is None or self.said_at is None or now - self.said_at > KNOWN_FOR:
            return HospitalStatus.UNKNOWN
        return self.said


@dataclass(frozen=True, slots=True)
class Reachable:
    hospital: Hospital
    status: HospitalStatus
    takes_case: bool
    eta_s: float | None
    distance_m: float | None
    basis: str


def takes_case(hospital: Hospital, department: str | None) -> bool:
    """One that the type of incident asks for beside an emergency department. Of which none is known has them all."""
    return not hospital.departments or {EMERGENCY, department or EMERGENCY} <= hospital.departments


_PREFERENCE = (HospitalStatus.OPEN, HospitalStatus.UNKNOWN, HospitalStatus.FULL)


def rank_hospitals(reachable: Sequence[Reachable]) -> list[Reachable]:
    """Those that take the case and are open by ETA, then those of which nothing is known, the full, and the others."""
    return sorted(
        reachable,
        key=lambda each: (
            not each.takes_case,
            _PREFERENCE.index(each.status),
            float("inf") if each.eta_s is None else each.eta_s,
            each.hospital.id,
        ),
    )
