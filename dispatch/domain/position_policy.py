"""When a position is believed, and where a unit then counts as being; pure."""

from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True, slots=True)
class PositionPolicy:
    """An older fix than `fresh_s` is not the unit's position any more; a place is a hospital or a scene."""

    fresh_s: float
    at_station_radius_m: float
    at_place_radius_m: float

    def fresh_after(self, now: datetime) -> datetime:
        return now - timedelta(seconds=self.fresh_s)
