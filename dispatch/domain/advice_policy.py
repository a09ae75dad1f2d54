"""What a city decides about advice: how far it searches, which positions it believes, what it counts with; pure."""

from dataclasses import dataclass

from dispatch.domain.position_policy import PositionPolicy
from dispatch.domain.replacement import ReplacementRules
from dispatch.domain.turnout import TurnoutPolicy


@dataclass(frozen=True, slots=True)
class SearchLimits:
    """About how many units the road router is asked, and about how many more that could still be nearer by road."""

    at_first: int
    per_capability: int
    more_max: int

    def first_of_each(self, capabilities: int) -> int:
        """If only one capability is wanted, as for most calls, there is time for more units with it."""
        return max(self.per_capability, self.at_first // max(1, capabilities))


@dataclass(frozen=True, slots=True)
class AdvicePolicy:
    search: SearchLimits
    positions: PositionPolicy
    turnout: TurnoutPolicy
    replacement: ReplacementRules
