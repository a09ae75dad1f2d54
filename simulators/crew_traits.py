"""How a crew handles one order; all traits are drawn at once, so that no draw depends on timing; pure."""

from dataclasses import dataclass
from math import log
from random import Random

from simulators.emergencies import KIND_BY_TYPE, WORK_MEDIAN_S

BUTTONS = ("acknowledged", "en_route", "on_scene", "transporting", "at_hospital")
TURNOUT_MEDIAN_S = 60.0  # the target of NFPA 1710 for ambulances; half of the crews are slower


@dataclass(frozen=True, slots=True)
class OrderTraits:
    """Seconds of simulated time; `pace` multiplies the driving time of the route."""

    acknowledge_s: float
    turnout_s: float
    pace: float
    work_s: float
    transports: bool
    hand_over_s: float
    forgotten: frozenset[str]
    clear_late_s: float  # a crew that forgot to clear is asked by radio


def draw_order_traits(draws: Random, *, incident_type: str, can_transport: bool, forget: float) -> OrderTraits:
    kind = KIND_BY_TYPE.get(incident_type)
    acknowledge_s = 3 + draws.expovariate(1 / 8)
    turnout_s = _around(draws, TURNOUT_MEDIAN_S, 0.4)
    pace = min(max(draws.gauss(1.0, 0.12), 0.75), 1.5)
    work_s = _around(draws, kind.work_median_s if kind else WORK_MEDIAN_S, 0.5)
    wants_hospital = draws.random() < (kind.transport_share if kind else 0.0)
    hand_over_s = _around(draws, 720.0, 0.4)
    forgotten = frozenset(button for button in BUTTONS if draws.random() < forget)
    late_s = _around(draws, 420.0, 0.5)
    return OrderTraits(
        acknowledge_s=acknowledge_s,
        turnout_s=turnout_s,
        pace=pace,
        work_s=work_s,
        transports=can_transport and wants_hospital,
        hand_over_s=hand_over_s,
        forgotten=forgotten,
        clear_late_s=late_s if draws.random() < forget else 0.0,
    )


def _around(draws: Random, median: float, spread: float) -> float:
    """Log-normal: never below zero, occasionally very long."""
    return draws.lognormvariate(log(median), spread)
