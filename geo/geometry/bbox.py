"""A rectangle on the map."""

from dataclasses import dataclass
from math import isfinite
from typing import Self


class BboxInvalid(ValueError):
    """The four numbers are not a rectangle on the earth."""


@dataclass(frozen=True, slots=True)
class Bbox:
    """In degrees, WGS 84; it never crosses the date line. Raises BboxInvalid."""

    west: float
    south: float
    east: float
    north: float

    def __post_init__(self) -> None:
        if not all(map(isfinite, (self.west, self.south, self.east, self.north))):
            raise BboxInvalid("the four numbers of a bounding box must be finite")
        if -180 <= self.east < self.west <= 180:
            raise BboxInvalid(
                f"the west edge {self.west:g} lies east of the east edge {self.east:g}: swapped? "
                "A box across the 180th meridian cannot be imported: choose its larger side"
            )
        if not (-180 <= self.west < self.east <= 180 and -90 <= self.south < self.north <= 90):
            raise BboxInvalid("a bounding box is west,south,east,north in degrees, as in 111.49,-7.69,111.57,-7.59")

    @classmethod
    def parse(cls, text: str) -> Self:
        """From "W,S,E,N"; raises BboxInvalid."""
        try:
            west, south, east, north = (float(number) for number in text.split(","))
        except ValueError:
            raise BboxInvalid(f"{text!r} is not four numbers west,south,east,north") from None
        return cls(west, south, east, north)

    def __str__(self) -> str:
        return f"{self.west:g},{self.south:g},{self.east:g},{self.north:g}"

    def holds(self, lat: float, lon: float) -> bool:
        return self.south <= lat <= self.north and self.west <= lon <= self.east

    def meets(self, other: Self) -> bool:
        apart = self.east < other.west or other.east < self.west or self.north < other.south or other.north < self.south
        return not apart
