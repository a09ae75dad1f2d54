"""When a device loses its uplink or its power during a day; pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from random import Random

from simulators.day import DAY_S, HOUR_S

TUNNEL_MEAN_S = 60.0
BATTERY_MEAN_S = 900.0


class OutageKind(StrEnum):
    NO_UPLINK = "no_uplink"  # a tunnel, a cellar, no coverage: fixes wait in the device
    NO_POWER = "no_power"  # a dead battery: no fixes at all, and unsent ones are lost


@dataclass(frozen=True, slots=True)
class Outage:
    """Times in seconds of the simulated day."""

    kind: OutageKind
    begin_s: float
    end_s: float


def plan_outages(draws: Random, *, gaps_per_hour: float, deaths_per_hour: float) -> tuple[Outage, ...]:
    """Return a day's outages by start time; they may overlap."""
    gaps = _outages(draws, OutageKind.NO_UPLINK, gaps_per_hour, TUNNEL_MEAN_S)
    deaths = _outages(draws, OutageKind.NO_POWER, deaths_per_hour, BATTERY_MEAN_S)
    return tuple(sorted([*gaps, *deaths], key=lambda outage: outage.begin_s))


def _outages(draws: Random, kind: OutageKind, per_hour: float, mean_s: float) -> Iterator[Outage]:
    at_s = 0.0
    while per_hour > 0:
        at_s += draws.expovariate(per_hour / HOUR_S)
        if at_s >= DAY_S:
            return
        lasts_s = 10 + draws.expovariate(1 / mean_s)
        yield Outage(kind, at_s, at_s + lasts_s)
        at_s += lasts_s
