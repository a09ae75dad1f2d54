"""A row of the gazetteer, and the rows of one named feature."""

from collections.abc import Iterator
from dataclasses import dataclass

from shapely import Point

from base.position import Position
from geo.city.features import Feature
from geo.city.quarters import Quarter
from geo.names.place_names import spellings

_YES_OR_NO = {"yes": True, "no": False}


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """One row of the gazetteer; `category` is the kind of a point of interest, `house_key` leads to house numbers."""

    kind: str
    name: str
    normalized: str
    detail: str | None
    importance: float
    position: Position
    category: str | None = None
    area: str | None = None
    area_words: str = ""
    is_unnamed: bool = False
    house_key: int | None = None
    operator: str | None = None
    has_emergency: bool | None = None


def rows(
    kind: str,
    feature: Feature,
    at: Point,
    *,
    importance: float,
    detail: str | None = None,
    quarter: Quarter | None = None,
    category: str | None = None,
    house_key: int | None = None,
    is_unnamed: bool = False,
) -> Iterator[PlaceRow]:
    """Yield a row for each spelling of each of its names; all show the name on the sign."""
    written = dict.fromkeys(spelling for name in feature.names for spelling in spellings(name))
    for normalized in written:
        yield PlaceRow(
            kind, feature.names[0], normalized, detail, importance, position_of(at),
            category=category, area=quarter.shown if quarter else None, area_words=quarter.words if quarter else "",
            is_unnamed=is_unnamed, house_key=house_key,
            operator=feature.tags.get("operator"), has_emergency=_YES_OR_NO.get(feature.tags.get("emergency", "")),
        )  # fmt: skip


def position_of(point: Point) -> Position:
    return Position(lat=point.y, lon=point.x)
