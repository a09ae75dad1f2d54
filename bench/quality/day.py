"""One simulated day: emergencies, units, time; a policy decides who is sent and where free units stand by."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field
from functools import partial
from heapq import heappop, heappush
from itertools import count
from typing import Protocol

from bench.quality.city import City, Vehicle
from bench.quality.days import Emergency
from bench.quality.ways import Drive, Spot
from dispatch.domain.assignment import AssignmentStatus as S
from dispatch.domain.requirement_matching import fill_slots
from dispatch.domain.response_plan import UnitRequirement, plan_for, required_at
from dispatch.domain.turnout import turnout_kind
from dispatch.settings import DispatchSettings

DESK = DispatchSettings.model_construct()  # as delivered, whatever this machine's environment says
TURNOUT = DESK.turnout
ACKNOWLEDGED_AFTER_S = 10.0


@dataclass(slots=True)
class Case:
    """An emergency on the board. `first_s`: from the call to the first unit's arrival; `all_s`: to the last one's."""

    emergency: Emergency
    needs: Sequence[UnitRequirement]
    units: list["Unit"] = field(default_factory=list)
    arrived: int = 0
    first_s: float | None = None
    all_s: float | None = None
    transported: bool = False
    diverted: int = 0

    def open_slots(self) -> list[str]:
        slots = [need.capability for need in self.needs for _ in range(need.count)]
        met = fill_slots(slots, [unit.vehicle.capabilities for unit in self.units]).values()
        return [capability for index, capability in enumerate(slots) if index not in met]


@dataclass(slots=True)
class Unit:
    """`standby`: the station where it stands by, or to which it drives when it has no assignment."""

    index: int
    vehicle: Vehicle
    standby: int
    place: int
    drive: Drive | None = None
    case: Case | None = None
    status: S = S.CLEAR
    since_s: float = 0.0
    turn: int = 0  # an event planned in an earlier turn does not happen
    cover_drive_s: float = 0.0

    @property
    def is_free(self) -> bool:
        return self.case is None


class Policy(Protocol):
    """Decides who is sent, who is diverted, and where free units stand by."""

    def send(self, day: "Day", case: Case) -> Collection[Unit]: ...
    def share_out(self, day: "Day", waiting: Sequence[Case]) -> Collection[tuple[Unit, Case]]: ...
    def divert(self, day: "Day") -> tuple[Unit, Unit | None, Case] | None:
        """Return who goes to which case and whom it replaces; a unit under way to another case leaves that one."""

    def standby(self, day: "Day", unit: Unit) -> int: ...
    def moves(self, day: "Day") -> Collection[tuple[Unit, int]]: ...


class Day:
    def __init__(self, city: City, emergencies: Sequence[Emergency], policy: Policy) -> None:
        self.city, self.policy, self.now_s = city, policy, 0.0
        self.units = [Unit(index, each, each.home, each.home) for index, each in enumerate(city.vehicles)]
        self.cases = [Case(each, _needs(city, each)) for each in emergencies]
        self.board: list[Case] = []
        self._order = count()
        self._ahead: list[tuple[float, int, Callable[[], None]]] = []
        for case in self.cases:
            self._plan(case.emergency.at_s, partial(self._called, case))

    def run(self) -> list[Case]:
        """Run until every unit is back."""
        while self._ahead:
            self.now_s, _, happen = heappop(self._ahead)
            happen()
        return self.cases

    # --- what a policy asks

    def free(self) -> list[Unit]:
        return [unit for unit in self.units if unit.is_free]

    def waiting(self) -> list[Case]:
        return [case for case in self.board if case.open_slots()]

    def spot(self, unit: Unit) -> Spot:
        if unit.drive is None:
            return Spot(unit.place)
        return self.city.ways.spot(unit.vehicle.driven_as, unit.drive, self.now_s)

    def turnout_s(self, unit: Unit) -> float:
        if unit.drive is not None or unit.place != unit.standby:
            return TURNOUT.rolling_s
        kind = turnout_kind(agency_kind=unit.vehicle.agency_kind, profile=unit.vehicle.driven_as)
        return TURNOUT.usual_s(kind, int(self.now_s // 3600) % 24)

    def drive_s(self, unit: Unit, to: int) -> float:
        return self.city.ways.eta_s(unit.vehicle.driven_as, self.spot(unit), to)

    # --- what happens

    def _called(self, case: Case) -> None:
        self.board.append(case)
        for unit in self.policy.send(self, case):
            self._send(unit, case)
        self._look_again()

    def _send(self, unit: Unit, case: Case) -> None:
        emergency, turnout_s = case.emergency, self.turnout_s(unit)
        if turnout_s != TURNOUT.rolling_s:
            turnout_s *= emergency.turnout[unit.index]
        self._stop_cover_drive(unit)
        start = self.spot(unit)
        drive_s = self.city.ways.eta_s(unit.vehicle.driven_as, start, emergency.place) * emergency.pace[unit.index]
        unit.case, unit.place = case, start.place
        unit.drive = Drive(start, emergency.place, self.now_s + turnout_s, float(drive_s))
        unit.status, unit.since_s, unit.turn = S.DISPATCHED, self.now_s, unit.turn + 1
        case.units.append(unit)
        self._plan_for(unit, self.now_s + turnout_s, partial(self._rolls, unit))
        self._plan_for(unit, self.now_s + turnout_s + drive_s, partial(self._arrives, unit, case))

    def _rolls(self, unit: Unit) -> None:
        unit.status, unit.since_s = S.EN_ROUTE, self.now_s

    def _arrives(self, unit: Unit, case: Case) -> None:
        unit.drive, unit.place, unit.status, unit.since_s = None, case.emergency.place, S.ON_SCENE, self.now_s
        case.arrived += 1
        if case.first_s is None:
            case.first_s = self.now_s - case.emergency.at_s
        if case.arrived == sum(need.count for need in case.needs):
            case.all_s = self.now_s - case.emergency.at_s
        carries = not case.transported and case.emergency.transports and "ambulance_bls" in unit.vehicle.capabilities
        case.transported |= carries
        done = partial(self._to_hospital if carries else self._is_free, unit)
        self._plan_for(unit, self.now_s + case.emergency.work_s, done)

    def _to_hospital(self, unit: Unit) -> None:
        assert unit.case is not None
        emergency, table = unit.case.emergency, self.city.ways.drive_s[unit.vehicle.driven_as]
        hospital = min(self.city.hospitals, key=lambda place: float(table[unit.place, place]))
        drive_s = float(table[unit.place, hospital] * emergency.pace[unit.index])
        unit.drive = Drive(Spot(unit.place), hospital, self.now_s, drive_s)
        unit.status, unit.since_s = S.TRANSPORTING, self.now_s
        self._plan_for(unit, self.now_s + drive_s, partial(self._at_hospital, unit, hospital))

    def _at_hospital(self, unit: Unit, hospital: int) -> None:
        assert unit.case is not None
        unit.drive, unit.place, unit.status, unit.since_s = None, hospital, S.AT_HOSPITAL, self.now_s
        self._plan_for(unit, self.now_s + unit.case.emergency.hand_over_s, partial(self._is_free, unit))

    def _is_free(self, unit: Unit) -> None:
        self._leave_case(unit)
        self._share_out()
        if unit.is_free:
            unit.standby = self.policy.standby(self, unit)
            self._drive_to_standby(unit)
        self._look_again()

    def _leave_case(self, unit: Unit) -> None:
        assert unit.case is not None
        case, unit.case, unit.status, unit.since_s = unit.case, None, S.CLEAR, self.now_s
        if unit.drive is not None:  # diverted on the way
            case.units.remove(unit)
        unit.turn += 1
        if case.arrived and not any(each.case is case for each in case.units):
            self.board = [each for each in self.board if each is not case]

    def _share_out(self) -> None:
        if waiting := self.waiting():
            for unit, case in self.policy.share_out(self, waiting):
                self._send(unit, case)

    def _look_again(self) -> None:
        """Check again: free units may be nearer than those under way, or be better placed elsewhere."""
        while (turn := self.policy.divert(self)) is not None:
            self._divert(*turn)
        for unit, station in self.policy.moves(self):
            self._stop_cover_drive(unit)
            unit.standby = station
            self._drive_to_standby(unit)

    def _divert(self, unit: Unit, instead_of: Unit | None, case: Case) -> None:
        case.diverted += 1
        if not unit.is_free:
            self._turn_back(unit)
        self._send(unit, case)
        if instead_of is not None:
            self._turn_back(instead_of)
            self._share_out()
            if instead_of.is_free:
                instead_of.standby = self.policy.standby(self, instead_of)
                self._drive_to_standby(instead_of)

    def _turn_back(self, unit: Unit) -> None:
        """Free the unit at its present place."""
        spot, rolls = self.spot(unit), unit.status is S.EN_ROUTE
        self._leave_case(unit)
        unit.place = spot.place
        unit.drive = Drive(spot, spot.place, self.now_s, spot.ahead_s) if rolls else None

    def _drive_to_standby(self, unit: Unit) -> None:
        spot = self.spot(unit)
        takes_s = self.city.ways.eta_s(unit.vehicle.driven_as, spot, unit.standby)
        unit.turn += 1
        unit.drive, unit.place = Drive(spot, unit.standby, self.now_s, takes_s), spot.place
        self._plan_for(unit, self.now_s + takes_s, partial(self._is_back, unit))

    def _stop_cover_drive(self, unit: Unit) -> None:
        """Count a cover drive as far as it went; it serves no emergency."""
        if unit.is_free and unit.drive is not None and unit.standby != unit.vehicle.home:
            unit.cover_drive_s += self.now_s - unit.drive.left_at_s

    def _is_back(self, unit: Unit) -> None:
        self._stop_cover_drive(unit)
        unit.drive, unit.place = None, unit.standby

    def _plan(self, at_s: float, happen: Callable[[], None]) -> None:
        heappush(self._ahead, (float(at_s), next(self._order), happen))

    def _plan_for(self, unit: Unit, at_s: float, happen: Callable[[], None]) -> None:
        turn = unit.turn

        def when_still_so() -> None:
            if unit.turn == turn:
                happen()

        self._plan(at_s, when_still_so)


def _needs(city: City, emergency: Emergency) -> list[UnitRequirement]:
    return required_at(plan_for(city.plans, emergency.type, emergency.priority), 1)
