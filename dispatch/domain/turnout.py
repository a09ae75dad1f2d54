"""Time allowed from the order to wheels rolling: one policy for advice, cover and clocks; pure (decision 58)."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class TurnoutKind(StrEnum):
    FIRE = "fire"  # protective clothing first: 80 s (NFPA 1710)
    AMBULANCE = "ambulance"  # all others, including police cars and tree crews: 60 s


@dataclass(frozen=True, slots=True)
class TurnoutTimes:
    """`usual_s`: from the station, until history says better; `target_s`: the target of the turnout clock."""

    usual_s: float
    target_s: float


@dataclass(frozen=True, slots=True)
class TurnoutPolicy:
    """By the city's own hours: at night crews sleep. A clock goes by the hour of the order.

    NFPA 1710 (2020) asks for 80 s and 60 s at every hour; a city may allow its crews more at night.
    """

    by_day: Mapping[TurnoutKind, TurnoutTimes]
    by_night: Mapping[TurnoutKind, TurnoutTimes]
    night_hours: frozenset[int]
    rolling_s: float  # for a unit that is on the road already

    def usual_s(self, kind: TurnoutKind, hour: int) -> float:
        return self._at(hour)[kind].usual_s

    def target_s(self, kind: TurnoutKind, hour: int) -> float:
        return self._at(hour)[kind].target_s

    def _at(self, hour: int) -> Mapping[TurnoutKind, TurnoutTimes]:
        return self.by_night if hour in self.night_hours else self.by_day


def turnout_kind(*, agency_kind: str, profile: str) -> TurnoutKind:
    """A fire service's ambulance has the turnout of any ambulance."""
    is_fire = agency_kind == "fire" and not is_ambulance(profile)
    return TurnoutKind.FIRE if is_fire else TurnoutKind.AMBULANCE


def is_ambulance(profile: str) -> bool:
    return profile.startswith("ambulance")
