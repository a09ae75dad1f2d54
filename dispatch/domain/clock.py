"""The clocks that run while somebody waits, and their targets."""

from dataclasses import dataclass
from enum import StrEnum

from dispatch.domain.turnout import TurnoutPolicy


class Clock(StrEnum):
    TO_DISPATCH = "to_dispatch"  # from the call to the first unit sent (NFPA 1225)
    TO_SCENE = "to_scene"  # from the call to the first on scene (Permendagri 114/2018 for fires)
    TURNOUT = "turnout"  # from the order to wheels rolling (NFPA 1710)


@dataclass(frozen=True, slots=True)
class ClockTargets:
    call_processing_s: float
    first_on_scene_s: float
    turnout: TurnoutPolicy
