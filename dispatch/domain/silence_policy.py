"""When a unit on its way is silent, or its position old; pure."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SilencePolicy:
    """`silent_after_s`: beyond its usual interval. Near its station a unit may well stand still."""

    silent_after_s: float
    place_old_after_s: float
    station_radius_m: float
