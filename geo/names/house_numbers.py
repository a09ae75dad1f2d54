"""House numbers: parsed as written, and placed between neighbours if the house itself is not known."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from base.position import Position

NumberBasis = Literal["house", "interpolated", "not_found"]

NUMBER_MAX = 99_999
BETWEEN_MAX = 1_000  # a longer line of houses is a mapping mistake
_DIGITS = re.compile(r"\d{1,5}")
_NEITHER_LETTER_NOR_DIGIT = re.compile(r"[^0-9a-z]+")
_BLOCK = re.compile(r"^(?:blok|block)")


@dataclass(frozen=True, slots=True)
class HouseNumber:
    """`label` is normalized for comparison: 12 A, 12-a and 12A are one."""

    shown: str
    label: str
    numbers: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class House:
    """One number of a street; `is_measured` if the map has exactly that house."""

    number: int
    label: str
    position: Position
    is_measured: bool


def read_house_number(text: str) -> HouseNumber | None:
    """From "12", "12A", "12/14", "C-12"; None where it has no digit."""
    shown = re.sub(r"\s*([-/])\s*|\s+", r"\1", text.strip()).upper()
    numbers = tuple(dict.fromkeys(int(digits) for digits in _DIGITS.findall(shown)))
    label = _BLOCK.sub("", _NEITHER_LETTER_NOR_DIGIT.sub("", shown.lower()))
    return HouseNumber(shown, label, numbers) if numbers else None


def all_between(first: int, last: int, kind: str) -> list[int]:
    """Return the numbers that a line of `addr:interpolation` represents, without its two ends."""
    steps = {"odd": 2, "even": 2, "all": 1, "alphabetic": 0}
    step = steps.get(kind, int(kind) if kind.isdigit() else 0)
    if not step or first == last:
        return []
    low, high = sorted((first, last))
    return list(range(low + step, high, step))[:BETWEEN_MAX]


def place_of(wanted: HouseNumber, known: Sequence[House]) -> tuple[Position, NumberBasis] | None:
    """Return the position of the number among the houses of its street; None beyond the last, or without houses."""
    number = wanted.numbers[0]
    same = [house for house in known if house.label == wanted.label]
    if not same and wanted.label[0].isalpha():
        return None  # each block numbers its houses from the start
    same = same or [house for house in known if house.number == number and house.label == str(number)]
    if same:
        house = max(same, key=lambda each: each.is_measured)
        return house.position, "house" if house.is_measured and _is_that_house(house, wanted) else "interpolated"
    beside = next((house for house in known if house.number == number), None)
    if beside:
        return beside.position, "interpolated"
    own_side = [house for house in known if house.number % 2 == number % 2]
    position = _between(number, own_side) or _between(number, known)
    return (position, "interpolated") if position else None


def _is_that_house(house: House, wanted: HouseNumber) -> bool:
    """12/14 is found at 12; 12 A is beside it."""
    return house.label == wanted.label or len(wanted.numbers) > 1


def _between(number: int, known: Iterable[House]) -> Position | None:
    houses = sorted(known, key=lambda house: house.number)
    below = [house for house in houses if house.number < number]
    above = [house for house in houses if house.number > number]
    if not below or not above:
        return None
    one, other = below[-1], above[0]
    share = (number - one.number) / (other.number - one.number)
    return Position(
        one.position.lat + share * (other.position.lat - one.position.lat),
        one.position.lon + share * (other.position.lon - one.position.lon),
    )
