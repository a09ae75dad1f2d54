"""Time allowed from the order to wheels rolling: one policy for advice, cover and clocks; pure (decision 58)."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class TurnoutKind(StrEnum):
    FIRE = "fire"  # protective clothing first: 80 s (NFPA 1710)
    AMBULANCE = "ambulance"  # all others, including police cars and tree crews: 60 s


@dataclass(frozen=True, slots=True)
class TurnoutPolicy:
    """`usual_s`: from the station, until history says better; `target_s`: the target of the turnout clock."""

    usual_s: Mapping[TurnoutKind, float]
    target_s: Mapping[TurnoutKind, float]
    rolling_s: float  # for a unit that is on the road already

    def target_of(self, *, agency_kind: str, profile: str) -> float:
        return self.target_s[turnout_kind(agency_kind=agency_kind, profile=profile)]


def turnout_kind(*, agency_kind: str, profile: str) -> TurnoutKind:
    """A fire service's ambulance has the turnout of any ambulance."""
    is_fire = agency_kind == "fire" and not is_ambulance(profile)
    return TurnoutKind.FIRE if is_fire else TurnoutKind.AMBULANCE


def is_ambulance(profile: str) -> bool:
    return profile.startswith("ambulance")
