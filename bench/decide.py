"""How long the desk's own rules take, without database and router: one incident, then sixty at once among 300 units."""

import time
from collections.abc import Callable
from random import Random

from bench.report import Measured
from bench.samples import spread_ms
from dispatch.domain.board_advice import Option, Slot, assign_board
from dispatch.domain.candidate import Basis, Candidate, CandidateState
from dispatch.domain.cover import Demand, FreeUnit, left_behind, losses_s
from dispatch.domain.eta_uncertainty import band_of
from dispatch.domain.ranking import Sending
from dispatch.domain.recommendation import advise
from dispatch.domain.response_plan import UnitRequirement

INCIDENTS, UNITS, CELLS = 60, 300, 40
ASKED = 42  # as many as the router is asked about when many could be nearest
ROUNDS, WARM_UP = 60, 5
WIDTH_DEG = 0.2
KINDS = ("ambulance_bls", "ambulance_bls", "pumper", "rescue")


async def measure() -> Measured:
    """Measure processor time, so that other work on the machine does not count."""
    one = _timed(_one_incident)
    board = _timed(_whole_board)
    return Measured({**spread_ms(one, "one_"), **spread_ms(board, "board_"), "incidents": INCIDENTS, "units": UNITS})


def _timed(make: Callable[[Random], Callable[[], object]]) -> list[float]:
    samples = []
    for number in range(ROUNDS + WARM_UP):
        decide = make(Random(number))
        begun = time.thread_time()
        decide()
        samples.append(time.thread_time() - begun)
    return samples[WARM_UP:]


def _one_incident(draws: Random) -> Callable[[], object]:
    """A structure fire: what sending each unit would cost the city's cover, and which units go."""
    needs = [UnitRequirement("pumper", 2), UnitRequirement("rescue", 1), UnitRequirement("ambulance_bls", 1)]
    candidates = [_candidate(draws, number) for number in range(ASKED)]
    free = [FreeUnit(f"U-{number}", *_place(draws)) for number in range(UNITS // len(needs))]
    demand = [Demand(*_place(draws), draws.expovariate(1.0)) for _ in range(CELLS)]

    def decide() -> object:
        loss_s: dict[str, float] = {}
        for _ in needs:
            loss_s |= losses_s(free, demand)
        return advise(needs, [], candidates, [], Sending(2, 60.0, loss_s, left_behind(free, demand)))

    return decide


def _whole_board(draws: Random) -> Callable[[], object]:
    """Every unit may go to every incident."""
    places = [_place(draws) for _ in range(UNITS)]
    slots: list[Slot] = []
    options: list[Option] = []
    for number in range(INCIDENTS):
        lat, lon = _place(draws)
        slots.append(Slot(number, draws.randint(1, 5), draws.uniform(0, 1800), KINDS[0]))
        options += [
            Option(
                number, f"U-{unit}", 60 + 2e4 * (abs(places[unit][0] - lat) + abs(places[unit][1] - lon)), f"C-{unit}"
            )
            for unit in range(UNITS)
        ]
    return lambda: assign_board(slots, options)


def _place(draws: Random) -> tuple[float, float]:
    return draws.uniform(0, WIDTH_DEG), draws.uniform(0, WIDTH_DEG)


def _candidate(draws: Random, number: int) -> Candidate:
    drive_s = draws.uniform(60, 1500)
    band = band_of(drive_s, [], agency_id="", hour=0, distance_m=None)
    return Candidate(
        f"U-{number}",
        frozenset({KINDS[number % len(KINDS)]}),
        CandidateState.ON_THE_ROAD,
        Basis.ROAD,
        10.0,
        drive_s,
        10 * drive_s,
        3.0,
        band_s=band.tie_s,
    )
