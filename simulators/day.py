"""A simulated day's calls, planned as a pure function of the seed, the settings and the city's landmarks."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from random import Random

from simulators.emergencies import AFTER_SCHOOL, AWAKE, KINDS, EmergencyKind
from simulators.places import Place, moved
from simulators.seeds import generator

HOUR_S = 3600.0
DAY_S = 24 * HOUR_S
HOT_SPOTS = 6
HOT_SPOT_SHARE = 0.7  # of all emergencies; the others are anywhere in the city
HOT_SPOT_SPREAD_M = 350.0
REPEAT_WITHIN_MEAN_S = 150.0  # from the first call to another one about the same emergency
PRANK_NUMBERS = 5  # a few phones make most of the pranks


class CallKind(StrEnum):
    EMERGENCY = "emergency"
    REPEAT = "repeat"  # somebody else saw the same emergency
    PRANK = "prank"
    SILENT = "silent"
    NO_EMERGENCY = "no_emergency"


@dataclass(frozen=True, slots=True)
class DaySettings:
    calls_per_hour: float
    nuisance_share: float  # of all calls: pranks, silence, questions


@dataclass(frozen=True, slots=True)
class PlannedEmergency:
    number: int  # numbers the day's emergencies
    type: str
    place: Place
    words: str


@dataclass(frozen=True, slots=True)
class PlannedCall:
    """`at_s` counts from the midnight that begins the simulated day; `talk_s` is the length of the conversation."""

    at_s: float
    kind: CallKind
    caller_number: str
    talk_s: float
    emergency: PlannedEmergency | None = None


def plan_day(seed: int, day: int, settings: DaySettings, landmarks: Sequence[Place]) -> tuple[PlannedCall, ...]:
    """Return every call of a day, in order; `landmarks` (stations, hospitals) show where people live."""
    draws = generator(seed, "calls", day)
    city = _City(generator(seed, "hot spots"), landmarks)
    calls = [call for arrival in _arrivals(draws, settings) for call in _calls_about(draws, arrival, settings, city)]
    return tuple(sorted(calls, key=lambda call: (call.at_s, call.caller_number)))


@dataclass(frozen=True, slots=True)
class _Arrival:
    at_s: float
    number: int

    @property
    def hour(self) -> int:
        return int(self.at_s // HOUR_S) % 24


class _City:
    """Chooses places: mostly at a few hot spots, which are the same every day."""

    def __init__(self, draws: Random, landmarks: Sequence[Place]) -> None:
        if not landmarks:
            raise ValueError("a city without stations and hospitals says nothing about where people live")
        self._west, self._east = min(p.lon for p in landmarks), max(p.lon for p in landmarks)
        self._south, self._north = min(p.lat for p in landmarks), max(p.lat for p in landmarks)
        near = [draws.choice(landmarks) for _ in range(HOT_SPOTS)]
        self._hot_spots = [_scattered(draws, place, 3 * HOT_SPOT_SPREAD_M) for place in near]
        self._weights = [draws.expovariate(1.0) + 0.2 for _ in range(HOT_SPOTS)]

    def draw_place(self, draws: Random) -> Place:
        anywhere = Place(draws.uniform(self._south, self._north), draws.uniform(self._west, self._east))
        hot_spot = _scattered(draws, draws.choices(self._hot_spots, self._weights)[0], HOT_SPOT_SPREAD_M)
        return hot_spot if draws.random() < HOT_SPOT_SHARE else anywhere


def _scattered(draws: Random, place: Place, spread_m: float) -> Place:
    return moved(place, east_m=draws.gauss(0, spread_m), north_m=draws.gauss(0, spread_m))


def _arrivals(draws: Random, settings: DaySettings) -> Iterator[_Arrival]:
    """A Poisson process whose rate follows the hour of day, by thinning."""
    busiest = max(AWAKE)
    at_s, number = 0.0, 0
    while settings.calls_per_hour > 0:
        at_s += draws.expovariate(settings.calls_per_hour * busiest / HOUR_S)
        if at_s >= DAY_S:
            return
        if draws.random() * busiest < AWAKE[int(at_s // HOUR_S)]:
            yield _Arrival(at_s, number)
            number += 1


def _calls_about(draws: Random, arrival: _Arrival, settings: DaySettings, city: _City) -> list[PlannedCall]:
    nuisance = settings.nuisance_share * AFTER_SCHOOL[arrival.hour] / AWAKE[arrival.hour]
    if draws.random() < min(nuisance, 0.95):
        return [_nuisance(draws, arrival)]
    return list(_emergency_calls(draws, arrival, city))


def _nuisance(draws: Random, arrival: _Arrival) -> PlannedCall:
    kind = draws.choices((CallKind.PRANK, CallKind.SILENT, CallKind.NO_EMERGENCY), (5, 3, 4))[0]
    usual = f"+62000900{draws.randrange(PRANK_NUMBERS):04}"
    once = _caller_number(draws)
    return PlannedCall(arrival.at_s, kind, usual if kind is CallKind.PRANK else once, 4 + draws.expovariate(1 / 12))


def _emergency_calls(draws: Random, arrival: _Arrival, city: _City) -> Iterator[PlannedCall]:
    kind = _draw_kind(draws, arrival.hour)
    emergency = PlannedEmergency(arrival.number, kind.type, city.draw_place(draws), draws.choice(kind.words))
    yield PlannedCall(arrival.at_s, CallKind.EMERGENCY, _caller_number(draws), _talk_s(draws), emergency)
    at_s = arrival.at_s
    while draws.random() < 1 - 1 / kind.callers_mean:
        at_s += draws.expovariate(1 / REPEAT_WITHIN_MEAN_S)
        yield PlannedCall(at_s, CallKind.REPEAT, _caller_number(draws), _talk_s(draws), emergency)


def _draw_kind(draws: Random, hour: int) -> EmergencyKind:
    return draws.choices(KINDS, [kind.share * kind.by_hour[hour] for kind in KINDS])[0]


def _talk_s(draws: Random) -> float:
    return 25 + draws.expovariate(1 / 30)


def _caller_number(draws: Random) -> str:
    """Return a number that no network uses: +62 0 does not exist."""
    return f"+62000{draws.randrange(10**7):07}"
