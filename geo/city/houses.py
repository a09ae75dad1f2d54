"""House numbers of a city: each with its street, as the map has it or as its position implies."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

import shapely
from shapely import Point, STRtree
from shapely.geometry.base import BaseGeometry

from base.position import Position
from geo.city.features import HOUSE_NUMBER, Feature
from geo.city.together import lying_together
from geo.names.house_numbers import NUMBER_MAX, all_between, read_house_number
from geo.names.place_names import ROAD_WORDS, normalize

# A house farther than this from every street of its name belongs to a street that the map lacks.
OF_ITS_STREET_MAX_DEG = 0.02
# A house without a street name is on the street in front of it.
IN_FRONT_MAX_DEG = 0.0008
STREET_OF_HOUSES_GAP_DEG = 0.01


@dataclass(frozen=True, slots=True)
class HouseRow:
    """One number; a house with two numbers is two rows. `house_key` is that of its street."""

    house_key: int
    number: int
    label: str
    position: Position
    is_measured: bool


@dataclass(frozen=True, slots=True)
class Named:
    """A street, or a place without streets, by which houses are numbered."""

    key: int
    names: frozenset[str]
    shape: BaseGeometry


@dataclass(frozen=True, slots=True)
class House:
    """A house in the map; its address names a street, or a place without streets."""

    number: str
    street: str | None
    place: str | None
    point: Point
    is_measured: bool = True

    @property
    def named_after(self) -> str:
        return normalize(self.street or self.place or "")


@dataclass(slots=True)
class HouseBook:
    """Collects house numbers while the features stream by."""

    _houses: list[House] = field(default_factory=list)
    _at_node: dict[int, House] = field(default_factory=dict)
    _lines: list[Feature] = field(default_factory=list)

    def add(self, feature: Feature) -> None:
        if feature.kind != "house":
            self._lines.append(feature)
            return
        tags = feature.tags
        house = House(
            tags[HOUSE_NUMBER], tags.get("addr:street"), tags.get("addr:place"), feature.shape.representative_point()
        )
        self._houses.append(house)
        self._at_node.update(dict.fromkeys(feature.node_ids, house))

    def all(self) -> Iterator[House]:
        yield from self._houses
        for line in self._lines:
            yield from self._along(line)

    def _along(self, line: Feature) -> Iterator[House]:
        """Yield the houses that a line represents, between each two of its nodes with a number."""
        ends = [(index, self._at_node[node]) for index, node in enumerate(line.node_ids) if node in self._at_node]
        points = list(line.shape.coords)
        for (start, one), (stop, other) in pairwise(ends):
            first, last = _only_number(one), _only_number(other)
            if first is None or last is None or stop == start:
                continue
            part = shapely.LineString(points[start : stop + 1])
            street = line.tags.get("addr:street") or one.street or other.street
            for number in all_between(first, last, line.kind):
                at = part.interpolate((number - first) / (last - first), normalized=True)
                yield House(str(number), street, one.place or other.place, at, is_measured=False)


def _only_number(house: House) -> int | None:
    read = read_house_number(house.number)
    return read.numbers[0] if read and len(read.numbers) == 1 else None


def houses_of(houses: Iterable[House], streets: Sequence[Named]) -> tuple[list[HouseRow], dict[str, list[House]]]:
    """Return rows for houses of known streets; and, by street name, the houses of streets that the map lacks."""
    by_name = _by_name(streets)
    in_front = STRtree([street.shape for street in streets])
    rows: list[HouseRow] = []
    others: dict[str, list[House]] = defaultdict(list)
    for house in houses:
        key = _key_of(house, by_name, streets, in_front)
        if key is not None:
            rows += rows_of(house, key)
        elif house.named_after:
            others[house.named_after].append(house)
    return rows, others


def rows_of(house: House, key: int) -> Iterator[HouseRow]:
    read = read_house_number(house.number)
    if read is None:
        return
    position = Position(lat=house.point.y, lon=house.point.x)
    for number in read.numbers:
        labels = {read.label} if read.label[0].isalpha() or len(read.numbers) == 1 else {read.label, str(number)}
        if number <= NUMBER_MAX:
            yield from (HouseRow(key, number, label, position, house.is_measured) for label in sorted(labels))


def streets_of_houses(others: Mapping[str, Sequence[House]]) -> Iterator[list[House]]:
    """Yield streets that the map has only by their houses; one for each group of houses that lie together."""
    for houses in others.values():
        for group in lying_together([house.point for house in houses], STREET_OF_HOUSES_GAP_DEG):
            yield [houses[index] for index in group]


def _by_name(streets: Sequence[Named]) -> Mapping[str, list[Named]]:
    by_name: dict[str, list[Named]] = defaultdict(list)
    for street in streets:
        for name in street.names:
            by_name[name].append(street)
    return by_name


def _key_of(
    house: House, by_name: Mapping[str, Sequence[Named]], streets: Sequence[Named], in_front: STRtree
) -> int | None:
    name = house.named_after
    if not name:
        near = in_front.query_nearest(house.point, max_distance=IN_FRONT_MAX_DEG, all_matches=False)
        return streets[int(near[0])].key if len(near) else None
    called_so = [street for each in _also_written(name) for street in by_name.get(each, ())]
    if not called_so:
        return None
    nearest = min(called_so, key=lambda street: street.shape.distance(house.point))
    return nearest.key if nearest.shape.distance(house.point) <= OF_ITS_STREET_MAX_DEG else None


def _also_written(name: str) -> list[str]:
    """Return the spellings: half of the signs leave out "jalan"."""
    first, _, rest = name.partition(" ")
    return [name, *([rest] if first in ROAD_WORDS and rest else [f"{word} {name}" for word in ROAD_WORDS])]
