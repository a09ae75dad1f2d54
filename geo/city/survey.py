"""The first pass over an extract: is it readable, where does it lie, does it have roads, what is its driving side."""

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

# Roads that a fire engine or an ambulance may use.
DRIVABLE = frozenset(highway for highway, road in ROAD_CLASSES.items() if road != "path")
MIN_ROUNDABOUTS = 2  # a single one may be a mapping mistake


@dataclass(slots=True)
class Survey:
    """The content of an extract; with a bounding box, only roads inside it count."""

    objects: int = 0
    roads: int = 0
    clockwise_roundabouts: int = 0
    other_roundabouts: int = 0
    extent: list[float] = field(default_factory=lambda: [180.0, 90.0, -180.0, -90.0])
    # Extent of the roads that count, with a bounding box only those inside.
    inside: list[float] = field(default_factory=lambda: [180.0, 90.0, -180.0, -90.0])
    roads_by_cell: Counter[Cell] = field(default_factory=Counter)
    order: Order = field(default_factory=Order)
    is_well_named: bool = True

    @property
    def must_be_sorted(self) -> bool:
        """Whether it must be sorted before the rest of the survey: if ways come first, none of them has a location."""
        return self.order.broken or not self.is_well_named

    @property
    def driving_side(self) -> DrivingSide | None:
        """The left if roundabouts turn clockwise; None if there are too few."""
        if self.clockwise_roundabouts + self.other_roundabouts < MIN_ROUNDABOUTS:
            return None
        return "left" if self.clockwise_roundabouts > self.other_roundabouts else "right"


def survey_extract(source: Path, bbox: Bbox | None) -> Survey:
    """Raises CityImportRefused if the file or the requested area cannot be used."""
    with whole(source):
        survey = _survey(recognize(source), bbox)
    if survey.order.has_history:
        raise CityImportRefused("file_unreadable", f"{source.name} holds deleted things: an extract of today is needed")
    if not survey.must_be_sorted or survey.objects == 0:
        _refuse_unfit(survey, source, bbox)
    return survey


@contextmanager
def whole(source: Path) -> Iterator[None]:
    """Raises CityImportRefused if reading finds the file cut short or damaged."""
    try:
        yield
    except (RuntimeError, ValueError, OSError) as error:
        raise CityImportRefused("file_unreadable", f"{source.name} is cut short or damaged: {error}") from error


def is_drivable(way: osmium.osm.Way) -> bool:
    return way.tags.get("highway") in DRIVABLE


def way_points(way: osmium.osm.Way) -> list[LonLat]:
    """Return the points of nodes with a known location: an extract may have cut some off."""
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
