"""A unit that could go, its estimate, and how far that estimate can be trusted."""

from dataclasses import dataclass
from enum import IntEnum, StrEnum

from dispatch.domain.reason import Reason, ReasonCode

AS_NEAR_WITHIN_S = 1.0  # below this the router itself cannot tell two drives apart


class CandidateState(StrEnum):
    """Where the estimate of a free unit starts from."""

    ON_THE_ROAD = "on_the_road"  # a fresh fix, away from its station
    AT_STATION = "at_station"  # at its station, by a fresh fix or because no other location is known
    STALE = "stale"  # its last fix is too old to trust


class Basis(StrEnum):
    ROAD = "road"
    AIR_LINE = "air_line"  # the router gave no answer: an estimate by air line, and marked as one


@dataclass(frozen=True, slots=True)
class Candidate:
    """A free unit with its estimate. `eta_s` is turnout plus drive; null if the drive could not be computed.

    `caveat`: why the drive is null, or known by air line only.
    """

    unit_id: str
    capabilities: frozenset[str]
    state: CandidateState
    basis: Basis
    turnout_s: float
    drive_s: float | None
    distance_m: float | None
    fix_age_s: float | None
    in_closure: bool = False  # its route begins or ends in a closed street
    wait_s: float = 0.0  # part of the drive, lost at railway crossings and the like
    crew_pool: str | None = None  # only one vehicle of a pool can go
    band_s: float = AS_NEAR_WITHIN_S  # two estimates this close cannot be told apart
    approach: frozenset[int] = frozenset()  # the corners of the last stretch of its route, numbered by place
    eta_p50_s: float | None = None  # from how earlier drives went; null: not enough history
    eta_p90_s: float | None = None
    caveat: ReasonCode | None = None

    @property
    def eta_s(self) -> float | None:
        return None if self.drive_s is None else self.turnout_s + self.drive_s


@dataclass(frozen=True, slots=True)
class LeftOut:
    unit_id: str
    capabilities: frozenset[str]
    reason: Reason


class Trust(IntEnum):
    """A failure never ranks a unit before a road estimate from a known location."""

    ROAD = 0
    AIR_LINE = 1
    STALE = 2
    UNKNOWN = 3


def can_come(candidate: Candidate) -> bool:
    """A unit with no driving time meets no requirement: it may be on the other side of the earth."""
    return candidate.eta_s is not None


def is_heard(candidate: Candidate) -> bool:
    """Whether the unit ever reported its location; its registered station is only an assumption."""
    return candidate.fix_age_s is not None


def is_trusted(candidate: Candidate) -> bool:
    """A road estimate from a known location."""
    return by_trust(candidate)[0] is Trust.ROAD


def by_trust(candidate: Candidate) -> tuple[Trust, float, str]:
    eta_s = candidate.eta_s
    if eta_s is None:
        return (Trust.UNKNOWN, 0.0, candidate.unit_id)
    if candidate.state is CandidateState.STALE:
        return (Trust.STALE, eta_s, candidate.unit_id)
    return (Trust.ROAD if candidate.basis is Basis.ROAD else Trust.AIR_LINE, eta_s, candidate.unit_id)
