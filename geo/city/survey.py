"""The first look at an extract: can it be read, where does it lie, has it roads, on which side do they drive."""

from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Literal

import osmium

from geo.city.bounds import Cell, cell_of
from geo.city.classes import ROAD_CLASSES
from geo.city.refusal import CityImportRefused
from geo.city.source import Order, Source, recognize
from geo.geometry.bbox import Bbox

DrivingSide = Literal["left", "right"]
LonLat = tuple[float, float]

# Roads a fire engine or an ambulance may be sent on.
DRIVABLE = frozenset(highway for highway, road in ROAD_CLASSES.items() if road != "path")
MIN_ROUNDABOUTS = 2  # a single one may be somebody's mistake


@dataclass(slots=True)
class Survey:
    """What an extract holds; with a bounding box, only what lies within counts as a road."""

    objects: int = 0
    roads: int = 0
    clockwise_roundabouts: int = 0
    other_roundabouts: int = 0
    extent: list[float] = field(default_factory=lambda: [180.0, 90.0, -180.0, -90.0])
    # Of the roads that count, also with a bounding box.
    inside: list[float] = field(default_factory=lambda: [180.0, 90.0, -180.0, -90.0])
    roads_by_cell: Counter[Cell] = field(default_factory=Counter)
    order: Order = field(default_factory=Order)
    is_well_named: bool = True

    @property
    def must_be_sorted(self) -> bool:
        """Before anything else can be told of it: where ways come first, none of them has a place."""
        return self.order.broken or not self.is_well_named

    @property
    def driving_side(self) -> DrivingSide | None:
        """Where roundabouts turn clockwise they drive on the left; None when too few tell."""
        if self.clockwise_roundabouts + self.other_roundabouts < MIN_ROUNDABOUTS:
            return None
        return "left" if self.clockwise_roundabouts > self.other_roundabouts else "right"


def survey_extract(source: Path, bbox: Bbox | None) -> Survey:
    """Raises CityImportRefused when nothing can be made of the file or the wished area."""
    with whole(source):
        survey = _survey(recognize(source), bbox)
    if survey.order.has_history:
        raise CityImportRefused("file_unreadable", f"{source.name} holds deleted things: an extract of today is needed")
    if not survey.must_be_sorted or survey.objects == 0:
        _refuse_unfit(survey, source, bbox)
    return survey


@contextmanager
def whole(source: Path) -> Iterator[None]:
    """Raises CityImportRefused where reading finds the file cut short or damaged."""
    try:
        yield
    except (RuntimeError, ValueError, OSError) as error:
        raise CityImportRefused("file_unreadable", f"{source.name} is cut short or damaged: {error}") from error


def is_drivable(way: osmium.osm.Way) -> bool:
    return way.tags.get("highway") in DRIVABLE


def way_points(way: osmium.osm.Way) -> list[LonLat]:
    """Of the nodes whose place is known: an extract may have cut some off."""
    return [(node.lon, node.lat) for node in way.nodes if node.location.valid()]


def _survey(source: Source, bbox: Bbox | None) -> Survey:
    survey = Survey(is_well_named=source.is_well_named)
    for thing in source.things(with_places=True):
        survey.objects += 1
        survey.order.look_at(thing)
        if isinstance(thing, osmium.osm.Way) and is_drivable(thing):
            _count_road(survey, thing, bbox)
    return survey


def _count_road(survey: Survey, way: osmium.osm.Way, bbox: Bbox | None) -> None:
    points = way_points(way)
    if len(points) < 2:
        return
    _grow(survey.extent, points)
    if bbox is None or any(bbox.holds(lat, lon) for lon, lat in points):
        survey.roads += 1
        within = points if bbox is None else [(lon, lat) for lon, lat in points if bbox.holds(lat, lon)]
        _grow(survey.inside, within)
        survey.roads_by_cell[cell_of(*within[0])] += 1
        if way.is_closed() and way.tags.get("junction") == "roundabout" and way.tags.get("oneway") != "-1":
            _count_roundabout(survey, points)


def _grow(extent: list[float], points: Sequence[LonLat]) -> None:
    for lon, lat in points:
        extent[0], extent[1] = min(extent[0], lon), min(extent[1], lat)
        extent[2], extent[3] = max(extent[2], lon), max(extent[3], lat)


def _count_roundabout(survey: Survey, ring: Sequence[LonLat]) -> None:
    doubled_area = sum(a_lon * b_lat - b_lon * a_lat for (a_lon, a_lat), (b_lon, b_lat) in pairwise(ring))
    if doubled_area < 0:
        survey.clockwise_roundabouts += 1
    else:
        survey.other_roundabouts += 1


def _refuse_unfit(survey: Survey, source: Path, bbox: Bbox | None) -> None:
    if survey.objects == 0:
        raise CityImportRefused("file_empty", f"{source.name} holds nothing")
    west, south, east, north = survey.extent
    if west > east:
        raise CityImportRefused("no_roads", f"{source.name} holds no road a car can use")
    covers = f"{west:g},{south:g},{east:g},{north:g}"
    if bbox is not None and (bbox.east < west or east < bbox.west or bbox.north < south or north < bbox.south):
        raise CityImportRefused(
            "outside_bbox", f"{source.name} covers {covers}; the wished area {bbox} lies outside of it"
        )
    if survey.roads == 0:
        raise CityImportRefused("no_roads", f"{source.name} holds no road a car can use within {bbox}")
