"""Results of a search, and what ranks them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from base.database import Record
from base.position import Position
from geo.names.house_numbers import NumberBasis

PlaceKind = Literal["street", "crossing", "place", "poi", "area", "coordinates"]

COLUMNS = """
    kind, name, normalized, detail, position, importance, category, area, is_unnamed, house_key,
    ST_DistanceSphere(position, $2::geometry) AS distance_m
"""


@dataclass(frozen=True, slots=True)
class Place:
    """One result; `detail` distinguishes places of one name, and for coordinates names a place near them.

    distance_m is from the `near` of the search. `area` is the part of the city, `crosses` a street that distinguishes
    two of one name if no area does. With a house number, `number_basis` says what the position is: that house, a point
    between its neighbours, or only the street. `roster_id` is that of the desk's own hospital or station.
    """

    kind: PlaceKind
    name: str
    detail: str | None
    position: Position
    distance_m: float | None
    category: str | None = None
    area: str | None = None
    crosses: str | None = None
    house_number: str | None = None
    number_basis: NumberBasis | None = None
    is_unnamed: bool = False
    roster_id: str | None = None


@dataclass(frozen=True, slots=True)
class Hit:
    """A place with what ranks it: whether its name is what was typed, and how many of the given areas it is in."""

    place: Place
    normalized: str
    score: float
    is_exact: bool = False
    in_areas: int = 0
    house_key: int | None = None


def place_of_row(row: Record) -> Place:
    return Place(
        row["kind"], row["name"], row["detail"], row["position"], row["distance_m"],
        category=row["category"], area=row["area"], is_unnamed=row["is_unnamed"],
    )  # fmt: skip


def hit_of_row(row: Record) -> Hit:
    return Hit(
        place_of_row(row), row["normalized"], row["score"],
        is_exact=row["is_exact"], in_areas=row["in_areas"], house_key=row["house_key"],
    )  # fmt: skip


def ranked(hits: Iterable[Hit]) -> list[Hit]:
    """Keep those in most of the given areas; exact names come first, and of those the nearest."""
    found = sorted(hits, key=lambda hit: -hit.score)
    most = max((hit.in_areas for hit in found), default=0)
    within = [hit for hit in found if hit.in_areas == most]
    return sorted(within, key=lambda hit: (not hit.is_exact, (hit.place.distance_m or 0) if hit.is_exact else 0))


def each_once(places: Sequence[Place]) -> list[Place]:
    """Keep each place once per name, where it was found first."""
    found: dict[tuple[str, Position], Place] = {}
    for place in places:
        found.setdefault((place.name, place.position), place)
    return list(found.values())


def with_number(place: Place, shown: str, basis: NumberBasis, at: Position, distance_m: float | None) -> Place:
    return replace(place, house_number=shown, number_basis=basis, position=at, distance_m=distance_m)
