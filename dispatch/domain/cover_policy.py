"""What a city decides about cover: the targets, and how much its crews may be moved for it; pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from dispatch.domain.turnout import TurnoutKind, TurnoutPolicy


@dataclass(frozen=True, slots=True)
class CoverPolicy:
    """`target_s`: from the order to the arrival; `gain_min`: share of all calls that a move must bring within reach.

    `rest`: after a move or a refusal a crew is left alone; `quiet_hours`: of the city's day, in which none is moved.
    """

    target_s: Mapping[TurnoutKind, float]
    turnout: TurnoutPolicy
    busy_share: float
    gain_min: float
    drive_max_s: float
    rest: timedelta
    shift: timedelta
    moves_per_shift_max: int
    quiet_hours: frozenset[int]

    def drive_target_s(self, kind: TurnoutKind, hour: int) -> float:
        return self.target_s[kind] - self.turnout.usual_s(kind, hour)
