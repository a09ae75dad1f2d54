"""Places, lines and areas; the latter two as GeoJSON."""

from typing import Annotated, Literal

from pydantic import Field
from shapely import get_coordinates
from shapely.geometry.base import BaseGeometry

from base.position import Position
from base.view import View

type LonLat = Annotated[list[float], Field(min_length=2, max_length=2)]


class PlaceOut(View, frozen=True):
    lat: float
    lon: float


class LineOut(View, frozen=True):
    type: Literal["LineString"]
    coordinates: list[LonLat]


class AreaOut(View, frozen=True):
    type: Literal["Polygon"]
    coordinates: list[list[LonLat]]


def place(position: Position) -> PlaceOut:
    return PlaceOut(lat=position.lat, lon=position.lon)


def area(polygon: BaseGeometry) -> AreaOut:
    """An area without holes."""
    return AreaOut(type="Polygon", coordinates=[get_coordinates(polygon).tolist()])
